"""Register: who is part of what in every vintage, read from each publisher's layout; and a reason for every file left out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.schema import FROM_FILES, conform
from loaders.build import code_lists
from loaders.errors import LayoutChanged, NotUsable
from loaders.source import Raw, Release
from loaders.sources import register
from loaders.store.receipt import BUILTIN
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import GOLDEN, published, raw_file

FOLDER = GOLDEN / "register"


def load(raw: Raw) -> tuple[Release, dict[str, pd.DataFrame]]:
    """A file's release and its tables, each through the door of the tidy shape."""
    release = register.recognise(raw, LISTS)
    assert release is not None
    tables = register.tidy(raw, release, LISTS)
    return release, {name: conform(table, FROM_FILES[name]).to_pandas() for name, table in tables.items()}


def golden(name: str) -> tuple[Release, dict[str, pd.DataFrame]]:
    return load(raw_file(FOLDER / name))


def pairs(membership: pd.DataFrame, vintage: str) -> set[tuple[str, str]]:
    rows = membership[membership["vintage"] == vintage]
    return set(zip(rows["child"], rows["parent"], strict=True))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("invented_*")), ids=lambda path: path.name)
def test_every_golden_file_loads_into_the_tidy_shape(path: Path) -> None:
    release, tables = load(raw_file(path))
    assert release.id.startswith("register.")
    assert any(len(table) for table in tables.values())


def test_english_practices_are_placed_where_they_were_when_they_closed() -> None:
    release, tables = golden("invented_epraccur.csv")
    orgs = tables["orgs"].set_index("code")

    assert release.id == "register.practices.stp-2020"
    assert set(orgs.index) == {"Z00001", "Z00002", "Z00003", "Z00004"}, "no walk-in centre, dormant or Welsh practice"
    assert orgs.loc["Z00003", "closed"] == date(2017, 10, 31)
    assert pairs(tables["membership"], "stp-2020") == {
        ("Z00001", "16C"), ("Z00001", "QHM"), ("Z00002", "42D"), ("Z00002", "QOQ"),
    }  # fmt: skip
    assert pairs(tables["membership"], "stp-2016") == {("Z00003", "00K"), ("Z00003", "QMK")}, "by way of its CCG"


def test_no_telephone_number_or_street_leaves_a_practice_file() -> None:
    _, tables = golden("invented_epraccur.csv")
    everything = " ".join(table.to_csv() for table in tables.values())
    assert "01632" not in everything and "STREET" not in everything


def test_trusts_belong_to_the_footprints_of_the_reports_day() -> None:
    release, tables = golden("invented_etr.csv")

    assert release.id == "register.trusts.icb-2022" and release.end == date(2023, 10, 2)
    assert pairs(tables["membership"], "icb-2022") == {("RZ1", "QHM"), ("RZ2", "QOP"), ("TZ3", "QF7")}
    assert set(tables["orgs"]["level"]) == {"trust"}


def test_history_gives_the_last_ccg_of_each_vintage_it_covers() -> None:
    _, tables = golden("invented_epcmem.csv")

    assert pairs(tables["membership"], "stp-2016") == {
        ("Z00001", "00M"), ("Z00001", "QMK"), ("Z00002", "03D"), ("Z00002", "QMK"), ("Z00003", "00K"), ("Z00003", "QMK"),
    }  # fmt: skip
    then = pairs(tables["membership"], "stp-2020")
    assert ("Z00001", "16C") in then and ("Z00001", "00M") not in then
    assert not {child for child, _ in then} & {"Z00003", "Z00004", "W00007"}
    assert set(tables["membership"]["vintage"]) == {"stp-2016", "stp-2020"}, "nothing is said of what came later"


def test_the_practice_mapping_loads_under_either_eras_columns() -> None:
    old, before = golden("invented_mapping_2022-01.csv")
    new, after = golden("invented_mapping_2026-05.csv")

    assert (old.id, new.id) == ("register.practice_mapping.stp-2020", "register.practice_mapping.icb-2026")
    assert (new.start, new.end) == (date(2026, 5, 1), date(2026, 6, 1))
    assert pairs(after["membership"], "icb-2026") == {
        ("Z00009", "U00009"), ("Z00009", "99E"), ("Z00009", "D7T5G"), ("U00009", "D7T5G"),
    }  # fmt: skip
    assert set(before["orgs"]["level"]) == {"practice", "pcn", "sub_icb"}
    assert "U" not in set(before["orgs"]["code"]), "unallocated is no PCN"
    assert {("U00001", "QHM"), ("U00001", "QOQ")} <= pairs(before["membership"], "stp-2020"), "a PCN across a border"


