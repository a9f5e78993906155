"""GP Patient Survey: every published percentage, interval and base becomes a fact exactly, in every era and at every level."""

from __future__ import annotations

import csv
import os
import random
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from insight.model import Level
from insight.schema import BREAKS, TABLES, conform
from loaders.build.declarations import as_table, measure_row
from loaders.source import Raw, Source
from loaders.sources import gpps
from tests.loaders.sources.gpps_files import (
    Rows,
    cell,
    expected,
    facts,
    invented,
    read_rows,
    spoilt,
    tables,
    without,
    written,
)
from tests.loaders.sources.published_files import published, raw_file

NUMBERS = ["value", "numerator", "denominator", "respondents", "lower", "upper"]

# Kept apart from the loader's own table on purpose: the names as the format reference gives them.
STEMS_2025 = {
    "overall_experience": "overallexp",
    "contact_overall": "gpcontactoverall",
    "ease_phone": "localgpservicesphone",
    "ease_website": "localgpserviceswebsite",
    "ease_app": "localgpservicesapp",
    "reception_helpful": "localgpservicesreception",
    "preferred_professional": "localgpservicesprefhpsee",
    "next_step": "gpcontactnextstep",
    "wait_reasonable": "lastgpapptwait",
    "listened_to": "lastgpapptlisten",
    "care_concern": "lastgpapptcare",
    "mental_wellbeing": "lastgpapptmental",
    "confidence_trust": "lastgpapptconf",
    "involved": "lastgpapptdecision",
    "needs_met": "lastgpapptneeds",
    "closed_overall": "gpclosedoverall",
    "support_ltc": "healthsupport",
    "confidence_managing": "healthconfidence",
    "pharmacy_overall": "pharmacyoverall",
    "dental_overall": "dentalserviceoverall",
    "dental_success": "dentalservicesuccess",
}

# Control values of England 2025, from the format reference.
ENGLAND_2025 = {
    "overall_experience": 0.753976556,
    "confidence_trust": 0.925069662,
    "needs_met": 0.899380236,
    "involved": 0.911671217,
    "mental_wellbeing": 0.736071341,
    "wait_reasonable": 0.671507676,
    "closed_overall": 0.570179495,
    "confidence_managing": 0.779224481,
    "support_ltc": 0.685928183,
    "pharmacy_overall": 0.879827861,
    "dental_success": 0.781553147,
    "dental_overall": 0.707651922,
    "response_rate": 0.258261603,
}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("GPPS_2025_National_data_(weighted)_(csv)_PUBLIC.csv", "national"),
        ("GPPS_2025_ICS_data_(weighted)_(csv)_PUBLIC.csv", "ad_icscode"),
        ("GPPS_2025_Practice_data_(weighted)_(csv)_PUBLIC.csv", "ad_practicecode"),
    ],
)
def test_every_listed_cell_of_the_real_files_of_2025_stands_in_facts_and_nothing_else(name: str, code: str) -> None:
    raw = published(f"gpps/{name}")
    found = facts(raw)
    with raw.path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))

    def number(line: dict[str, str], column: str, per: int = 1) -> float:
        return float(line[column]) * per if float(line[column]) > -97 else float("nan")

    wanted = {}
    for line in lines:
        org = "E92000001" if code == "national" else line[code]
        rate = number(line, "resprate", 100), number(line, "received"), number(line, "distributed")
        wanted["gpps.response_rate", org] = [*rate, np.nan, np.nan, np.nan]
        wanted["gpps.eligible_patients", org] = [number(line, "popsize"), *[np.nan] * 5]
        for measure, stem in STEMS_2025.items():
            if f"{stem}.pcteval" in line:
                wanted[f"gpps.{measure}", org] = [
                    number(line, f"{stem}.pcteval", 100),
                    number(line, f"{stem}.counteval"),
                    number(line, f"{stem}.baseevalw"),
                    number(line, f"{stem}.baseevaluw"),
                    number(line, f"{stem}.lowileval", 100),
                    number(line, f"{stem}.hiwileval", 100),
                ]
    assert set(found.index) == set(wanted)
    assert len(found) == len(wanted)
    np.testing.assert_allclose(found[NUMBERS], [wanted[key] for key in found.index], rtol=0, atol=1e-9)
    assert (found["value"].notna() == (found["status"] == "ok")).all()


def test_england_2025_is_what_the_publisher_printed() -> None:
    found = facts(published("gpps/GPPS_2025_National_data_(weighted)_(csv)_PUBLIC.csv"))

    for measure, share in ENGLAND_2025.items():
        assert found.loc[f"gpps.{measure}"]["value"].item() == pytest.approx(share * 100, abs=1e-9)
    overall = found.loc["gpps.overall_experience"].iloc[0]
    assert (overall["lower"], overall["upper"]) == pytest.approx((75.2461036, 75.5485813), abs=1e-9)
    assert overall["respondents"] == 699_562
    assert found.loc["gpps.eligible_patients"]["value"].item() == 50_856_662


def test_real_practices_name_their_network_system_and_region() -> None:
    raw = published("gpps/GPPS_2025_Practice_data_(weighted)_(csv)_PUBLIC.csv")
    found = tables(raw)

    assert set(found["orgs"]["level"]) == {"practice", "pcn", "region"}
    rothbury = found["membership"].query("child == 'A84002'")
    assert set(rothbury["parent"]) == {"QHM", "Y63", "U09980"}
    assert set(rothbury["vintage"]) == {"icb-2022"}


