"""Where the name of each point may stand so that no two names lie on one another, on a narrow screen or a wide one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_CHARACTER, _LINE = 0.56, 1.35
"""Width of a character and height of a line, as shares of the size of our type."""
_RINGS = (0, 10, 22, 36, 52, 70, 90, 112, 136, 162, 190, 220)
"""How far from beside its point a name may wander, in pixels, near places first."""
_TURNS = 32
_FARTHER = (1, 4)
"""The rings after which we look farther out, where a name still meets something."""
_POINT = 9
"""Half the room a point takes, in pixels."""
_BESIDE = 12
_STEPS = 10
"""At so many places along a leader we look whether it runs through something."""
_ROUNDS = 3
"""After the first round, for so many at most, every name is placed again among all the others, which frees room that is no longer needed."""
_CROWD = 60
"""Points nearer than this to one another crowd, in pixels."""

Point = tuple[float, float]


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
    offsets = [_offsets(*size_of(text, size)) for text in texts]
    names = [
        [_Places.of(layout, at, each, size_of(text, size)) for layout in layouts]
        for at, (text, each) in enumerate(zip(texts, offsets, strict=True))
    ]
    best, least = dict[int, int](), math.inf
    for order in _orders(layouts[0].points):
        found, met = _arranged(names, order)
        if met < least:
            best, least = found, met
        if not met:
            break
    return [Offset(*map(float, each[best[at]])) for at, each in enumerate(offsets)]


def _orders(points: Sequence[Point]) -> Iterator[Sequence[int]]:
    """Which name is placed first: the crowded, then from one side to the other, each way."""
    every = range(len(points))
    yield sorted(every, key=lambda each: (-_crowd(points, each), each))
    for axis in (0, 1):
        along = sorted(every, key=lambda each: points[each][axis])
        yield along
        yield along[::-1]


def _arranged(names: Sequence[Sequence[_Places]], order: Sequence[int]) -> tuple[dict[int, int], int]:
    """Which of its places each name takes when they are placed in an order, and how much they meet there."""
    found = dict[int, int]()
    for _ in range(_ROUNDS):
        before = dict(found)
        for at in order:
            found[at] = _best(names, at, found)
        if found == before:  # the next round would say the same
            break
    return found, sum(int(_met(names, at, found, np.array([found[at]]))[0]) for at in order)


def _best(names: Sequence[Sequence[_Places]], at: int, found: Mapping[int, int]) -> int:
    """The place of one name that meets the least, the nearest of those; looked for from near to far, until it meets nothing."""
    still = np.sum([each.still for each in names[at]], axis=0)
    best, least = 0, math.inf
    for ring in np.split(np.arange(len(still)), np.array(_FARTHER) * _TURNS):
        places = ring[still[ring] < least]
        if len(places):
            met = _met(names, at, found, places)
            nearest = int(np.argmin(met))
            if met[nearest] < least:
                best, least = int(places[nearest]), met[nearest]
    return best


def _met(
    names: Sequence[Sequence[_Places]], at: int, found: Mapping[int, int], places: NDArray[np.intp]
) -> NDArray[np.int64]:
    """How much a name would meet at each of these places, on all layouts together."""
    others = [(names[each], place) for each, place in found.items() if each != at]
    met = [mine.met([(theirs[on], place) for theirs, place in others], places) for on, mine in enumerate(names[at])]
    return np.sum(met, axis=0)


class _Places(NamedTuple):
    """Where one name may stand on one layout: a row a place, the nearest first."""

    point: NDArray[np.float64]
    middles: NDArray[np.float64]
    boxes: NDArray[np.float64]
    leaders: NDArray[np.float64]
    still: NDArray[np.int64]
    """How much it meets there of what does not move."""

    @classmethod
    def of(cls, layout: LabelLayout, at: int, offsets: NDArray[np.float64], size: tuple[float, float]) -> _Places:
        points = np.array(layout.points, dtype=np.float64).reshape(-1, 2)
        middles = points[at] + offsets
        boxes, leaders = _boxes(middles, np.array(size)), _steps(np.broadcast_to(points[at], middles.shape), middles)
        dots = _boxes(np.delete(points, at, axis=0), np.full(2, 2 * _POINT))
        outside = (boxes[:, :2] < layout.room[:2]).any(axis=1) | (boxes[:, 2:] > layout.room[2:]).any(axis=1)
        still = (
            8 * outside
            + 4 * _meetings(boxes, dots)
            + 2 * _meetings(boxes, np.array(layout.kept_free).reshape(-1, 4))
            + 3 * _crossings(leaders, dots).sum(axis=1)
        )
        return cls(points[at], middles, boxes, leaders, still)

    def met(self, others: Sequence[tuple[_Places, int]], places: NDArray[np.intp]) -> NDArray[np.int64]:
        """How much the name would meet at each of these places; leaving the room and lines across one another weigh most.

        `others` are the other names, each with the place it has taken.
        """
        if not others:
            return self.still[places]
        boxes, leaders = (
            np.array(each) for each in zip(*((o.boxes[at], o.leaders[at]) for o, at in others), strict=True)
        )
        return (
            self.still[places]
            + 4 * _meetings(self.boxes[places], boxes)
            + 4 * _crossings(self.leaders[places], boxes).sum(axis=1)
            + 4 * _crossings(leaders, self.boxes[places]).sum(axis=0)
            + 8 * _cross(self.point, self.middles[places], leaders)
        )


def _boxes(middles: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([middles - size / 2, middles + size / 2], axis=1)


def _steps(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Steps from points to the middles of their names: one row a name, steps, x and y."""
    shares = np.arange(1, _STEPS)[None, :, None] / _STEPS
    return starts[:, None, :] + shares * (ends - starts)[:, None, :]


def _meetings(mine: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.int64]:
    """With how many others each box shares room."""
    (left, top, right, bottom), (to_left, to_top, to_right, to_bottom) = mine.T[:, :, None], others.T
    return ((left < to_right) & (to_left < right) & (top < to_bottom) & (to_top < bottom)).sum(axis=1)


def _crossings(leaders: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each leader (row) runs through each box (column)."""
    x, y = leaders[:, None, :, 0], leaders[:, None, :, 1]
    left, top, right, bottom = boxes.T[:, :, None]
    return ((x > left) & (x < right) & (y > top) & (y < bottom)).any(axis=-1)


def _cross(start: NDArray[np.float64], ends: NDArray[np.float64], leaders: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many of the other leaders each line from one point to its end runs across."""

    def side(a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64]) -> NDArray[np.float64]:
        return (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])

    near, far, ends = leaders[None, :, 0], leaders[None, :, -1], ends[:, None]
    apart = (side(start, ends, near) * side(start, ends, far) < 0) & (
        side(near, far, start) * side(near, far, ends) < 0
    )
    return apart.sum(axis=1)


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
