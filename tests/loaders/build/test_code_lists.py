"""Code lists: a set of codes says which vintage it is, and half a set says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.loaders.built_in import LISTS


@pytest.mark.parametrize(("vintage", "count"), [("stp-2016", 44), ("stp-2020", 42), ("icb-2022", 42), ("icb-2026", 36)])
def test_every_era_of_ons_codes_is_recognised(vintage: str, count: int) -> None:
    codes = LISTS.footprints_by_ons_code(vintage)
    oldest = {ods: ons for ons, ods in reversed(codes.items())}
    newest = {ods: ons for ons, ods in codes.items()}

    assert len(newest) == count
    assert LISTS.vintage_of_ons_codes(newest.values()) == vintage
    assert LISTS.vintage_of_ons_codes(oldest.values()) == vintage
    assert LISTS.vintage_of_ons_codes(list(newest.values())[1:]) is None


def test_one_footprint_under_two_codes_is_no_vintage() -> None:
    codes = LISTS.footprints_by_ons_code("icb-2022")
    assert LISTS.vintage_of_ons_codes(codes) is None


def test_letters_alone_name_the_newest_vintage_that_has_them() -> None:
    assert LISTS.vintage_of_ods_codes(LISTS.footprint_names("stp-2020")) == "icb-2022"
    assert LISTS.vintage_of_ods_codes(["QHM"]) is None


@pytest.mark.parametrize(
    ("day", "vintage"),
    [
        (date(2015, 1, 1), None),
        (date(2018, 6, 6), "stp-2016"),
        (date(2022, 7, 1), "icb-2022"),
        (date(2030, 1, 1), "icb-2026"),
    ],
)
def test_the_vintage_in_force_on_a_day(day: date, vintage: str | None) -> None:
    assert LISTS.vintage_in_force(day) == vintage


def test_regions_answer_to_their_old_and_new_ons_codes() -> None:
    regions = LISTS.regions_by_ons_code
    assert regions["E40000008"] == regions["E40000011"] == "Y60"
    assert len(LISTS.region_names) == 7
