"""Fingertips: the deprivation score is OHID's, of England and each practice, and no other indicator is taken for it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from insight.schema import FACTS, conform
from loaders.errors import LayoutChanged, NotUsable
from loaders.source import Raw
from loaders.sources import fingertips
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import GOLDEN, published, raw_file

FILE = GOLDEN / "fingertips" / "invented_fingertips_93553.csv"


def _facts(raw: Raw) -> pd.DataFrame:
    release = fingertips.recognise(raw, LISTS)
    assert release is not None
    return conform(fingertips.tidy(raw, release, LISTS)["facts"], FACTS).to_pandas().set_index("org")


def test_deprivation_has_england_once_and_says_where_it_is_not_available() -> None:
    facts = _facts(raw_file(FILE))
    assert facts["level"].to_dict() == {"E92000001": "england", "Z00001": "practice", "Z00002": "practice"}
    assert facts["status"].to_dict()["Z00002"] == "not_available"


def test_it_is_attributed_to_who_publishes_it() -> None:
    assert "Health Improvement and Disparities" in fingertips.SOURCE.attribution


@pytest.mark.parametrize(
    ("old", "new", "error"), [(",2019,", ",2019/20,", LayoutChanged), ("93553,", "247,", NotUsable)]
)
def test_other_years_and_indicators_are_refused(tmp_path: Path, old: str, new: str, error: type[Exception]) -> None:
    path = tmp_path / FILE.name
    path.write_text(FILE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(error):
        fingertips.recognise(raw_file(path), LISTS)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",32.25,", ",abc,", "a number or nothing as value, found 'abc' in line 4"),
        (",32.25,", ',"21,7",', "found '21,7' in line 4"),
        (",32.25,", ",inf,", "found 'inf' in line 4"),
        ("Value,Lower CI 95.0 limit", "Lower CI 95.0 limit,Value", "scores in the column value, found none"),
        ("Area Code,Area Name", "Area Name,Area Code", "'Invented Surgery' in line 4"),
        ("Surgery,GP,", "Surgery,GPx,", "found 'GPx' in line 4"),
        ("Z00001,", "E54000050,", "found 'GP' in line 4"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_by_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / FILE.name
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LayoutChanged, match=says):
        _facts(raw_file(path))


def test_the_published_score_is_of_as_many_practices_as_documented() -> None:
    assert len(_facts(published("geography/fingertips_93553_IMD2019_by_practice.csv"))) == 6_546
