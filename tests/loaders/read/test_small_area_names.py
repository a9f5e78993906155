"""The code of a small area that stands beside the name of another authority holds a file back. All areas are INVENTED."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from loaders.fetch.places import Files
from loaders.outcome import Fate
from loaders.progress import say_nothing
from loaders.read.small_area_names import misnamed
from loaders.refresh import Refresh
from loaders.source import discover
from loaders.store.cache import Cache
from tests.loaders.mutations.harness import GOLDEN

INDEX = GOLDEN / "needs" / "INVENTED File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv"
NAMES = {f"E010000{number:02}": f"{'Hollow' if number < 10 else 'Ridge'} {number:03}A" for number in range(1, 21)}


def _said(names: dict[str, str], heading: str = "lsoa name (2021)") -> str:
    frame = pd.DataFrame({"lsoa code (2021)": [*names], heading: [*names.values()]})
    return misnamed(frame, "lsoa code (2021)")


@pytest.mark.parametrize("heading", ["lsoa name (2021)", "lsoa21nm", "geography"])
def test_codes_in_runs_of_one_authority_are_believed(heading: str) -> None:
    assert _said(NAMES, heading) == ""
    assert _said(dict(list(NAMES.items())[::-1]), heading) == "", "in any order"
    assert _said({code: name for at, (code, name) in enumerate(NAMES.items()) if at % 3}, heading) == "", "an extract"


def test_two_codes_exchanged_are_told() -> None:
    exchanged = {**NAMES, "E01000005": NAMES["E01000015"], "E01000015": NAMES["E01000005"]}
    assert _said(exchanged) == (
        "it contradicts itself: codes and names of small areas, E01000005 and 1 more stand under the name of another authority "
        "than those before and after by code, the first 'Ridge 015A' among those of Hollow"
    )
    assert _said(exchanged, "a heading of something else") == ""


def test_codes_given_later_stand_anywhere() -> None:
    later = {code.replace("E010000", "E010340"): name for code, name in NAMES.items()}
    assert _said(later | {"E01034005": "Ridge 015A"}) == ""
    assert _said({"E01000001": "Hollow 001A", "E01000500": "Isle 001A", "E01000900": "Hollow 002A"}) == "", "an extract"
    assert _said({"E01000001": "a", "E01000002": "b", "E01000003": "a"}) == "", "names of another form"


def test_such_an_index_is_held_back(tmp_path: Path, cache: Cache) -> None:
    head, *lines = INDEX.read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines]
    for number, row in enumerate(rows, start=1):
        row[:2] = [f"E010000{number:02}", f"{'Hollow' if number < 10 else 'Ridge'} {number:03}A"]
    for exchanged, fate in ((True, Fate.HELD), (False, Fate.LOADED)):
        rows[4][1], rows[14][1] = rows[14][1], rows[4][1]
        path = tmp_path / f"{exchanged}" / INDEX.name
        path.parent.mkdir()
        path.write_text("\n".join([head, *(",".join(row) for row in rows), ""]), encoding="utf-8")
        refresh = Refresh(cache, {"needs": discover()["needs"]}, say_nothing)
        (outcome,) = refresh.run(Files((path,), ("needs",))).outcomes
        assert outcome.fate is fate and ("names of small areas" in outcome.reason) == exchanged, outcome
