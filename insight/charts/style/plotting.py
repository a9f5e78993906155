"""What nearly every plot does: texts, lines, bands and points at their places, and an axis that holds its figures or its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan
from typing import Any

import pandas as pd

from insight.charts.drawing import Attributes, Drawing, scatter
from insight.charts.style.layout import BODY, FOOT
from insight.charts.style.palette import ENGLAND, GRID, GROUND, INK, QUIET_INK

BESIDE: Attributes = {"x": 1, "xref": "paper", "xanchor": "left"}
"""Where a text begins that stands at the right of a plot."""
ABOVE: Attributes = {"y": 1, "yref": "paper", "yanchor": "bottom"}
"""Where a text ends that stands over a plot."""
KEY: Attributes = {"x": 0, "xref": "paper", "xanchor": "left"} | ABOVE
"""Where the key of a plot begins, over its upper left corner."""


def write(figure: Drawing, text: str, size: int, colour: str = INK, **where: object) -> None:
    """Text on a plot, without an arrow; `where` are Plotly's names for its place."""
    figure.add_annotation(text=text, showarrow=False, font={"size": size, "color": colour}, **where)


def name_point(
    figure: Drawing, text: str, at: tuple[float, float], away: tuple[float, float], colour: str = INK, **look: object
) -> None:
    """The name of a point, so many pixels `away` from it, with a short line that settles whose it is."""
    figure.add_annotation(
        text=text, x=at[0], y=at[1], ax=away[0], ay=away[1], showarrow=True, arrowhead=0, arrowwidth=1, arrowcolor=QUIET_INK,
        **{"standoff": 8, "borderpad": 0, "font": {"size": FOOT, "color": colour}, **look},
    )  # fmt: skip


def level_line(figure: Drawing, at: float, line: Attributes, **more: object) -> None:
    """A line across the whole plot, at a figure or between two rows."""
    figure.add_shape(type="line", x0=0, x1=1, xref="paper", y0=at, y1=at, line=line, **more)


def upright_line(figure: Drawing, at: object, line: Attributes, **more: object) -> None:
    """A line from the foot of the plot to its top."""
    figure.add_shape(type="line", x0=at, x1=at, y0=0, y1=1, yref="paper", line=line, **more)


def band(figure: Drawing, x: tuple[object, object], y: tuple[float, float], colour: str, **more: object) -> None:
    """A coloured ground behind the marks, from one end to the other across and upwards."""
    look = {"fillcolor": colour, "line": {"width": 0}, "layer": "below"} | more
    figure.add_shape(type="rect", x0=x[0], x1=x[1], y0=y[0], y1=y[1], **look)


def benchmark_tick(figure: Drawing, value: float, row: int, **more: object) -> None:
    """England's figure, or another comparator's, as a tick in one row."""
    line = {"color": ENGLAND, "width": 4}
    figure.add_shape(type="line", x0=value, x1=value, y0=row - 0.3, y1=row + 0.3, line=line, **more)


def draw_path(figure: Drawing, x: Iterable[Any], y: Iterable[Any], line: Attributes, **more: object) -> None:
    """A line through places, parted where one is None, that says nothing of itself."""
    figure.add_trace(scatter(x=x, y=y, mode="lines", hoverinfo="skip", line=line, **more))


def draw_paths(figure: Drawing, paths: Iterable[Iterable[tuple[Any, Any]]], line: Attributes, **more: object) -> None:
    """Several lines as one trace, each through its own points."""
    points = [point for path in paths for point in (*path, (None, None))]
    draw_path(figure, [x for x, _ in points], [y for _, y in points], line, **more)


def whiskers_of(places: Iterable[Any], rows: pd.DataFrame, digits: int) -> list[list[tuple[Any, float]]]:
    """The paths from the lower to the upper limit of each row, upright at its place; none for a row without an interval."""
    ends = zip(places, rows["lower"], rows["upper"], strict=True)
    return [[(at, round(lower, digits)), (at, round(upper, digits))] for at, lower, upper in ends if not isnan(lower)]


def draw_points(
    figure: Drawing, x: Iterable[Any], y: Iterable[Any], marker: Attributes, told: str | list[str], **more: object
) -> None:
    """Points that say what they are to who points at one."""
    figure.add_trace(scatter(x=x, y=y, mode="markers", marker=marker, hoverinfo="text", text=told, **more))


def figures_axis(ends: Sequence[float], most: int, **more: object) -> Attributes:
    """An axis of figures from one end to the other, with a grid line at each of at most so many."""
    return {"range": list(ends), "gridcolor": GRID, "nticks": most, **more}


def mark_date(figure: Drawing, at: str, text: str, line: Attributes, *, side: str, down: int) -> None:
    """An upright line at a date with what is to be said of it so many pixels `down`; `side` of the text lies on the line."""
    shift = -8 if side == "right" else 8
    upright_line(figure, at, line, layer="below")
    write(
        figure, text, FOOT, line["color"], x=at, xanchor=side, xshift=shift, y=1, yref="paper", yanchor="top", yshift=-down,
        align=side, bgcolor=GROUND, borderpad=2,
    )  # fmt: skip


def name_end(figure: Drawing, text: str, colour: str, value: float, up: float) -> None:
    """The name of a line at its end, moved so many pixels up."""
    where = {"xshift": 6, "y": value, "yanchor": "middle", "yshift": up}
    write(figure, text, BODY, colour, align="left", **where, **BESIDE)


def dates_axis(
    ends: Sequence[pd.Timestamp], ticks: Iterable[pd.Timestamp], texts: list[str], **more: object
) -> Attributes:
    """An axis of dates with a text at some of them."""
    marks = {"tickmode": "array", "tickvals": [iso(each) for each in ticks], "ticktext": texts}
    return {"type": "date", "range": [iso(each) for each in ends], **marks, "showgrid": False, **more}


def iso(when: pd.Timestamp) -> str:
    """A date as Plotly takes it."""
    return f"{when:%Y-%m-%d}"


def row_axis(labels: Sequence[str], standoff: int = 10, **more: object) -> Attributes:
    """The upright axis of a plot that is read row by row from the top, each row with its label."""
    return {
        "range": [len(labels) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "showgrid": False,
        "ticklabelstandoff": standoff,
        **more,
    }


def bounds(values: Iterable[float], room: float, least: float) -> list[float]:
    """The range of an axis that holds all values, with that share of their span (`least` or more) to spare at each end."""
    known = list(values)
    low, high = min(known), max(known)
    span = max(high - low, least)
    return [low - room * span, high + room * span]
