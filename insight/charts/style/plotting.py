"""Two things nearly every plot does: write a text at a place, and choose an axis that holds its figures."""

from __future__ import annotations

from collections.abc import Iterable

from insight.charts.drawing import Drawing
from insight.charts.style.palette import INK


def write(figure: Drawing, text: str, size: int, colour: str = INK, **where: object) -> None:
    """Text on a plot, without an arrow; `where` are Plotly's names for its place."""
    figure.add_annotation(text=text, showarrow=False, font={"size": size, "color": colour}, **where)


def bounds(values: Iterable[float], room: float, least: float) -> list[float]:
    """The range of an axis that holds all values, with that share of their span (`least` or more) to spare at each end."""
    known = list(values)
    low, high = min(known), max(known)
    span = max(high - low, least)
    return [low - room * span, high + room * span]