@pytest.mark.parametrize(("day", "doubted"), [("01-Jun-22", False), ("01-Jul-22", True)])
def test_groups_of_practices_that_had_ended_on_the_day_of_a_mapping_are_doubted(
    tmp_path: Path, day: str, doubted: bool
) -> None:
    text = (FOLDER / "invented_mapping_2022-01.csv").read_text(encoding="utf-8")
    path = tmp_path / "mapping.csv"
    path.write_text(text.replace("01Jan2022", day), encoding="utf-8")
    release, _ = load(raw_file(path))
    said = "it contradicts itself: its columns are of CCGs, which ended before 01 July 2022, and its extract date is 01 July 2022"
    assert release.details["doubt"] == (said if doubted else "")


def test_a_mapping_may_use_closed_codes_in_the_months_after_a_reorganisation(tmp_path: Path) -> None:
    """ODS keeps the boards that closed on 31 March 2026 open for about six months."""
    text = (FOLDER / "invented_mapping_2026-05.csv").read_text(encoding="utf-8")
    path = tmp_path / "mapping.csv"
    path.write_text(text.replace("D7T5G", "QH8"), encoding="utf-8")

    release, tables = load(raw_file(path))

    assert release.id == "register.practice_mapping.icb-2022"
    assert ("Z00009", "QH8") in pairs(tables["membership"], "icb-2022")
    path.write_text(text.replace("D7T5G", "QVP"), encoding="utf-8")  # closed eight years before
    with pytest.raises(LayoutChanged, match="QVP"):
        load(raw_file(path))


def test_a_mapping_of_a_month_of_change_may_name_footprints_of_both_vintages(tmp_path: Path) -> None:
    head, first, *_ = (FOLDER / "invented_mapping_2026-05.csv").read_text(encoding="utf-8").splitlines()
    rows = [first.replace("Z00009", f"Z0000{at}") for at in range(3)]
    path = tmp_path / "mapping.csv"
    path.write_text("\n".join([head, *rows, first.replace("D7T5G", "QH8"), ""]), encoding="utf-8")

    release, tables = load(raw_file(path))

    assert release.id == "register.practice_mapping.icb-2026"
    assert release.details["note"] == "No footprints of icb-2026, so who lies there is placed by area: 'QH8'."
    placed = pairs(tables["membership"], "icb-2026")
    assert {("Z00009", "99E"), ("Z00000", "D7T5G")} <= placed
    assert not {pair for pair in placed if "QH8" in pair}


