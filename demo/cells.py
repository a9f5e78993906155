"""England cut into cells: the outline drawn by hand (outline.csv), each part of it given to the place it is nearest to."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from demo import geography
from demo.places import DemoPlaces, Reals, Whole
from demo.seeds import stream

Polygons = npt.NDArray[np.object_]

GRID = 0.05
"""Degrees between the loose points that roughen borders; their cells are about five kilometres wide."""


def draw(places: DemoPlaces) -> tuple[Polygons, Whole]:
    """Shapes that cover England without gap or overlap, and the place each belongs to; most places have one."""
    shapes, owners = [], []
    for ring in _outline():
        inside = shapely.contains_xy(ring, places.anchors[:, 1], places.anchors[:, 2])
        if not inside.any():
            # An island without a place of its own goes with the nearest (Isles of Scilly).
            shapes.append(np.array([ring], dtype=object))
            owners.append(_nearest(places.anchors, np.array([[ring.centroid.x, ring.centroid.y]])))
            continue
        anchors = places.anchors[inside]
        seeds, owner = _seeds(ring, anchors)
        joined, owner = _joined(_voronoi(seeds, ring), owner)
        shapes.append(joined)
        owners.append(_without_exclaves(joined, owner, anchors))
    return np.concatenate(shapes), np.concatenate(owners)


def _outline() -> list[shapely.Polygon]:
    """The rings of England, the mainland first."""
    rings: dict[str, list[tuple[float, float]]] = {}
    for row in geography.rows(geography.OWN / "outline.csv"):
        rings.setdefault(row["ring"], []).append((float(row["longitude"]), float(row["latitude"])))
    return [shapely.Polygon(points) for points in rings.values()]


def _seeds(ring: shapely.Polygon, anchors: Reals) -> tuple[Reals, Whole]:
    """The points whose cells are drawn, and the place each belongs to: anchors, and loose points that make borders uneven."""
    chance = stream("boundaries", len(anchors))
    west, south, east, north = ring.bounds
    grid = np.stack(np.meshgrid(np.arange(west, east, GRID * 1.6), np.arange(south, north, GRID)), axis=-1).reshape(
        -1, 2
    )
    loose = grid + chance.uniform(-0.4, 0.4, grid.shape) * [GRID * 1.6, GRID]
    # In cities places stand closer than the grid: each brings points of its own, as near as its neighbour allows.
    reach = np.minimum(_spacing(anchors), 0.12)
    around = np.repeat(anchors[:, 1:], 6, axis=0)
    turn, far = chance.uniform(0, 2 * np.pi, len(around)), chance.uniform(0.25, 0.75, len(around))
    step = (np.repeat(reach, 6) * far)[:, None] * np.stack([1.6 * np.cos(turn), np.sin(turn)], axis=1)
    loose = np.concatenate([loose, around + step])
    # A point at sea would claim land on both sides of an estuary.
    loose = loose[shapely.contains_xy(ring, loose[:, 0], loose[:, 1])]
    # A small wave in who is nearest bends borders that would otherwise run dead straight for a hundred kilometres.
    bent = loose + 0.02 * np.sin(loose[:, ::-1] * [23.0, 31.0])
    points = np.concatenate([anchors[:, 1:], loose])
    owner = np.concatenate([anchors[:, 0].astype(np.int64), _nearest(anchors, bent)])
    return points, owner


def _nearest(anchors: Reals, points: Reals) -> Whole:
    """The place of the nearest anchor of each point, as the crow flies in the middle of England."""
    scale = np.array([0.6, 1.0])
    tree = shapely.STRtree(shapely.get_parts(shapely.MultiPoint(anchors[:, 1:] * scale)))
    return anchors[tree.nearest(shapely.points(points * scale)), 0].astype(np.int64)


def _spacing(anchors: Reals) -> Reals:
    """Distance from each anchor to its nearest neighbour, in degrees of latitude."""
    flat = anchors[:, 1:] * [0.6, 1.0]
    apart = np.hypot(*(flat[:, None, :] - flat[None, :, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    return apart.min(axis=1)


def _voronoi(points: Reals, ring: shapely.Polygon) -> Polygons:
    """The part of the ring nearest to each point, one per point in their order; empty where it lies at sea."""
    cells = np.array(
        shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=ring.buffer(1), ordered=True).geoms, dtype=object
    )
    shapely.prepare(ring)
    coast = ~shapely.contains_properly(ring, cells)
    cells[coast] = shapely.intersection(cells[coast], ring)
    return cells


def _joined(cells: Polygons, owner: Whole) -> tuple[Polygons, Whole]:
    """The cells of each place as one shape, or several where they do not touch."""
    places = np.unique(owner)
    whole = np.array([shapely.union_all(cells[owner == place]) for place in places], dtype=object)
    parts, index = shapely.get_parts(whole, return_index=True)
    return parts, places[index]


def _without_exclaves(shapes: Polygons, owner: Whole, anchors: Reals) -> Whole:
    """The owner of each shape, once every shape that holds no anchor of its place has gone to its closest neighbour."""
    tree = shapely.STRtree(shapes)
    anchor, shape = tree.query(shapely.points(anchors[:, 1], anchors[:, 2]), predicate="intersects")
    home = np.zeros(len(shapes), dtype=bool)
    home[shape[owner[shape] == anchors[anchor, 0]]] = True
    settled = owner.copy()
    for stray in np.flatnonzero(~home).tolist():
        near = tree.query(shapes[stray], predicate="intersects")
        near = near[home[near]]
        if len(near) == 0:
            near = np.flatnonzero(home)[[np.argmin(shapely.distance(shapes[home], shapes[stray]))]]
        shared = shapely.length(shapely.intersection(shapes[near], shapes[stray]))
        settled[stray] = owner[near[np.argmax(shared)]]
    return settled
