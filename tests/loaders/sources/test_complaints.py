"""Written complaints: what the returns become, by level, year and quarter, and what is refused with a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from demo.spreadsheet import SheetRows, write_workbook
from insight.model import ENGLAND, Better
from insight.schema import TABLES, conform
from insight.traits import Counts
from loaders.errors import Incomplete, LayoutChanged, NotUsable, SourceUnavailable
from loaders.source import Raw
from loaders.sources.complaints.declared import rows as rows_declared
from loaders.sources.complaints.returns import read_return
from tests.loaders.built_in import LISTS
from tests.loaders.sources.complaints_files import (
    AREAS,
    GOLDEN,
    ORGS,
    PRACTICES,
    QUARTER,
    SITES,
    SOURCE,
    Row,
    all_england,
    archive,
    changed,
    file,
    of,
    read,
    rows_of,
)
from tests.loaders.sources.published_files import published

REAL = "complaints/KO41a_2024-25_Org_Level__RDY_row.csv"


@pytest.mark.parametrize(
    ("measure", "segment", "value", "numerator", "denominator"),
    [
        ("hchs_new", "all", 403, None, None),
        ("hchs_resolved", "all", 354, None, None),
        ("hchs_upheld_share", "all", 27.68, 98, 354),
        ("hchs_partly_upheld_share", "all", 17.23, 61, 354),
        ("hchs_about_communications", "all", 24.36, 114, 468),
        ("hchs_about_waiting_times", "all", 0.85, 4, 468),
        ("hchs_about_clinical", "all", 11.32, 53, 468),
        ("hchs_new", "age=75+", 39, None, None),
    ],
)
def test_one_organisation_as_it_is_published(
    measure: str, segment: str, value: float, numerator: float | None, denominator: float | None
) -> None:
    release, facts = read(published(REAL))
    fact = of(facts, measure, "RDY", segment)
    assert (release.start, release.end) == (date(2024, 4, 1), date(2025, 4, 1))
    assert (fact["level"], round(fact["value"], 2)) == ("trust", value)
    if numerator is not None:
        assert (fact["numerator"], fact["denominator"]) == (numerator, denominator)


def test_the_columns_of_one_organisation_that_are_no_measure() -> None:
    found = read_return(published(REAL))
    assert found is not None
    row = found.rows.iloc[0]
    assert (row["not_upheld"], row["carried_forward"], row["brought_forward"]) == (195, 49, 0)


@pytest.mark.parametrize(
    ("year", "everything"), [("2024-25", 256_777), ("2022-23", 229_458), ("2021-22", 225_570), ("2020-21", 170_013)]
)
def test_the_totals_that_england_is_held_to_add_up_to_all_written_complaints(year: str, everything: int) -> None:
    assert sum(int(row["new"]) for row in rows_declared("totals") if row["year"] == year) == everything


def test_the_shares_of_a_whole_add_up_to_all_that_is_mentioned() -> None:
    _, facts = read(published(REAL))
    about = facts[facts["measure"].str.startswith("complaints.hchs_about_")]
    assert (len(about), about["numerator"].sum()) == (21, 468)
    service, staff = (
        facts[facts["measure"].str.startswith(f"complaints.hchs_{each}_")] for each in ("service", "staff")
    )
    assert (service["numerator"].sum(), staff["numerator"].sum()) == (418, 423)


def test_one_organisation_is_not_england() -> None:
    _, facts = read(published(REAL))
    assert set(facts["org"]) == {"RDY"}


def test_nothing_is_judged_and_mentions_are_not_called_complaints() -> None:
    for measure in SOURCE.MEASURES:
        assert measure.better is Better.NEITHER
        assert (measure.traits.counts is Counts.MENTIONS) == bool(measure.part_of)
        assert measure.traits.comparability.allowed == bool(measure.part_of)
        assert measure.title.startswith("Mentions of ") or not measure.part_of


def test_a_site_may_carry_its_organisation_s_code() -> None:
    _, facts = read(_golden(SITES))
    assert {"RZ1", "RZ101"} <= set(facts["org"]) and set(facts["level"]) == {"site"}


def test_sites_belong_to_their_organisation_and_trusts_to_the_footprint_they_are_filed_under() -> None:
    raw = _golden(SITES)
    release = SOURCE.recognise(raw, LISTS)
    assert release is not None
    rows = conform(SOURCE.tidy(raw, release, LISTS)["membership"], TABLES["membership"])
    belongs = set(zip(rows["child"].to_pylist(), rows["parent"].to_pylist(), strict=True))
    assert ("RZ101", "RZ1") in belongs and ("RZ1", "QVV") in belongs
    assert ("RZ1", "RZ1") not in belongs
    # A community interest company is no NHS trust: no footprint counts it as one.
    assert ("NZ901", "NZ9") in belongs and ("NZ9", "QOP") not in belongs


def test_a_body_that_buys_care_is_no_organisation_of_ours() -> None:
    _, facts = read(_golden(ORGS))
    assert "QVV" not in set(facts["org"])
    _, facts = read(_golden(AREAS))
    assert set(facts["org"]) == {"11J", "01G"}


def test_contracts_of_dentists_are_told_by_area_alone() -> None:
    _, facts = read(_golden(PRACTICES))
    assert set(facts["measure"].str.extract(r"complaints\.(\w+?)_")[0]) == {"gp"}


def test_england_is_the_sum_where_every_footprint_is_there_commissioners_too(tmp_path: Path) -> None:
    rows = [row | {"Year": "2023-24"} for row in all_england()]
    buyer = rows_of(ORGS)[-1] | {"Year": "2023-24"}
    _, facts = read(file(tmp_path, "orgs 2023-24.csv", [*rows, buyer]))
    new = sum(int(row["Complaints_Total_New"]) for row in (*rows, buyer))
    assert of(facts, "hchs_new", ENGLAND)["value"] == new
    subject = of(facts, "hchs_about_communications", ENGLAND)
    assert subject["numerator"] == sum(int(row["Subject_Area_Communications"]) for row in (*rows, buyer))


def test_england_is_not_told_where_a_footprint_lacks(tmp_path: Path) -> None:
    rows = [row | {"Year": "2023-24"} for row in all_england()]
    _, facts = read(file(tmp_path, "orgs 2023-24.csv", rows[:-1]))
    assert ENGLAND not in set(facts["org"]) and len(set(facts["org"])) == len(rows) - 1


def test_all_of_england_with_few_complaints_is_a_part_of_the_year(tmp_path: Path) -> None:
    """For 2024-25 the publisher's total is known, and 42 small trusts are far from it."""
    with pytest.raises(NotUsable, match="a part of the year"):
        read(file(tmp_path, "orgs.csv", all_england()))