def test_a_lookup_of_april_2018_has_the_footprints_of_that_april(tmp_path: Path) -> None:
    """STP18CD holds the 44 of 2016: they became 42 in June."""
    header = "LSOA11CD,LSOA11NM,CCG18CD,CCG18CDH,CCG18NM,STP18CD,STP18NM"
    path = tmp_path / "lookup.csv"
    path.write_text(f"{header}\nE01099991,A,E38000999,ZZ9,Invented,E54000046,Invented\n")

    release, tables = load(raw_file(path))

    assert (release.id, release.start) == ("register.small_areas.stp-2016", date(2018, 1, 1))
    assert pairs(tables["membership"], "stp-2016") == {("ZZ9", "QVP")}


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("ICB24CD,ICB24CDH,ICB24NM,ObjectId", "named by the code lists"),
        ("STP20CD,STP20CDH,STP20NM,NHSER20CD,NHSER20CDH,NHSER20NM", "named by the code lists"),
        ("STP_ODS_CODE,CCG_ODS_CODE,PCN_ODS_CODE,PCN_NAME,PRACTICE_CODE,PRACTICE_NAME", "gp-reg-pat-prac-map"),
    ],
)
def test_published_lists_that_add_nothing_say_so(tmp_path: Path, header: str, says: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{header}\n{header.lower()}")
    with pytest.raises(NotUsable, match=says):
        register.recognise(raw_file(path), LISTS)


def test_a_heading_in_the_trust_report_is_no_trust(tmp_path: Path) -> None:
    path = tmp_path / "etr.csv"
    plain = (FOLDER / "invented_etr.csv").read_text(encoding="utf-8")
    path.write_text(",".join(["Organisation Code", "Name", *["-"] * 25]) + "\n" + plain, encoding="utf-8")
    assert set(load(raw_file(path))[1]["orgs"]["code"]) == set(golden("invented_etr.csv")[1]["orgs"]["code"])


def test_list_sizes_count_all_patients_once() -> None:
    release, tables = golden("invented_list_sizes.csv")
    facts = tables["facts"].set_index("org")

    assert release.id == "register.list_sizes.2021-12"
    assert facts["value"].to_dict() == {"Z00001": 5900, "Z00002": 14700}
    assert (facts.iloc[0]["start"], facts.iloc[0]["end"]) == (date(2021, 12, 1), date(2022, 1, 1))


def test_small_areas_name_their_sub_icbs_and_repeat_nothing() -> None:
    release, tables = golden("invented_lsoa_lookup_2026.csv")

    assert release.details["vintage"] == "icb-2026"
    assert set(tables["orgs"]["code"]) == {"99E", "ZZ9"}
    assert pairs(tables["membership"], "icb-2026") == {("ZZ9", "S1Y5D")}, "99E is in the code list"


def test_pcns_find_their_footprint_even_under_a_placeholder() -> None:
    _, tables = golden("invented_pcn_changes.csv")
    assert pairs(tables["membership"], "icb-2026") == {("U00011", "QRL"), ("U00012", "S0E4D")}


def test_a_code_list_of_a_vintage_to_come_stands_beside_the_built_in_one() -> None:
    assert golden("invented_footprints.csv")[0].id == "register.footprints.icb-2099.given"
    ours = code_lists.REFERENCE / "footprints.csv"
    built_in, tables = load(replace(raw_file(ours), url=f"{BUILTIN}{ours.name}"))
    assert built_in.id == "register.footprints.icb-2026"
    assert tables["footprints"].groupby("vintage").size().to_dict() == {
        "icb-2022": 42, "icb-2026": 36, "stp-2016": 44, "stp-2020": 42,
    }  # fmt: skip


@pytest.mark.parametrize("spoilt", ["2019-13-01", "2019?04-01", "2019-4-01", "soon"])
def test_a_day_of_a_code_list_that_is_none_is_refused_by_line(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "regions.csv"
    path.write_text(f"code,ons_codes,name,opened,closed\nYZ1,E40009998,INVENTED,2019-04-01,\nYZ2,,INVENTED,{spoilt},\n")
    with pytest.raises(LayoutChanged, match=re.escape(f"a day such as 2026-04-01, found '{spoilt}' in line 3")):
        load(raw_file(path))


def test_regions_come_with_england_and_their_newest_ons_code() -> None:
    _, tables = golden("invented_regions.csv")
    orgs = tables["orgs"].set_index("code")
    assert orgs.loc["E92000001", "level"] == "england"
    assert orgs.loc["YZ1", "ons_code"] == "E40009999" and orgs.loc["YZ2", "closed"] == date(2019, 4, 1)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("invented_mapping_2022-01.csv", "QOQ", "QZZ", "QZZ"),
        ("invented_mapping_2022-01.csv", "01Jan2022", "Jan 22", "extract date"),
        ("invented_mapping_2022-01.csv", "PCN_NAME", "NETWORK", "pcn_name"),
        ("invented_list_sizes.csv", "5900", "many", "whole number below"),
        ("invented_lsoa_lookup_2026.csv", "E54000065", "E54000048x", "E54000048x"),
        ("invented_pcn_changes.csv", "THAMES VALLEY", "SEVERN VALLEY", "SEVERN VALLEY"),
        ("invented_lineage.csv", "true", "perhaps", "perhaps"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    path = tmp_path / name
    path.write_text((FOLDER / name).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(LayoutChanged, match=says):
        load(raw_file(path))


def test_damaged_and_foreign_files(tmp_path: Path) -> None:
    for content in (b"", b"\n", b"<html>", b"\x00\x01", b"PK\x03\x04broken", b"\x1f\x8bbroken", b"name,value\na,1\n"):
        path = tmp_path / "file.csv"
        path.write_bytes(content)
        assert register.recognise(raw_file(path), LISTS) is None


class Pages:
    """An invented publication: an index of months, and one month with two files."""

    def page(self, url: str) -> str:
        if url.endswith("-2026"):
            return (
                '<a href="https://files.digital.nhs.uk/F0/41/gp-reg-pat-prac-map_V2.zip">map</a>'
                '<a href="https://files.digital.nhs.uk/F0/42/gp-reg-pat-prac-all.csv">all</a>'
                '<a href="https://files.digital.nhs.uk/F0/43/gp-reg-pat-prac-lsoa-male-female-May-26.zip">lsoa</a>'
            )
        path = "/data-and-information/publications/statistical/patients-registered-at-a-gp-practice"
        return "".join(f'<a href="{path}/{month}">' for month in ("december-2025", "may-2026", "april-2026"))


def test_the_plan_has_the_code_lists_the_ods_and_the_newest_month() -> None:
    names = [wanted.name for wanted in register.releases(Pages())]
    assert names == [
        "vintages.csv", "footprints.csv", "regions.csv", "lineage.csv", "areas.csv", "epraccur.csv", "etr.csv",
        "ets.csv", "succ.csv",
        "2026-05-gp-reg-pat-prac-map_V2.zip", "2026-05-gp-reg-pat-prac-all.csv",
    ]  # fmt: skip


def test_published_practices_number_as_documented() -> None:
    _, tables = load(published("geography/epraccur.csv"))
    orgs, membership = tables["orgs"], tables["membership"]
    active = orgs[orgs["closed"].isna()]

    assert len(active) == 6_559  # 6,965 active with setting 4, of which 406 Welsh
    placed = membership[(membership["vintage"] == "stp-2020") & membership["parent"].str.startswith("Q")]
    assert active["code"].isin(placed["child"]).all()
    assert placed["parent"].nunique() == 42 and not placed["child"].duplicated().any()


def test_two_publishers_place_the_same_practices_alike() -> None:
    def footprints(name: str) -> pd.Series:
        membership = load(published(f"geography/{name}"))[1]["membership"]
        rows = membership[(membership["vintage"] == "stp-2020") & membership["parent"].str.startswith("Q")]
        return rows[rows["child"].str.fullmatch(r"[A-Z]\d{5}") & ~rows["child"].str.startswith("U")].set_index("child")[
            "parent"
        ]

    both = pd.concat(
        [footprints("epraccur.csv").rename("a"), footprints("gp-reg-pat-prac-map.csv").rename("b")], axis=1
    ).dropna()

    assert len(both) > 6_400
    assert (both["a"] == both["b"]).all()


def test_published_mapping_sizes_and_history_number_as_documented() -> None:
    mapping = load(published("geography/gp-reg-pat-prac-map.csv"))[1]
    sizes = load(published("geography/gp-reg-pat-prac-all.csv"))[1]["facts"]
    history = load(published("geography/epcmem.csv"))[1]["membership"]

    assert mapping["orgs"].groupby("level").size().to_dict() == {"pcn": 1_254, "practice": 6_527, "sub_icb": 106}
    assert (len(sizes), sizes["value"].sum()) == (6_658, 60_606_345)
    in_2016 = history[(history["vintage"] == "stp-2016") & history["parent"].str.startswith("Q")]
    assert in_2016["parent"].nunique() == 44 and not in_2016["child"].duplicated().any()


@pytest.mark.parametrize(
    "name",
    [
        "geography/ccg_to_stp17.csv", "geography/lookup_nhs_trusts22_icb22.csv", "geography/lookup_nhs_trusts22_stp21.csv",
        "geography/points_nhs_trusts22.csv", "geography/lookup_lsoa11_sicbl22_icb22.csv.gz", "gpps/CCG_ICB_code.csv",
    ],
)  # fmt: skip
def test_lists_that_somebody_made_of_published_ones_are_nobodys(name: str) -> None:
    assert register.recognise(published(name), LISTS) is None


@pytest.mark.parametrize("name", ["icb_42_codes.csv", "icb_36_april2026_codes.csv"])
def test_a_list_of_footprints_is_known_whatever_stands_beside_their_codes(name: str) -> None:
    with pytest.raises(NotUsable, match="named by the code lists"):
        register.recognise(published(f"geography/{name}"), LISTS)


def test_published_trusts_stand_where_the_ods_says() -> None:
    _, tables = load(published("geography/etr.csv"))
    placed = tables["membership"].query("vintage == 'stp-2020'")
    assert (len(tables["orgs"]), placed["parent"].nunique()) == (218, 42)
    assert set(placed["basis"]) == {"ODS register"}


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("LSOA21CD,SICBL24CD,SICBL24CDH,ICB24CD,ICB24CDH", "no name"),
        ("LSOA11CD,LSOA11NM,CCG21CD,CCG21NM,STP21CD,STP21NM", "no ODS code"),
    ],
)
def test_a_lookup_without_names_or_ods_codes_says_so(tmp_path: Path, header: str, says: str) -> None:
    path = tmp_path / "lookup.csv"
    path.write_text(f"{header}\n{header.lower()}\n")
    with pytest.raises(LayoutChanged, match=says):
        register.recognise(raw_file(path), LISTS)
