"""The frame around a chart: its words above and below with the plot fitted between them, and the demonstration tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from insight.charts.chart import Chart
from insight.charts.drawing import Drawing
from insight.charts.provenance import Provenance
from insight.charts.style.layout import (
    EDGE,
    add_demonstration_tag,
    chart_layout,
    file_name,
    foot_height,
    words,
    words_height,
)
from insight.charts.style.shorthand import explained

TITLE_WIDTH = 70


@dataclass(frozen=True)
class ChartFootprint:
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


@dataclass(frozen=True)
class Caption:
    """The words around a plot."""

    finding: str
    """The title: what the chart shows."""
    subtitle: str
    foot: Sequence[str]
    """Lines under the plot: source, date, basis, method."""
    stays: Sequence[str] = ()
    """What is said of it in every size, however small."""


def framed(caption: Caption, room: Room, height: int, width: int = TITLE_WIDTH) -> tuple[Drawing, int]:
    """A figure of that height with its words, the finding broken at `width` characters; and the pixels left for the plot."""
    top = words_height(caption.finding, caption.subtitle, width) + room.above
    bottom = foot_height(caption.foot) + room.below
    chart = Drawing(chart_layout(height, {"l": room.left, "r": room.right, "t": top, "b": bottom}))
    chart.layout["annotations"] = words(caption.finding, caption.subtitle, caption.foot, width, chart.layout["margin"])
    return chart, height - top - bottom


def framed_plot(caption: Caption, room: Room, plot: int) -> Drawing:
    """The same with a plot of so many pixels, and as high as that asks for."""
    _, lacking = framed(caption, room, 0)
    return framed(caption, room, plot - lacking)[0]


def finished(
    figure: Drawing,
    caption: Caption,
    provenance: Provenance,
    *,
    alt: str,
    table: pd.DataFrame,
    name: Sequence[str],
    **more: Any,
) -> Chart:
    """A drawn figure as a chart, tagged where its figures are invented; `name` are the parts of its file name, `more`
    further fields. The shorthand that occurs in the table is explained above it.
    """
    if provenance.demonstration:
        add_demonstration_tag(figure)
    return Chart(
        kept=figure.kept(), finding=caption.finding, subtitle=caption.subtitle, foot=" ".join(caption.foot), alt=alt,
        table=table, name=file_name(*name), notes=explained(table), stays=" ".join(caption.stays), **more,
    )  # fmt: skip
