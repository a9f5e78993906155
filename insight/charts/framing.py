"""The frame around a chart: its words above and below with the plot fitted between them, and the demonstration tag."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from insight.charts.chart import Chart
from insight.charts.house import EDGE, add_demonstration_tag, add_words, foot_height, house_layout
from insight.charts.provenance import Provenance

TITLE_WIDTH = 70
_ABOVE_PLOT = 24


def framed(
    finding: str, subtitle: str, foot: list[str], margin: Mapping[str, int], height: int, above: int = _ABOVE_PLOT
) -> tuple[go.Figure, int]:
    """A figure of that height with its finding, subtitle and foot, and the pixels its plot begins below the top.

    `margin` holds the pixels kept at the left and right (`l`, `r`), and between the plot and the foot (`b`).
    """
    bottom = foot_height(foot) + margin["b"]
    chart = go.Figure(layout=house_layout(height, {"l": margin["l"], "r": margin["r"], "t": EDGE, "b": bottom}))
    top = add_words(go.Figure(chart), finding, subtitle, foot, TITLE_WIDTH) + above
    chart.update_layout(margin={"t": top})
    add_words(chart, finding, subtitle, foot, TITLE_WIDTH)
    return chart, top


def framed_rows(
    finding: str, subtitle: str, foot: list[str], margin: Mapping[str, int], rows_height: int, above: int = _ABOVE_PLOT
) -> go.Figure:
    """The same, as high as `rows_height` pixels of plot ask for."""
    _, top = framed(finding, subtitle, foot, margin, 600, above)
    return framed(finding, subtitle, foot, margin, top + rows_height + foot_height(foot) + margin["b"], above)[0]


def finished(chart: Chart, provenance: Provenance) -> Chart:
    """The same chart, tagged where its figures are invented."""
    if provenance.demonstration:
        add_demonstration_tag(chart.figure)
    return chart
