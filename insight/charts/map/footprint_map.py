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
from insight.charts.map.classes import Colouring, colouring, key, key_height
from insight.charts.map.outlines import Extent, bounds, in_proportion, read_shapes
from insight.charts.provenance import HEXAGONS, Provenance, boundary_credit, foot
from insight.charts.ranking.standing_table import standing_table
from insight.charts.style.framing import Caption, finished
from insight.charts.style.layout import EDGE, chart_layout, foot_height, words, words_height

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


AreaTexts = tuple[list[Attributes], list[Attributes]]
"""What is written on the areas of a map: traces and annotations."""
Writer = Callable[[Standing, Colouring, Shapes, pd.Series | None], AreaTexts]
"""Writes on the coloured areas; the row is that of the chosen footprint, if any."""


def _names(standing: Standing, colours: Colouring, shapes: Shapes, row: pd.Series | None) -> AreaTexts:
    """Only the chosen footprint by name, beside the map."""
    if row is None or row["code"] not in shapes.rings:
        return [], []
    box = bounds(shapes)
    return [], [name_beside(row, shapes, box, _axes(box)["xaxis"]["range"])]


def _labels(
    short: Mapping[str, str], standing: Standing, colours: Colouring, shapes: Shapes, row: pd.Series | None
) -> AreaTexts:
    """Every footprint by its short label, and what that of the chosen one stands for."""
    traces = [labels(standing, colours, shapes, short)]
    if row is None or short.get(row["code"], row["name"]) == row["name"]:
        return traces, []
    return traces, [spell_out(row, short[row["code"]], _LEFT)]


def _draw(view: MapView, outlines: pd.DataFrame, kind: str, credit: str, write: Writer) -> Chart | Refusal:
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
    legend, beside = key(colours, _LEFT - 0.05, 1 - (below + called) / plot_height, plot_height)
    outlined = outline(row["code"]) if row is not None and row["code"] in shapes.rings else []
    written, named = write(standing, colours, shapes, row)
    notes = [
        *words(finding, subtitle, lines, _TITLE_WIDTH, margin),
        *(call_out(standing, row, below) if row is not None else []),
        *named,
    ]
    data = [*areas(standing, colours, shapes), *legend, *outlined, *written]
    drawing = Drawing(chart_layout(plot_height + EDGE + foot_height(lines), margin), data)
    drawing.update_layout(**_axes(bounds(shapes)), **beside, annotations=notes)
    return finished(
        drawing, Caption(finding, subtitle, lines), view.provenance, alt=_alt(standing, view.provenance, finding),
        table=standing_table(standing), shapes=shapes,
        name=(measure.id, view.chosen or "england", standing.period, standing.vintage, kind),
    )  # fmt: skip


def _axes(box: Extent) -> dict[str, Attributes]:
    """England fills the height to the right of the key, in its true proportions, with room for the name of the chosen footprint."""
    room = (box.east - box.west) * _ROOM
    axes = in_proportion(Extent(box.west - room, box.east + room, box.south - room / 8, box.north + room / 8))
    return axes | {"xaxis": {"domain": [_LEFT, 1], **axes["xaxis"]}}


def _alt(standing: Standing, provenance: Provenance, finding: str) -> str:
    measure, values = standing.measure, standing.table["value"].dropna()
    told = [f"Map of England: {measure.title}, {standing.period}, {provenance.vintage}. {finding}."]
    if len(values) > 1:
        told.append(f"Values from {figure(values.min(), measure)} to {figure(values.max(), measure)}.")
    if not isnan(standing.benchmark):
        told.append(f"{standing.comparator.heading} {figure(standing.benchmark, measure)}.")
    return " ".join([*told, "The table beside it holds every figure."])
