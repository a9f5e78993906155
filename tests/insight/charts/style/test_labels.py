"""Where names stand beside their points."""

from __future__ import annotations

from itertools import combinations

from insight.charts.style.labels import Box, LabelLayout, meet, place_names, size_of


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


CROWDED = [
    (0.403, 0.338), (0.287, 0.413), (0.563, 0.388), (0.322, 0.239), (0.351, 0.399), (0.312, 0.121), (0.1, 0.203), (0.432, 0.28), (0.425, 0.29),
    (0.216, 0.301), (0.42, 0.326), (0.363, 0.336), (0.356, 0.372), (0.318, 0.424), (0.43, 0.546), (0.388, 0.654), (0.399, 0.826), (0.475, 0.879),
]  # fmt: skip
"""Where the measures of an invented area lie on the grid of priorities, as shares of the plot."""


NAMES = [
    "Listening", "Care and concern", "Involvement", "Contacting the practice", "Reception", "Trust", "Phone", "Needs met", "Website", "Wait",
    "Preferred professional", "Knowing the next step", "Long-term conditions", "Mental wellbeing", "When closed", "NHS App", "Pharmacy",
    "Managing conditions",
]  # fmt: skip


def on_screens(places: list[tuple[float, float]]) -> list[LabelLayout]:
    return [
        LabelLayout(
            [(x * wide, y * 434) for x, y in places],
            Box(0, 50, wide, 384),
            (Box(wide / 2 - 2, 0, wide / 2 + 2, 434), Box(0, 152, wide, 156)),
        )
        for wide in (864, 1234, 1504)
    ]


def test_no_line_runs_across_another_and_no_name_over_one_on_a_laptop_or_in_a_meeting_room() -> None:
    names, layouts = NAMES, on_screens(CROWDED)
    found = place_names(layouts, names, 14)
    for layout in layouts[1:]:
        lines = [((x, y), (x + at.dx, y + at.dy)) for (x, y), at in zip(layout.points, found, strict=True)]
        assert not [pair for pair in combinations(lines, 2) if _cross(*pair)]
        sizes = [size_of(name, 14) for name in names]
        boxes = [
            Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            for (_, (x, y)), (wide, high) in zip(lines, sizes, strict=True)
        ]
        assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]


def test_where_nothing_is_to_be_named_nothing_is_placed() -> None:
    assert place_names([LabelLayout([], Box(0, 0, 300, 200), [Box(1, 1, 9, 9)])], [], 14) == []
