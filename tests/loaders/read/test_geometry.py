"""Geometry: neighbours keep one border between them, whatever the publisher's corners were like."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.read import geometry

STEP = 10_000


def grid(wobble: np.ndarray) -> np.ndarray:
    """Nine invented areas, three by three, whose shared corners are moved by `wobble` (4 x 4 x 2, metres)."""
    at = np.array([[[300_000 + STEP * x, 300_000 + STEP * y] for x in range(4)] for y in range(4)]) + wobble
    corners = [[(y, x), (y, x + 1), (y + 1, x + 1), (y + 1, x)] for y in range(3) for x in range(3)]
    return np.array([shapely.Polygon([at[corner] for corner in ring]) for ring in corners], dtype=object)


wobbles = st.lists(st.floats(-4_000, 4_000), min_size=32, max_size=32).map(lambda flat: np.reshape(flat, (4, 4, 2)))


@settings(max_examples=40, deadline=None)
@given(wobbles, st.sampled_from([100.0, 900.0, 5_000.0]))
def test_a_simplified_coverage_has_no_overlaps_and_keeps_every_area(wobble: np.ndarray, tolerance: float) -> None:
    dense = shapely.segmentize(grid(wobble), 700)
    light = geometry.simplified(geometry.as_coverage(dense), tolerance)

    assert not shapely.is_empty(light).any()
    assert shapely.get_num_coordinates(light).sum() <= shapely.get_num_coordinates(dense).sum()
    overlap = shapely.area(light).sum() - shapely.area(shapely.union_all(light))
    assert overlap <= 1e-4 * shapely.area(light).sum(), "only what rounding to whole metres can do"


def test_simplifying_one_by_one_would_leave_gaps_and_the_coverage_does_not() -> None:
    zigzag = [(10_000, y) if y % 2_000 else (10_700, y) for y in range(0, 20_001, 1_000)]
    west = shapely.Polygon([(0, 0), *zigzag, (0, 20_000)])
    east = shapely.Polygon([(20_000, 0), *zigzag, (20_000, 20_000)])

    light = geometry.simplified(np.array([west, east], dtype=object), 3_000)

    assert shapely.get_num_coordinates(light).sum() < 20
    assert light[0].intersection(light[1]).area == 0
    assert shapely.union_all(light).area == pytest.approx(20_000 * 20_000)


def test_bow_ties_overlaps_and_slivers_are_mended() -> None:
    bow_tie = shapely.Polygon([(0, 0), (1_000, 1_000), (1_000, 0), (0, 1_000)])
    left, right = shapely.box(5_000, 0, 6_000, 1_000), shapely.box(5_990, 0, 7_000, 1_000)
    beyond = shapely.Polygon([(7_000, 0), (8_000, 0), (8_000, 1_000), (7_000, 1_000), (7_010, 500)])

    mended = geometry.as_coverage(np.array([bow_tie, left, right, beyond], dtype=object))

    assert shapely.is_valid(mended).all() and shapely.coverage_is_valid(mended)
    assert set(shapely.get_type_id(mended)) == {shapely.GeometryType.MULTIPOLYGON}
    assert shapely.area(mended)[0] == pytest.approx(500_000, rel=0.01)
    assert shapely.area(mended)[1:].sum() == pytest.approx(3_000_000, rel=0.001)


def test_specks_go_unless_they_are_all_there_is_or_border_a_neighbour() -> None:
    mainland, speck = shapely.box(0, 0, 50_000, 50_000), shapely.box(60_000, 0, 60_500, 500)
    enclave_side = shapely.box(50_000, 0, 50_400, 400)
    only = shapely.box(90_000, 0, 90_300, 300)
    shapes = np.array(
        [
            shapely.MultiPolygon([mainland, speck]),
            shapely.MultiPolygon([only]),
            shapely.MultiPolygon([enclave_side, shapely.box(80_000, 0, 89_000, 9_000)]),
        ],
        dtype=object,
    )

    kept = geometry.without_specks(shapes)

    assert [shapely.get_num_geometries(shape) for shape in kept] == [1, 1, 2]
    assert kept[1].equals(only)


@pytest.mark.parametrize(
    ("longitude", "latitude", "easting", "northing"),
    [(-1.154, 52.954, 456_927, 339_845), (-5.716, 50.066, 134_152, 25_056)],
)
def test_degrees_become_metres_of_the_national_grid(
    longitude: float, latitude: float, easting: float, northing: float
) -> None:
    side = 0.001
    square = shapely.box(longitude - side, latitude - side, longitude + side, latitude + side)
    (placed,) = geometry.to_national_grid(np.array([square], dtype=object))
    x, y = placed.centroid.x, placed.centroid.y
    assert (x, y) == (pytest.approx(easting, abs=2_000), pytest.approx(northing, abs=2_000))


@pytest.mark.parametrize("bounds", [(-700_000, 6_400_000, 200_000, 7_400_000), (51, -2, 52, -1), (0, 0, 900_000, 1)])
def test_what_lies_in_england_in_no_system_is_refused(bounds: tuple[float, float, float, float]) -> None:
    with pytest.raises(geometry.Unplaceable):
        geometry.to_national_grid(np.array([shapely.box(*bounds)], dtype=object))


def test_rings_are_closed_outlines_against_the_clock_and_holes_with_it() -> None:
    ring: Any = shapely.Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], holes=[[(3, 3), (6, 3), (6, 6), (3, 6)]])
    outline, hole = (np.reshape(flat, (-1, 2)) for flat in geometry.rings(ring))

    assert shapely.LinearRing(outline).is_ccw and not shapely.LinearRing(hole).is_ccw
    assert (outline[0] == outline[-1]).all() and (hole[0] == hole[-1]).all()
