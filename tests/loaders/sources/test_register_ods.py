"""ODS reports of every era: what is a practice or a trust, which row of a code stands, when a report is of, and whether it is whole."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.schema import TABLES, conform
from loaders.errors import Incomplete, LayoutChanged
from loaders.source import Raw, Release
from loaders.sources import register
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import GOLDEN

WIDTH = 27


REGIONS = {code: max(found) for each in LISTS.vintages for code, found in LISTS.regions_of(each.id).items()}


def row(code: str, footprint: str, opened: str = "20040401", closed: str = "", **fields: str) -> list[str]:
    """One INVENTED organisation in the 27 columns of the ODS."""
    known = {"status": 13, "area": 15, "setting": 26, "name": 2}
    cells = [""] * WIDTH
    cells[:4] = [code, f"INVENTED {code}", REGIONS.get(footprint, "Y60"), footprint]
    cells[9:12] = ["ZZ1 1ZZ", opened, closed]
    for name, cell in fields.items():
        cells[known[name] - 1] = cell
    return cells


def practice(
    code: str, status: str = "A", setting: str = "4", closed: str = "", opened: str = "20230401", **more: str
) -> list[str]:
    return row(code, "QOP", opened, closed, status=status, area="00V", setting=setting, **more)


def write(path: Path, rows: list[list[str]], day: date | None = None) -> Raw:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    return Raw(path, path.name, "folder:invented", day)


def load(raw: Raw) -> tuple[Release, dict[str, pd.DataFrame]]:
    release = register.recognise(raw, LISTS)
    assert release is not None
    tables = register.tidy(raw, release, LISTS)
    return release, {name: conform(table, TABLES[name]).to_pandas() for name, table in tables.items()}


def placed(raw: Raw) -> set[tuple[str, str, str]]:
    membership = load(raw)[1]["membership"]
    return set(zip(membership["child"], membership["parent"], membership["vintage"], strict=True))


def test_the_words_and_roles_of_2026_are_those_of_a_practice_list(tmp_path: Path) -> None:
    rows = [
        practice("Z00001", "ACTIVE", "RO76"),
        practice("Z00002", "INACTIVE", "RO76|RO268", closed="20260131"),
        practice("Z00003", "ACTIVE", "RO87"),
        practice("Z00004", "DORMANT", "RO76"),
    ]
    release, tables = load(write(tmp_path / "epraccur.csv", rows))
    assert list(tables["orgs"]["code"]) == ["Z00001", "Z00002"], "no other prescriber, none that is dormant"
    assert release.id == "register.practices.icb-2022"


def test_a_status_nobody_has_seen_is_refused_by_line(tmp_path: Path) -> None:
    with pytest.raises(LayoutChanged, match="'SLEEPING' in line 2"):
        load(write(tmp_path / "epraccur.csv", [practice("Z00001"), practice("Z00002", "SLEEPING")]))


def test_a_day_that_is_none_is_refused_by_line(tmp_path: Path) -> None:
    rows = [practice("Z00001"), practice("Z00002"), practice("Z00003", closed="20231332")]
    with pytest.raises(LayoutChanged, match="'20231332' in line 3"):
        load(write(tmp_path / "epraccur.csv", rows))


@pytest.mark.parametrize("spoilt", ["-20230401", "20230401.5", "2023041", "20231332", "n/a"])
@pytest.mark.parametrize("line", [1, 2])
def test_an_organisation_whose_opening_day_is_none_is_refused_wherever_it_stands(
    tmp_path: Path, spoilt: str, line: int
) -> None:
    rows = [row(f"RZ{number}", "QRL", opened=spoilt if number == line else "20230401") for number in (1, 2, 3)]
    with pytest.raises(LayoutChanged, match=rf"a day such as 20260401, found '{spoilt}' in line {line}"):
        load(write(tmp_path / "etr.csv", rows))


def test_of_a_code_twice_the_open_row_stands_wherever_it_is(tmp_path: Path) -> None:
    old = practice("Z00001", "C", opened="19740401", closed="20210331", name="OLD NAME")
    new = practice("Z00001", name="NEW NAME")
    for rows in ([old, new], [new, old]):
        _, tables = load(write(tmp_path / "epraccur.csv", rows))
        assert list(tables["orgs"]["name"]) == ["NEW NAME"]
        assert set(tables["membership"]["vintage"]) == {"icb-2022"}


def test_two_open_rows_of_one_code_that_differ_are_refused_with_both_lines(tmp_path: Path) -> None:
    rows = [practice("Z00001"), practice("Z00002"), practice("Z00001", name="ANOTHER NAME")]
    with pytest.raises(LayoutChanged, match="Z00001 in lines 1 and 3"):
        load(write(tmp_path / "epraccur.csv", rows))


TRUSTS = [row("RZ1", "QRL"), row("RZ2", "D7T5G"), row("RZ3", "QRL", closed="20260331")]
"""A report of the footprints of April 2026 whose newest day is the one before."""


@pytest.mark.parametrize(
    ("name", "fetched"),
    [("etr.csv", None), ("etr_July_2026.csv", None), ("etr-2026-07-01.csv", None), ("etr.csv", date(2026, 7, 1))],
)
def test_a_report_is_of_the_footprints_it_names_whatever_its_newest_closure(
    tmp_path: Path, name: str, fetched: date | None
) -> None:
    raw = write(tmp_path / name, TRUSTS, fetched)
    release, _ = load(raw)
    assert release.id == "register.trusts.icb-2026" and release.start and release.start >= date(2026, 4, 1)
    assert placed(raw) == {("RZ1", "QRL", "icb-2026"), ("RZ2", "D7T5G", "icb-2026"), ("RZ3", "QRL", "icb-2022")}


def test_where_the_signs_of_a_reports_day_disagree_it_says_so(tmp_path: Path) -> None:
    assert not load(write(tmp_path / "etr_July_2026.csv", TRUSTS))[0].details["note"]
    undated = load(write(tmp_path / "etr.csv", TRUSTS))[0].details["note"]
    assert "31 March 2026" in undated and "icb-2026" in undated
    misnamed = load(write(tmp_path / "etr_May_2019.csv", TRUSTS))[0].details["note"]
    assert "May 2019" in misnamed and "icb-2026" in misnamed


def test_letters_that_several_vintages_share_are_dated_by_receipt_then_name_then_newest_day(tmp_path: Path) -> None:
    rows = [row("RZ1", "QRL"), row("RZ2", "QOP", opened="20211001")]
    assert load(write(tmp_path / "etr.csv", rows))[0].id == "register.trusts.stp-2020"
    assert load(write(tmp_path / "etr_May_2023.csv", rows))[0].id == "register.trusts.icb-2022"
    assert load(write(tmp_path / "etr_May_2023.csv", rows, date(2026, 5, 1)))[0].id == "register.trusts.icb-2026"


def test_a_name_years_after_the_newest_day_is_not_believed_and_a_receipt_is(tmp_path: Path) -> None:
    rows = [row("RZ1", "QRL"), row("RZ2", "QOP", opened="20211001")]
    release, _ = load(write(tmp_path / "etr July 2026.csv", rows))
    assert release.id == "register.trusts.stp-2020" and "July 2026" in release.details["note"]
    assert load(write(tmp_path / "etr.csv", rows, date(2026, 7, 1)))[0].id == "register.trusts.icb-2026"


def test_codes_closed_a_month_ago_are_still_those_of_the_vintage_before(tmp_path: Path) -> None:
    raw = write(tmp_path / "etr.csv", [row("RZ1", "QRV"), row("RZ2", "QMJ"), row("RZ3", "QOP")], date(2026, 5, 1))
    assert {vintage for _, _, vintage in placed(raw)} == {"icb-2022"}


def test_a_report_between_two_vintages_is_of_the_newer_and_names_who_is_not_placed(tmp_path: Path) -> None:
    raw = write(tmp_path / "etr.csv", [row("RZ1", "D7T5G"), row("RZ2", "QMJ"), row("RZ3", "QOP")], date(2026, 5, 1))
    assert placed(raw) == {("RZ1", "D7T5G", "icb-2026"), ("RZ3", "QOP", "icb-2026")}
    assert "QMJ" in load(raw)[0].details["note"]


def test_closed_trusts_beside_a_footprint_that_came_later_are_said_not_to_be_placed(tmp_path: Path) -> None:
    rows = [row("RZ1", "D7T5G"), row("RZ2", "D7T5G", closed="20190331"), row("RZ3", "QOP", closed="20190331")]
    raw = write(tmp_path / "etr.csv", rows, date(2026, 5, 1))
    assert load(raw)[0].details["note"] == (
        "1 closed one of its 3 stand in footprints of icb-2026, which came later: this report does not place them"
    )
    assert {child for child, _, _ in placed(raw)} == {"RZ1", "RZ3"}


def test_a_trust_is_what_the_trust_report_lists_whatever_its_code(tmp_path: Path) -> None:
    rows = [row("G6V2S", "QMJ", opened="20241101"), row("RZ1", "QMJ"), row("RZ2", "QMJ")]
    _, tables = load(write(tmp_path / "etr.csv", rows))
    assert set(tables["orgs"]["code"]) == {"G6V2S", "RZ1", "RZ2"}
    assert ("G6V2S", "QMJ", "icb-2022") in placed(write(tmp_path / "etr.csv", rows))


def test_a_site_belongs_to_the_trust_its_row_names_whatever_that_code(tmp_path: Path) -> None:
    rows = [row("RZ101", "QMJ", area="RZ1"), row("RZ102", "QMJ", area="RZ1"), row("G6V2S01", "QMJ", area="G6V2S")]
    assert ("G6V2S01", "G6V2S", "stp-2016") in {
        (*pair[:2], "stp-2016") for pair in placed(write(tmp_path / "ets.csv", rows))
    }


def test_a_report_saved_again_without_its_empty_last_columns_or_with_a_heading_loads_the_same(tmp_path: Path) -> None:
    whole = load(write(tmp_path / "etr.csv", TRUSTS))[1]
    heading = ["Organisation Code", "Name", "National Grouping", "Health Geography", *["Address"] * 5, "Postcode",
               "Open Date", "Close Date"]  # fmt: skip
    for rows in ([cells[:12] for cells in TRUSTS], [heading, *(cells[:12] for cells in TRUSTS)]):
        narrow = load(write(tmp_path / "etr.csv", rows))[1]
        assert all(narrow[name].equals(whole[name]) for name in whole)


def test_a_report_saved_as_a_workbook_loads_the_same(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in TRUSTS:
        book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in cells])
    book.save(tmp_path / "etr.xlsx")
    saved = load(Raw(tmp_path / "etr.xlsx", "etr.xlsx", ""))[1]
    plain = load(write(tmp_path / "etr.csv", TRUSTS))[1]
    assert all(saved[name].equals(plain[name]) for name in plain)


@pytest.mark.parametrize("cut", [3, 40, 75])
def test_a_report_cut_in_its_last_line_is_refused(tmp_path: Path, cut: int) -> None:
    raw = write(tmp_path / "etr.csv", TRUSTS)
    raw.path.write_bytes(raw.path.read_bytes()[:-cut])
    with pytest.raises(Incomplete, match="cut short"):
        load(raw)


def test_list_sizes_that_break_off_in_a_number_are_refused_and_a_last_line_like_those_above_is_whole(
    tmp_path: Path,
) -> None:
    header = "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    line = "GP_PRAC_PAT_LIST,01DEC2021,GP,16C,E38000247,Z0000{},ZZ1 1ZZ,ALL,ALL,5900\n"
    text = header + "".join(line.format(number) for number in (1, 2, 3))
    path = tmp_path / "gp-reg-pat-prac-all.csv"
    for cut in (3, 5, 12):  # within the number, before it, within the line
        path.write_text(text[:-cut])
        with pytest.raises(Incomplete):
            register.recognise(Raw(path, path.name, ""), LISTS)


def test_a_last_line_like_those_above_is_whole_without_a_line_break(tmp_path: Path) -> None:
    """As Fingertips and some lookups end."""
    header = "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,ONS_CCG_CODE,CCG_CODE,CCG_NAME,STP_CODE"
    lines = [f"X,01Jan2022,Z0000{number},INVENTED,ZZ1 1ZZ,U,Unallocated,E38000247,16C,AREA,QHM" for number in (1, 2)]
    path = tmp_path / "gp-reg-pat-prac-map.csv"
    path.write_text("\n".join([header, *lines]))
    assert register.recognise(Raw(path, path.name, ""), LISTS) is not None
    path.write_text("\n".join([header, *lines])[:-1])
    with pytest.raises(Incomplete):
        register.recognise(Raw(path, path.name, ""), LISTS)


MANY = [row(f"RZ{number:X}", "QOP", opened=f"2021{number:02}01") for number in range(1, 13)] + [
    row(f"RY{number:X}", "QOP", opened=f"2020{number:02}01") for number in range(1, 13)
]


def test_a_newest_day_years_after_all_others_is_a_slip_and_told_unless_something_speaks_for_it(tmp_path: Path) -> None:
    slip = [*MANY, row("RX1", "QOP", opened="20240101")]
    release, _ = load(write(tmp_path / "etr.csv", slip))
    assert (release.id, release.start) == ("register.trusts.stp-2020", date(2021, 12, 1))
    assert "its newest day, 01 January 2024, lies years after all others" in release.details["note"]
    named, _ = load(write(tmp_path / "etr February 2024.csv", slip))
    assert (named.start, named.details["note"]) == (date(2024, 2, 1), "")


def test_a_closing_that_is_announced_does_not_date_a_report(tmp_path: Path) -> None:
    release, _ = load(write(tmp_path / "etr.csv", [*MANY, row("RX1", "QOP", closed="20230331")], date(2022, 2, 1)))
    assert release.start == date(2022, 2, 1)


def test_trusts_beside_the_offices_of_NHS_England_are_read_and_said_to_be_placed_nowhere(tmp_path: Path) -> None:
    """Until 2020 column 4 held the code of an office, and Q99 for Wales."""
    rows = [row("RZ1", "Q71", opened="20180401"), row("RZ2", "Q81"), row("RZ3", "Q99"), row("RZ4", "")]
    release, tables = load(write(tmp_path / "etr.csv", rows))
    assert list(tables["orgs"]["code"]) == ["RZ1", "RZ2", "RZ3", "RZ4"] and tables["membership"].empty
    assert "names offices of NHS England and no footprints" in str(release.details["note"])
    assert (release.id, str(release.start)) == ("register.trusts.stp-2016", "2018-04-01")


def test_a_report_from_before_the_first_footprints_is_of_its_own_day(tmp_path: Path) -> None:
    release, _ = load(write(tmp_path / "etr.csv", [row("RZ1", "Q71", opened="20101101"), row("RZ2", "Q81")]))
    assert (release.id, str(release.start)) == ("register.trusts.before", "2010-11-01")


@pytest.mark.parametrize("name", ["epraccur", "etr", "ets", "epcmem", "succ", "succarc"])
@pytest.mark.parametrize("spoil", ["a blank line", "an empty column", "lines of commas"])
def test_a_report_with_empty_cells_around_it_loads_the_same(name: str, spoil: str, tmp_path: Path) -> None:
    published = GOLDEN / "register" / f"invented_{name}.csv"
    first, *others = published.read_text(encoding="utf-8").splitlines()
    commas = "," * first.count(",")
    lines = {
        "a blank line": [first, "", *others, ""],
        "an empty column": [f"{line}," for line in (first, *others)],
        "lines of commas": [first, *others, commas, commas],
    }[spoil]
    copy = tmp_path / published.name
    copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found, whole = (load(Raw(path, path.name, "folder:invented")) for path in (copy, published))
    assert found[0] == whole[0]
    for table in whole[1]:
        pd.testing.assert_frame_equal(found[1][table], whole[1][table])
