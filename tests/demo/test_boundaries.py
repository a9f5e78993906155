"""The schematic boundaries: the right areas, no gap, no overlap, and England when one squints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from demo import geography
from demo.boundaries import FOOTPRINTS, REGIONS
from demo.world import World


def _features(folder: Path, name: str) -> list[dict]:
    return json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


@pytest.mark.parametrize("layout", FOOTPRINTS, ids=lambda layout: layout.code)
def test_every_footprint_is_there_under_its_ons_code(publication: Path, layout) -> None:
    known = geography.footprints(geography.vintage_on(layout.day))
    codes = [feature["properties"][layout.code] for feature in _features(publication, layout.name)]
    assert sorted(codes) == sorted(each.ons_codes[-1] for each in known.values())


@pytest.mark.parametrize("layout", [*FOOTPRINTS, REGIONS], ids=lambda layout: layout.code)
def test_areas_cover_england_without_gap_or_overlap(publication: Path, layout) -> None:
    areas = [shape(feature["geometry"]) for feature in _features(publication, layout.name)]
    assert all(area.is_valid for area in areas)
    assert shapely.coverage_is_valid(areas)
    whole = shapely.union_all(areas)
    assert sum(area.area for area in areas) == pytest.approx(whole.area, rel=1e-9)
    assert not any(part.interiors for part in whole.geoms)
    assert len(whole.geoms) == 3, "the mainland, the Isle of Wight and the Isles of Scilly"


def test_every_place_lies_in_its_own_footprint(publication: Path, world: World) -> None:
    for layout in FOOTPRINTS:
        known = geography.footprints(geography.vintage_on(layout.day))
        areas = {
            each["properties"][layout.code]: shape(each["geometry"]) for each in _features(publication, layout.name)
        }
        owner = world.places.footprints_on(layout.day)
        for index, longitude, latitude in world.places.anchors:
            area = areas[known[owner[int(index)]].ons_codes[-1]]
            assert area.distance(shapely.Point(longitude, latitude)) < 1e-4


def test_coordinates_are_degrees_inside_england(publication: Path) -> None:
    for layout in (*FOOTPRINTS, REGIONS):
        for feature in _features(publication, layout.name):
            west, south, east, north = shape(feature["geometry"]).bounds
            assert -6.5 < west < east < 1.8
            assert 49.8 < south < north < 55.9


def test_footprints_are_whole_but_for_islands(publication: Path) -> None:
    for layout in FOOTPRINTS:
        parts = [len(getattr(shape(each["geometry"]), "geoms", [1])) for each in _features(publication, layout.name)]
        assert sum(parts) == len(parts) + 2
