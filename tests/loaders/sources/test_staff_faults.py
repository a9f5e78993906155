"""NHS Staff Survey: a workbook that is another year's, cut short or contradicts itself gives a sentence, and no figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from demo.spreadsheet import SheetRows
from loaders.errors import Incomplete, LayoutChanged, NotUsable, SourceUnavailable
from loaders.sources import staff
from tests.loaders.built_in import LISTS
from tests.loaders.sources.staff_files import (
    Book,
    five_years,
    national,
    organisations,
    recognised,
    spoilt,
    tables,
    written,
)

OURS, THEMES, HEAD = "YOUR ORGANISATION Q25-26", "THEMES", 4


def at(book: Book, sheet: str, code: str) -> int:
    """The first column of a question."""
    return next(at for at, cell in enumerate(book[sheet].rows[0]) if str(cell).startswith(f"{code} - "))


def put(sheet: str, code: str, cell: object, *, row: int = HEAD + 3, beside: int = 0) -> Callable[[Book], None]:
    """Write one cell under a question, in the row of a trust or a region."""

    def spoil(book: Book) -> None:
        book[sheet].rows[row][at(book, sheet, code) + beside] = cell  # type: ignore[index]

    return spoil


def renumber(book: Book) -> None:
    book[OURS].rows[0][at(book, OURS, "Q25d")] = str(book[OURS].rows[0][at(book, OURS, "Q25d")]).replace("Q25d", "Q23d")  # type: ignore[index]


def reword(book: Book) -> None:
    book[OURS].rows[0][at(book, OURS, "Q25c")] = "Q25c - I am proud of where I work."  # type: ignore[index]


def swap_answers(book: Book) -> None:
    row, first = book[OURS].rows[HEAD], at(book, OURS, "Q25d")
    row[first], row[first + 4] = row[first + 4], row[first]  # type: ignore[index]


def without_row(*sheets: str) -> Callable[[Book], None]:
    def spoil(book: Book) -> None:
        for name in sheets or [name for name in book if name != "Notes"]:
            del book[name].rows[HEAD + 3]  # type: ignore[attr-defined]

    return spoil


def other_year(book: Book) -> None:
    book[THEMES].rows[0][0] = "NHS Staff Survey 2023 - WEIGHTED Results"  # type: ignore[index]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (renumber, "Q25d before"),
        (reword, "Q25c, worded"),
        (swap_answers, "under Q25d the columns"),
        (other_year, "one year of the NHS Staff Survey throughout, found 2023, 2024"),
        (lambda book: book.pop(THEMES), "Staff Engagement, worded"),
        (put(OURS, "Q25d", 44.0, beside=3), "answers that add up to 100%"),
        (put(OURS, "Q25d", "-", beside=1), "all shown or all hidden"),
        (put(OURS, "Q25d", 7.5, beside=5), "a whole number of answers"),
        (put(OURS, "Q25d", 30, beside=5), "about as many answers as to other questions"),
        (put(OURS, "Q25d", "none", beside=0), "a number or one of"),
        (put(OURS, "Q25d", "[c]", beside=0), "all shown or all hidden"),
        (put(THEMES, "Morale", 61.2), "figures from 0 to 10"),
        (put(THEMES, "Morale", 5.0), "near the mean of its parts"),
        (put("PEOPLE PROMISE ELEMENTS", "PP2", 0.6), "near the mean of its parts"),
        (put(OURS, "Q25d", "", beside=2), "a number or one of"),
        (without_row(THEMES), "the same rows in every sheet"),
    ],
)
@pytest.mark.parametrize("book", [national, organisations])
def test_what_contradicts_itself_is_refused(
    book: Callable[[], Book], spoil: Callable[[Book], object], says: str, tmp_path: Path
) -> None:
    with pytest.raises((LayoutChanged, Incomplete)) as told:
        tables(spoilt(tmp_path, book(), spoil))
    assert says in str(told.value)


@pytest.mark.parametrize("row", [HEAD + 1, HEAD + 3, HEAD + 12])
def test_a_national_workbook_without_england_a_region_or_a_system_is_cut_short(row: int, tmp_path: Path) -> None:
    def cut(book: Book) -> None:
        for name in [name for name in book if name != "Notes"]:
            del book[name].rows[row]  # type: ignore[attr-defined]

    with pytest.raises((Incomplete, LayoutChanged), match=r"a row for (?:every|England)"):
        tables(spoilt(tmp_path, national(), cut))


def renamed(*rows: int, column: int = 2) -> Callable[[Book], None]:
    def rename(book: Book) -> None:
        for name in [name for name in book if name != "Notes"]:
            for row in rows:
                book[name].rows[HEAD + row][column] = f"Elsewhere {row}"  # type: ignore[index]

    return rename


@pytest.mark.parametrize(("row", "level"), [(3, "region"), (20, "footprint")])
def test_a_region_or_system_nobody_knows_is_told_and_the_others_are_read(row: int, level: str, tmp_path: Path) -> None:
    raw = spoilt(tmp_path, national(), renamed(row))
    assert recognised(raw).details["note"] == f"No region or system of our lists, so left out: 'Elsewhere {row}'."
    whole, found = (tables(each)["facts"] for each in (written(tmp_path, national(), "whole.xlsx"), raw))
    assert [whole["org"].nunique() - found["org"].nunique()] == [1]
    assert found["level"].eq(level).any()


def test_more_than_a_few_systems_nobody_knows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutChanged, match=r"names of systems of 2024 .*'Elsewhere 20', 'Elsewhere 21'"):
        tables(spoilt(tmp_path, national(), renamed(*range(20, 25))))


@pytest.mark.parametrize("column", [3, 4])
def test_a_trust_of_a_system_or_region_nobody_knows_keeps_its_figures(column: int, tmp_path: Path) -> None:
    raw = spoilt(tmp_path, organisations(), renamed(3, column=column))
    assert "'Elsewhere 3'" in recognised(raw).details["note"]
    found = tables(raw)
    assert set(found["facts"]["org"]) == {"RZ1", "RZ2", "RZ32"}
    assert set(found["membership"]["child"]) == ({"RZ2"} if column == 4 else {"RZ1", "RZ2"})


def test_systems_of_another_set_of_areas_are_not_told_as_this_ones(tmp_path: Path) -> None:
    newer = [
        name.removeprefix("NHS ").removesuffix(" Integrated Care Board")
        for name in LISTS.footprint_names("icb-2026").values()
    ]
    found = tables(written(tmp_path, national(systems=newer)))["facts"]
    assert set(found["level"]) == {"england", "region"}


def test_a_trust_that_stands_twice_is_refused(tmp_path: Path) -> None:
    def twice(book: Book) -> None:
        for name in [name for name in book if name != "Notes"]:
            book[name].rows[HEAD + 4][0] = "RZ1"  # type: ignore[index]

    with pytest.raises(LayoutChanged, match="RZ1 twice"):
        tables(spoilt(tmp_path, organisations(), twice))


def test_a_trust_that_is_not_weighted_is_refused(tmp_path: Path) -> None:
    def unweighted(book: Book) -> None:
        for name in [name for name in book if name != "Notes"]:
            book[name].rows[HEAD + 3][5] = "Unweighted"  # type: ignore[index]

    with pytest.raises(LayoutChanged, match="weighted results of every trust"):
        tables(spoilt(tmp_path, organisations(), unweighted))


def retitled(title: str, book: Book) -> None:
    for name in [name for name in book if name != "Notes"]:
        book[name].rows[0][0] = title  # type: ignore[index]
    book["Notes"] = SheetRows([["", ""]])


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("NHS Staff Survey 2024 - UNWEIGHTED Results", "unweighted results"),
        ("NHS Staff Survey 2020 - WEIGHTED Results", "of 2020 is not known"),
        ("NHS Staff Survey 2031 - WEIGHTED Results", "columns/eras.csv"),
    ],
)
def test_other_years_and_unweighted_results_are_not_usable(title: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(NotUsable, match=says):
        tables(spoilt(tmp_path, organisations(), lambda book: retitled(title, book)))


def test_results_of_types_of_organisation_are_told_and_not_loaded(tmp_path: Path) -> None:
    def by_type(book: Book) -> None:
        for name in [name for name in book if name != "Notes"]:
            book[name].rows[HEAD][0] = "Organisation type"  # type: ignore[index]

    with pytest.raises(NotUsable, match="neither of single organisations"):
        tables(spoilt(tmp_path, organisations(), by_type))


@pytest.mark.parametrize(
    ("name", "title"), [("ST18 - abuse_sheet5.xlsx", "Data is Unweighted"), ("x.xlsx", "NHS Staff Survey 2019")]
)
def test_the_spreadsheets_of_before_are_told_and_not_loaded(name: str, title: str, tmp_path: Path) -> None:
    with pytest.raises(NotUsable, match="since 2021"):
        staff.recognise(
            written(tmp_path, {"Notes": SheetRows([[title]]), "abuse_sheet5_mean": SheetRows([["RZ1", 1]])}, name),
            LISTS,
        )


def test_a_download_that_broke_off_is_fetched_again(tmp_path: Path) -> None:
    raw = written(tmp_path, organisations(), "NSS24 detailed spreadsheets.xlsx")
    raw.path.write_bytes(raw.read()[:9000])
    with pytest.raises(SourceUnavailable, match="Fetch it again"):
        staff.recognise(raw, LISTS)


@pytest.mark.parametrize(
    ("heading", "cell", "says"),
    [
        ("q25d_2025", 55.0, "a figure from 0 to 1"),
        ("PP1_2025", 61, "a figure from 0 to 10"),
        ("q25d_n_2025", 0.5, "a whole number of answers"),
        ("theme_engagement_2025", 5.0, "near the mean of its parts"),
        ("org_id", "QOP ICB", "the code of a trust"),
    ],
)
def test_a_cell_of_the_five_years_that_cannot_be_is_named(
    heading: str, cell: object, says: str, tmp_path: Path
) -> None:
    def spoil(book: Book) -> None:
        rows = book["Community Trusts"].rows
        rows[1][rows[0].index(heading)] = cell  # type: ignore[index]

    with pytest.raises(LayoutChanged, match=says):
        tables(spoilt(tmp_path, five_years(), spoil))


@pytest.mark.parametrize("name", [None, "Sheet1"])
def test_trusts_of_five_years_without_a_sheet_that_is_known_are_told(name: str | None, tmp_path: Path) -> None:
    def spoil(book: Book) -> None:
        gone = book.pop("Community Trusts")  # type: ignore[attr-defined]
        if name:
            book[name] = gone  # type: ignore[index]

    assert recognised(spoilt(tmp_path, five_years(), lambda book: None)).details["note"] == ""
    said = recognised(spoilt(tmp_path, five_years(), spoil)).details["note"]
    assert said == "Of these trusts of its list of groups no sheet that we know tells anything: 'RZ4'."


@pytest.mark.parametrize(("was", "now"), [("q25d_2025", "q23d_2025"), ("q25d_n_2024", "n"), ("org_name", "name")])
def test_a_column_of_the_five_years_that_is_missing_is_named(was: str, now: str, tmp_path: Path) -> None:
    def spoil(book: Book) -> None:
        head = book["Community Trusts"].rows[0]
        head[head.index(was)] = now  # type: ignore[index, attr-defined]

    with pytest.raises(LayoutChanged, match="missing"):
        tables(spoilt(tmp_path, five_years(), spoil))


def test_the_numbers_of_an_unknown_last_year_are_not_guessed(tmp_path: Path) -> None:
    def spoil(book: Book) -> None:
        for sheet in list(book)[2:]:
            book[sheet].rows[0][:] = [str(each).replace("2025", "2031") for each in book[sheet].rows[0]]  # type: ignore[index]

    with pytest.raises(NotUsable, match="to 2031"):
        tables(spoilt(tmp_path, five_years(), spoil))


def test_england_is_its_regions(tmp_path: Path) -> None:
    def spoil(book: Book) -> None:
        for name in [name for name in book if name != "Notes"]:
            for column, cell in enumerate(book[name].rows[HEAD]):
                if str(cell).startswith("Base ("):
                    book[name].rows[HEAD + 1][column] = 9000  # type: ignore[index]

    with pytest.raises(LayoutChanged, match=r"as many answers to .* in England as in its regions"):
        tables(spoilt(tmp_path, national(), spoil))


def test_names_that_slipped_by_a_row_on_one_sheet_are_refused(tmp_path: Path) -> None:
    more = [(f"RY{at:X}", f"INVENTED {at}", "Community Trusts", "-", "-", "Occupation Group") for at in range(4, 12)]

    def slip(book: Book) -> None:
        rows = [row for row in book[THEMES].rows if row and str(row[0]).startswith("RY")]
        for row, cells in zip(rows, [rows[-1][:6], *(row[:6] for row in rows[:-1])], strict=True):
            row[:6] = cells  # type: ignore[index]

    tables(written(tmp_path, organisations(more=more)))
    with pytest.raises(LayoutChanged, match=r"'THEMES'.*those of a row beside it, from row"):
        tables(spoilt(tmp_path, organisations(more=more), slip))


def test_trusts_of_a_group_nobody_knows_are_told(tmp_path: Path) -> None:
    assert not recognised(written(tmp_path, organisations())).details["note"]
    raw = spoilt(tmp_path, organisations(), renamed(5, column=2))
    assert recognised(raw).details["note"] == "In benchmarking groups that we do not know, so left out: 'RZ32'."
