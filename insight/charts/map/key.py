"""The key of a map, drawn inside the figure: what each colour means, where the comparator is, and what hatching says."""

from __future__ import annotations

from typing import Any, NamedTuple

from insight.charts.drawing import Attributes
from insight.charts.map.classes import Colouring
from insight.charts.style.layout import BODY
from insight.charts.style.palette import INK

_ROW, _SWATCH, _TEXT_AT, _COUNT_AT = 34, 12, 15, 100
_HALF = 0.44
"""Half the height of a swatch, in rows."""


class KeyPosition(NamedTuple):
    """Where the key goes: the right end of its columns and its top, in fractions of the plot, and the plot's height."""

    right: float
    top: float
    plot_height: int


def key_height(colours: Colouring) -> int:
    """Pixels: the classes, and a row above them for the heading."""
    return (len(colours.classes) + 1) * _ROW


def key(colours: Colouring, where: KeyPosition) -> tuple[list[Attributes], Attributes]:
    """The traces of the key and its part of the layout, on the axes x2 and y2."""
    rows, number = list(colours.classes), colours.places.value_counts()
    counts = [(-1, "footprints"), *((at, str(number.get(place, 0))) for at, place in enumerate(rows))]
    traces = [
        *(_swatch(at, colours.look(place)) for at, place in enumerate(rows)),
        _column(0, [(-1, f"<b>{colours.heading}</b>")], "right"),
        _column(_TEXT_AT, list(enumerate(colours.classes.values())), "right"),
        _column(_COUNT_AT, counts, "left"),
    ]
    still = {"visible": False, "fixedrange": True}
    domain = [where.top - key_height(colours) / where.plot_height, where.top]
    return traces, {
        "xaxis2": {"domain": [0, where.right], "range": [-0.5, 100], "anchor": "y2", **still},
        "yaxis2": {"domain": domain, "range": [len(rows) - 0.5, -1.5], "anchor": "x2", **still},
        "shapes": [] if colours.benchmark is None else [_benchmark(rows.index(colours.benchmark))],
    }


def _benchmark(at: int) -> Attributes:
    """A dark line through the swatch in whose middle the comparator stands."""
    across = {"x0": _SWATCH / 2, "x1": _SWATCH / 2, "y0": at - _HALF, "y1": at + _HALF}
    return {"type": "line", "xref": "x2", "yref": "y2", "line": {"color": INK, "width": 3}, **across}


def _swatch(at: int, style: dict[str, Any]) -> Attributes:
    top, bottom = at - _HALF, at + _HALF
    return {
        "type": "scatter", "x": [0, _SWATCH, _SWATCH, 0, 0], "y": [top, top, bottom, bottom, top],
        "mode": "lines", "fill": "toself", "hoverinfo": "skip", "xaxis": "x2", "yaxis": "y2", **style,
    }  # fmt: skip


def _column(x: float, lines: list[tuple[int, str]], towards: str) -> Attributes:
    """A column of text that starts (towards the right) or ends (towards the left) at `x`; each line with its row."""
    return {
        "type": "scatter", "x": [x] * len(lines), "y": [at for at, _ in lines], "text": [text for _, text in lines],
        "mode": "text", "textposition": f"middle {towards}", "hoverinfo": "skip", "xaxis": "x2", "yaxis": "y2",
        "cliponaxis": False, "textfont": {"size": BODY, "color": INK},
    }  # fmt: skip
