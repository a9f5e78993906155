"""The map: where in England patients report better and worse care, each footprint against England's figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import isnan

import pandas as pd

from insight.benchmarks.findings import standing_finding
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.scale import ClassScale
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import direction_after, figure
from insight.charts.chart import Chart, Shapes
from insight.charts.drawing import Attributes, Drawing
from insight.charts.map.areas import areas, labels
from insight.charts.map.chosen import call_out, name_beside, outline, spell_out
from insight.charts.map.classes import Colouring, KeyPosition, colouring, key, key_height
from insight.charts.map.outlines import Extent, bounds, read_shapes
from insight.charts.provenance import HEXAGONS, Provenance, boundary_credit, foot
from insight.charts.ranking.standing_table import standing_table
from insight.charts.style.framing import Caption, captioned
from insight.charts.style.layout import (
    EDGE,
    chart_layout,
    demonstration_tag,
    foot_height,
    words,
    words_height,
)

HEIGHT = 760
_LEFT = 0.36
"""The share of the width kept for the finding and the key."""
_TITLE_WIDTH = 30
_SPACE, _CALLOUT = 24, 84
"""Pixels between the parts of the left column, and the height of the chosen footprint's figure in it."""
_ROOM = 0.08
"""Room around England for the name of the chosen footprint, as a share of its width."""


@dataclass(frozen=True, eq=False)
class MapView:
    """What a map shows: one standing, in the colours of its measure, with one footprint chosen or none."""

    standing: Standing
    scale: ClassScale
    provenance: Provenance
    chosen: str | None = None


def footprint_map(view: MapView, outlines: pd.DataFrame) -> Chart | Refusal:
    """The map over true boundaries; `outlines` is the boundaries table of the vintage (code, name, rings).

    One trace per footprint, whose `meta.shape` is its code and whose coordinates travel apart, in Chart.shapes. Where
    footprints are not compared, their colours do not compare them either. Refused where England has no figure to be held
    against, or no boundaries are loaded.
    """
    credit = boundary_credit(view.provenance, view.standing.vintage, view.standing.end)
    return _draw(view, outlines, "map", credit, _names)


def hex_map(view: MapView, outlines: pd.DataFrame) -> Chart | Refusal:
    """The same map with one hexagon per footprint, each with its short label; `outlines` is the hexes table."""
    short = dict(zip(outlines["code"], outlines["name"], strict=True))
    return _draw(view, outlines, "hex-map", HEXAGONS, partial(_labels, short))


@dataclass(frozen=True, eq=False)
class _Canvas:
    """What can be written on: the coloured areas, and the row of the chosen footprint, if any."""

    standing: Standing
    colours: Colouring
    shapes: Shapes
    box: Extent
    """The rectangle around all areas."""
    row: pd.Series | None


AreaTexts = tuple[list[Attributes], list[Attributes]]
"""What is written on the areas of a map: traces and annotations."""


def _names(on: _Canvas) -> AreaTexts:
    """Only the chosen footprint by name, beside the map."""
    if on.row is None or on.row["code"] not in on.shapes.rings:
        return [], []
    return [], [name_beside(on.row, on.shapes, on.box, _across(on.box))]


def _labels(short: Mapping[str, str], on: _Canvas) -> AreaTexts:
    """Every footprint by its short label, and what that of the chosen one stands for."""
    traces = [labels(on.standing, on.colours, on.shapes, short)]
    if on.row is None or short.get(on.row["code"], on.row["name"]) == on.row["name"]:
        return traces, []
    return traces, [spell_out(on.row, short[on.row["code"]], _LEFT)]


def _draw(
    view: MapView, outlines: pd.DataFrame, kind: str, credit: str, write: Callable[[_Canvas], AreaTexts]
) -> Chart | Refusal:
    standing, measure = view.standing.alone(view.chosen), view.standing.measure
    colours = colouring(view.standing, view.scale)
    if isinstance(colours, Refusal):
        return colours
    if outlines.empty:
        return refuse(Reason.NO_MAP, vintage=view.provenance.vintage)

    row = standing.of(view.chosen) if view.chosen else None
    finding = standing_finding(standing, view.chosen)
    subtitle = f"{measure.title}, {standing.period}, {view.provenance.vintage}{direction_after(measure)}"
    lines = foot(view.provenance, standing.table, colours.caution, credit)
    shapes = read_shapes(outlines)

    margin = {"l": EDGE, "r": EDGE, "t": EDGE, "b": foot_height(lines)}
    below = words_height(finding, subtitle, _TITLE_WIDTH) - EDGE + _SPACE
    called = 0 if row is None else _CALLOUT + _SPACE
    # A long foot never pushes the key out of the image: the image grows.
    plot_height = max(HEIGHT - EDGE - foot_height(lines), below + called + key_height(colours))
    legend, beside = key(colours, KeyPosition(_LEFT - 0.05, 1 - (below + called) / plot_height, plot_height))
    box = bounds(shapes)
    outlined = outline(row["code"]) if row is not None and row["code"] in shapes.rings else []
    written, named = write(_Canvas(standing, colours, shapes, box, row))
    notes = [
        *words(finding, subtitle, lines, _TITLE_WIDTH, margin),
        *(call_out(standing, row, below) if row is not None else []),
        *([demonstration_tag(margin)] if view.provenance.demonstration else []),
        *named,
    ]
    layout = chart_layout(plot_height + EDGE + foot_height(lines), margin)
    axes = {name: layout[name] | axis for name, axis in _axes(box).items()}
    figure = Drawing(
        data=[*areas(standing, colours, shapes), *legend, *outlined, *written],
        layout=layout | axes | beside | {"annotations": notes},
    )
    return captioned(
        figure, Caption(finding, subtitle, lines), alt=_alt(standing, view.provenance, finding), table=standing_table(standing),
        name=(measure.id, view.chosen or "england", standing.period, standing.vintage, kind), shapes=shapes,
    )  # fmt: skip


def _axes(box: Extent) -> dict[str, Attributes]:
    """England fills the height to the right of the key, in its true proportions."""
    north = (box.east - box.west) * _ROOM / 8
    still = {"visible": False, "constrain": "domain"}
    return {
        "xaxis": {"domain": [_LEFT, 1], "range": _across(box), **still},
        "yaxis": {"range": [box.south - north, box.north + north], "scaleanchor": "x", **still},
    }


def _across(box: Extent) -> list[float]:
    """From west to east, with room for the name of the chosen footprint."""
    room = (box.east - box.west) * _ROOM
    return [box.west - room, box.east + room]


def _alt(standing: Standing, provenance: Provenance, finding: str) -> str:
    measure = standing.measure
    values = standing.table["value"].dropna()
    reach = (
        f"Values from {figure(values.min(), measure)} to {figure(values.max(), measure)}. " if len(values) > 1 else ""
    )
    against = (
        f"{standing.comparator.heading} {figure(standing.benchmark, measure)}. "
        if not isnan(standing.benchmark)
        else ""
    )
    return (
        f"Map of England: {measure.title}, {standing.period}, {provenance.vintage}. {finding}. {reach}{against}"
        "The table beside it holds every figure."
    )
