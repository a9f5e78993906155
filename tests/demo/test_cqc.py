"""CQC's files of the invented world: the published layouts with all their traps, and ratings that hang together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

Rows = list[dict[str, str]]


def _sheet(path: Path, name: str, header: int = 0) -> Rows:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)
    names = [str(cell) for cell in rows[header]]
    return [dict(zip(names, map(str, row), strict=True)) for row in rows[header + 1 :] if any(row)]


@pytest.fixture(scope="module")
def locations(publication: Path) -> Rows:
    """The list of ratings of April 2026."""
    return _sheet(publication / "01_April_2026_Latest_ratings.ods", "Locations")


@pytest.fixture(scope="module")
def headlines(locations: Rows) -> Rows:
    """The ratings of whole places."""
    return [row for row in locations if row["Service / Population Group"] == "Overall" and row["Domain"] == "Overall"]


def test_the_sheets_and_columns_are_those_of_the_published_file(publication: Path, locations: Rows) -> None:
    book = CalamineWorkbook.from_path(publication / "01_April_2026_Latest_ratings.ods")
    assert book.sheet_names == ["README", "Locations", "Providers"]
    assert len(locations[0]) == 28
    assert list(locations[0])[1] == "Location ODS Code"
    assert len(_sheet(publication / "01_April_2026_Latest_ratings.ods", "Providers")[0]) == 21


def test_every_trap_of_the_published_file_is_there(locations: Rows, headlines: Rows) -> None:
    words = Counter(row["Latest Rating"] for row in locations)
    for word in (
        "Outstanding", "Good", "Requires improvement", "Requires Improvement", "Inadequate", "Not Rated",
        "Inspected but not rated", "Insufficient evidence to rate", "No published rating",
    ):  # fmt: skip
        assert words[word], word
    places = Counter(row["Location ID"] for row in headlines)
    assert 2 in places.values()
    assert {row["Inherited Rating (Y/N)"] for row in headlines} == {"Y", "N"}
    assert {row["Brand ID"] for row in headlines} == {"-"}
    assert len(locations) > 6 * len(places)
    years = {row["Publication Date"][-4:] for row in headlines if row["Publication Date"]}
    assert len(years) >= 8


def test_most_rated_places_are_good_and_none_of_them_is_a_dentist(headlines: Rows) -> None:
    rated = [
        row
        for row in headlines
        if row["Latest Rating"].casefold() in ("outstanding", "good", "requires improvement", "inadequate")
    ]
    good = [row for row in rated if row["Latest Rating"] in ("Outstanding", "Good")]
    assert 0.75 < len(good) / len(rated) < 0.95
    assert "Dentists" not in {row["Location Primary Inspection Category"] for row in rated}


def test_the_directory_lists_unrated_places_too_under_seven_banner_lines(publication: Path, headlines: Rows) -> None:
    listed = _sheet(publication / "01_April_2026_HSCA_Active_Locations.ods", "HSCA_Active_Locations", header=7)
    rated = {row["Location ID"]: row["Latest Rating"] for row in headlines}
    assert {row["Location Primary Inspection Category"] for row in listed} >= {"Dentists", "GP Practices"}
    assert {row["Location ID"] for row in listed} > set(rated)
    for row in listed:
        if row["Location Latest Overall Rating"] and row["Location ID"] in rated:
            assert row["Location Latest Overall Rating"] in {
                each["Latest Rating"] for each in headlines if each["Location ID"] == row["Location ID"]
            }


def test_practices_are_those_of_the_register(headlines: Rows, world) -> None:
    codes = {
        row["Location ODS Code"] for row in headlines if row["Location Primary Inspection Category"] == "GP Practices"
    }
    assert len(codes) > 700
    assert codes <= set(world.practices.code.tolist())


def test_a_place_keeps_its_number_from_month_to_month(publication: Path, locations: Rows) -> None:
    earlier = {
        row["Location ID"]: row["Location Name"]
        for row in _sheet(publication / "01_April_2025_Latest_ratings.ods", "Locations")
    }
    later = {row["Location ID"]: row["Location Name"] for row in locations}
    both = set(earlier) & set(later)
    assert len(both) > 0.95 * len(later)
    assert all(earlier[each] == later[each] for each in both)