def test_the_zip_of_a_publication_is_read_whole(tmp_path: Path) -> None:
    before = "Data on Written Complaints in the NHS 2024-25 "
    names = {
        ORGS: "Secondary Care KO41a - Org Level", SITES: "Secondary Care KO41a - Site Level",
        AREAS: "Primary Care KO41b - Sub ICB Level", PRACTICES: "Primary Care KO41b - Practice Level",
    }  # fmt: skip
    files = {f"{before}{called}.csv": (GOLDEN / name).read_bytes() for name, called in names.items()}
    release, facts = read(
        archive(tmp_path, "CSV zip 2024-25.zip", files | {"read me.txt": b"", "__MACOSX/x.csv": b"x"})
    )
    alone = [read(_golden(name))[1] for name in names]
    assert (release.id, len(facts)) == ("complaints.2024-25", sum(map(len, alone)))


@pytest.mark.parametrize("called", ["KO41a 2024-25 Site Level.csv", "KO41a 2024-25 Site Level.txt"])
def test_a_part_of_a_zip_that_is_not_read_is_named(called: str, tmp_path: Path) -> None:
    semicolons = (GOLDEN / SITES).read_bytes().replace(b",", b";")
    packed = archive(tmp_path, "2024-25.zip", {"o.csv": (GOLDEN / ORGS).read_bytes(), called: semicolons})
    assert f"{called} in it is no table" in read(packed)[0].details["note"]


def test_one_return_in_a_zip_is_told_as_the_return_alone(tmp_path: Path) -> None:
    release, facts = read(archive(tmp_path, "2024-25.zip", {ORGS: (GOLDEN / ORGS).read_bytes()}))
    alone, its_facts = read(_golden(ORGS))
    assert (release.id, release.title, len(facts)) == (alone.id, alone.title, len(its_facts))


def test_a_zip_that_lost_a_part_of_its_sites_is_incomplete(tmp_path: Path) -> None:
    cut = changed(tmp_path, SITES, lambda rows: rows.pop(0)).path.read_bytes()
    with pytest.raises(Incomplete, match="new complaints in the file of sites"):
        read(archive(tmp_path, "2024-25.zip", {"o.csv": (GOLDEN / ORGS).read_bytes(), "s.csv": cut}))


