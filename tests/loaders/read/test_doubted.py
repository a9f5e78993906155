"""A file that says the same of everybody, or whose rates nobody can have, waits for somebody's word. All figures are INVENTED."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.model import ENGLAND
from insight.schema import FROM_FILES, conform
from loaders.read.doubted import doubt_about
from loaders.source import Release, discover
from tests.loaders.built_in import LISTS
from tests.loaders.sources.inpatient_files import put, spoilt

SOURCES = discover()


@pytest.mark.parametrize(
    ("rate", "org", "said"),
    [
        (40.0, "RZ1", ""),
        (40.99, "RZ1", "of trust RZ1 400 answered, and no whole number of people asked makes them its response rate of 40.99%"),
        (42.123456, ENGLAND, f"of england {ENGLAND} 1,260 answered"),
    ],
)  # fmt: skip
def test_a_response_rate_of_no_whole_number_asked_is_held_back(
    tmp_path: Path, rate: float, org: str, said: str
) -> None:
    sheet, heading = ("National_Respondents", "r_rate") if org == ENGLAND else ("Trust_Respondents", "tr_rate")
    raw = spoilt(tmp_path, lambda sheets: put(sheets, sheet, heading, rate))
    release = SOURCES["inpatient"].recognise(raw, LISTS)
    assert release is not None
    facts = conform(SOURCES["inpatient"].tidy(raw, release, LISTS)["facts"], FROM_FILES["facts"])
    found = doubt_about({"facts": facts}, release, SOURCES["inpatient"].MEASURES, LISTS)
    assert said in found and bool(said) == bool(found), found


@pytest.mark.parametrize(("odd", "doubted"), [(0, False), (1, True), (3, True), (4, False), (30, False)])
def test_rates_that_nearly_all_are_counted_otherwise_are_no_doubt(odd: int, doubted: bool) -> None:
    people = [401.0 + number for number in range(30)]
    rates = [each / 10 * (1.01234567 if number < odd else 1.0) for number, each in enumerate(people)]
    facts = pd.DataFrame({"value": rates, "respondents": people, "org": [f"RZ{number:02}" for number in range(30)]}).assign(
        measure="inpatient.response_rate", start=date(2022, 11, 1), end=date(2022, 12, 1), segment="all", release="r",
        status="ok", level="trust",
    )  # fmt: skip
    tables = {"facts": conform(facts, FROM_FILES["facts"])}
    found = doubt_about(tables, Release("inpatient.2022.trust", "Invented"), SOURCES["inpatient"].MEASURES, LISTS)
    assert ("no whole number of people asked" in found) == bool(found) == doubted, found


def _said(measure: str, values: list[float], **bases: float) -> str:
    facts = pd.DataFrame({"value": values, **bases}).assign(
        measure=f"fft.{measure}",
        start=date(2025, 7, 1),
        end=date(2025, 8, 1),
        segment="all",
        release="r",
        status="ok",
        level="trust",
    )
    facts["org"] = [f"R{number:02}" for number in range(len(values))]
    tables = {"facts": conform(facts, FROM_FILES["facts"])}
    return doubt_about(tables, Release("fft.2025-07.ae", "An invented file"), SOURCES["fft"].MEASURES, LISTS)


@pytest.mark.parametrize(
    ("measure", "values", "said"),
    [
        ("ae_positive", [84.25] * 50, "it says the same of everybody: Patients positive about A&E, a figure of 84.25 for all 50 (trust)"),
        ("ae_positive", [84.25] * 49, ""),
        ("ae_positive", [*[84.25] * 50, 84.0], ""),
        ("ae_positive", [100.0] * 60, ""),
        ("ae_negative", [0.0] * 60, ""),
        ("ae_eligible", [0.0] * 60, ""),
        ("ae_eligible", [9.0] * 60, ""),
        ("ae_eligible", [950.0] * 60, "a figure of 950 for all 60 (trust)"),
    ],
)  # fmt: skip
def test_many_never_show_one_figure(measure: str, values: list[float], said: str) -> None:
    found = _said(measure, values)
    assert said in found and bool(said) == bool(found), found


def test_many_are_never_asked_of_one_number_of_people() -> None:
    assert "a number of respondents of 150 for all 60 (trust)" in _said(
        "ae_positive", [20.0 + each for each in range(60)], respondents=150.0
    )


@pytest.mark.parametrize(
    ("people", "measures", "alike", "said"),
    [
        (45.25, 5, 5, "practices A81001 and A81002 have 5 of 5 figures in common to the last digit (July 2025)"),
        (450.0, 10, 5, "have 5 of 10 figures in common"),
        (450.0, 11, 5, ""),
        (450.0, 4, 4, ""),
        (90.0, 9, 9, ""),
        (450.0, 9, 0, ""),
    ],
)
def test_figures_filled_down_are_doubted_and_a_few_that_chance_makes_alike_are_not(
    people: float, measures: int, alike: int, said: str
) -> None:
    """Also where the copy lies in another order of rows."""
    rows = [
        (f"m{number}", org, people + number + 50 * at * (number >= alike))
        for at, org in enumerate(("A81001", "A81002"))
        for number in range(measures)
    ]
    facts = pd.DataFrame(rows, columns=["measure", "org", "denominator"]).assign(
        value=81.5, level="practice", start=date(2025, 7, 1), end=date(2025, 8, 1), segment="all", status="ok", release="r"
    )  # fmt: skip
    for each in (facts, facts.iloc[::-1]):
        tables = {"facts": conform(each, FROM_FILES["facts"])}
        found = doubt_about(tables, Release("r", "Invented"), SOURCES["gpps"].MEASURES, LISTS)
        assert said in found and bool(said) == bool(found), found


@pytest.mark.parametrize(
    ("level", "status", "doubted"),
    [
        ("england", "ok", False),
        ("england", "suppressed", True),
        ("england", "not_available", False),
        ("trust", "suppressed", False),
    ],
)
def test_a_hidden_figure_of_england_is_doubted(level: str, status: str, doubted: bool) -> None:
    row = {
        "measure": "fft.ae_positive",
        "org": ENGLAND if level == "england" else "RZ1",
        "level": level,
        "start": date(2025, 7, 1),
        "end": date(2025, 8, 1),
        "segment": "all",
        "value": 80.0 if status == "ok" else None,
        "status": status,
        "release": "r",
    }
    tables = {"facts": conform(pd.DataFrame([row]).astype({"value": float}), FROM_FILES["facts"])}
    said = "it hides a figure of all England: Patients positive about A&E (all)" if doubted else ""
    assert doubt_about(tables, Release("r", "Invented"), SOURCES["fft"].MEASURES, LISTS) == said


def test_a_country_of_one_kind_of_area_is_doubted_and_a_city_is_not() -> None:
    for areas, doubted in ((10_000, True), (9_999, False)):
        table = pd.DataFrame({"area": [f"E{number:08}" for number in range(areas)]}).assign(
            measure="needs.rural", start=date(2021, 3, 21), end=date(2021, 3, 22), share=0.0, release="r"
        )
        tables = {"small_areas": conform(table, FROM_FILES["small_areas"])}
        found = doubt_about(tables, Release("needs.ruc.2021", "Invented"), SOURCES["needs"].MEASURES, LISTS)
        assert bool(found) == doubted, found


@pytest.mark.parametrize(
    ("level", "code", "said"),
    [
        ("practice", "A81001", ""),
        ("practice", "V0990J", ""),
        ("practice", "9911001", ""),
        ("practice", "G6V2S", ""),
        ("practice", "A8100", "no practice has a code such as 'A8100'"),
        ("practice", "A8Q001", "no practice has a code such as 'A8Q001'"),
        ("pcn", "U99000", ""),
        ("pcn", "X99ZZ", "no pcn has a code such as 'X99ZZ'"),
        ("sub_icb", "00L", ""),
        ("sub_icb", "00L9", "no sub_icb has a code such as '00L9'"),
        ("trust", "R1F1", ""),
        ("trust", "RZ", "no trust has a code such as 'RZ'"),
        ("ward", "RZ401:Maple Ward", ""),
    ],
)
def test_a_code_that_nobody_can_have_is_doubted(level: str, code: str, said: str) -> None:
    """Among the organisations of a file, and among its figures."""
    orgs = conform(pd.DataFrame({"code": [code], "level": level, "name": "INVENTED"}), FROM_FILES["orgs"])
    figures = {"measure": "fft.ae_positive", "start": date(2025, 7, 1), "end": date(2025, 8, 1), "segment": "all"}
    facts = pd.DataFrame({"org": [code], "level": level, "value": 80.0, "status": "ok", "release": "r", **figures})
    for tables in ({"orgs": orgs}, {"facts": conform(facts, FROM_FILES["facts"])}):
        assert doubt_about(tables, Release("r", "Invented"), SOURCES["fft"].MEASURES, LISTS) == said


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "said"),
    [
        ("INVENTED Caf\u00e9", -2.1, 53.5, ""),
        ("INVENTED House", None, None, ""),
        ("INVENTED House", -2.1, None, "of the place of 1-990000001 it says longitude or latitude alone"),
        ("INVEN\x07ED House", None, None, "the name of 1-990000001 holds a character that nobody prints"),
    ],
)
def test_half_a_place_and_an_unprintable_name_are_doubted(
    name: str, longitude: float | None, latitude: float | None, said: str
) -> None:
    place = {"code": ["1-990000001"], "level": "location", "name": name, "longitude": longitude, "latitude": latitude}
    orgs = conform(pd.DataFrame(place).astype({"longitude": float, "latitude": float}), FROM_FILES["orgs"])
    found = doubt_about({"orgs": orgs}, Release("r", "Invented"), SOURCES["cqc"].MEASURES, LISTS)
    assert said in found and bool(said) == bool(found), found


@pytest.mark.parametrize(("value", "people", "doubted"), [(0.0, 600.0, True), (0.0, 400.0, False), (0.1, 600.0, False)])
def test_of_many_people_somebody_says_the_better_thing(value: float, people: float, doubted: bool) -> None:
    said = _said("inpatient_positive", [value, 94.0], respondents=people)
    assert ("and never is of so many" in said) == doubted, said
    assert "and never is" not in _said("inpatient_negative", [value, 3.0], respondents=people)


@pytest.mark.parametrize(
    ("order", "doubted"),
    [
        (sorted, True),
        (lambda sizes: sorted(sizes, reverse=True), True),
        (lambda sizes: [*sorted(sizes)[1:], min(sizes)], False),
        (lambda sizes: sorted(sizes)[:49], False),
        (lambda sizes: sorted(size // 200 for size in sizes), False),
    ],
    ids=["rising", "falling", "but for one", "of few", "of few different ones"],
)
def test_figures_in_order_of_size_beside_codes_in_order_are_doubted(
    order: Callable[[list[float]], list[float]], doubted: bool
) -> None:
    sizes = [100.0 + 7 * (53 * at % 60) for at in range(60)]
    found = _said("ae_responses", order(sizes))
    assert ("a figure of each trust is in order of size" in found) == bool(found) == doubted, found
