"""Where the name of each point may stand so that no two names lie on one another, on a narrow screen or a wide one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

_CHARACTER, _LINE = 0.56, 1.35
"""Width of a character and height of a line, as shares of the size of our type."""
_RINGS = (0, 10, 22, 36, 52, 70, 90, 112, 136, 162, 190, 220)
"""How far from beside its point a name may wander, in pixels, near places first."""
_TURNS = 32
_POINT = 9
"""Half the room a point takes, in pixels."""
_BESIDE = 12
_ENDS = 0.1
"""Of a leader such a share at each end meets nothing: there are its own point and its own name."""
_ROUNDS = 3
"""After the first round, for so many at most, every name is placed again among all the others, which frees room that is no longer needed."""
_CROWD = 60
"""Points nearer than this to one another crowd, in pixels."""

Point = tuple[float, float]
Pixels = NDArray[np.float32]
"""Exact enough for pixels, and half as much to go through."""


class Box(NamedTuple):
    """A rectangle in pixels; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float


def around(point: Point, half: float) -> Box:
    """The square around a point, so many pixels to each side."""
    x, y = point
    return Box(x - half, y - half, x + half, y + half)


def meet(one: Box, other: Box) -> bool:
    """Whether two rectangles share room."""
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


class Offset(NamedTuple):
    """The middle of a name relative to its point, in pixels."""

    dx: float
    dy: float


class LabelLayout(NamedTuple):
    """The same points on a screen of one width: where they are, how much room there is, and what must stay free."""

    points: Sequence[Point]
    room: Box
    kept_free: Sequence[Box] = ()


def layouts(
    widths: Sequence[float], height: float, at: Callable[[Point, float], Point], named: Sequence[Point],
    others: Sequence[Point], *, half: float,
) -> list[LabelLayout]:  # fmt: skip
    """The points of a plot on screens of several widths: `at` says where a point lies on a plot of a width, the marks of
    `others` take `half` to each side."""
    return [
        LabelLayout(
            [at(each, width) for each in named],
            Box(0, 0, width, height),
            [around(at(each, width), half) for each in others],
        )
        for width in widths
    ]


def size_of(text: str, size: int) -> tuple[float, float]:
    """How wide and how high a text with `<br>` between its lines is, about, in pixels."""
    lines = text.split("<br>")
    return max(map(len, lines)) * size * _CHARACTER + 4, len(lines) * size * _LINE


def place_names(layouts: Sequence[LabelLayout], texts: Sequence[str], size: int) -> list[Offset]:
    """One offset per point, the same on every layout: beside its point where that is free, else as near as can be.

    Names keep off one another, off points, off what must stay free and off one another's leaders, and within the room.
    Where no such place is left a name stands where it meets the least. The crowded are placed first, so that they find
    room near by; where that leaves lines across one another, other orders are tried and the clearest is taken.
    """
    if not texts:
        return []
    names = _Names.of(layouts, [size_of(text, size) for text in texts])
    best, least = list[int](), math.inf
    for order in _orders(layouts[0].points):
        found, met = _arranged(names, order)
        if met < least:
            best, least = found, met
        if not met:
            break
    return [Offset(*map(float, names.offsets[at, place])) for at, place in enumerate(best)]


def _orders(points: Sequence[Point]) -> Iterator[Sequence[int]]:
    """Which name is placed first: the crowded, then from one side to the other, each way."""
    every = range(len(points))
    yield sorted(every, key=lambda each: (-_crowd(points, each), each))
    for axis in (0, 1):
        along = sorted(every, key=lambda each: points[each][axis])
        yield along
        yield along[::-1]


def _arranged(names: _Names, order: Sequence[int]) -> tuple[list[int], int]:
    """Which of its places each name takes when they are placed in an order, and how much they meet there."""
    met = names.still.copy()
    found = [-1] * len(order)
    for _ in range(_ROUNDS):
        before = list(found)
        for at in order:
            place = int(np.argmin(met[at]))  # the nearest of those that meet the least
            if place != found[at]:
                met += names.met_by(at, place) - (names.met_by(at, found[at]) if found[at] >= 0 else 0)
                found[at] = place
        if found == before:  # the next round would say the same
            break
    return found, sum(int(met[at, place]) for at, place in enumerate(found))