def test_a_workbook_is_read_where_it_holds_a_return_and_else_left_out(tmp_path: Path) -> None:
    rows = rows_of(ORGS)
    saved = tmp_path / "KO41a 2024-25.xlsx"
    write_workbook(saved, {"Sheet1": SheetRows([list(rows[0]), *(list(row.values()) for row in rows)])})
    assert len(read(Raw(saved, saved.name, ""))[1]) == len(read(_golden(ORGS))[1])

    tables = tmp_path / "Written complaints 2024-25 - Meta data.xlsx"
    write_workbook(tables, {"Title": SheetRows([["Data on Written Complaints in the NHS"], ["Column", "Description"]])})
    with pytest.raises(NotUsable, match="Load the CSV files"):
        read(Raw(tables, tables.name, ""))
    other = tables.rename(tmp_path / "other.xlsx")
    assert SOURCE.recognise(Raw(other, other.name, ""), LISTS) is None


def test_a_damaged_zip_is_to_be_fetched_again(tmp_path: Path) -> None:
    raw = archive(tmp_path, "2024-25.zip", {"o.csv": (GOLDEN / ORGS).read_bytes()})
    body = bytearray(raw.path.read_bytes())
    body[200:260] = b"\0" * 60
    raw.path.write_bytes(body)
    with pytest.raises(SourceUnavailable, match="damaged"):
        read(raw)


def test_a_zip_of_several_years_is_to_be_unpacked(tmp_path: Path) -> None:
    files = {"a.csv": (GOLDEN / ORGS).read_bytes(), "b quarter 3.csv": (GOLDEN / QUARTER).read_bytes()}
    with pytest.raises(LayoutChanged, match="unpack it"):
        read(archive(tmp_path, "several.zip", files))


def test_a_quarter_is_told_by_its_column_or_its_name_and_is_no_year(tmp_path: Path) -> None:
    release, facts = read(_golden(QUARTER))
    assert release.id == "complaints.2018-19.q3.ko41a-trust"
    assert (release.start, release.end) == (date(2018, 10, 1), date(2019, 1, 1))
    assert "complaints.hchs_new" not in set(facts["measure"])

    def two_quarters(rows: list[Row]) -> None:
        rows[:] = [row | {"Quarter": f"Q{number}"} for row in rows for number in (3, 4)]

    release, facts = read(changed(tmp_path, QUARTER, two_quarters, "KO41a 2018-19.csv"))
    assert (release.start, release.end) == (date(2018, 10, 1), date(2019, 4, 1))
    assert facts["start"].nunique() == 2

    with pytest.raises(NotUsable, match="nothing tells of which"):
        read(changed(tmp_path, QUARTER, lambda rows: None, "download (3).csv"))

    def whole_year(rows: list[Row]) -> None:
        rows[:] = [rows[0] | {"Complaints_Total_New": "116247"}]

    with pytest.raises(LayoutChanged, match="as many as in all of 2018-19: correct the name"):
        read(changed(tmp_path, QUARTER, whole_year))

    with pytest.raises(NotUsable, match="several quarters"):
        read(changed(tmp_path, QUARTER, lambda rows: None, "2018-19 quarter 3 and quarter 4.csv"))


@pytest.mark.parametrize(
    ("name", "year", "reason"),
    [
        (ORGS, "2014-15", "before April 2015"),
        (AREAS, "2019-20", "not collected"),
        (AREAS, "2018-19", "longer lists of subjects"),
    ],
)
def test_years_that_may_not_be_joined_are_left_out_with_the_reason(
    tmp_path: Path, name: str, year: str, reason: str
) -> None:
    with pytest.raises(NotUsable, match=reason):
        read(changed(tmp_path, name, lambda rows: [row.update(Year=year) for row in rows], "old.csv"))


def test_a_name_of_another_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        LayoutChanged, match="expected rows of 2023-24, as its name says, found rows of 2024-25: fetch it again"
    ):
        read(changed(tmp_path, ORGS, lambda rows: None, "KO41a 2023-24 Org Level.csv"))
    with pytest.raises(LayoutChanged, match=r"CSV 2023-24\.zip: expected rows of 2023-24, as its name says"):
        read(archive(tmp_path, "CSV 2023-24.zip", {"o.csv": (GOLDEN / ORGS).read_bytes()}))


def test_a_name_of_another_level_is_refused(tmp_path: Path) -> None:
    def without_sites(rows: list[Row]) -> None:
        for row in rows:
            del row["Site_Code"], row["Site_Name"]

    with pytest.raises(LayoutChanged, match="by site"):
        read(changed(tmp_path, SITES, without_sites))


