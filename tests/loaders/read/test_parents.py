"""What a row prints beside a code must be where that code lies, in every source that prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.build import code_lists
from loaders.read.parents import contradiction
from loaders.source import discover
from tests.loaders.mutations.documents import take_apart
from tests.loaders.mutations.harness import GOLDEN, rows_of_whole
from tests.loaders.mutations.judge import Fate, judge

SOURCES = discover()
LISTS = code_lists.load()

PRINTED = {
    "gpps/INVENTED GPPS 2025 ICS data (weighted).csv": ("ad_commissioningregioncode", "", "lies in Y"),
    "gpps/INVENTED GPPS 2025 PCN data (weighted).csv": ("ad_commissioningregioncode", "", "lies in Y"),
    "gpps/INVENTED GPPS 2025 Practice data (weighted).csv": ("ad_commissioningregioncode", "", "lies in Y"),
    "complaints/INVENTED KO41a 2024-25 Org Level.csv": ("NHS_England_Region_Code", "Y61", "'Y61' in line 2"),
    "staff/INVENTED NSS24 detailed spreadsheets organisational results.xlsx": (
        "Region",
        "London",
        "'London' in the row",
    ),
    "register/invented_mapping_2022-01.csv": ("COMM_REGION_CODE", "Y58", "'Y58' in line 2"),
    "needs/INVENTED fingertips 91547 all area types.csv": ("Parent Code", "E54000030", "'E54000030' in line"),
}
"""Golden file -> the heading of a parent, another parent ('' exchanges those of the file), and what the refusal names."""


@pytest.mark.parametrize("golden", PRINTED)
def test_a_parent_that_is_not_the_codes_own_is_refused(tmp_path: Path, golden: str) -> None:
    heading, other, named = PRINTED[golden]
    document, spoilt = take_apart(GOLDEN / golden), tmp_path / Path(golden).name
    for grid in document.grids:
        column = next((row.cells.index(heading) for row in grid.rows if heading in row.cells), None)
        if column is not None:
            rows = [row for row in grid.rows if row.cells[column] not in (None, "", "-", heading)]
            first, *_, last = sorted({row.cells[column] for row in rows} | {other} - {""})
            exchanged = {first: last, last: first}
            for row in rows:
                row.cells[column] = other or exchanged.get(row.cells[column])
    document.write(spoilt)
    source = SOURCES[golden.partition("/")[0]]
    verdict = judge(source, spoilt, rows_of_whole(source, GOLDEN / golden))
    assert verdict.fate is Fate.REFUSED and named in verdict.shown, verdict


def test_figures_that_moved_up_a_row_with_the_region_beside_them_are_refused(tmp_path: Path) -> None:
    name = "INVENTED GPPS 2025 ICS data (weighted).csv"
    document = take_apart(GOLDEN / "gpps" / name)
    (grid,) = document.grids
    region = next(at for at in range(grid.width) if grid.heading(at) == "ad_commissioningregioncode")
    first, *_, last = grid.body
    first.cells[region:], last.cells[region:] = last.cells[region:], first.cells[region:]
    document.write(tmp_path / name)
    whole = rows_of_whole(SOURCES["gpps"], GOLDEN / "gpps" / name)
    assert judge(SOURCES["gpps"], tmp_path / name, whole).fate is Fate.REFUSED


@pytest.mark.parametrize(
    ("placed", "said"),
    [
        ([("QVV", "Y58", "icb-2022")], ""),
        ([("QVV", "Y57", "stp-2016"), ("QVV", "Y58", "stp-2016")], ""),
        ([("QVV", "Y61", "icb-2022")], "QVV lies in Y61, and by the code lists that is in Y58"),
        ([("16C", "QHM", "icb-2022"), ("16C", "Y63", "icb-2022")], ""),
        ([("16C", "QVV", "icb-2022")], "16C lies in QVV, and by the code lists that is in QHM"),
        ([("16C", "Y58", "icb-2022")], "16C lies in Y58, and by the code lists that is in Y63"),
        ([("A1", "QHM", "icb-2022"), ("A1", "Y58", "icb-2022")], "A1 lies in Y58 and in QHM, and by the code lists that is in Y63"),
        ([("A1", "16C", "icb-2022"), ("A1", "QVV", "icb-2022")], "A1 lies in QVV and in 16C, and by the code lists that is in QHM"),
        ([("U1", "QHM", "icb-2022"), ("U1", "QVV", "icb-2022")], ""),
        ([("A1", "QHM", "icb-2022"), ("A1", "Y58", "stp-2016")], ""),
        ([("A1", "somewhere", "icb-2022")], ""),
    ],
)  # fmt: skip
def test_a_place_is_held_against_the_lists_of_its_vintage(placed: list[tuple[str, str, str]], said: str) -> None:
    assert contradiction(placed, LISTS) == said


def test_a_few_areas_may_have_moved_within_a_vintage_and_no_footprint_lies_in_another_region() -> None:
    footprint_of = LISTS.footprint_of_area("stp-2016")
    (first, own), *others = footprint_of.items()
    other = next(each for each in footprint_of.values() if each != own)
    placed = [(first, other, "stp-2016"), *((area, footprint, "stp-2016") for area, footprint in others)]
    assert contradiction(placed, LISTS) == ""
    assert contradiction(placed[:5], LISTS).startswith(f"{first} lies in {other}")
    regions = LISTS.regions_of("icb-2022")
    placed = [(footprint, min(regions[footprint]), "icb-2022") for footprint in regions]
    assert contradiction(placed, LISTS) == ""
    assert contradiction([*placed[1:], (placed[0][0], "Y56", "icb-2022")], LISTS)
