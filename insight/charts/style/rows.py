"""Charts that are read row by row: a name at the left, a mark with its interval, words at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from insight.charts.drawing import Drawing
from insight.charts.style.layout import BODY, EDGE, FOOT, wrapped
from insight.charts.style.palette import GRID, INK, QUIET_INK
from insight.charts.style.plotting import (
    ABOVE,
    BESIDE,
    draw_path,
    draw_points,
    figures_axis,
    level_line,
    row_axis,
    upright_line,
    write,
)

ROW = 46
"""The height of a row in pixels."""
_GAP = 12
"""Pixels between the plot and the first column."""
_CHARACTER = 0.62
"""Width of a character as a share of the size of our type."""


@dataclass(frozen=True)
class Mark:
    """One row: what it is about, its figure, and how it looks."""

    label: str
    """Ready for Plotly: lines broken, text made plain."""
    value: float
    lower: float
    upper: float
    colour: str
    symbol: str
    hover: str
    words: str = ""
    """What stands at the right of the row."""


def draw_rows(chart: Drawing, marks: Sequence[Mark], suffix: str = "%", against: Sequence[float] = ()) -> None:
    """Draw the rows from the top down, on an axis that holds every mark, interval and `against`."""
    values = [v for each in marks for v in (each.value, each.lower, each.upper) if not isnan(v)]
    values += [v for v in against if not isnan(v)]
    low, high = (min(values), max(values)) if values else (0.0, 100.0)
    room = max(high - low, 2.0) * 0.06
    chart.update_layout(
        xaxis=figures_axis((low - room, high + room), 8, ticksuffix=suffix),
        yaxis=row_axis([each.label for each in marks]),
    )
    for at, each in enumerate(marks):
        _draw(chart, at, each)


def draw_line(
    chart: Drawing, value: float, text: str, colour: str, *, dash: str = "solid", level: int = 0, anchor: str = "auto"
) -> None:
    """A vertical line through all rows, named at its head; `level` lifts the name clear of a neighbour's.

    `anchor` says which side of the name lies on the line: "right" keeps it clear of what stands at the right.
    """
    upright_line(chart, value, {"color": colour, "width": 2.5, "dash": dash}, layer="below")
    write(chart, f"<b>{text}</b>", BODY, colour, x=value, xanchor=anchor, yshift=4 + 22 * level, **ABOVE)


def draw_heading(chart: Drawing, at: float, text: str) -> None:
    """A heading over a group of rows, in the column of their names."""
    level_line(chart, at, {"color": GRID, "width": 2})
    chart.add_annotation(
        text=f"<b>{text}</b>", x=0, xref="paper", xanchor="right", xshift=-10, y=at, yanchor="top", yshift=-2,
        showarrow=False, align="right",
    )  # fmt: skip


def _draw(chart: Drawing, at: int, each: Mark) -> None:
    if each.words:
        write(chart, each.words, BODY, each.colour, y=at, yanchor="middle", xshift=12, align="left", **BESIDE)
    if isnan(each.value):
        return
    if not isnan(each.lower):
        draw_path(chart, [each.lower, each.upper], [at, at], {"color": each.colour, "width": 3})
    marker = {"symbol": each.symbol, "size": 15, "color": each.colour, "line": {"color": each.colour, "width": 2}}
    draw_points(chart, [each.value], [at], marker, each.hover)


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
        write(chart, title, FOOT, QUIET_INK, xshift=left, yshift=4, align="left", **BESIDE, **ABOVE)
        for at, cell in enumerate(each.cells):
            text = f"<b>{wrapped(cell, 40)}</b>" if at == 0 else wrapped(cell, 40)
            colour = INK if at == 0 else QUIET_INK
            write(chart, text, BODY, colour, y=at, yanchor="middle", xshift=left, align="left", **BESIDE)
        left += each.width
