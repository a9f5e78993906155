"""The name beside a map, on INVENTED places."""

from __future__ import annotations

import pytest

from insight.charts.drawn.areas import SheetGrid, write_card
from insight.charts.drawn.sheet import DrawnSheet
from insight.charts.style.labels import Box


@pytest.mark.parametrize(("anchor", "lined"), [("left", False), ("right", True)])
def test_from_a_card_at_the_right_of_a_map_a_line_leads_only_to_its_eastern_half(anchor: str, lined: bool) -> None:
    note = {
        "text": "<b>North</b>",
        "axref": "x",
        "x": 40,
        "y": 50,
        "ax": 100,
        "ay": 50,
        "xanchor": anchor,
        "font": {"size": 14},
    }
    sheet = DrawnSheet()
    write_card(sheet, note, Box(150, 0, 350, 200), SheetGrid(0, 0, 0, 100, 1), ())
    assert ("<path" in sheet.body) == lined
    assert ("outlined in black" in sheet.body) != lined
