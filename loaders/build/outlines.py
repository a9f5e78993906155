"""Whether areas lie where other files say that they lie: those they came from or became, the region they are in, the copy before.

An outline says of whom it is by its code alone. Where two were exchanged, or the columns and rows of a map of hexagons, no figure changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry.base import BaseGeometry

from loaders.grammar import some
from loaders.read.geometry import DEGREES, NATIONAL_GRID
from loaders.reference import REGION, Reference
from loaders.store.tidied import TidiedFile

_BESIDE = 1_000.0
"""Metres that the middle of an area may lie outside the area it is a part of: both are drawn with fewer corners."""
_FAR = 20_000.0
"""Metres that a place may lie outside its footprint: of 215 published points of trusts the farthest lies 2 km outside, of 50,000 invented ones none 16 km."""
_EXCHANGED = 2
"""Hexagons that a better layout may exchange."""
_FEWEST = 5
"""Hexagons from which on their places say how the map lies."""


def displaced(copy: TidiedFile, other: TidiedFile, reference: Reference) -> str:
    """The areas of a file whose middle lies in none of the areas of another file that they became, came from or lie in, or how far
    the whole of England is shifted; '' for none.
    """
    (mine, here), (theirs, there) = _outlines(copy), _outlines(other)
    if (shift := _shift(here, there)) > _BESIDE:
        return f"England ends {shift / 1000:.0f} km from where it ends in the other, to the east or north"
    related = _related(mine, theirs, reference)
    odd = []
    for code, outline in here.items():
        homes = [there[each] for each in sorted(related.get(code, ())) if each in there]
        if homes and min(shapely.distance(outline.representative_point(), home) for home in homes) > _BESIDE:
            odd.append(f"{code} not in {' or '.join(sorted(related[code] & there.keys()))}")
    return some(odd)


def turned(copy: TidiedFile, before: TidiedFile) -> str:
    """Why the hexagons of a copy lie on their side by the copy before it, or under each other's codes; '' where they do not, or there are too
    few to tell: another layout has other places.
    """
    now, then = _centres(copy), _centres(before)
    both = sorted(now.keys() & then.keys())
    if len(both) < _FEWEST:
        return ""
    moved = [code for code in both if now[code] != then[code]]
    if len(moved) > _EXCHANGED and {now[code] for code in moved} == {then[code] for code in moved}:
        return f"{len(moved):,} of its {len(both):,} hexagons lie where others of them lay in it: {some(moved)}"
    places = np.array([[*now[each], *then[each]] for each in both])
    if (np.ptp(places, axis=0) == 0).any():
        return ""
    alike = np.corrcoef(places, rowvar=False)
    if alike[0, 3] + alike[1, 2] <= alike[0, 2] + alike[1, 3]:
        return ""
    return f"of its {len(both):,} hexagons those lie in the east that lay in the north in it: columns (q) and rows (r) are exchanged"


def without_strays(orgs: pa.Table, membership: pa.Table, maps: pa.Table) -> tuple[pa.Table, list[str]]:
    """Organisations without the points that lie far outside every footprint they belong to, and a sentence that tells of them."""
    located = orgs.filter(pc.field("longitude").is_valid() & pc.field("latitude").is_valid())
    homes = membership.join(maps.select(["code", "vintage"]), ["parent", "vintage"], ["code", "vintage"], "inner")
    placed = homes.select(["child", "parent", "vintage"]).join(
        located.select(["code", "longitude", "latitude"]), "child", "code", "inner"
    )
    if not len(placed):
        return orgs, []
    import geopandas as gpd  # noqa: PLC0415 - as in loaders.read.geometry

    shapes = {(row["vintage"], row["code"]): _shape(row["rings"]) for row in maps.to_pylist()}
    footprints = zip(placed["vintage"].to_pylist(), placed["parent"].to_pylist(), strict=True)
    points = gpd.GeoSeries.from_xy(placed["longitude"].to_numpy(), placed["latitude"].to_numpy(), crs=DEGREES)
    places, homes = np.asarray(points.to_crs(NATIONAL_GRID).array), np.array([shapes[each] for each in footprints])
    apart = shapely.distance(places, homes)
    near = set(placed.filter(pa.array(apart <= _FAR))["child"].to_pylist())
    far = sorted(set(placed["child"].to_pylist()) - near)
    if not far:
        return orgs, []
    gone = np.isin(orgs["code"].to_numpy(), far)
    for name in ("longitude", "latitude"):
        field = orgs.schema.field(name)
        kept = pa.array(orgs[name].to_numpy(), field.type, gone | orgs[name].is_null().to_numpy())
        orgs = orgs.set_column(orgs.schema.get_field_index(name), field, kept)
    told = f"the point printed lies over {_FAR / 1000:.0f} km outside the footprint, and is not shown"
    return orgs, [f"{some(far, 1)}: {told}"]


def _outlines(file: TidiedFile) -> tuple[str, Mapping[str, BaseGeometry]]:
    """The set of areas that a file outlines, and the outline of each by code."""
    rows = file.table("boundaries").to_pylist()
    return (rows[0]["vintage"] if rows else ""), {row["code"]: _shape(row["rings"]) for row in rows}


def _shift(here: Mapping[str, BaseGeometry], there: Mapping[str, BaseGeometry]) -> float:
    """Metres between the easternmost or northernmost points of two sets of areas: of the west and south islands are left out."""
    ends = [shapely.total_bounds([*each.values()])[2:] for each in (here, there)]
    return float(np.abs(ends[0] - ends[1]).max())


def _shape(rings: list[list[float]]) -> BaseGeometry:
    """Outlines run anticlockwise, holes clockwise."""
    closed = [shapely.LinearRing(np.reshape(ring, (-1, 2))) for ring in rings]
    solid, holes = ([shapely.Polygon(ring) for ring in closed if ring.is_ccw is each] for each in (True, False))
    return shapely.difference(shapely.union_all(solid), shapely.union_all(holes))


def _related(mine: str, theirs: str, reference: Reference) -> Mapping[str, set[str]]:
    """By code of one set of areas, those of another set that its land lies in; none where the code lists do not tell."""
    within = [(one, region) for one, those in reference.regions_of(mine).items() for region in those]
    around = [(region, one) for one, those in reference.regions_of(theirs).items() for region in those]
    pairs = within * (theirs == REGION) + around * (mine == REGION)
    for row in reference.tables["lineage"].itertuples():
        ends = {str(row.earlier_vintage): str(row.earlier), str(row.later_vintage): str(row.later)}
        if ends.keys() == {mine, theirs}:
            pairs.append((ends[mine], ends[theirs]))
    related: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        related[one].add(other)
    return related


def _centres(file: TidiedFile) -> Mapping[str, tuple[float, float]]:
    """The middle of each hexagon, by code."""
    middles = {}
    for row in file.table("hexes").to_pylist():
        corners = np.reshape(row["rings"][0], (-1, 2))[:-1]
        middles[row["code"]] = (float(corners[:, 0].mean()), float(corners[:, 1].mean()))
    return middles
