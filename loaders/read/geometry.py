"""Make publishers' polygons ready to draw: on the National Grid, light enough for a screen, neighbours still sharing their borders.

All shapes of a file are treated as one coverage, because borders simplified one by one leave gaps and overlaps on the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

Polygons = NDArray[Any]
"""Polygons and multipolygons, one per footprint, in the order of their codes."""

NATIONAL_GRID = 27700
"""EPSG code of the British National Grid: eastings and northings in metres."""

DEGREES = 4326
"""EPSG code of longitude and latitude (WGS 84)."""

_ENGLAND = {
    DEGREES: (-7.0, 49.0, 2.5, 56.5),
    NATIONAL_GRID: (0.0, 0.0, 700_000.0, 700_000.0),
}
"""West, south, east, north: nothing of England lies outside, in either system."""

TOLERANCE = 900.0
"""Metres. A triangle under this squared may go; England 1,080 pixels high has about 600 m to a pixel. Chosen by looking."""

SPECK = 1_000_000.0
"""Square metres: a smaller island is less than three pixels. The inhabited Isles of Scilly are all larger."""

SLIVER = 20.0
"""Metres. A gap between neighbours narrower than this is nobody's land by mistake: generalised borders differ by as much."""


class Unplaceable(ValueError):
    """Coordinates that lie in England in no system we know."""


def read_shapes(geometries: Sequence[dict[str, Any]]) -> Polygons:
    """GeoJSON geometries as shapes, in their own coordinates. Raises shapely's errors and KeyError where they are malformed."""
    return np.array([shape(geometry) for geometry in geometries], dtype=object)


def to_national_grid(shapes: Polygons) -> Polygons:
    """The same shapes in EPSG:27700, whether they came in degrees or in eastings and northings: the bounds tell.

    Publishers serve both under the same declaration, so the declaration is not asked. Accurate to about 5 m without the
    OSTN15 grid, a hundredth of a pixel. Raises Unplaceable.
    """
    system = _system(tuple(shapely.total_bounds(shapes)))
    if system == NATIONAL_GRID:
        return shapes
    import geopandas as gpd  # noqa: PLC0415 - a third of the time every command takes to start, and needed here only

    return np.asarray(gpd.GeoSeries(shapes, crs=system).to_crs(NATIONAL_GRID).array)


def as_coverage(shapes: Polygons) -> Polygons:
    """Valid polygons on whole metres whose borders match: bow-ties are undone, and overlaps and slivers between them closed."""
    whole = shapely.set_coordinates(shapes.copy(), np.round(shapely.get_coordinates(shapes)))
    repaired = _polygons_only(np.where(shapely.is_valid(whole), whole, shapely.make_valid(whole)))
    if shapely.coverage_is_valid(repaired, gap_width=SLIVER):
        return repaired
    cleaned = shapely.coverage_clean(repaired, gap_width=SLIVER)  # pyright: ignore[reportAttributeAccessIssue] (no stub yet)
    return _polygons_only(np.asarray(cleaned))


def without_specks(shapes: Polygons) -> Polygons:
    """Islands under SPECK square metres left out; whatever borders a neighbour stays, and so does everybody's largest part."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    areas = shapely.area(parts)

    touching = shapely.STRtree(parts).query(parts, predicate="intersects")
    foreign = owner[touching[0]] != owner[touching[1]]
    borders = np.isin(np.arange(len(parts)), touching[0][foreign])

    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owner, areas)
    keep = borders | (areas >= SPECK) | (areas == largest[owner])
    return _gathered(parts[keep], owner[keep], len(shapes))


def simplified(shapes: Polygons, tolerance: float = TOLERANCE) -> Polygons:
    """A coverage with fewer corners, on whole metres: corners on a shared border go from both sides at once (Visvalingam-Whyatt)."""
    light = np.asarray(shapely.coverage_simplify(shapes, tolerance))
    return shapely.set_coordinates(light, np.round(shapely.get_coordinates(light)))


def ready_to_draw(shapes: Polygons) -> Polygons:
    """From a publisher's coordinates to light shapes in EPSG:27700. Raises Unplaceable."""
    return simplified(without_specks(as_coverage(to_national_grid(shapes))))


def rings(one: Any) -> list[list[float]]:
    """Closed rings x0, y0, x1, y1, ... of one shape: each outline anticlockwise, then its holes clockwise."""
    parts = shapely.get_parts(shapely.orient_polygons(one, exterior_cw=False))
    return [
        shapely.get_coordinates(ring).ravel().tolist() for part in parts for ring in (part.exterior, *part.interiors)
    ]


def _system(bounds: tuple[float, ...]) -> int:
    for system, (west, south, east, north) in _ENGLAND.items():
        if west <= bounds[0] and south <= bounds[1] and bounds[2] <= east and bounds[3] <= north:
            return system
    raise Unplaceable(f"bounds {', '.join(f'{edge:.6g}' for edge in bounds)}")


def _polygons_only(shapes: Polygons) -> Polygons:
    """Repair can leave lines and points behind; only areas are drawn."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    owner = owner[inner]
    areal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    return _gathered(parts[areal], owner[areal], len(shapes))


def _gathered(parts: Polygons, owner: NDArray[np.intp], count: int) -> Polygons:
    """One multipolygon per owner; an owner without parts is an empty one."""
    return np.array([shapely.MultiPolygon(parts[owner == each].tolist()) for each in range(count)], dtype=object)
