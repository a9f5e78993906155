"""Where the name of each point may stand so that no two names lie on one another, on a narrow screen or a wide one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_CHARACTER, _LINE = 0.56, 1.35
"""Width of a character and height of a line, as shares of the size of our type."""
_RINGS = (0, 10, 22, 36, 54, 78, 110, 150, 200)
"""How far from beside its point a name may wander, in pixels, near places first."""
_TURNS = 24
_NEAR = 4
"""So many rings are looked at first, in one order; the others, in every order, where a name still meets something."""
_POINT = 9
"""Half the room a point takes, in pixels."""
_BESIDE = 12
_ON_NAME, _ON_POINT, _FREE, _OUTSIDE = 12, 9, 3, 12
"""What it weighs that a name lies on another, on a point, on what must stay free, or leaves the room."""
_THROUGH_NAME, _THROUGH_POINT, _ACROSS = 4, 3, 8
"""What it weighs that a leader runs through a name, through a point, or across another."""
_HIDDEN = 0.1
"""The part of a leader that the mark of its point hides."""
_ROUNDS = 3
"""After the first round, for so many at most, every name is placed again among all the others, which frees room that is no longer needed."""
_CROWD = 60
"""Points nearer than this to one another crowd, in pixels."""

Point = tuple[float, float]
Numbers = NDArray[np.floating]


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
    room near by; where that leaves lines across one another, we look farther out, other orders are tried and the
    clearest is taken.
    """
    sizes = np.array([size_of(text, size) for text in texts]).reshape(-1, 2)
    orders = list(_orders(layouts[0].points))
    found = list[_Arrangement]()
    for rings, tried in ((_RINGS[:_NEAR], orders[:1]), (_RINGS, orders)):
        plan = _Plan(layouts, sizes, _offsets(sizes, rings))
        for order in tried:
            found.append(_arranged(plan, order))
            if not found[-1].met:
                return found[-1].offsets
    return min(found, key=lambda each: each.met).offsets


def _orders(points: Sequence[Point]) -> Iterator[Sequence[int]]:
    """Which name is placed first: the crowded, then from one side to the other, each way."""
    every = range(len(points))
    yield sorted(every, key=lambda each: (-_crowd(points, each), each))
    for axis in (0, 1):
        along = sorted(every, key=lambda each: points[each][axis])
        yield along
        yield along[::-1]


class _Arrangement(NamedTuple):
    """Where all names stand, and how much they meet there."""

    offsets: list[Offset]
    met: int


def _arranged(plan: _Plan, order: Sequence[int]) -> _Arrangement:
    """Give each name in turn the place where it meets the least, the nearest of those."""
    found, met = dict[int, int](), plan.still.copy()
    for _ in range(_ROUNDS):
        before = dict(found)
        for at in order:
            place = int(met[at].argmin())
            if place != found.get(at):
                met += plan.met_by(at, place)
                if at in found:
                    met -= plan.met_by(at, found[at])
                found[at] = place
        if found == before:  # the next round would say the same
            break
    every = range(len(met))
    offsets = [Offset(*plan.offsets[at, found[at]].tolist()) for at in every]
    return _Arrangement(offsets, sum(int(met[at, found[at]]) for at in every))


