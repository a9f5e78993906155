"""The chosen footprint on a map: outlined, named beside it, and its figure written large enough for the far end of a table."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import pandas as pd

from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import of_all, set_beside
from insight.charts.chart import Shapes
from insight.charts.drawing import Attributes, scatter
from insight.charts.map.outlines import Extent, middle
from insight.charts.style.layout import BODY, SUBTITLE, plain, wrapped
from insight.charts.style.palette import GROUND, INK, VERDICTS

_FIGURE = 48
_DIGIT, _NARROW, _CLEARANCE = 30, {".": 14, ",": 14, "%": 46}, 18
"""Pixels of a character of that size, those of other widths, and the space after the last."""
_ABOVE, _CLEAR = 0.13, 22
"""How far above its area a name stands, as a share of England's height; where its line ends, in pixels."""

_CARD: Attributes = {
    "bgcolor": GROUND, "bordercolor": INK, "borderwidth": 1.5, "borderpad": 5, "font": {"size": BODY, "color": INK},
}  # fmt: skip
"""A name on the map: dark type on a white card with an edge."""
_CORNER = {"xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "top", "showarrow": False}


def outline(code: str) -> list[Attributes]:
    """Two traces: a dark outline with a white one under it, so that it stands on any colour."""
    return [
        scatter(mode="lines", hoverinfo="skip", meta={"shape": code}, line=line)
        for line in ({"color": GROUND, "width": 8}, {"color": INK, "width": 4})
    ]


def name_beside(row: pd.Series, shapes: Shapes, box: Extent, reach: Sequence[float]) -> Attributes:
    """The name at the nearer edge of the map, over the sea, with a line that ends just short of the area's middle.

    `box` is the rectangle around all outlines, `reach` the range of the axis across.
    """
    x, y = middle(shapes.rings[row["code"]])
    east = x > (box.west + box.east) / 2
    return {
        "text": f"<b>{wrapped(row['name'], 16)}</b>",
        "x": x,
        "y": y,
        "axref": "x",
        "ayref": "y",
        "ax": reach[1 if east else 0],
        "ay": min(y + _ABOVE * (box.north - box.south), box.north),
        "xanchor": "right" if east else "left",
        "arrowhead": 0,
        "arrowwidth": 2,
        "arrowcolor": INK,
        "standoff": _CLEAR,
        **_CARD,
    }


def spell_out(row: pd.Series, label: str, left: float) -> Attributes:
    """What the short label in the chosen hexagon stands for, in the empty corner over the Irish Sea, `left` of the width in."""
    return corner_card(f"<b>{plain(label)}</b><br>{wrapped(row['name'], 20)}", left)


def corner_card(text: str, left: float, **more: object) -> Attributes:
    """A text on its card in the upper left corner of the map."""
    return {"text": text, "x": left, **_CORNER, "align": "left", **_CARD, **more}


def call_out(standing: Standing, row: pd.Series, below: int) -> list[Attributes]:
    """The figure, its verdict, its interval and England's figure, `below` pixels under the top of the plot."""
    measure, word = standing.measure, row["verdict"]
    corner = {"x": 0, **_CORNER}
    small = {"align": "left", "font": {"size": SUBTITLE, "color": INK}}
    if isnan(row["value"]):
        return [{"text": wrapped(row["sentence"], 44), "yshift": -below, **small, **corner}]

    shown, interval, benchmark = set_beside(row, standing.benchmark, measure)
    told = [f"<b>{of_all(measure).strip() or f'{SHAPES[word]} {standing.comparator.verdict(word)}'}</b>"]
    if interval:
        told.append(f"95% interval {interval}")
    # The footprint's own is a part of a total, and of a figure that nobody is compared with.
    if standing.refusal is None and not isnan(standing.benchmark):
        told.append(f"{standing.comparator.heading} {benchmark}")
    big = {"size": _FIGURE, "color": VERDICTS[word]}
    return [
        {"text": f"<b>{shown}</b>", "yshift": -below, "font": big, **corner},
        {
            "text": "<br>".join(told),
            "yshift": -below - 2,
            "xshift": sum(_NARROW.get(each, _DIGIT) for each in shown) + _CLEARANCE,
            **small,
            **corner,
        },
    ]
