"""A map to pick whole footprints from: those already chosen stand out, the others wait to be clicked."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.charts.chart import Chart
from insight.charts.drawing import Attributes, Drawing, scatter
from insight.charts.map.outlines import bounds, middle, read_shapes
from insight.charts.provenance import HEXAGONS, Provenance, boundary_credit
from insight.charts.style.framing import Caption, finished
from insight.charts.style.layout import (
    EDGE,
    FOOT,
    add_words,
    chart_layout,
    foot_height,
    plain,
    words_height,
)
from insight.charts.style.palette import FOOTPRINT, GRID, GROUND, INK, QUIET_INK, ink_on

_HEIGHT, _TITLE_WIDTH = 640, 60
_FOOT_WIDTH = 84
"""It stands beside the list of what is picked, on 640 pixels or more: characters in a line of its foot."""
_PICKED = "✓ "
_CREDITS = {"true": boundary_credit, "hex": lambda *_: HEXAGONS}


def picking_map(
    outlines: pd.DataFrame,
    names: Mapping[str, str],
    picked: Collection[str],
    provenance: Provenance,
    *,
    vintage: str,
    shape: str,
) -> Chart | Refusal:
    """One area per footprint that has an outline (code, name, rings), filled where picked; `shape` is true or hex.

    Hexagons carry their short labels. Refused where no map of the vintage is loaded.
    """
    if outlines.empty:
        return refuse(Reason.NO_MAP, vintage=provenance.vintage)
    shapes = read_shapes(outlines)
    chosen = [code for code in shapes.rings if code in picked]
    credit = _CREDITS[shape](provenance, vintage, pd.Timestamp.today())
    foot = textwrap.wrap(f"Areas: {provenance.vintage}. {credit}", _FOOT_WIDTH)
    finding = f"{len(chosen)} of {len(shapes.rings)} footprints picked"
    subtitle = f"{provenance.vintage}; click an area to take it in or out"

    figure = Drawing(layout=chart_layout(_HEIGHT, {"l": EDGE, "r": EDGE, "t": EDGE, "b": foot_height(foot)}))
    top = words_height(finding, subtitle, _TITLE_WIDTH) + EDGE
    figure.update_layout(margin={"t": top})
    box = bounds(shapes)
    axis = {"visible": False, "constrain": "domain"}
    figure.update_layout(
        xaxis=axis | {"range": [box.west, box.east]}, yaxis=axis | {"range": [box.south, box.north], "scaleanchor": "x"}
    )
    for code in sorted(shapes.rings, key=lambda code: code in picked):
        figure.add_trace(_area(code, names.get(code, code), code in picked))
    if shape == "hex":
        labels = dict(zip(outlines["code"], outlines["name"], strict=True))
        figure.add_trace(_labels(shapes.rings, labels, picked))
    add_words(figure, finding, subtitle, foot, _TITLE_WIDTH)
    rows = [(names.get(code, code), code, "yes" if code in picked else "no") for code in shapes.rings]
    return finished(
        figure,
        Caption(finding, subtitle, foot),
        provenance,
        alt=f"Map of England to pick footprints from, {provenance.vintage}. {finding}. Search by name does the same.",
        table=pd.DataFrame(rows, columns=["Footprint", "Code", "Picked"]).sort_values("Footprint", ignore_index=True),
        name=("own-footprint", vintage, "picked"),
        shapes=shapes,
    )


def _area(code: str, name: str, picked: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "fill": "toself",
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": f"<b>{_PICKED if picked else ''}{plain(name)}</b><br>{'Click to take out' if picked else 'Click to take in'}",
        "meta": {"shape": code},
        "fillcolor": FOOTPRINT if picked else GRID,
        "line": {"color": GROUND if picked else QUIET_INK, "width": 1},
    }


def _labels(rings: Mapping[str, Any], labels: Mapping[str, str], picked: Collection[str]) -> Attributes:
    places = {code: middle(rings[code]) for code in rings}
    return scatter(
        x=[at.x for at in places.values()],
        y=[at.y for at in places.values()],
        text=[plain(str(labels[code])) for code in places],
        mode="text",
        hoverinfo="skip",
        textfont={"size": FOOT, "color": [ink_on(FOOTPRINT) if code in picked else INK for code in places]},
    )
