"""Columns of words at the right of a chart that is read row by row: a heading each, and a cell for every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from insight.charts.drawing import Drawing
from insight.charts.style.layout import BODY, EDGE, FOOT, wrapped
from insight.charts.style.palette import INK, QUIET_INK

_GAP = 12
"""Pixels between the plot and the first column."""
_CHARACTER = 0.62
"""Width of a character as a share of the size of our type."""


@dataclass(frozen=True)
class ChartColumn:
    """One column: the first row belongs to the organisation in the foreground and is set in bold."""

    title: str
    cells: Sequence[str]
    width: int
    """In pixels."""


def width_of(columns: Sequence[ChartColumn]) -> int:
    """The room in pixels that columns need at the right of a plot."""
    return _GAP + sum(each.width for each in columns) + EDGE


def draw_columns(chart: Drawing, columns: Sequence[ChartColumn]) -> None:
    """Draw the columns beside the plot, in the order given."""
    left = _GAP
    for each in columns:
        title = wrapped(each.title, int(each.width / (FOOT * _CHARACTER)))
        _write(
            chart, title, left, {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 4}, size=FOOT, colour=QUIET_INK
        )
        for at, cell in enumerate(each.cells):
            text = f"<b>{wrapped(cell, 40)}</b>" if at == 0 else wrapped(cell, 40)
            _write(chart, text, left, {"y": at, "yanchor": "middle"}, size=BODY, colour=INK if at == 0 else QUIET_INK)
        left += each.width


def _write(chart: Drawing, text: str, left: int, where: dict, *, size: int, colour: str) -> None:
    font = {"size": size, "color": colour}
    chart.add_annotation(
        text=text, x=1, xref="paper", xanchor="left", xshift=left, align="left", showarrow=False, font=font, **where
    )  # fmt: skip
