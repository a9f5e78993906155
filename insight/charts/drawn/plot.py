"""A plot with its axes and words, laid out for a size: rows as high as their words need, labels broken where they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from insight.charts.chart import Chart
from insight.charts.drawn.axes import axis_height, draw_axes, name_rows, name_rows_above
from insight.charts.drawn.beside import GAP, columns_of, heading_height, write_columns
from insight.charts.drawn.field import ICON_ROOM, Field
from insight.charts.drawn.fitted import FittedRows, TooSmall, fit_rows
from insight.charts.drawn.head import Span, place_heads, write_heads
from insight.charts.drawn.marks import draw_bars, draw_trace
from insight.charts.drawn.parts import row_of
from insight.charts.drawn.reading import Plot, read_plot
from insight.charts.drawn.rich import Line, balanced, broken, height, joined, longest_word, read, widest
from insight.charts.drawn.scale import AxisScale, number, row_scale, straight, ticks
from insight.charts.drawn.shapes import draw_shape
from insight.charts.drawn.sheet import DrawnSheet
from insight.charts.drawn.sizes import NARROW, Size
from insight.charts.drawn.unfolded import draw_unfolded
from insight.charts.drawn.within import write_leaders, write_within
from insight.charts.drawn.words import EDGE, words_for
from insight.charts.style.layout import FOOT
from insight.charts.style.palette import QUIET_INK

_ICONS = 540
"""Units that a plot must be wide for the icons of a control chart."""
_LABELS, _FLAT_LABELS, _TABLE_LABELS = 0.34, 0.42, 0.25
_COLUMN, _FLAT_COLUMN, _COLUMNS, _STACKED, _STACKED_COLUMNS = 0.32, 0.4, 0.42, 0.46, 0.6
"""Shares of the width for the names of rows, for those in one line, for those of a table drawn as a chart, for one column
at the right, for one that is low, for several, and for one and for several where the names stand over the marks."""
_LEAST_COLUMN, _LEAST_STACKED = 84, 128
"""Units of the narrowest of several columns, and where the names stand over the marks: a figure with its verdict has one line."""
_FIGURE, _FIGURES_CELL, _WORDS_CELL, _TABLE = 16, 58, 84, 3
"""Characters of a figure, with its markup; units that a column of a table drawn as a chart needs, of figures and of words;
from so many columns on a chart without figures along its foot is one."""
_ASPECT, _TALL, _OF_SCREEN = 0.6, 0.95, 0.72
"""Height of a plot as a share of its width, on a wide size and on a narrow one; as a share of its height on a screen."""
_LEAST_HIGH = 100
"""Units that a plot without rows must be high."""
_SHRINK = 0.8
"""Points are so much smaller than on a screen."""


def draw_plot(figure: Mapping[str, Any], chart: Chart, size: Size) -> tuple[str, float]:
    """The body of the drawing and its height. Raises TooSmall where it cannot be read in that size."""
    words, plot = words_for(chart, size), read_plot(figure)
    rows, left, right = _across(plot, size)
    xscale = _across_scale(plot, left, right)
    try:
        cell = _cell(plot, abs(xscale.at(1) - xscale.at(0)), size)
    except TooSmall:
        if not size.grows:
            raise
        try:
            return draw_unfolded(plot, words, size)
        except TooSmall:  # its foot takes less on a size that does not grow
            return draw_unfolded(plot, words_for(chart, replace(size, grows=False)), size)
    headed = max((heading_height(each) for each in rows.columns), default=0.0)
    span = Span(EDGE, size.width - EDGE, left, right, headed)
    heads = place_heads(plot.parts.head, xscale, span, cell, brief=not size.grows or size.width < NARROW)
    icons = plot.icons and right - left >= _ICONS
    above = max([headed, *(each.top for each in heads)])
    top = words.top + above + ICON_ROOM * icons + 6
    bottom = words.bottom + axis_height(plot, right - left)
    room = size.height - top - bottom
    if plot.rows:
        rows = fit_rows(rows, room, size, cell)
        yscale, high = row_scale(rows.heights, top, rows.named), sum(rows.heights)
    else:
        high = _height(plot, right - left, room, size)
        if high < _LEAST_HIGH:
            raise TooSmall(size)
        if plot.yaxis.get("scaleanchor"):
            plot = _in_proportion(plot, right - left, high)
            rows = replace(rows, plot=plot)
            xscale = _across_scale(plot, left, right)
        yscale = straight(plot.yaxis["range"], top + high, top)
    note = broken(read(rows.plot.note), size.width - 2 * EDGE, FOOT) if rows.plot.note else []
    full = top + high + height(note, FOOT) + bottom if size.grows else size.height

    hung = max((each.top for each in heads if each.note.get("xref", "x") != "paper"), default=0.0)
    sheet, field = DrawnSheet(size.screen), Field(left, top, right, top + high, xscale, yscale, icons, hung)
    _draw(sheet, rows, field, cell, size.width - EDGE)
    write_heads(sheet, heads, top)
    sheet.write(note, EDGE, full - words.bottom - height(note, FOOT) - 3, FOOT, QUIET_INK)
    words.write(sheet, full)
    return sheet.body, full


def _across(plot: Plot, size: Size) -> tuple[FittedRows, float, float]:
    """The names and columns of the rows, broken for the room they have, and the sides of the plot between them."""
    stacked, flat, inner = bool(plot.names) and size.width < NARROW, not size.grows, size.width - 2 * EDGE
    many = len(plot.parts.columns) > 1
    one, several = (_STACKED, _STACKED_COLUMNS) if stacked else (_FLAT_COLUMN if flat else _COLUMN, _COLUMNS)
    least = _LEAST_STACKED if stacked else _LEAST_COLUMN
    columns = columns_of(plot.parts.columns, inner * (several if many else one), least, flat=flat and bool(plot.rows))
    share = _TABLE_LABELS
    if plot.xaxis.get("visible", True) or plot.parts.columns:
        share = _FLAT_LABELS if flat and not many else _LABELS
    room = inner if stacked else inner * share
    texts = {row: read(text) for row, text in plot.names.items()}
    names = {row: balanced(joined(lines, ", ") if flat else lines, room, FOOT) for row, lines in texts.items()}
    left = 4 if stacked else _left_room(plot, names)
    right = sum(each.wide + GAP for each in columns)
    return FittedRows(plot, names, columns, stacked), EDGE + left, size.width - EDGE - right


def _left_room(plot: Plot, names: Mapping[int, list[Line]]) -> float:
    """Units at the left of the plot for the names of rows, or for the figures of the upright axis."""
    if names:
        return max(widest(lines, FOOT) for lines in names.values()) + 12
    if plot.rows or not plot.yaxis.get("visible", True):
        return 0
    return max(widest(read(text), FOOT) for _, text in ticks(plot.yaxis, 400)) + 10


def _cell(plot: Plot, wide: float, size: Size) -> float | None:
    """How wide a column of a table drawn as a chart is; None where the chart is none."""
    if not plot.rows or plot.xaxis.get("visible", True) or _long(plot.xaxis) < _TABLE:
        return None
    words = any(len(str(note["text"])) > _FIGURE for note in plot.parts.within if row_of(note) is not None)
    texts = (read(str(text)) for trace in plot.traces for text in trace.get("text") or () if trace["mode"] == "text")
    longest = max((longest_word(text, FOOT) for text in texts), default=0.0)
    if wide < max(_WORDS_CELL if words else _FIGURES_CELL, longest):
        raise TooSmall(size)
    return wide


def _height(plot: Plot, wide: float, room: float, size: Size) -> float:
    """The height of a plot that is not read in rows."""
    if not size.grows:
        return room
    if plot.yaxis.get("scaleanchor"):
        return min(wide * _long(plot.yaxis) / _long(plot.xaxis), room)
    if size.width < NARROW:
        return min(wide * _TALL, room)
    return min(max(wide * _ASPECT, plot.drawn * _OF_SCREEN), room)


def _across_scale(plot: Plot, left: float, right: float) -> AxisScale:
    return straight(plot.xaxis["range"], left, right)


def _in_proportion(plot: Plot, wide: float, high: float) -> Plot:
    """The same map with more land around it on the side that has room to spare, so that it is not stretched."""
    unit = max(_long(plot.xaxis) / wide, _long(plot.yaxis) / high)
    axes = ((plot.xaxis, wide), (plot.yaxis, high))
    xaxis, yaxis = ({**axis, "range": _around(axis["range"], unit * room / 2)} for axis, room in axes)
    return replace(plot, xaxis=xaxis, yaxis=yaxis)


def _around(ends: Sequence[float], half: float) -> list[float]:
    middle = sum(map(number, ends)) / 2
    return [middle - half, middle + half]


def _long(axis: Mapping[str, Any]) -> float:
    return abs(number(axis["range"][1]) - number(axis["range"][0]))


def _draw(sheet: DrawnSheet, rows: FittedRows, field: Field, cell: float | None, edge: float) -> None:
    """Axes, marks and the words among them, in the order in which they may cover one another."""
    plot = rows.plot
    draw_axes(sheet, plot, field)
    below = [shape for shape in plot.shapes if shape.get("layer") == "below"]
    for shape in below:
        draw_shape(sheet, shape, field)
    draw_bars(sheet, plot.traces, field)
    # Lines may leave the axes, points and words never do: on a chart of rows nothing leaves them.
    clip = None if plot.rows else sheet.clip(field.left, field.top, field.right, field.bottom)
    for leaves, traces in groupby(plot.traces, lambda trace: trace.get("mode", "lines") == "lines"):
        with sheet.within(clip if leaves else None):
            for trace in traces:
                draw_trace(sheet, trace, field, _SHRINK, cell)
    for shape in plot.shapes:
        if shape.get("layer") != "below":
            draw_shape(sheet, shape, field)
    (name_rows_above if rows.stacked else name_rows)(sheet, rows.names, field)
    write_columns(sheet, rows.columns, field)
    for row, left_out in rows.between.items():
        said = f"… {left_out} {'row' if left_out == 1 else 'rows'} between"
        sheet.write(read(said), EDGE, field.y.at(row - 0.5 - 1e-4), FOOT, QUIET_INK)
    words = write_within(sheet, plot, field, cell, field.right if rows.columns else edge)
    write_leaders(sheet, plot, field, words)
