"""Where the name of each point may stand so that no two names lie on one another."""

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
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


class Label(NamedTuple):
    """The middle of a name relative to its point, in pixels, and the room it takes."""

    dx: float
    dy: float
    box: Box


def size_of(text: str, size: int) -> tuple[float, float]:
    """How wide and how high a text with `<br>` between its lines is, about, in pixels."""
    lines = text.split("<br>")
    return max(map(len, lines)) * size * _CHARACTER + 4, len(lines) * size * _LINE


def place(points: Sequence[tuple[float, float]], texts: Sequence[str], size: int, room: Box) -> list[Label]:
    """One label per point, in the order given: beside its point where that is free, else as near as can be.

    Names keep off one another, off all points and within the room. Where there is no such place left, a name stands
    where it meets the fewest others. The crowded are placed first, so that they find room near by.
    """
    taken = [Box(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in points]
    found: dict[int, Label] = {}
    for at in sorted(range(len(points)), key=lambda each: (-_crowd(points, each), each)):
        width, height = size_of(texts[at], size)
        places = [label for label in _places(points[at], width, height) if label.box.inside(room)]
        free = next((label for label in places if not any(label.box.meets(other) for other in taken)), None)
        if free is None:
            pool = places or list(_places(points[at], width, height))
            free = min(pool, key=lambda label: sum(label.box.meets(other) for other in taken))
        found[at] = free
        taken.append(free.box)
    return [found[at] for at in range(len(points))]


def _places(point: tuple[float, float], width: float, height: float) -> Iterator[Label]:
    """Right and left of the point first, then above and below, then round and round, farther out each time."""
    x, y = point
    for ring in _RINGS:
        for angle in _angles():
            away_x = _BESIDE + ring + width / 2
            away_y = _BESIDE + ring + height / 2
            dx, dy = away_x * math.cos(angle), away_y * math.sin(angle)
            yield Label(dx, dy, Box(x + dx - width / 2, y + dy - height / 2, x + dx + width / 2, y + dy + height / 2))


def _angles() -> list[float]:
    step = 2 * math.pi / _TURNS
    first = [0.0, math.pi, -math.pi / 2, math.pi / 2]
    return [*first, *(turn * step for turn in range(_TURNS) if turn % (_TURNS // 4))]


def _crowd(points: Sequence[tuple[float, float]], at: int) -> int:
    return sum(math.dist(points[at], other) < 60 for other in points)
