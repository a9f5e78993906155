"""Where names stand beside their points."""

from __future__ import annotations

from itertools import combinations

from insight.charts.style.labels import Box, LabelLayout, place_names


def test_no_line_to_a_name_runs_across_another_in_a_crowd() -> None:
    points = [(190.0, 110.0), (196.0, 104.0), (184.0, 120.0), (201.0, 118.0), (192.0, 128.0)]
    crowd = [Box(x - 6, y - 6, x + 6, y + 6) for x in range(170, 215, 9) for y in range(90, 140, 9)]
    names = [
        "Jarvis Medical Practice",
        "Alexandra Group Practice",
        "Elm House",
        "Medlock Medical Practice",
        "Chadderton House",
    ]
    found = place_names([LabelLayout(points, Box(0, 0, 360, 260), crowd)], names, 14)
    lines = [((x, y), (x + at.dx, y + at.dy)) for (x, y), at in zip(points, found, strict=True)]
    assert not [pair for pair in combinations(lines, 2) if _cross(*pair)]


def _cross(one: tuple, other: tuple) -> bool:
    def side(a: tuple, b: tuple, c: tuple) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    return side(*one, other[0]) != side(*one, other[1]) and side(*other, one[0]) != side(*other, one[1])
