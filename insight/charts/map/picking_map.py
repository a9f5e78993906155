"""A map to pick whole footprints from: those already chosen stand out, the others wait to be clicked."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping

import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.charts.chart import Chart
from insight.charts.drawing import Attributes
from insight.charts.map.outlines import bounds, in_proportion, read_shapes, short_names, told_area
from insight.charts.provenance import HEXAGONS, Provenance, boundary_credit
from insight.charts.style.framing import Caption, Room, finished, framed
from insight.charts.style.layout import EDGE, plain
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

    caption = Caption(finding, subtitle, foot)
    figure, _ = framed(caption, Room(EDGE, above=EDGE, below=0), _HEIGHT, _TITLE_WIDTH)
    figure.update_layout(**in_proportion(bounds(shapes)))
    for code in sorted(shapes.rings, key=lambda code: code in picked):
        figure.add_trace(_area(code, names.get(code, code), code in picked))
    if shape == "hex":
        inks = {code: ink_on(FOOTPRINT) if code in picked else INK for code in shapes.rings}
        figure.add_trace(short_names(shapes, dict(zip(outlines["code"], outlines["name"], strict=True)), inks))
    rows = [(names.get(code, code), code, "yes" if code in picked else "no") for code in shapes.rings]
    table = pd.DataFrame(rows, columns=["Footprint", "Code", "Picked"]).sort_values("Footprint", ignore_index=True)
    alt = f"Map of England to pick footprints from, {provenance.vintage}. {finding}. Search by name does the same."
    name = ("own-footprint", vintage, "picked")
    return finished(figure, caption, provenance, alt=alt, table=table, name=name, shapes=shapes)


def _area(code: str, name: str, picked: bool) -> Attributes:
    mark, click = (_PICKED, "Click to take out") if picked else ("", "Click to take in")
    line = {"color": GROUND if picked else QUIET_INK, "width": 1}
    told = f"<b>{mark}{plain(name)}</b><br>{click}"
    return told_area(code, told, fillcolor=FOOTPRINT if picked else GRID, line=line)
