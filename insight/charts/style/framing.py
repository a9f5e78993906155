"""The frame around a chart: its words above and below with the plot fitted between them, and the demonstration tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import plotly.graph_objects as go

from insight.charts.chart import Chart
from insight.charts.provenance import Provenance
from insight.charts.style.layout import EDGE, add_demonstration_tag, add_words, foot_height, house_layout, words_height

TITLE_WIDTH = 70


@dataclass(frozen=True)
class Place:
    """Whose chart it is: a footprint of a vintage, and where its figures come from."""

    code: str
    name: str
    vintage: str
    """The vintage's id; its title stands in the provenance."""
    provenance: Provenance


class Room(NamedTuple):
    """Pixels kept free around a plot: at its sides, and between it and the words above and below."""

    left: int
    right: int = EDGE
    above: int = 24
    below: int = 44


def framed(finding: str, subtitle: str, foot: list[str], room: Room, height: int) -> tuple[go.Figure, int]:
    """A figure of that height with its finding, subtitle and foot; and how many pixels of it are left for the plot."""
    bottom = foot_height(foot) + room.below
    chart = go.Figure(layout=house_layout(height, {"l": room.left, "r": room.right, "t": EDGE, "b": bottom}))
    top = words_height(finding, subtitle, TITLE_WIDTH) + room.above
    chart.update_layout(margin={"t": top})
    add_words(chart, finding, subtitle, foot, TITLE_WIDTH)
    return chart, height - top - bottom


def framed_plot(finding: str, subtitle: str, foot: list[str], room: Room, plot: int) -> go.Figure:
    """The same with a plot of so many pixels, and as high as that asks for."""
    height = 1000
    _, left = framed(finding, subtitle, foot, room, height)
    return framed(finding, subtitle, foot, room, height - left + plot)[0]


def finished(chart: Chart, provenance: Provenance) -> Chart:
    """The same chart, tagged where its figures are invented."""
    if provenance.demonstration:
        add_demonstration_tag(chart.figure)
    return chart
