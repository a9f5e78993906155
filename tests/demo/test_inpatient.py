"""The invented inpatient survey: true layouts, ranges worked out as the publisher's, and figures that are plausible."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from demo import inpatient
from demo.inpatient_figures import expected
from demo.world import World, build
from insight.schema import FACTS, conform
from loaders.source import Raw
from tests.loaders.built_in import LISTS
from tests.loaders.sources.families import inpatient as source


@pytest.fixture(scope="module")
def world() -> World:
    return build()


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("demo")
    inpatient.publish(world, place)
    return place


@pytest.fixture(scope="module")
def facts(folder: Path) -> pd.DataFrame:
    frames = []
    for path in sorted(folder.iterdir()):
        raw = Raw(path, path.name, "")
        release = source.recognise(raw, LISTS)
        assert release is not None
        frames.append(conform(source.tidy(raw, release, LISTS)["facts"], FACTS).to_pandas())
    frame = pd.concat(frames, ignore_index=True)
    return frame.assign(year=pd.to_datetime(frame["start"]).dt.year)


def test_the_same_program_writes_the_same_bytes(world: World, folder: Path, tmp_path: Path) -> None:
    inpatient.publish(world, tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


def test_the_workbook_of_2022_has_the_published_shape(folder: Path) -> None:
    book = CalamineWorkbook.from_path(str(folder / "20230912_aip22_trust-benchmark-data.ods"))
    width = {name: len(book.get_sheet_by_name(name).to_python()[0]) for name in book.sheet_names}

    assert width == {
        "Guidance": 1, "Key": 3, "Trust_Respondents": 83, "Trust_Scores": 507, "National_Respondents": 47,
        "National_Max&Min": 112, "Historical_Comparisonsto2021": 133, "Historical_Comparisonsto2020": 121,
    }  # fmt: skip


def test_every_wave_is_loaded(facts: pd.DataFrame) -> None:
    assert set(facts["release"]) == {
        *(f"inpatient.{year}.trust" for year in range(2020, 2025)), "inpatient.2024.site",
    }  # fmt: skip


def test_overall_experience_has_five_years_and_a_band_in_those_of_its_own(facts: pd.DataFrame) -> None:
    overall = facts[(facts["measure"] == "inpatient.overall") & (facts["level"] == "trust")]

    assert set(overall["year"]) == {2020, 2021, 2022, 2023, 2024}
    assert overall["value"].between(6, 10).all()
    assert set(overall.loc[overall["label"].notna(), "year"]) == {2020, 2021, 2022, 2024}


def test_england_is_said_once_a_year(facts: pd.DataFrame) -> None:
    england = facts[facts["level"] == "england"]

    assert england.groupby("measure").size().to_dict() == {"inpatient.respondents": 5, "inpatient.response_rate": 5}


def test_history_repeats_what_the_year_itself_said(facts: pd.DataFrame) -> None:
    overall = facts[(facts["measure"] == "inpatient.overall") & (facts["level"] == "trust")]

    spread = overall.groupby(["org", "year"])["value"].agg(lambda values: values.max() - values.min())

    assert len(spread) == 48 * 5
    assert spread.max() < 1e-12


def test_most_trusts_are_about_the_same_and_some_are_not(facts: pd.DataFrame) -> None:
    labels = facts.loc[facts["label"].notna(), "label"].value_counts(normalize=True)

    assert labels["About the same as expected"] == pytest.approx(0.85, abs=0.07)
    assert len(labels) == 7


def test_small_questions_are_hidden_in_some_trusts_only(facts: pd.DataFrame) -> None:
    hidden = facts[(facts["status"] == "suppressed") & ~facts["measure"].str.endswith("_z")]

    assert 0.001 < len(hidden) / len(facts) < 0.05
    assert facts.loc[facts["measure"].str.fullmatch(r"inpatient\.y\d+_q.*"), "respondents"].dropna().min() >= 30


def test_ranges_are_as_the_publisher_works_them_out() -> None:
    """Centre is the plain mean of all scores; half-width is 1.6449, 1.96 and 3.0902 standard errors."""
    mean, error = np.array([7.0, 8.0, 9.0, np.nan]), np.array([0.5, 0.5, 0.5, np.nan])
    found = expected(mean, error)

    # The outermost tenths are drawn in, to 7.2 and 8.8, before their variance is taken.
    spread = np.sqrt(0.25 + 2 * 0.8**2 / 3 - 0.25)
    assert found.z[:3] == pytest.approx(np.array([-1, 0, 1]) / spread)
    assert found.lower[1][:3] == pytest.approx(8 - 1.96 * spread)
    assert found.upper[2][:3] == pytest.approx(10.0)
    assert found.band.tolist() == [4, 4, 4, 0]