class _Plan:
    """Every place of every name on all layouts, and how much names meet there.

    Boxes and lines are tables of four long rows; a column is a layout, a name and a place. How much is met is a table of a row a
    name and a column a place, all layouts together.
    """

    def __init__(self, layouts: Sequence[LabelLayout], sizes: Numbers, offsets: Numbers) -> None:
        points = np.array([layout.points for layout in layouts]).reshape(len(layouts), -1, 1, 2)
        middles, halves = points + offsets, sizes[:, None] / 2
        self.offsets = offsets
        self._shape = middles.shape[:3]
        self._boxes = _columns(np.concatenate([middles - halves, middles + halves], axis=-1))
        self._leaders = _columns(np.concatenate([np.broadcast_to(points, middles.shape), middles], axis=-1))
        self._reach = _around(self._boxes, _ends(self._leaders))
        self._met_by = dict[tuple[int, int], NDArray[np.int64]]()
        self.still = np.sum([self._still(*each) for each in enumerate(layouts)], axis=0)
        """How much a name meets at each of its places of what does not move."""

    def _still(self, on: int, layout: LabelLayout) -> NDArray[np.int64]:
        _, names, places = self._shape
        mine = slice(on * names * places, (on + 1) * names * places)
        boxes, leaders, reach = (each[:, mine] for each in (self._boxes, self._leaders, self._reach))
        room, free = np.array(layout.room)[:, None], np.array(layout.kept_free).reshape(-1, 4).T
        found = _OUTSIDE * ((boxes[:2] < room[:2]) | (boxes[2:] > room[2:])).any(axis=0)
        found += _FREE * _meet(boxes[:, :, None], free[:, None]).sum(axis=1)
        dots = np.array([around(point, _POINT) for point in layout.points]).reshape(-1, 4).T
        at, met = np.nonzero(_meet(reach[:, :, None], dots[:, None]))
        at, met = (each[at // places != met] for each in (at, met))  # its own point is no hindrance
        weight = _ON_POINT * _meet(boxes[:, at], dots[:, met]) + _THROUGH_POINT * _through(leaders[:, at], dots[:, met])
        return (found + _summed(at, weight, len(found))).reshape(names, places)

    def met_by(self, at: int, place: int) -> NDArray[np.int64]:
        """How much every other name would meet, at each of its places, of one that stands at a place of its own."""
        if (at, place) not in self._met_by:
            self._met_by[at, place] = self._meetings(at, place)
        return self._met_by[at, place]

    def _meetings(self, at: int, place: int) -> NDArray[np.int64]:
        on, names, places = self._shape
        own = (np.arange(on) * names + at) * places + place
        near = _meet(self._reach.reshape(4, on, -1), self._reach[:, own, None]).reshape(self._shape)
        near[:, at] = False
        theirs = np.flatnonzero(near)
        mine = own[theirs // (names * places)]
        box, other = self._boxes[:, mine], self._boxes[:, theirs]
        leader, line = self._leaders[:, mine], self._leaders[:, theirs]
        weight = (
            _ON_NAME * _meet(box, other)
            + _THROUGH_NAME * _through(leader, other)
            + _THROUGH_NAME * _through(line, box)
            + _ACROSS * _cross(leader, line)
        )
        return _summed(theirs % (names * places), weight, names * places).reshape(names, places)


def _columns(table: Numbers) -> Numbers:
    """Four numbers of each layout, name and place, as four long rows; single precision is far finer than a pixel."""
    return np.ascontiguousarray(table.reshape(-1, 4).T, dtype=np.float32)


def _summed(at: NDArray[np.intp], weight: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """The sum of the weights at each of so many numbers."""
    return np.bincount(at, weight, length).astype(np.int64)


def _meet(one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Whether boxes share room: left, top, right and bottom by row."""
    return (one[0] < other[2]) & (other[0] < one[2]) & (one[1] < other[3]) & (other[1] < one[3])


def _ends(lines: Numbers) -> Numbers:
    """The boxes around lines."""
    return np.concatenate([np.minimum(lines[:2], lines[2:]), np.maximum(lines[:2], lines[2:])])


def _around(one: Numbers, other: Numbers) -> Numbers:
    """The boxes around two each."""
    return np.concatenate([np.minimum(one[:2], other[:2]), np.maximum(one[2:], other[2:])])


def _through(leaders: Numbers, boxes: Numbers) -> NDArray[np.bool_]:
    """Whether leaders run through boxes: they come near, and not all corners lie on one side of them. Where a leader starts,
    under the mark of its point, does not count."""
    (x, y, to_x, to_y), (left, top, right, bottom) = leaders, boxes
    dx, dy = to_x - x, to_y - y
    seen = np.stack([x + _HIDDEN * dx, y + _HIDDEN * dy, to_x, to_y])
    aside = np.abs(dx * (top + bottom - 2 * y) - dy * (left + right - 2 * x))
    return _meet(_ends(seen), boxes) & (aside < np.abs(dx) * (bottom - top) + np.abs(dy) * (right - left))


def _cross(lines: Numbers, others: Numbers) -> NDArray[np.bool_]:
    """Whether lines run across others: the ends of each lie on either side of the other."""

    def apart(line: Numbers, other: Numbers) -> NDArray[np.bool_]:
        x, y, to_x, to_y = line
        sides = [(to_x - x) * (v - y) - (to_y - y) * (u - x) for u, v in (other[:2], other[2:])]
        return sides[0] * sides[1] < 0

    return apart(lines, others) & apart(others, lines)


def _offsets(sizes: Numbers, rings: Sequence[int]) -> Numbers:
    """Right and left of the point first, then above and below, then round and round, ring by ring, for names of these sizes:
    a row a name, a column a place, dx and dy."""
    step = 2 * math.pi / _TURNS
    first = [0.0, math.pi, -math.pi / 2, math.pi / 2]
    angles = np.array([*first, *(turn * step for turn in range(_TURNS) if turn % (_TURNS // 4))])
    away = _BESIDE + np.array(rings)[:, None, None] + sizes[:, None, None] / 2
    return (away * np.stack([np.cos(angles), np.sin(angles)], axis=-1)).reshape(len(sizes), len(rings) * _TURNS, 2)


def _crowd(points: Sequence[Point], at: int) -> int:
    return sum(math.dist(points[at], other) < _CROWD for other in points)
