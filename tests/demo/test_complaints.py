"""The invented written complaints: true layouts, every return adds up, and what people raise differs from place to place."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from demo import complaints as demonstration
from demo.site import File, IndexPage, lay_out
from demo.world import World
from insight.model import ENGLAND
from insight.schema import TABLES, conform
from loaders.errors import SourceUnavailable
from loaders.source import Raw
from loaders.sources import complaints
from tests.loaders.built_in import LISTS


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ZIP of every year."""
    folder = tmp_path_factory.mktemp("complaints")
    demonstration.publish(world, folder)
    return folder


@pytest.fixture(scope="module")
def facts(folder: Path) -> pd.DataFrame:
    """The facts of the latest year, read by the loader."""
    path = folder / f"{demonstration.file_name(demonstration.YEARS[-1])}.zip"
    raw = Raw(path, path.name, "")
    release = complaints.recognise(raw, LISTS)
    assert release is not None and not release.details, "every row adds up"
    return conform(complaints.tidy(raw, release, LISTS)["facts"], TABLES["facts"]).to_pandas()


def test_one_zip_a_year_and_all_of_them_small(folder: Path) -> None:
    files = list(folder.iterdir())
    assert len(files) == len(demonstration.YEARS)
    assert sum(path.stat().st_size for path in files) < 600_000


def test_the_same_program_writes_the_same_bytes(folder: Path, world: World, tmp_path: Path) -> None:
    demonstration.publish(world, tmp_path)
    for path in folder.iterdir():
        assert (
            hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256((tmp_path / path.name).read_bytes()).digest()
        )


def test_every_level_is_there_and_england_is_told(facts: pd.DataFrame) -> None:
    assert set(facts["level"]) == {"england", "trust", "site", "sub_icb", "practice"}
    england = facts[facts["org"].eq(ENGLAND) & facts["segment"].eq("all")].set_index("measure")["value"]
    assert england["complaints.hchs_new"] == 113_780
    assert england["complaints.primary_new"] == 142_997


def test_places_differ_in_what_is_raised_there(facts: pd.DataFrame) -> None:
    rows = facts[facts["measure"].eq("complaints.hchs_about_communications") & facts["level"].eq("trust")]
    assert rows["value"].quantile(0.9) - rows["value"].quantile(0.1) > 5


def test_commissioners_are_no_trusts(facts: pd.DataFrame) -> None:
    assert not facts.loc[facts["level"].eq("trust"), "org"].str.startswith("Q").any()


def test_its_pages_lead_to_every_zip(folder: Path) -> None:
    site = lay_out(folder)

    class Browser:
        def page(self, url: str) -> str:
            shown = site.get(url)
            if not isinstance(shown, IndexPage):
                raise SourceUnavailable(url)
            return shown.html

    found = [site[each.url] for each in complaints.releases(Browser())]
    assert {each.path.name for each in found if isinstance(each, File)} == {path.name for path in folder.iterdir()}