def _of_all(rows: list[Row], more_waiting_times: int = 0) -> Row:
    """England's row, with so many more mentions of waiting times than the others have."""
    numbers = [name for name, cell in rows[0].items() if cell.isdigit()]
    sums = {name: sum(int(row[name]) for row in rows) for name in numbers}
    sums["Subject_Area_Waiting_Times"] += more_waiting_times
    england = {"Organisation_Code": "England", "Organisation_Name": "England", "ICS_Code": ""}
    return rows[0] | {name: str(number) for name, number in sums.items()} | england


@pytest.mark.parametrize(
    ("name", "change", "error", "sentence"),
    [
        (ORGS, lambda rows: rows[1].update(Complaints_Total_New="7.5"), LayoutChanged, "'7.5' in line 3"),
        (ORGS, lambda rows: rows[1].update(Organisation_Code="Y58"), LayoutChanged, "'Y58' in line 3"),
        (ORGS, lambda rows: rows[1].update(Organisation_Code="Total"), Incomplete, "as in the row of all"),
        (ORGS, lambda rows: rows[1].update(Organisation_Code="ALL"), Incomplete, "as in the row of all"),
        (ORGS, lambda rows: rows.append(_of_all(rows, -1)), LayoutChanged, "waiting_times, as in the row of all"),
        (ORGS, lambda rows: rows.append(_of_all(rows, 1)), Incomplete, "waiting_times, as in the row of all"),
        (ORGS, lambda rows: rows[0].update(Complaints_Number_Upheld="999"), LayoutChanged, "first line 2"),
        (ORGS, lambda rows: [row.update(ICS_Code="QXX1") for row in rows[:2]], LayoutChanged, "'QXX1' in line 2"),
        (ORGS, lambda rows: rows[0].update(ICS_Code="QOP"), LayoutChanged, "'Dorset', which is QVV"),
        (ORGS, lambda rows: rows[0].update(Year="2023-24"), LayoutChanged, "one year"),
        (AREAS, lambda rows: rows[0].update(Return="Optician"), LayoutChanged, "'Optician' in line 2"),
        (AREAS, lambda rows: [row.pop(name) for row in rows for name in list(row) if name.startswith("4.1")], LayoutChanged, "without 4_anaesthesia, 4_"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_line(tmp_path: Path, name: str, change, error, sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        read(changed(tmp_path, name, change))


@pytest.mark.parametrize(
    ("at", "change", "doubt"),
    [
        (0, {}, ""),
        (0, {"Organisation_Code": "RZ2"}, "'RZ2' stands beside 'Invented Shore NHS Foundation Trust' in line 2 and 'Invented Moor"),
        (4, {"Organisation_Code": "X99ZZ"}, "'Invented Moor Hospitals NHS Trust' stands beside 'RZ2' in line 5 and 'X99ZZ' in line 6"),
        (5, {"Site_Code": "RZ201"}, "'RZ201' stands beside 'INVENTED GENERAL HOSPITAL' in line 5 and 'INVENTED HEALTH CENTRE' in line 7"),
        (5, {"Site_Name": "INVENTED GENERAL HOSPITAL"}, ""),
    ],
    ids=["as published", "another's code", "nobody's code", "another site's", "two sites of one name"],
)  # fmt: skip
def test_a_code_written_over_anothers_is_told_by_the_name_beside_it(
    tmp_path: Path, at: int, change: dict[str, str], doubt: str
) -> None:
    release = SOURCE.recognise(changed(tmp_path, SITES, lambda rows: rows[at].update(change)), LISTS)
    assert release
    assert doubt in release.details.get("doubt", "")
    assert bool(doubt) == ("doubt" in release.details)


def test_one_row_of_many_that_does_not_add_up_is_told_as_not_available(tmp_path: Path) -> None:
    rows = [row | {"Year": "2023-24"} for row in all_england()]
    rows[0]["Complaints_Number_Upheld"] = "999"
    release, facts = read(file(tmp_path, "orgs 2023-24.csv", rows))
    assert "1 rows do not add up" in release.details["note"]
    assert of(facts, "hchs_upheld_share", "RY000")["status"] == "not_available"
    assert of(facts, "hchs_about_communications", "RY000")["status"] == "ok"
    assert of(facts, "hchs_upheld_share", "RY001")["status"] == "ok"
    assert of(facts, "hchs_upheld_share", ENGLAND)["value"] == of(facts, "hchs_upheld_share", "RY001")["value"]
    assert of(facts, "hchs_resolved", ENGLAND)["status"] == "not_available"


def test_a_column_nobody_has_told_of_is_left_and_said_to_be(tmp_path: Path) -> None:
    release, facts = read(changed(tmp_path, ORGS, lambda rows: [row.update(Another="1") for row in rows]))
    assert release.details["note"] == "Columns that nobody has told of are not read: another."
    assert facts.equals(read(_golden(ORGS))[1])


def test_a_count_that_a_year_lacks_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    raw = changed(tmp_path, AREAS, lambda rows: [row.pop("4.9 Consent to Treatment") for row in rows])
    release, facts = read(raw)
    assert (
        release.details["note"] == "It has no columns 4_consent_to_treatment: these counts are told as not available."
    )
    gone = facts["measure"].eq("complaints.gp_about_consent") | facts["measure"].eq("complaints.dental_about_consent")
    assert gone.any() and facts[gone]["status"].eq("not_available").all()
    whole = read(_golden(AREAS))[1]
    assert facts[~gone].drop(columns="release").equals(whole[~gone].drop(columns="release"))


@pytest.mark.parametrize("name", [ORGS, PRACTICES])
def test_two_rows_about_the_same_wait_for_somebodys_word_and_are_added_up(tmp_path: Path, name: str) -> None:
    raw = changed(tmp_path, name, lambda rows: rows.append(dict(rows[0])))
    release = SOURCE.recognise(raw, LISTS)
    assert release and release.details["doubt"].startswith("two rows are about ")
    before, now = read(_golden(name))[1], pd.DataFrame(SOURCE.tidy(raw, release, LISTS)["facts"])
    new = now["measure"].str.endswith("_new") & now["segment"].eq("all")
    assert now["value"][new].sum() > before["value"][new].sum()


def test_sites_beside_the_codes_of_other_organisations_wait_for_somebodys_word(tmp_path: Path) -> None:
    def reverse(rows: list[Row]) -> None:
        for row, site in zip(rows, [row["Site_Code"] for row in reversed(rows)], strict=True):
            row["Site_Code"] = site

    for change, doubt in ((lambda rows: None, ""), (reverse, "sites stand beside another's code")):
        release = SOURCE.recognise(changed(tmp_path, SITES, change), LISTS)
        assert release and doubt in release.details.get("doubt", "") and bool(doubt) == ("doubt" in release.details)


def test_one_organisation_of_many_filed_under_no_footprint_does_not_lose_the_others(tmp_path: Path) -> None:
    rows = [row | {"Year": "2023-24"} for row in all_england()]
    whole = read(file(tmp_path, "orgs 2023-24.csv", rows))[1]
    rows.append(rows[0] | {"Organisation_Code": "RY999", "ICS_Code": "QXX", "ICS_Name": "Elsewhere"})
    release, facts = read(file(tmp_path, "more orgs 2023-24.csv", rows))
    assert release.details["note"] == "No footprints, so who is filed under them is placed by other files: QXX."
    assert len(facts) > len(whole) and of(facts, "hchs_new", "RY999")["status"] == "ok"
    assert of(facts, "hchs_new", ENGLAND)["value"] > of(whole, "hchs_new", ENGLAND)["value"]


def test_a_row_of_all_is_held_against_the_others_and_is_nobody(tmp_path: Path) -> None:
    raw = changed(tmp_path, ORGS, lambda rows: rows.append(_of_all(rows)))
    assert read(raw)[1].drop(columns="release").equals(read(_golden(ORGS))[1].drop(columns="release"))


@pytest.mark.parametrize(
    ("heading", "measure", "value"),
    [("Subject_Area_Appointments", "hchs_about_appointments", None), ("Subject_Area_Communications", "hchs_about_communications", 0.0)],
    ids=["three of them", "none of them"],
)  # fmt: skip
def test_an_empty_cell_is_nought_only_where_the_others_are_the_whole_total(
    tmp_path: Path, heading: str, measure: str, value: float | None
) -> None:
    _, facts = read(changed(tmp_path, ORGS, lambda rows: rows[0].update({heading: ""})))
    found = of(facts, measure, "RZ1")
    assert found["status"] == ("ok" if value == 0.0 else "not_available")
    assert pd.isna(found["value"]) if value is None else found["value"] == value


def _golden(name: str) -> Raw:
    return Raw(GOLDEN / name, name, f"folder:{name}")
