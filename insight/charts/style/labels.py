"""Where the name of each point may stand so that no two names lie on one another, on a narrow screen or a wide one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_CHARACTER, _LINE = 0.56, 1.35
"""Width of a character and height of a line, as shares of the size of our type."""
_RINGS = (0, 10, 22, 36, 52, 70, 90, 112, 136, 162, 190, 220)
"""How far from beside its point a name may wander, in pixels, near places first."""
_TURNS = 32
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
    sizes = [size_of(text, size) for text in texts]
    best, least = list[Offset](), math.inf
    for order in _orders(layouts[0].points):
        found, met = _arranged(layouts, sizes, order)
        if met < least:
            best, least = [found[at] for at in range(len(texts))], met
        if not met:
            break
    return best


def _orders(points: Sequence[Point]) -> Iterator[Sequence[int]]:
    """Which name is placed first: the crowded, then from one side to the other, each way."""
    every = range(len(points))
    yield sorted(every, key=lambda each: (-_crowd(points, each), each))
    for axis in (0, 1):
        along = sorted(every, key=lambda each: points[each][axis])
        yield along
        yield along[::-1]


def _arranged(
    layouts: Sequence[LabelLayout], sizes: Sequence[tuple[float, float]], order: Sequence[int]
) -> tuple[dict[int, Offset], float]:
    """Where each name stands when they are placed in an order, and how much they meet there."""
    found = dict[int, Offset]()
    for _ in range(_ROUNDS):
        before = dict(found)
        for at in order:
            found[at] = _best(_around(layouts, at, sizes, found), sizes[at])
        if found == before:  # the next round would say the same
            break
    met = sum(
        each.met(np.array([found[at]]), sizes[at]).sum() for at in order for each in _around(layouts, at, sizes, found)
    )
    return found, float(met)


def _best(surroundings: Sequence[_Surroundings], size: tuple[float, float]) -> Offset:
    """The place of one name that meets the least, the nearest of those."""
    best, least = Offset(0, 0), math.inf
    for ring in _RINGS:
        offsets = _offsets(ring, *size)
        met = np.sum([each.met(offsets, size) for each in surroundings], axis=0)
        nearest = int(np.argmin(met))
        if met[nearest] < least:
            best, least = Offset(*map(float, offsets[nearest])), met[nearest]
        if not least:
            break
    return best


def _around(
    layouts: Sequence[LabelLayout], at: int, sizes: Sequence[tuple[float, float]], found: dict[int, Offset]
) -> list[_Surroundings]:
    """What one name may meet on each layout, of all others that are placed."""
    others = {each: offset for each, offset in found.items() if each != at}
    return [_Surroundings.of(layout, at, sizes, others) for layout in layouts]


class _Surroundings(NamedTuple):
    """What a name may meet on one layout. Boxes are rows of left, top, right, bottom; a leader is a row of steps."""

    point: NDArray[np.float64]
    room: NDArray[np.float64]
    names: NDArray[np.float64]
    leaders: NDArray[np.float64]
    dots: NDArray[np.float64]
    """The other points."""
    kept_free: NDArray[np.float64]

    @classmethod
    def of(
        cls, layout: LabelLayout, at: int, sizes: Sequence[tuple[float, float]], others: dict[int, Offset]
    ) -> _Surroundings:  # fmt: skip
        points = np.array(layout.points, dtype=np.float64).reshape(-1, 2)
        placed = list(others)
        middles = points[placed] + np.array([others[each] for each in placed]).reshape(-1, 2)
        return cls(
            points[at],
            np.array([layout.room]),
            _boxes(middles, np.array([sizes[each] for each in placed]).reshape(-1, 2)),
            _steps(points[placed], middles),
            _boxes(np.delete(points, at, axis=0), np.full(2, 2 * _POINT)),
            np.array(layout.kept_free).reshape(-1, 4),
        )

    def met(self, offsets: NDArray[np.float64], size: tuple[float, float]) -> NDArray[np.int64]:
        """How much a name would meet at each offset; leaving the room and lines across one another weigh most."""
        middles = self.point + offsets
        mine = _boxes(middles, np.array(size))
        steps = _steps(np.broadcast_to(self.point, middles.shape), middles)
        room = self.room[0]
        outside = (mine[:, :2] < room[:2]).any(axis=1) | (mine[:, 2:] > room[2:]).any(axis=1)
        return (
            8 * outside
            + 4 * _meetings(mine, self.names)
            + 4 * _meetings(mine, self.dots)
            + 2 * _meetings(mine, self.kept_free)
            + 4 * _crossings(steps, self.names).sum(axis=1)
            + 4 * _crossings(self.leaders, mine).sum(axis=0)
            + 3 * _crossings(steps, self.dots).sum(axis=1)
            + 8 * _cross(self.point, middles, self.leaders)
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


def _offsets(ring: float, width: float, height: float) -> NDArray[np.float64]:
    """Right and left of the point first, then above and below, then round and round: one row a place, dx and dy."""
    angles = np.array(_angles())
    across, down = _BESIDE + ring + width / 2, _BESIDE + ring + height / 2
    return np.column_stack([across * np.cos(angles), down * np.sin(angles)])


def _angles() -> list[float]:
    step = 2 * math.pi / _TURNS
    first = [0.0, math.pi, -math.pi / 2, math.pi / 2]
    return [*first, *(turn * step for turn in range(_TURNS) if turn % (_TURNS // 4))]


def _crowd(points: Sequence[Point], at: int) -> int:
    return sum(math.dist(points[at], other) < _CROWD for other in points)
