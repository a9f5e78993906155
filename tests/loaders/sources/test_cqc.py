"""CQC ratings: what is printed stands, a place counts once, no person is kept, and every place is put where it belongs."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from insight.model import Level
from loaders.sources import cqc
from loaders.sources.cqc.tables import areas_by_ons_code, sector
from tests.loaders.sources.cqc_files import (
    COMPANIES,
    DIRECTORY,
    FOLDER,
    PROVIDERS,
    RATINGS,
    RECORD,
    Said,
    as_excel,
    as_opendocument,
    read_record,
    read_rows,
    said,
    tables,
    twin_of_list,
    twin_of_record,
    written,
)  # fmt: skip
from tests.loaders.sources.published_files import published, raw_file


@pytest.mark.parametrize("era", [RATINGS, DIRECTORY], ids=["ratings", "directory"])
def test_a_file_says_the_same_as_csv_opendocument_and_excel(tmp_path: Path, era: Path) -> None:
    rows, sheet = read_rows(era), {"README": [["Notes"], ["of 2023 and 2024"]], "Locations": read_rows(era)}
    if era is RATINGS:
        sheet["Providers"] = COMPANIES
    assert len(rows) > 3
    plain = tables(raw_file(era))
    for raw in (
        as_opendocument(tmp_path / f"{era.stem}.ods", sheet),
        as_excel(tmp_path / f"{era.stem}.xlsx", sheet),
    ):
        for name, table in tables(raw).items():
            pd.testing.assert_frame_equal(table, plain[name])


def test_trusts_are_rated_as_providers_and_other_providers_are_left_out(tmp_path: Path) -> None:
    sheets = {"Locations": read_rows(RATINGS), "Providers": PROVIDERS}
    found = tables(as_opendocument(tmp_path / "01_September_2026_Latest_ratings.ods", sheets))
    trusts = found["facts"][found["facts"]["level"] == Level.TRUST]

    assert trusts[["measure", "org", "label", "value"]].to_numpy().tolist() == [
        ["cqc.overall", "RZ9", "Requires improvement", 2.0]
    ]
    assert found["orgs"].set_index("code").loc["RZ9", "name"] == "INVENTED NHS Trust"


@pytest.mark.parametrize(
    ("provider", "kind", "trust"),
    [
        ("G6V2S", "NHS Healthcare Organisation", True),
        ("TAD", "NHS Healthcare Organisation", True),
        ("G6V2S", "Independent Healthcare Org", False),
        ("1-980000001", "NHS Healthcare Organisation", False),
    ],
)
def test_a_trust_is_who_cqc_says_is_one_whatever_the_form_of_its_code(
    tmp_path: Path, provider: str, kind: str, trust: bool
) -> None:
    row = [provider, "INVENTED", kind, "Overall", "Overall", "Good", "06/06/2026"]
    sheets = {"Locations": read_rows(RATINGS), "Providers": [PROVIDERS[0], row]}
    found = tables(as_opendocument(tmp_path / "01_September_2026_Latest_ratings.ods", sheets))

    assert (found["facts"]["level"] == Level.TRUST).any() == trust


def test_nobody_is_named(tmp_path: Path) -> None:
    for path in (DIRECTORY, RECORD):
        assert "PERSON" in path.read_text(encoding="utf-8")
        for table in tables(raw_file(path)).values():
            assert (
                not table.astype(str).apply(lambda column: column.str.contains("person", case=False)).to_numpy().any()
            )


def test_places_have_a_name_a_postcode_a_point_and_a_first_day() -> None:
    place = tables(raw_file(DIRECTORY))["orgs"].set_index("code").loc["1-990000001"]

    assert place["level"] == "location"
    assert (place["name"], place["postcode"]) == ("INVENTED Surgery", "ZZ99 3VZ")
    assert (place["latitude"], place["longitude"]) == (53.54, -2.11)
    assert str(place["opened"])[:10] == "2013-04-01"


def test_places_belong_to_practice_trust_area_and_footprint_each_on_a_word() -> None:
    found = tables(raw_file(RATINGS))["membership"]
    links = {(row.child, row.parent, row.vintage): row.basis for row in found.itertuples()}

    assert links["1-990000001", "Z00101", "icb-2026"] == "CQC ODS code"
    assert links["RZ901", "RZ9", "icb-2026"] == "CQC provider code"
    assert links["1-990000001", "00Y", "icb-2026"] == "CQC, sub-ICB location of the postcode"
    assert links["1-990000001", "QOP", "icb-2022"] == "CQC, sub-ICB location of the postcode"
    assert links["1-990000002", "QOP", "icb-2026"] == "CQC, commissioning sub-ICB location"
    assert not [parent for _, parent, _ in links if parent.startswith("V")]


def test_an_area_that_grew_under_its_code_does_not_say_where_a_place_lay_before(tmp_path: Path) -> None:
    rows = read_rows(RATINGS)
    for code, expected in (("92A", {"icb-2026"}), ("E38000264", {"icb-2022", "icb-2026"})):
        for row in rows[1:]:
            row[rows[0].index("Location ONSPD CCG Code")] = code
        assert code == "92A" or areas_by_ons_code()[code] == "92A"
        found = tables(written(tmp_path / RATINGS.name, rows))["membership"]
        assert set(found[found["parent"] == "92A"]["vintage"]) == expected


def test_in_april_2019_places_stand_in_the_footprints_of_then_too() -> None:
    found = tables(raw_file(FOLDER / "INVENTED 02_January_2019_Latest_ratings.csv"))["membership"]

    assert set(found[found["parent"] == "QOP"]["vintage"]) == {"stp-2020", "icb-2022", "icb-2026"}


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("GP Practices", "gp"), ("Acute hospital - NHS specialist", "hospital"), ("Residential social care", "social_care"),
        ("Mental health - community & hospital - independent", "hospital"), ("Community health - NHS & Independent", "hospital"),
        ("Community based adult social care services", "social_care"), ("Dentists", ""), ("", ""), ("Hospice services", "other"),
        ("Community substance misuse", "other"), ("Something new", "other"),
    ],
)  # fmt: skip
def test_kinds_of_service_count_where_they_belong(category: str, kind: str) -> None:
    assert sector(category) == kind


def test_the_file_and_its_twin_say_the_same() -> None:
    assert said(raw_file(RATINGS)) == twin_of_list(read_rows(RATINGS))


def test_several_services_take_the_rating_away_only_where_it_is_older(tmp_path: Path) -> None:
    path = tmp_path / "2025-03-14_location.json"
    text = RECORD.read_text(encoding="utf-8").replace(
        '"reportDate": "2019-05-21",\n  "serviceRatings"',
        '"overall": {"rating": "Outstanding", "reportDate": "2025-03-12"},\n  "serviceRatings"',
        1,
    )
    path.write_text(text, encoding="utf-8")
    assert said(raw_file(path))["cqc.overall", "location", "1-990000012"] == "outstanding"
    path.write_text(text.replace("2025-03-12", "2025-03-09"), encoding="utf-8")
    assert said(raw_file(path))["cqc.overall", "location", "1-990000012"] == "requires improvement"


def _assessed(folder: Path, status: str, published: str, old: str = "") -> Said:
    """What is said of a place with an assessed service that was also assessed as a whole."""
    record = read_record(RECORD)
    whole = {"rating": "Outstanding", "status": status, "keyQuestionRatings": [{"name": "Safe", "rating": "Good"}]}
    record["assessment"].append({"assessmentPlanPublishedDateTime": published, "ratings": {"overall": [whole]}})
    if old:
        record["currentRatings"]["overall"] = {"rating": "Inadequate", "reportDate": old}
    path = folder / "2025-03-14_location.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return {key: word for key, word in said(raw_file(path)).items() if key[0] in ("cqc.overall", "cqc.safe")}


def test_an_assessment_of_the_whole_place_stands_before_those_of_its_services(tmp_path: Path) -> None:
    place = ("location", "1-990000012")
    given = {("cqc.overall", *place): "outstanding", ("cqc.safe", *place): "good"}
    none = said(raw_file(RECORD))["cqc.overall", *place]

    assert _assessed(tmp_path, "Current", "2025-03-10 09:00:00") == given
    assert _assessed(tmp_path, "Current", "2025-03-10 09:00:00", old="2021-01-01") == given
    assert _assessed(tmp_path, "Historic", "2025-03-10 09:00:00")["cqc.overall", *place] == none
    assert (
        _assessed(tmp_path, "Current", "2020-03-10 09:00:00", old="2025-03-12")["cqc.overall", *place] == "inadequate"
    )


@pytest.mark.parametrize(
    "word", ["Not formally rated", "No Approved Rating", "Evidence requirements partially / not yet scored"]
)
def test_words_for_having_no_rating_are_none(tmp_path: Path, word: str) -> None:
    rows = read_rows(RATINGS)
    rows[1][rows[0].index("Latest Rating")] = word
    found = tables(written(tmp_path / RATINGS.name, rows))["facts"]
    assert (
        found.loc[found["label"].isin([word.capitalize(), "No approved rating", "Not yet scored"]), "status"]
        == "not_available"
    ).sum() == 1


def test_places_registered_twice_are_told_of_once(tmp_path: Path) -> None:
    again = [
        ["Location ID", "HSCA Start Date", "Primary ID", "Location Latest Overall Rating"],
        ["1-9", "01/04/2013", "1-8", "Good"],
    ]
    sheets = {"HSCA_Active_Locations": read_rows(DIRECTORY), "Dual_Registration_Locations": again}
    raw = as_opendocument(tmp_path / f"{DIRECTORY.stem}.ods", sheets)
    assert said(raw) == said(raw_file(DIRECTORY))


# --- the real records


def _records() -> list[Path]:
    folder = published("cqc/oldham_api").path / "location_details"
    return sorted(folder.glob("*.json"))


def test_real_records_say_what_a_person_reads_in_them() -> None:
    registered = [path for path in _records() if read_record(path)["registrationStatus"] == "Registered"]
    assert len(registered) == 116
    by_service = 0
    for path in registered:
        assert said(raw_file(path)) == twin_of_record(read_record(path))
        by_service += "assessment" in read_record(path)
    assert by_service == 2


def test_real_assessment_records_are_good_in_all_six() -> None:
    folder = _records()[0].parent
    for id in ("1-569934227", "1-5203053560"):
        assert set(said(raw_file(folder / f"location_{id}.json")).values()) == {"good"}


def test_real_places_lie_in_greater_manchester() -> None:
    folder = _records()[0].parent
    for id in ("RM317", "1-569934227"):
        found = tables(raw_file(folder / f"location_{id}.json"))["membership"]
        assert {"QOP", "00Y"} <= set(found["parent"])
        assert ("RM3" in set(found["parent"])) == (id == "RM317")
        assert ("P85007" in set(found["parent"])) == (id == "1-569934227")


def test_ons_codes_of_areas_are_those_of_the_published_lookup() -> None:
    lookup = pd.read_csv(published("geography/lookup_lsoa11_sicbl22_icb22.csv.gz").path, dtype=str)
    pairs = lookup[["sicbl22_code", "sicbl22_code_h"]].drop_duplicates()

    assert len(pairs) == 106
    assert all(areas_by_ons_code()[ons] == code for ons, code in pairs.to_numpy().tolist())


def test_measures_that_are_ratings_may_not_be_summed() -> None:
    assert {
        measure.id: measure.additive for measure in cqc.MEASURES if not measure.id.endswith("_good")
    } == dict.fromkeys(
        ("cqc.overall", "cqc.safe", "cqc.effective", "cqc.caring", "cqc.responsive", "cqc.well_led"), False
    )
