"""What nearly every plot does: write a text at a place, draw a line through it, and choose an axis that holds its figures or its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from insight.charts.drawing import Attributes, Drawing
from insight.charts.style.layout import FOOT
from insight.charts.style.palette import INK, QUIET_INK

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
