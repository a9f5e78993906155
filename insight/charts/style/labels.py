"""Where the name of each point may stand so that no two names lie on one another, on a narrow screen or a wide one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_CHARACTER, _LINE = 0.56, 1.35
"""Width of a character and height of a line, as shares of the size of our type."""
_RINGS = (0, 10, 22, 36, 52, 70, 90, 112, 136, 162, 190, 220)
"""How far from beside its point a name may wander, in pixels, near places first."""
_TURNS = 16
_POINT = 9
"""Half the room a point takes, in pixels."""
_BESIDE = 12
_STEPS = 10
"""At so many places along a leader we look whether it runs through something."""
_ROUNDS = 3
"""After the first round every name is placed again among all the others, which frees room that is no longer needed."""
_CROWD = 60
"""Points nearer than this to one another crowd, in pixels."""

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle in pixels; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share any room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether this lies wholly within another."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom

    def holds(self, point: Point) -> bool:
        """Whether a point lies within."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom


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
    room near by.
    """
    sizes = [size_of(text, size) for text in texts]
    first = layouts[0].points
    found: dict[int, Offset] = {}
    for _ in range(_ROUNDS):
        for at in sorted(range(len(first)), key=lambda each: (-_crowd(first, each), each)):
            others = {each: offset for each, offset in found.items() if each != at}
            found[at] = _best(layouts, at, sizes, others)
    return [found[at] for at in range(len(first))]


def _best(
    layouts: Sequence[LabelLayout], at: int, sizes: Sequence[tuple[float, float]], others: dict[int, Offset]
) -> Offset:  # fmt: skip
    best, least = Offset(0, 0), math.inf
    for offset in _offsets(*sizes[at]):
        met = sum(_met(layout, at, offset, sizes, others) for layout in layouts)
        if met < least:
            best, least = offset, met
        if not met:
            break
    return best


def box_of(point: Point, offset: Offset, size: tuple[float, float]) -> Box:
    """The room a name takes."""
    x, y = point[0] + offset.dx, point[1] + offset.dy
    return Box(x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)


def _met(
    layout: LabelLayout, at: int, offset: Offset, sizes: Sequence[tuple[float, float]], found: dict[int, Offset]
) -> int:  # fmt: skip
    """How much a name would meet on one layout; leaving the room weighs most, a line through another name little."""
    points = layout.points
    mine = box_of(points[at], offset, sizes[at])
    others = {each: box_of(points[each], found[each], sizes[each]) for each in found}
    leader = _along(points[at], mine)
    met = 8 * (not mine.inside(layout.room))
    met += 4 * sum(mine.meets(box) for box in others.values())
    met += 4 * sum(mine.meets(_dot(each)) for each in points)
    met += 2 * sum(mine.meets(box) for box in layout.kept_free)
    met += sum(any(box.holds(step) for step in leader) for box in others.values())
    met += sum(any(mine.holds(step) for step in _along(points[each], box)) for each, box in others.items())
    return met


def _dot(point: Point) -> Box:
    return Box(point[0] - _POINT, point[1] - _POINT, point[0] + _POINT, point[1] + _POINT)


def _along(point: Point, box: Box) -> list[Point]:
    """Steps from a point to the middle of its name."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    shares = [step / _STEPS for step in range(1, _STEPS)]
    return [(point[0] + share * (x - point[0]), point[1] + share * (y - point[1])) for share in shares]


def _offsets(width: float, height: float) -> Iterator[Offset]:
    """Right and left of the point first, then above and below, then round and round, farther out each time."""
    for ring in _RINGS:
        for angle in _angles():
            yield Offset(
                (_BESIDE + ring + width / 2) * math.cos(angle), (_BESIDE + ring + height / 2) * math.sin(angle)
            )


def _angles() -> list[float]:
    step = 2 * math.pi / _TURNS
    first = [0.0, math.pi, -math.pi / 2, math.pi / 2]
    return [*first, *(turn * step for turn in range(_TURNS) if turn % (_TURNS // 4))]


def _crowd(points: Sequence[Point], at: int) -> int:
    return sum(math.dist(points[at], other) < _CROWD for other in points)
