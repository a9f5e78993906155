"""The key of a map, drawn inside the figure: what each colour means, where England is, and what hatching says."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from insight.benchmarks.scale import CLASSES, Scale
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import figure
from insight.charts.house import BODY
from insight.charts.palette import CLASSES as COLOURS
from insight.charts.palette import GROUND, HATCHING, INK, QUIET_INK
from insight.measures.disclosure import Withheld
from insight.model import Better, Status, Unit

HATCH = {"shape": "/", "fgcolor": HATCHING, "bgcolor": GROUND, "size": 8, "solidity": 0.3}
HIDDEN, MISSING = -2, -1
_HIDDEN_STATUS = (Status.SUPPRESSED, Status.NEAR_ZERO, *Withheld)
_ROW, _SWATCH, _TEXT_AT, _COUNT_AT = 34, 12, 15, 100
_ENDS = {
    Better.HIGHER: ("▲ better", "▼ worse"),
    Better.LOWER: ("▼ worse", "▲ better"),
    Better.NEITHER: ("higher", "lower"),
}


class Key(NamedTuple):
    """Where the key goes: the right end of its columns and its top, in fractions of the plot, and the plot's height."""

    right: float
    top: float
    plot_height: int


def classes(standing: Standing, scale: Scale) -> pd.Series:
    """What each footprint is drawn as: class 0 to 6, HIDDEN or MISSING; in the order of the standing's table."""
    place = pd.Series(scale.classify(standing.table["gap"]), index=standing.table.index)
    return place.mask(standing.table["status"].isin(_HIDDEN_STATUS), HIDDEN)


def look(place: int, better: Better) -> dict[str, Any]:
    """How an area of a class is filled and outlined, as Plotly writes it."""
    if place == HIDDEN:
        return {"fillcolor": GROUND, "fillpattern": HATCH, "line": {"color": QUIET_INK, "width": 1}}
    if place == MISSING:
        return {"fillcolor": GROUND, "line": {"color": INK, "width": 1.8, "dash": "dash"}}
    return {"fillcolor": COLOURS[better][place], "line": {"color": QUIET_INK, "width": 0.8}}


HEIGHT = (CLASSES + 3) * _ROW
"""Pixels: the classes, hidden and missing, and a row above them for the heading."""


def draw_key(target: go.Figure, standing: Standing, scale: Scale, key: Key) -> None:
    """Add the key on the axes x2 and y2: classes from far above England to far below, then hidden and missing."""
    measure, number = standing.measure, classes(standing, scale).value_counts()
    rows = [*range(CLASSES - 1, -1, -1), HIDDEN, MISSING]
    high, low = _ENDS[measure.better]
    unit = "Points" if measure.unit is Unit.PERCENT else "Distance"
    height = HEIGHT / key.plot_height
    target.update_layout(
        xaxis2={"domain": [0, key.right], "range": [-0.5, 100], "visible": False, "fixedrange": True, "anchor": "y2"},
        yaxis2={
            "domain": [key.top - height, key.top],
            "range": [len(rows) - 0.5, -1.5],
            "visible": False,
            "fixedrange": True,
            "anchor": "x2",
        },
    )
    words = _words(scale)
    words[CLASSES - 1] += f"   <b>{high}</b>"
    words[0] += f"   <b>{low}</b>"
    target.add_traces([_swatch(at, look(place, measure.better)) for at, place in enumerate(rows)])
    heading = f"<b>{unit} from England's {figure(standing.england, measure)}</b>"
    target.add_traces(
        [
            _column(0, [(-1, heading)], "right"),
            _column(_TEXT_AT, [(at, words[place]) for at, place in enumerate(rows)], "right"),
            _column(
                _COUNT_AT,
                [(-1, "footprints"), *((at, str(number.get(place, 0))) for at, place in enumerate(rows))],
                "left",
            ),
        ]
    )
    target.add_shape(
        type="line", xref="x2", yref="y2", x0=_SWATCH / 2, x1=_SWATCH / 2, line={"color": INK, "width": 3},
        y0=CLASSES // 2 - 0.44, y1=CLASSES // 2 + 0.44,
    )  # fmt: skip


def _words(scale: Scale) -> dict[int, str]:
    first, second, third = (f"{limit:g}" for limit in scale.limits[CLASSES // 2 :])
    return {
        6: f"{third} or more above",
        5: f"{second} to {third} above",
        4: f"{first} to {second} above",
        3: f"within {first} of England",
        2: f"{first} to {second} below",
        1: f"{second} to {third} below",
        0: f"{third} or more below",
        HIDDEN: "hidden: too few replies",
        MISSING: "not in the data",
    }


def _swatch(at: int, style: dict[str, Any]) -> go.Scatter:
    top, bottom = at - 0.44, at + 0.44
    return go.Scatter(
        x=[0, _SWATCH, _SWATCH, 0, 0], y=[top, top, bottom, bottom, top],
        mode="lines", fill="toself", hoverinfo="skip", xaxis="x2", yaxis="y2", **style,
    )  # fmt: skip


def _column(x: float, lines: list[tuple[int, str]], towards: str) -> go.Scatter:
    """A column of text that starts (towards the right) or ends (towards the left) at `x`; each line with its row."""
    return go.Scatter(
        x=[x] * len(lines), y=[at for at, _ in lines], text=[text for _, text in lines],
        mode="text", textposition=f"middle {towards}", hoverinfo="skip", xaxis="x2", yaxis="y2", cliponaxis=False,
        textfont={"size": BODY, "color": INK},
    )  # fmt: skip
