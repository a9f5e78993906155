"""A file whose levels contradict one another waits for somebody's word, though no total changes and nobody holds a copy from before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.model import ENGLAND
from insight.schema import FROM_FILES, conform
from loaders.declared import of_every_source
from loaders.errors import Impossible
from loaders.fetch.places import Files
from loaders.outcome import Fate as Became
from loaders.progress import say_nothing
from loaders.read.agreement import disagreement
from loaders.read.doubted import doubt_about
from loaders.refresh import Refresh
from loaders.source import Release, discover
from loaders.store.cache import Cache
from tests.loaders.built_in import LISTS
from tests.loaders.mutations.documents import Document, Grid, take_apart
from tests.loaders.mutations.harness import GOLDEN, rows_of_whole
from tests.loaders.mutations.judge import Fate, judge
from tests.loaders.sources.complaints_files import AREAS, ORGS, PRACTICES, SITES, archive, as_csv, read, rows_of

SOURCES = discover()
AE, OLD = "INVENTED FFT A&E July 2025.xlsm", "INVENTED FFT Inpatient June 2015.xls"

Shown = list[tuple[str, str, float | None]]
"""Organisation, level and figure."""


def _said(release: str, measure: str, shown: Shown, lies_in: dict[str, str]) -> str:
    """What is said of figures of one measure, and who lies in whom."""
    source = SOURCES[release.partition(".")[0]]
    facts = pd.DataFrame(shown, columns=["org", "level", "value"]).assign(
        measure=measure, start=date(2025, 7, 1), end=date(2025, 8, 1), segment="all", release=release
    )
    facts["status"] = ["suppressed" if pd.isna(value) else "ok" for value in facts["value"]]
    pairs = pd.DataFrame({"child": [*lies_in], "parent": [*lies_in.values()]}, dtype=str)
    tables = {
        "facts": conform(facts, FROM_FILES["facts"]),
        "membership": conform(pairs.assign(vintage="icb-2022", basis="invented"), FROM_FILES["membership"]),
    }
    return disagreement(tables, Release(release, "An invented file"), source.MEASURES, LISTS)


def test_what_a_source_doubts_itself_is_no_disagreement_with_anybody() -> None:
    release = Release("needs.qof.2020-21", "An invented file", details={"doubt": "it is odd"})
    assert disagreement({}, release, [], LISTS) == ""
    assert doubt_about({}, release, [], LISTS) == "it is odd"


def _sheet(document: Document, name: str) -> Grid:
    return next(grid for grid in document.grids if grid.name == name)


@pytest.mark.parametrize(("golden", "two"), [(AE, ("ZZ1", "ZZ3")), (OLD, ("ZZ1", "ZZ2"))])
@pytest.mark.parametrize("what", ["figures", "codes"])
def test_two_trusts_exchanged_beside_their_sites_are_refused(
    tmp_path: Path, golden: str, two: tuple[str, str], what: str
) -> None:
    document = take_apart(GOLDEN / "fft" / golden)
    rows = [row.cells for row in _sheet(document, "Trusts").rows]
    headings = next(row for row in rows if "Trust Code" in row)
    code, first = headings.index("Trust Code"), headings.index("Total Responses")
    mine, theirs = (next(row for row in rows if row[code] == each) for each in two)
    exchanged = slice(first, None) if what == "figures" else slice(code, code + 1)
    mine[exchanged], theirs[exchanged] = theirs[exchanged], mine[exchanged]
    title = _sheet(document, "Notes").rows[1].cells
    title[-1] = str(title[-1]).replace("2015", "2017")  # nobody knows footprints of 2015, so nothing lies in anything
    document.write(tmp_path / golden.replace("2015", "2017"))
    verdict = judge(
        SOURCES["fft"],
        tmp_path / golden.replace("2015", "2017"),
        rows_of_whole(SOURCES["fft"], GOLDEN / "fft" / golden),
    )
    assert verdict.fate is Fate.REFUSED and "the sheets of sites and of trusts" in verdict.shown, verdict


def test_a_trust_that_is_on_the_sheet_of_sites_alone_is_refused(tmp_path: Path) -> None:
    document = take_apart(GOLDEN / "fft" / AE)
    next(row for row in _sheet(document, "Trusts").rows if "ZZ1" in row.cells).cells[1] = "ZZ8"
    document.write(tmp_path / AE)
    verdict = judge(SOURCES["fft"], tmp_path / AE, rows_of_whole(SOURCES["fft"], GOLDEN / "fft" / AE))
    assert "0 of trust ZZ1, and 100 of the sites in it together" in verdict.shown, verdict


def test_such_a_file_is_held_back_until_somebody_accepts_it(tmp_path: Path, cache: Cache) -> None:
    document = take_apart(GOLDEN / "fft" / AE)
    next(row for row in _sheet(document, "Trusts").rows if "ZZ1" in row.cells).cells[1] = "ZZ8"
    document.write(tmp_path / AE)
    for accept, became in ((False, Became.HELD), (False, Became.HELD), (True, Became.LOADED), (False, Became.ALREADY)):
        refresh = Refresh(cache, {"fft": SOURCES["fft"]}, say_nothing, accept=accept)
        (outcome,) = refresh.run(Files((tmp_path / AE,), ("fft",))).outcomes
        assert outcome.fate is became, outcome
        if became is Became.HELD:
            assert "it contradicts itself: the sheets of sites and of trusts: " in outcome.reason, outcome.reason


SITES_OF_TWO: Shown = [("A", "trust", 100.0), ("B", "trust", 20.0), ("A1", "site", 60.0), ("B1", "site", 20.0)]
HOMES = {"A1": "A", "A2": "A", "B1": "B", "A": "QVV", "B": "QVV"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([("A2", "site", 40.0)], ""),
        ([("A2", "site", None)], ""),
        ([("A2", "site", 41.0)], "the sheets of sites and of trusts: Responses about A&E (all, July 2025): 100 of trust A, and 101 of the sites in it together"),
        ([("A", "site", 41.0)], "100 of trust A, and 101 of the sites in it together"),
        ([("A2", "site", 40.0), ("QVV", "footprint", 120.0)], ""),
        ([("A2", "site", 40.0), ("QVV", "footprint", 119.0)], "119 of footprint QVV, and 120 of the trusts in it together"),
        ([("A2", "site", 40.0), ("QVV", "footprint", None)], ""),
    ],
    ids=["all", "a hidden site", "more", "a site of its trust's code", "an ICB", "less in an ICB", "a hidden ICB"],
)  # fmt: skip
def test_parts_are_no_more_than_their_whole(more: Shown, said: str) -> None:
    found = _said("fft.2025-07.ae", "fft.ae_responses", [*SITES_OF_TWO, *more], HOMES)
    assert said in found and bool(said) == bool(found), found


@pytest.mark.parametrize("measure", ["ae_eligible", "outpatient_eligible", "maternity_birth_eligible"])
def test_those_who_were_eligible_are_held_like_those_who_answered(measure: str) -> None:
    release = f"fft.2025-07.{measure.partition('_')[0]}"
    icbs = {"QVV": 120.0, "QU9": 70.0}
    homes = {"A": "QVV", "B": "QVV", "C": "QU9"}
    trusts: Shown = [("A", "trust", 100.0), ("B", "trust", 20.0), ("C", "trust", 70.0)]
    for exchanged in (False, True):
        shown = [*icbs.values()][:: -1 if exchanged else 1]
        found = _said(
            release,
            f"fft.{measure}",
            [*trusts, *((code, "footprint", it) for code, it in zip(icbs, shown, strict=True))],
            homes,
        )
        assert ("70 of footprint QVV, and 120 of the trusts" in found) == bool(found) == exchanged, found


@pytest.mark.parametrize("unit", [1.0, 0.01, 100.0])
@pytest.mark.parametrize("places", [4, 5])
def test_places_in_another_unit_than_england_are_told(unit: float, places: int) -> None:
    figures = [14.0, 9.0, 21.0, 15.0, 30.0][:places]
    shown: Shown = [
        (ENGLAND, "england", 15.0),
        *((f"A8100{at}", "practice", unit * it) for at, it in enumerate(figures)),
    ]
    found = _said("needs.fingertips.94240.practice", "needs.imd_score", shown, {})
    told = f"15 of england {ENGLAND}, and {15 * unit:,g} of the practice in the middle"
    assert found.endswith(told) if unit != 1 and places == 5 else not found


WARDS_OF_TWO: Shown = [("A1", "site", 60.0), ("B1", "site", 20.0), ("A1:1", "ward", 45.0), ("B1:1", "ward", 20.0)]
WARDS = {"A1:1": "A1", "A1:2": "A1", "B1:1": "B1", "A1": "A", "B1": "B"}


@pytest.mark.parametrize(
    ("month", "more", "said"),
    [
        ("2025-07", [("A1:2", "ward", 15.0)], ""),
        ("2025-07", [], "the sheets of wards and of sites: Responses about inpatient and day case care (all, July 2025): 60 of site A1, and 45 of the wards in it together"),
        ("2025-07", [("A1:2", "ward", None)], ""),
        ("2025-07", [("A1:2", "ward", 15.0), ("A", "trust", 70.0), ("B", "trust", 20.0)], "70 of trust A, and 60 of the sites in it together"),
        ("2025-07", [("A1:2", "ward", 15.0), ("C1", "site", 9.0)], ""),
        ("2016-07", [], ""),
    ],
    ids=["all", "a ward is lost", "a ward is hidden", "a site is lost", "a site without wards", "layout not seen"],
)  # fmt: skip
def test_of_parts_that_make_up_their_whole_none_is_lost(month: str, more: Shown, said: str) -> None:
    found = _said(f"fft.{month}.inpatient", "fft.inpatient_responses", [*WARDS_OF_TWO, *more], WARDS)
    assert said in found and bool(said) == bool(found), found


@pytest.mark.parametrize(("incomplete", "told"), [(1, True), (2, False)])
def test_a_file_that_never_prints_all_parts_has_lost_none(incomplete: int, told: bool) -> None:
    sites = [f"S{at:02d}" for at in range(20)]
    shown: Shown = [(each, "site", 10.0) for each in sites]
    shown += [(f"{each}:1", "ward", 10.0 - (at < incomplete)) for at, each in enumerate(sites)]
    found = _said("fft.2025-07.inpatient", "fft.inpatient_responses", shown, {f"{each}:1": each for each in sites})
    assert bool(found) == told, found


def test_a_site_cut_from_a_workbook_is_told(tmp_path: Path) -> None:
    """A tenth of a site is made another one of its trust, and cut again."""
    document = take_apart(GOLDEN / "fft" / AE)
    grid = _sheet(document, "Sites")
    site = next(row for row in grid.rows if "ZZ101" in row.cells)
    other = site.again()
    for at, cell in enumerate(site.cells):
        if isinstance(cell, float) and cell > 1:
            site.cells[at], other.cells[at] = cell - cell // 10, cell // 10
    for row in (site, other):
        good, bad, everyone = sum(row.cells[9:11]), sum(row.cells[12:14]), sum(row.cells[9:15])
        row.cells[5], row.cells[7], row.cells[8] = everyone, good / everyone, bad / everyone
    other.cells[3:5] = ["ZZ102", "CLINIC - ZZ102"]
    for cut in (False, True):
        grid.rows = [row for row in grid.rows if row is not other] if cut else [*grid.rows, other]
        document.write(tmp_path / AE)
        verdict = judge(SOURCES["fft"], tmp_path / AE, rows_of_whole(SOURCES["fft"], GOLDEN / "fft" / AE))
        assert ("of the sites in it together" in verdict.shown) == cut, verdict


def _exchange(rows: list[dict[str, str]], what: str, one: int, other: int) -> None:
    names = [
        name for name in rows[one] if (name == "Organisation_Code" if what == "codes" else rows[one][name].isdigit())
    ]
    for name in names:
        rows[one][name], rows[other][name] = rows[other][name], rows[one][name]


def _rename(rows: list[dict[str, str]], one: str, other: str) -> None:
    for row in rows:
        row[one], row[other] = row[other], row[one]


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (ORGS, lambda rows: _exchange(rows, "figures", 0, 1), "the returns by site and by organisation.*52 of trust RZ2, and 87"),
        (ORGS, lambda rows: _exchange(rows, "codes", 0, 1), "52 of trust RZ2, and 87 of the sites"),
        (ORGS, lambda rows: _rename(rows, "Complaints_Number_Upheld", "Complaints_Number_Not_Upheld"), "by site and by organisation: Complaints fully upheld"),
        (SITES, lambda rows: _rename(rows, "Age_0_5", "Age_26_55"), r"\(age="),
        (SITES, lambda rows: _rename(rows, "Subject_Area_Communications", "Subject_Area_Other"), "Mentions of"),
        (AREAS, lambda rows: _rename(rows, "1.6 Number Upheld", "1.8 Number Not Upheld"), "by practice and by sub-ICB location: Complaints fully upheld"),
        (PRACTICES, lambda rows: rows[0].update({"1.3 Total Brought Forward": "104", "1.4 Total New": "113", "1.9 Total Carried Forward": "207"}), "42 of sub_icb 11J, and 121 of the practices"),
    ],
    ids=[
        "figures of organisations", "codes of organisations", "outcomes of organisations", "ages of sites", "subjects of sites",
        "outcomes of areas", "a practice",
    ],
)  # fmt: skip
def test_returns_of_one_publication_that_contradict_each_other_are_refused(
    tmp_path: Path, name: str, change: object, said: str
) -> None:
    files = {each: rows_of(each) for each in ((ORGS, SITES) if name in (ORGS, SITES) else (AREAS, PRACTICES))}
    change(files[name])  # type: ignore[operator]
    with pytest.raises(Impossible, match=said):
        read(archive(tmp_path, "2024-25.zip", {each: as_csv(rows) for each, rows in files.items()}))


def test_what_is_declared_is_of_sources_and_measures_that_there_are() -> None:
    for row in of_every_source("agree"):
        source = SOURCES[row["release"].partition(".")[0]]
        said = _said(row["release"].partition("|")[0], source.MEASURES[0].id, [("A", "trust", 1.0)], {})
        assert said == "" and row["seen"] and row["where"].startswith("the ")
