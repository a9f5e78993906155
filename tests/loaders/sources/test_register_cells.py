"""Registers: a cell that its column cannot hold, or that the rest of its row contradicts, is refused by line."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from loaders.errors import LayoutChanged
from loaders.source import Raw
from loaders.sources import register
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import GOLDEN, raw_file
from tests.loaders.sources.test_register_ods import TRUSTS, load, placed, practice, row, write

DATED = [
    row("RZ1", "QRL", closed="20200401"),
    row("RZ2", "QOP", closed="20210401"),
    row("RZ3", "QRL", closed="20220401"),
]
LIST_SIZES = GOLDEN / "register" / "invented_list_sizes.csv"
MAPPING = GOLDEN / "register" / "invented_mapping_2022-01.csv"


@pytest.mark.parametrize("number", [6, 9])
def test_a_report_that_lost_a_column_is_refused_by_its_postcodes(tmp_path: Path, number: int) -> None:
    rows = [cells[: number - 1] + cells[number:] for cells in DATED]
    with pytest.raises(LayoutChanged, match="a postcode as postcode, found '20040401' in line 1"):
        load(write(tmp_path / "etr.csv", rows))


@pytest.mark.parametrize(
    ("column", "cell"),
    [(1, "111"), (2, "Y6"), (3, "Q-HM"), (9, "NOT KNOWN"), (13, "??"), (25, "GP")],
    ids=["name", "region", "footprint", "postcode", "kind", "setting"],
)
def test_one_odd_cell_of_hundreds_does_not_lose_the_report(tmp_path: Path, column: int, cell: str) -> None:
    rows = [practice(f"Z{number:05}") for number in range(200)]
    rows[7][column] = cell
    _, tables = load(write(tmp_path / "epraccur.csv", rows))
    assert len(tables["orgs"]) == 200 - (column == 25), "whose setting is unknown is no practice"
    if column == 9:
        assert tables["orgs"].set_index("code").loc["Z00007", "postcode"] == cell
    for cells in rows:
        cells[column] = cell
    with pytest.raises(LayoutChanged):
        load(write(tmp_path / "epraccur.csv", rows))


def test_closing_days_in_another_columns_place_are_refused(tmp_path: Path) -> None:
    rows = [[*cells[:11], cells[13], cells[12], cells[11], *cells[14:]] for cells in TRUSTS]
    with pytest.raises(LayoutChanged, match="'20260331' in line 3"):
        load(write(tmp_path / "etr.csv", rows))


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        (practice("hello"), "'hello' in line 2"),
        (practice(""), "'' in line 2"),
        (practice("Z00002", name="12"), "a name as name, found '12' in line 2"),
        (row("Z00002", "QOP", status="A", setting="4", area="Surgery"), "'Surgery' in line 2"),
        (row("Z00002", "QOP", status="A", setting="0.04", area="00V"), "'0.04' in line 2"),
        (practice("Z00002", "C"), "the day it closed, found '' in line 2"),
        (practice("Z00002", "INACTIVE"), "the day it closed, found '' in line 2"),
        (practice("Z00002", "C", closed="20230331"), "on or after the first, found '20230331' in line 2"),
        (practice("Z00002", opened="20990401"), "found '20990401' in line 2"),
        (practice("Z00002", "C", closed="20990401"), "found '20990401' in line 2"),
    ],
)
def test_an_impossible_cell_is_refused_by_line(tmp_path: Path, odd: list[str], says: str) -> None:
    with pytest.raises(LayoutChanged, match=says):
        load(write(tmp_path / "epraccur.csv", [practice("Z00001"), odd, practice("Z00003")]))


def test_a_closing_is_announced_ahead_and_its_organisation_active_until_then(tmp_path: Path) -> None:
    coming = (date.today() + timedelta(days=60)).strftime("%Y%m%d")
    rows = [practice("Z00001"), practice("Z00002", "ACTIVE", closed=coming), practice("Z00003")]
    assert load(write(tmp_path / "epraccur.csv", rows)) is not None


def test_no_day_is_later_than_anybody_announces_one(tmp_path: Path) -> None:
    rows = [row("RZ1", "QRL"), row("RZ2", "QRL", opened="20260101"), row("RZ3", "QRL")]
    with pytest.raises(LayoutChanged, match="no day after 01 May 2025, found '20260101' in line 2"):
        load(write(tmp_path / "etr.csv", rows, date(2023, 5, 1)))


def test_a_vintage_is_told_by_most_rows_and_never_by_one(tmp_path: Path) -> None:
    rows = [row("RZ1", "QMJ", opened="20211001"), row("RZ2", "QMJ"), row("RZ3", "QNX"), row("RZ4", "D7T5G")]
    raw = write(tmp_path / "etr.csv", rows)
    release, _ = load(raw)
    assert release.id == "register.trusts.stp-2020" and "D7T5G" in release.details["note"]
    assert {child for child, _, _ in placed(raw)} == {"RZ1", "RZ2", "RZ3"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("E54000051,QOQ", "E54000051,QHM", "in line"),
        ("E54000050,QHM", "E54000050,QOP", "the footprint of its ONS code, found 'QOP' in line 2"),
        ("PRACTICE_CODE,PRACTICE_NAME", "PRACTICE_NAME,PRACTICE_CODE", "'INVENTED SURGERY' in line 2"),
        ("ZZ1 1ZZ", "nowhere", "a postcode as postcode, found 'nowhere' in line 2"),
        ("U00001,INVENTED PCN,E38000247", "hello,INVENTED PCN,E38000247", "'hello' in line 2"),
        (
            "U,Unallocated,E38000241",
            "U,Unallocated,E38000247",
            "one area of E38000247, found '16C' in line 2 and '42D' in line 4",
        ),
        (
            "CENTRE,ZZ1 2ZZ,U00001,INVENTED",
            "CENTRE,ZZ1 2ZZ,U00001,OTHER",
            "one pcn_name of U00001, found 'INVENTED PCN' in line 2",
        ),
        ("Z00008,", "Z00002,", "one practice_name of Z00002, found 'INVENTED HEALTH CENTRE' in line 3"),
        ("01Jan2022", "01Jan2099", "an extract date up to today, found 01Jan2099"),
        ("01Jan2022", "01Jan2024", "an extract date of the years of its columns, found 2024-01-01"),
    ],
)
def test_a_mapping_whose_rows_contradict_themselves_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = MAPPING.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / MAPPING.name
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LayoutChanged, match=says):
        load(raw_file(path))


def test_an_area_may_stand_beside_the_old_code_in_some_rows_and_the_new_in_others(tmp_path: Path) -> None:
    """New areas and footprints stand beside the ONS codes of those they are made of for months."""
    text = MAPPING.read_text(encoding="utf-8")
    path = tmp_path / MAPPING.name
    path.write_text(text.replace("U,Unallocated,E38000241", "U,Unallocated,E38000091"), encoding="utf-8")
    assert set(load(raw_file(path))[1]["orgs"].query("level == 'sub_icb'")["code"]) == {"16C", "42D"}


def test_a_history_that_left_before_it_joined_is_refused(tmp_path: Path) -> None:
    rows = [["Z00001", "16C", "W", "20200401", "20190331", "0"], ["Z00002", "16C", "W", "20200401", "", "0"]]
    with pytest.raises(LayoutChanged, match="on or after the first, found '20190331' in line 1"):
        load(write(tmp_path / "epcmem.csv", rows))


def test_a_lookup_whose_area_lies_in_two_footprints_is_refused(tmp_path: Path) -> None:
    golden = GOLDEN / "register" / "invented_lsoa_lookup_2026.csv"
    path = tmp_path / golden.name
    path.write_text(golden.read_text(encoding="utf-8").replace("002A,E38000997,ZZ9,NHS INVENTED EAST ICB - ZZ9",
                                                               "002A,E38000998,99E,NHS INVENTED ESSEX ICB - 99E"))  # fmt: skip
    with pytest.raises(LayoutChanged, match="one footprint_ons of 99E, found 'E54000066' in line 2 and 'E54000065'"):
        load(raw_file(path))


@pytest.mark.parametrize("patients", ["5900000", "-5", "5900.5", "", "*", "1,20", "５９００"])
def test_a_list_of_so_many_patients_is_refused_by_line(patients: str, tmp_path: Path) -> None:
    with pytest.raises(LayoutChanged, match=f"below 1,000,000 as patients, found '{re.escape(patients)}' in line 2"):
        load(list_sizes(tmp_path, f'"{patients}"'))


def test_lists_in_thousands_and_trusts_that_have_all_closed_are_refused(tmp_path: Path) -> None:
    header, *rows = LIST_SIZES.read_text(encoding="utf-8").splitlines()
    many = [re.sub(r"[A-Z]\d{5}", f"A{number:05}", rows[0]) for number in range(120)]
    short = [re.sub(r",\d+$", ",9", row) for row in many]
    with pytest.raises(LayoutChanged, match="lists of thousands of patients each, found 9 in the middle of 120"):
        load(written(tmp_path, "\n".join([header, *short]) + "\n"))
    load(written(tmp_path, "\n".join([header, *short[:99]]) + "\n"))
    closed = [[*row[:11], "20210331", *row[12:]] for row in TRUSTS[:1]]
    codes = [[f"RZ{chr(65 + number)}", *closed[0][1:]] for number in range(20)]
    with pytest.raises(LayoutChanged, match="trusts that are open, found 20 that have all closed"):
        load(write(tmp_path / "etr.csv", codes))


def test_a_list_size_may_be_written_with_a_comma_between_thousands(tmp_path: Path) -> None:
    assert load(list_sizes(tmp_path, '"1,204"'))[1]["facts"]["value"].tolist() == [1204, 14700]


def test_a_list_of_no_practice_and_one_for_nobody_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutChanged, match="a practice such as A81001 as code, found 'Z1' in line 2"):
        load(list_sizes(tmp_path, "5900", code="Z1"))
    text = LIST_SIZES.read_text(encoding="utf-8").replace("GP,", "PCN,")
    with pytest.raises(LayoutChanged, match="rows of type GP for ALL"):
        load(written(tmp_path, text))


def test_a_file_named_like_a_register_that_is_laid_out_otherwise_says_what_was_expected(tmp_path: Path) -> None:
    rows = [
        [f"{cell[6:]}/{cell[4:6]}/{cell[:4]}" if cell.isdigit() and len(cell) == 8 else cell for cell in row]
        for row in TRUSTS
    ]
    with pytest.raises(
        LayoutChanged,
        match=r"with days such as 20260401, found a first row of 27, 'RZ1, INVENTED RZ1.* with days such as \d\d/",
    ):
        load(write(tmp_path / "etr.csv", rows))


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("footprints", "QZZ", "", "a code such as QHM or 16C as code, found '' in line 2"),
        ("footprints", "icb-2099,QZY", "2099,QZY", "a vintage such as icb-2022 as vintage, found '2099' in line 3"),
        ("areas", "ZZ1,QZZ", "ZZ1,", "as parent, found '' in line 2"),
        ("areas", "ZZ2", "ZZ1", "each vintage and code once, found 'ZZ1' in line 3"),
        ("footprints", "Y59", "Y5", "a region such as Y63 as region, found 'Y5' in line 3"),
        ("footprints", "Y59", "Y99", "a region of the code lists, found 'Y99' in line 3"),
        (
            "footprints",
            "E54009997",
            "E54Q09997",
            "ONS codes such as E54000008 as ons_codes, found 'E54Q09997' in line 3",
        ),
        ("lineage", "QT6", "QQ6", "a footprint of its earlier vintage, found 'QQ6' in line 3"),
        ("lsoa_lookup_2026", "ICB26CD", "ICB37CD", "areas of 2037, as its footprints, found areas of 2026"),
    ],
)
def test_a_code_list_or_lookup_that_contradicts_itself_is_refused(
    name: str, old: str, new: str, says: str, tmp_path: Path
) -> None:
    text = (GOLDEN / "register" / f"invented_{name}.csv").read_text(encoding="utf-8")
    with pytest.raises(LayoutChanged, match=says):
        load(written(tmp_path, text.replace(old, new, 1)))


def with_text(folder: Path, golden: str, old: str, new: str) -> Raw:
    text = (GOLDEN / "register" / golden).read_text(encoding="utf-8")
    assert old in text
    (folder / golden).write_text(text.replace(old, new, 1), encoding="utf-8")
    return raw_file(folder / golden)


@pytest.mark.parametrize(
    ("golden", "old", "new", "doubt"),
    [
        ("invented_mapping_2026-05.csv", ",99E,", ",99Q,", "'99Q' stands beside 'NHS INVENTED ESSEX ICB - 99E'"),
        ("invented_lsoa_lookup_2026.csv", ",ZZ9,", ",X99ZZ,", "'X99ZZ' stands beside 'NHS INVENTED EAST ICB - ZZ9'"),
        ("invented_epcmem.csv", '"Z00003"', '"Z00002"', "Z00002 stands in lines 4 and 5 for the same days"),
        ("invented_etr.csv", '"RZ2"', '"RZ1"', "RZ1 stands in lines 1 and 2 for the same days"),
        ("invented_ets.csv", '"RZ102"', '"RZ101"', "RZ101 stands in lines 1 and 2 for the same days"),
        ("invented_etr.csv", '"RZ2"', '"TZ3"', ""),
        ("invented_epcmem.csv", "20200331", "20200401", ""),
    ],
)
def test_codes_that_the_rest_of_a_file_contradicts_are_asked_about(
    tmp_path: Path, golden: str, old: str, new: str, doubt: str
) -> None:
    release = register.recognise(with_text(tmp_path, golden, old, new), LISTS)
    assert release
    assert doubt in release.details["doubt"]
    assert bool(doubt) == bool(release.details["doubt"])


@pytest.mark.parametrize("slipped", [False, True])
def test_networks_that_stand_a_row_higher_are_asked_about(tmp_path: Path, *, slipped: bool) -> None:
    header, home, abroad, _ = (GOLDEN / "register" / "invented_mapping_2022-01.csv").read_text("utf-8").splitlines()
    rows = [
        re.sub("Z0000[12]", f"Z{line:05}", row.replace("U00001", f"U{(line + slipped) // 4:05}"))
        for line, row in enumerate([*[home] * 4, *[abroad] * 4] * 6)
    ]
    raw = tmp_path / "mapping.csv"
    raw.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    release = register.recognise(raw_file(raw), LISTS)
    assert release
    told = "11 of 13 networks have practices in several footprints, such as U00001 in 'QHM', 'QOQ'"
    assert release.details["doubt"] == (f"it contradicts itself: {told}" if slipped else "")


def test_a_practice_is_welsh_where_its_footprint_is_none_too(tmp_path: Path) -> None:
    whole = {
        name: len(table) for name, table in load(raw_file(GOLDEN / "register" / "invented_epraccur.csv"))[1].items()
    }
    _, tables = load(with_text(tmp_path, "invented_epraccur.csv", '"Y63","QHM"', '"W00","QHM"'))
    assert {name: len(table) for name, table in tables.items()} == whole


def list_sizes(folder: Path, patients: str, code: str = "Z00001") -> Raw:
    text = LIST_SIZES.read_text(encoding="utf-8").replace("5900", patients)
    return written(folder, text.replace("Z00001", code))


def written(folder: Path, text: str) -> Raw:
    path = folder / "gp-reg-pat-prac-all.csv"
    path.write_text(text, encoding="utf-8")
    return raw_file(path)


@pytest.mark.parametrize(("moved", "refused"), [(0, False), (1, False), (4, True)])
def test_trusts_beside_another_region_than_their_footprints_are_refused_where_many_are(
    tmp_path: Path, moved: int, refused: bool
) -> None:
    rows = [row(f"RZ{each}", "QOP") for each in range(8)]
    for each, cells in enumerate(rows):
        cells[2] = "Y58" if each < moved else "Y62"
    raw = write(tmp_path / "etr.csv", rows)
    if not refused:
        load(raw)
        return
    with pytest.raises(LayoutChanged, match=r"column 4 in the region of column 3.*found 4 of 8, such as RZ0"):
        load(raw)