@dataclass(frozen=True)
class _Names:
    """All names, on all layouts, with where each may stand: places by name, the nearest first."""

    offsets: NDArray[np.float64]
    """By name and place: dx and dy."""
    half: Pixels
    """By name: half its width and height."""
    points: Pixels
    """By axis, layout and name."""
    middles: Pixels
    """By axis, layout, name and place."""
    still: NDArray[np.int64]
    """By name and place: how much it meets there, on all layouts, of what does not move."""

    @classmethod
    def of(cls, layouts: Sequence[LabelLayout], sizes: Sequence[tuple[float, float]]) -> _Names:
        offsets, half = np.array([_offsets(*each) for each in sizes]), _pixels(sizes) / np.float32(2)
        points = _pixels(np.array([layout.points for layout in layouts]).transpose(2, 0, 1))
        middles = points[..., None] + _pixels(offsets.transpose(2, 0, 1))[:, None]
        still = sum(_still(layout, points[:, on], middles[:, on], half) for on, layout in enumerate(layouts))
        return cls(offsets, half, points, middles, np.asarray(still))

    known: dict[tuple[int, int], NDArray[np.int64]] = field(default_factory=dict)
    """What was told by `met_by` before."""

    def met_by(self, at: int, place: int) -> NDArray[np.int64]:
        """By name and place: how much of one name standing at one of its places would be met there, on all layouts; nothing by itself."""
        if (at, place) not in self.known:
            self.known[at, place] = self._met_by(at, place)
        return self.known[at, place]

    def _met_by(self, at: int, place: int) -> NDArray[np.int64]:
        mine, theirs = self.middles[:, :, at, place, None, None], self.middles
        start, starts = self.points[:, :, at, None, None], self.points[..., None]
        half, halves = self.half[at][:, None, None, None], self.half.T[:, None, :, None]
        met = (
            4 * _share_room(mine, half, theirs, halves)
            + 4 * _run_through(start, mine, theirs, halves)
            + 4 * _run_through(starts, theirs, mine, half)
            + 8 * _cross(start, mine, starts, theirs)
        ).sum(axis=0)
        met[at] = 0
        return met


def _still(layout: LabelLayout, points: Pixels, middles: Pixels, half: Pixels) -> NDArray[np.int64]:
    """By name and place: how much it meets there of what does not move, on one layout."""
    kept = _pixels(layout.kept_free).reshape(-1, 4).T
    free, freed = (kept[:2] + kept[2:]) / np.float32(2), (kept[2:] - kept[:2]) / np.float32(2)
    room, size = _pixels(layout.room), half.T[:, :, None]
    outside = ((middles - size < room[:2, None, None]) | (middles + size > room[2:, None, None])).any(axis=0)
    dots, dot = points[:, None, None], _pixels(np.full((2, 1, 1, 1), _POINT))
    others = ~np.eye(points.shape[1], dtype=bool)[:, None]
    mine, wide = middles[..., None], size[..., None]
    on_dots = 4 * _share_room(mine, wide, dots, dot) + 3 * _run_through(points[:, :, None, None], mine, dots, dot)
    kept_met = 2 * _share_room(mine, wide, free[:, None, None], freed[:, None, None]).sum(axis=-1)
    return 8 * outside + (on_dots * others).sum(axis=-1) + kept_met


def _pixels(numbers: ArrayLike) -> Pixels:
    return np.ascontiguousarray(numbers, dtype=np.float32)


# Below all arrays have the axis first: x, then y.


def _share_room(middles: Pixels, half: Pixels, others: Pixels, halves: Pixels) -> NDArray[np.bool_]:
    """Whether boxes around middles share room with others."""
    x, y = np.abs(middles - others) < half + halves
    return x & y


def _run_through(starts: Pixels, ends: Pixels, boxes: Pixels, half: Pixels) -> NDArray[np.bool_]:
    """Whether leaders, but for their ends, run through boxes: where neither axis nor the leader's own direction parts them."""
    along = (0.5 - _ENDS) * (ends - starts)
    away = boxes - (starts + ends) / 2
    (near_x, near_y), (x, y), (dx, dy) = np.abs(away) < half + np.abs(along), away, along
    wide, high = half
    return near_x & near_y & (np.abs(dx * y - dy * x) < wide * np.abs(dy) + high * np.abs(dx))


def _cross(start: Pixels, end: Pixels, starts: Pixels, ends: Pixels) -> NDArray[np.bool_]:
    """Whether lines run across others."""

    def side(a: Pixels, b: Pixels, c: Pixels) -> Pixels:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return (side(start, end, starts) * side(start, end, ends) < 0) & (
        side(starts, ends, start) * side(starts, ends, end) < 0
    )


def _offsets(width: float, height: float) -> NDArray[np.float64]:
    """Right and left of the point first, then above and below, then round and round, ring by ring: one row a place, dx and dy."""
    step = 2 * math.pi / _TURNS
    first = [0.0, math.pi, -math.pi / 2, math.pi / 2]
    angles = np.array([*first, *(turn * step for turn in range(_TURNS) if turn % (_TURNS // 4))])
    rings = np.array(_RINGS)[:, None]
    across, down = _BESIDE + rings + width / 2, _BESIDE + rings + height / 2
    return np.stack([across * np.cos(angles), down * np.sin(angles)], axis=-1).reshape(-1, 2)


def _crowd(points: Sequence[Point], at: int) -> int:
    return sum(math.dist(points[at], other) < _CROWD for other in points)