def test_the_order_of_columns_and_the_case_of_letters_do_not_matter(tmp_path: Path) -> None:
    source = invented(2025, "Practice")
    rows = read_rows(source)
    order = list(range(len(rows[0])))
    random.Random(7).shuffle(order)
    rows = [[row[position] for position in order] for row in rows]
    rows[0] = [name.title() for name in rows[0]]
    for row in rows[1:]:
        for position, text in enumerate(row):
            if text.startswith("0."):
                row[position] = text[1:]

    pd.testing.assert_frame_equal(facts(written(tmp_path / source.name, rows)), facts(raw_file(source)))


def test_names_lose_hard_blanks_and_missing_networks_stay_missing() -> None:
    found = tables(raw_file(invented(2025, "Practice")))

    assert "INVENTED, SMITH & PARTNERS" in set(found["orgs"]["name"])
    assert list(found["orgs"].query("level == 'pcn'")["code"]) == ["U99901", "U99902"]
    assert set(found["membership"].query("child == 'Z99903'")["parent"]) == {"QZ2", "Y98"}


@pytest.mark.parametrize(
    ("year", "vintage"),
    [(2018, "stp-2016"), (2021, "stp-2020"), (2022, "stp-2020"), (2024, "icb-2022"), (2026, "icb-2026")],
)
def test_membership_is_of_the_footprints_in_force_at_the_end_of_fieldwork(year: int, vintage: str) -> None:
    belongings = tables(raw_file(invented(year, "Practice")))["membership"]

    assert set(belongings["vintage"]) == {vintage}
    assert set(belongings["basis"]) == {f"GPPS {year} practice file"}
    parents = {"99X"} if year == 2018 else {"99X", "QZ1", "Y97"} if year == 2021 else None
    assert parents is None or set(belongings.query("child == 'Z99901'")["parent"]) == parents


def test_blanks_around_the_names_of_columns_do_not_matter(tmp_path: Path) -> None:
    def pad(rows: Rows) -> None:
        rows[0] = [f" {name} " for name in rows[0]]

    source = invented(2025, "Practice")

    pd.testing.assert_frame_equal(facts(spoilt(tmp_path, source, pad)), facts(raw_file(source)))


def test_a_response_rate_above_zero_and_under_half_a_percent_is_a_status(tmp_path: Path) -> None:
    found = facts(spoilt(tmp_path, invented(2025, "Practice"), lambda rows: cell(rows, "resprate", "-98")))

    rate = found.loc["gpps.response_rate", "Z99901"]
    assert rate["status"] == "near_zero"
    assert pd.isna(rate["value"])


def test_a_word_in_place_of_a_network_is_no_network(tmp_path: Path) -> None:
    found = tables(spoilt(tmp_path, invented(2025, "Practice"), lambda rows: cell(rows, "ad_pcncode", "No network")))

    assert "No network" not in {*found["orgs"]["code"], *found["membership"]["parent"]}
    assert "Z99901" in set(found["membership"]["child"])


def test_footprints_are_not_named_here() -> None:
    for path in (invented(2022, "ICS"), invented(2025, "PCN"), invented(2026, "Practice")):
        assert Level.FOOTPRINT not in set(tables(raw_file(path))["orgs"]["level"])


@pytest.mark.parametrize(
    ("year", "column", "measure"),
    [(2018, "q94", "gpps.confidence_managing"), (2026, "lastgpapptneeds", "gpps.needs_met")],
)
def test_a_question_whose_code_is_not_documented_for_the_year_may_be_absent_as_a_whole(
    tmp_path: Path, year: int, column: str, measure: str
) -> None:
    def drop(rows: Rows) -> None:
        without(rows, *(name for name in rows[0] if name.casefold().startswith(column)))

    whole = facts(raw_file(invented(year, "Practice")))
    found = facts(spoilt(tmp_path, invented(year, "Practice"), drop))

    assert set(found.index) == {key for key in whole.index if key[0] != measure}
    assert measure in whole.index.get_level_values("measure")


def test_the_declarations_are_tidy_and_complete() -> None:
    assert isinstance(gpps, Source)
    as_table("measures", [measure_row(measure) for measure in gpps.MEASURES])
    conform(pd.DataFrame([vars(one) for one in gpps.BREAKS]), BREAKS)
    ids = {measure.id for measure in gpps.MEASURES}
    assert {one.measure for one in gpps.BREAKS} <= ids
    assert set(expected()["measure"]) <= ids
    assert all(measure.additive for measure in gpps.MEASURES)


def test_every_measure_asked_before_and_after_2024_has_the_break_of_2024() -> None:
    before = expected().query("start < @date(2024, 1, 1)", local_dict={"date": date})["measure"]
    after = expected().query("start >= @date(2024, 1, 1)", local_dict={"date": date})["measure"]
    broken = {one.measure for one in gpps.BREAKS if one.date == date(2024, 1, 1)}

    assert set(before) & set(after) <= broken
    assert "gpps.contact_overall" not in broken, "first asked in 2024: another question than making an appointment"
    assert set(TABLES) >= {"facts", "orgs", "membership"}


@pytest.mark.skipif(os.name == "nt", reason="such names are a matter of POSIX systems")
def test_a_name_that_is_no_utf8_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"GPPS \xff 2025 Practice data (weighted).csv")
    path.write_bytes(invented(2025, "Practice").read_bytes())
    as_published = facts(raw_file(invented(2025, "Practice")))
    pd.testing.assert_frame_equal(facts(Raw(path, "GPPS 2025 Practice data (weighted).csv", "")), as_published)
