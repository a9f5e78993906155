"""The map: where in England patients report better and worse care, each footprint against England's figure."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from insight.benchmarks.findings import standing_finding
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.scale import Scale
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import direction, figure
from insight.charts.chart import Chart
from insight.charts.house import EDGE, add_demonstration_tag, add_words, file_name, foot_height, house_layout
from insight.charts.map_areas import draw_areas, write_labels
from insight.charts.map_chosen import call_out, name_beside, outline_chosen, spell_out
from insight.charts.map_key import HEIGHT as KEY_HEIGHT
from insight.charts.map_key import Key, draw_key
from insight.charts.outlines import Bounds, bounds, read_shapes
from insight.charts.provenance import HEXAGONS, Provenance, boundary_credit, foot
from insight.charts.shorthand import explained
from insight.charts.standing_table import standing_table

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
    scale: Scale
    provenance: Provenance
    chosen: str | None = None


def footprint_map(view: MapView, outlines: pd.DataFrame) -> Chart | Refusal:
    """The map over true boundaries; `outlines` is the boundaries table of the vintage (code, name, rings).

    One trace per footprint, whose `meta.shape` is its code and whose coordinates travel apart, in Chart.shapes. Refused
    where the source is not for comparison, England has no figure, or no boundaries are loaded.
    """
    credit = boundary_credit(view.provenance, view.standing.vintage, view.standing.end)
    chart = _draw(view, outlines, "map", credit)
    row = _chosen(view)
    if not isinstance(chart, Refusal) and chart.shapes is not None and row is not None:
        name_beside(chart.figure, row, chart.shapes)
    return chart


def hex_map(view: MapView, outlines: pd.DataFrame) -> Chart | Refusal:
    """The same map with one hexagon per footprint, each with its short label; `outlines` is the hexes table."""
    chart = _draw(view, outlines, "hex-map", HEXAGONS)
    if not isinstance(chart, Refusal) and chart.shapes is not None:
        labels = dict(zip(outlines["code"], outlines["name"], strict=True))
        write_labels(chart.figure, chart.shapes, view.standing, view.scale, labels)
        row = _chosen(view)
        if row is not None and labels.get(row["code"], row["name"]) != row["name"]:
            spell_out(chart.figure, row, labels[row["code"]])
    return chart


def _chosen(view: MapView) -> pd.Series | None:
    return view.standing.of(view.chosen) if view.chosen else None


def _draw(view: MapView, outlines: pd.DataFrame, kind: str, credit: str) -> Chart | Refusal:
    standing, measure = view.standing, view.standing.measure
    if standing.refusal is not None:
        return standing.refusal
    if outlines.empty:
        return refuse(Reason.NO_MAP, vintage=view.provenance.vintage)

    shapes = read_shapes(outlines)
    finding = standing_finding(standing, view.chosen)
    subtitle = f"{measure.title}, {standing.period}, {view.provenance.vintage}; {direction(measure)}"
    lines = foot(view.provenance, standing.table, credit)
    row = _chosen(view)
    chart = go.Figure(layout=house_layout(HEIGHT, {"l": EDGE, "r": EDGE, "t": EDGE, "b": foot_height(lines)}))
    words = add_words(go.Figure(chart), finding, subtitle, lines, _TITLE_WIDTH) - EDGE + _SPACE
    called = 0 if row is None else _CALLOUT + _SPACE
    # A long foot never pushes the key out of the image: the image grows.
    plot_height = max(HEIGHT - EDGE - foot_height(lines), words + called + KEY_HEIGHT)
    chart.update_layout(height=plot_height + EDGE + foot_height(lines))
    _set_axes(chart, bounds(shapes))
    draw_areas(chart, standing, view.scale, shapes)
    below = add_words(chart, finding, subtitle, lines, _TITLE_WIDTH) - EDGE + _SPACE
    if row is not None:
        call_out(chart, standing, row, below)
        below += _CALLOUT + _SPACE
    draw_key(chart, standing, view.scale, Key(_LEFT - 0.05, 1 - below / plot_height, plot_height))
    if row is not None and row["code"] in shapes.rings:
        outline_chosen(chart, row["code"])
    if view.provenance.demonstration:
        add_demonstration_tag(chart)

    table = standing_table(standing)
    return Chart(
        figure=chart,
        finding=finding,
        subtitle=subtitle,
        foot=" ".join(lines),
        alt=_alt(view, finding),
        table=table,
        name=file_name(measure.id, view.chosen or "england", standing.period, standing.vintage, kind),
        shapes=shapes,
        notes=explained(table),
    )


def _set_axes(chart: go.Figure, box: Bounds) -> None:
    """England fills the height to the right of the key, in its true proportions."""
    room = (box.east - box.west) * _ROOM
    chart.update_layout(
        xaxis={
            "domain": [_LEFT, 1],
            "range": [box.west - room, box.east + room],
            "visible": False,
            "constrain": "domain",
        },
        yaxis={
            "range": [box.south - room / 8, box.north + room / 8],
            "visible": False,
            "scaleanchor": "x",
            "constrain": "domain",
        },
    )


def _alt(view: MapView, finding: str) -> str:
    standing, measure = view.standing, view.standing.measure
    values = standing.table["value"].dropna()
    reach = f"Values from {figure(values.min(), measure)} to {figure(values.max(), measure)}; " if len(values) else ""
    return (
        f"Map of England: {measure.title}, {standing.period}, {view.provenance.vintage}. {finding}. "
        f"{reach}England {figure(standing.england, measure)}. The table beside it holds every figure."
    )
