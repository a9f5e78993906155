"""The invented Friends and Family Test: true layouts, sums that add up, hidden cells where they would be, and special causes."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from demo import fft as demonstration
from demo.fft.finer import FinerParts, wards
from demo.fft.hiding import ALL_HIDDEN, COUNTS_HIDDEN, SHOWN, hidden
from demo.fft.plan import months
from demo.world import World
from insight.schema import TABLES, conform
from loaders.source import Raw
from loaders.sources import fft
from tests.loaders.built_in import LISTS


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every workbook of the demonstration."""
    folder = tmp_path_factory.mktemp("fft")
    demonstration.publish(world, folder)
    return folder


def load(path: Path) -> pd.DataFrame:
    raw = Raw(path, path.name, "")
    release = fft.recognise(raw, LISTS)
    assert release is not None
    return conform(fft.tidy(raw, release, LISTS)["facts"], TABLES["facts"]).to_pandas()


def test_five_years_of_every_setting_are_small_files(folder: Path) -> None:
    files = list(folder.iterdir())
    assert len(files) == 7 * 60 + 46
    assert sum(path.stat().st_size for path in files) < 13_000_000
    assert months()[0] == date(2021, 5, 1) and months()[-1] == date(2026, 4, 1)


@pytest.mark.parametrize("name", ["IP", "AE", "OP", "Mat", "Amb", "MH", "Community", "GP"])
@pytest.mark.parametrize("month", ["May-21", "Jul-22", "Apr-26"])
def test_the_loader_reads_what_is_published(folder: Path, name: str, month: str) -> None:
    path = folder / f"FFT_{name}_MacroWebfile_{month}.xlsm"
    if name == "GP" and month == "May-21":
        assert not path.exists()
        return
    found = load(path)
    assert {"england", "practice" if name == "GP" else "trust"} <= set(found["level"])
    england = found[(found["level"] == "england") & (found["segment"] == "all")].set_index("measure")
    parts = found[found["level"].isin(["trust", "practice"]) & (found["segment"] == "all")]
    counted = parts[parts["measure"].str.endswith("_responses")].groupby("measure")["value"].sum()
    assert (england["value"].reindex(counted.index) == counted).all()
    if name == "IP":
        assert ("ward" in set(found["level"])) == (month == "Apr-26")


def test_england_stands_without_independent_providers_too(folder: Path) -> None:
    found = load(folder / "FFT_IP_MacroWebfile_Jul-25.xlsm")
    england = found[(found["level"] == "england") & (found["measure"] == "fft.inpatient_responses")].set_index(
        "segment"
    )
    assert 0 < england["value"]["sector=nhs"] < england["value"]["all"]


def test_few_replies_are_hidden_as_the_publisher_hides_them(folder: Path) -> None:
    found = pd.concat([load(folder / f"FFT_{name}_MacroWebfile_Jul-25.xlsm") for name in ("Mat", "GP")])
    shares = found[found["measure"].str.endswith("_positive") & found["level"].isin(["trust", "practice"])]
    few = shares[(shares["respondents"] > 0) & (shares["respondents"] < 5)]
    assert len(few) and (few["status"] == "suppressed").all()
    beside = shares[shares["denominator"].isna() & (shares["status"] == "ok")]
    assert len(beside), "no row is hidden to protect another"


def test_hiding_protects_the_only_hidden_row_of_a_group() -> None:
    total = pd.array([3, 9, 7, 0, 50, 2, 4]).to_numpy()
    group = pd.array(["a", "a", "a", "a", "b", "c", "c"]).to_numpy()
    assert hidden(total, group).tolist() == [ALL_HIDDEN, SHOWN, COUNTS_HIDDEN, SHOWN, SHOWN, ALL_HIDDEN, ALL_HIDDEN]


def test_a_special_cause_shows(folder: Path, world: World) -> None:
    trust = world.trusts.code[world.trusts.kind == "acute"][4]

    def positive(month: str) -> float:
        found = load(folder / f"FFT_IP_MacroWebfile_{month}.xlsm")
        row = found[
            (found["org"] == trust) & (found["measure"] == "fft.inpatient_positive") & (found["level"] == "trust")
        ]
        return float(row["value"].iloc[0])

    assert min(positive("Jul-24"), positive("Aug-24")) > 2 + max(positive("Nov-24"), positive("Dec-24"))


def test_other_programs_open_the_workbooks(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "FFT_AE_MacroWebfile_Jul-25.xlsm")
    assert book.sheetnames == ["Notes", "Summary", "ICB", "Trusts", "Sites", "BS"]
    assert book["BS"].sheet_state == "hidden"
    assert book["Notes"]["B2"].value == "A&E Friends and Family Test (FFT) data - July 2025"
    assert book["Summary"]["B4"].value.date() == date(2025, 7, 1)
    assert [cell.value for cell in book["Trusts"][4]][13:15] == ["Mode SMS", "Mode Electronic Discharge"]
    assert "DEMONSTRATION" in book["Notes"]["A4"].value


def test_the_same_program_writes_the_same_bytes(folder: Path, world: World, tmp_path: Path) -> None:
    demonstration.publish(world, tmp_path)
    for path in sorted(folder.iterdir())[::60]:
        assert _sha(path) == _sha(tmp_path / path.name)


def test_the_eligible_of_parts_add_up_to_those_of_their_whole() -> None:
    owner, answers = np.arange(40), np.arange(240, dtype=np.int64).reshape(40, 6)
    eligible = answers.sum(axis=1) * 3 + owner % 5
    parts = wards(FinerParts(owner, [(f"site {each}",) for each in owner], answers, eligible), 1)
    assert np.bincount(parts.owner, parts.eligible).tolist() == eligible.tolist()
    assert (parts.eligible >= parts.answers.sum(axis=1)).all()


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
