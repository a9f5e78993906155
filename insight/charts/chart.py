"""A chart as a value: the figure and all that must travel with it when it is cut out and pasted elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from insight.charts.csv_text import csv_text
from insight.charts.drawing import Drawing
from insight.charts.wire import as_json, figure_of

Rings = Sequence[Sequence[float]]
"""Closed rings of one area, each x0, y0, x1, y1, ... in metres of the National Grid."""


@dataclass(frozen=True)
class Shapes:
    """The geometry a map refers to, sent once and kept by the browser: `id` changes when any outline does."""

    id: str
    rings: Mapping[str, Rings]


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with its finding, its words, its numbers and its name."""

    kept: bytes
    """The drawing (Drawing.kept)."""
    finding: str
    """The title: what the chart shows, in at most about ten words."""
    subtitle: str
    """Measure, population, unit, period."""
    foot: str
    """Source, release date, basis, method, vintage; DEMONSTRATION DATA where it is."""
    alt: str
    """Kind of chart, measure, footprint, period, finding: for those who cannot see it."""
    table: pd.DataFrame
    """What is drawn, ready to read and to save: plain column titles, one row per mark."""
    name: str
    """The file name without ending: measure, footprint, period, vintage, kind, in lower case with hyphens."""
    shapes: Shapes | None = None
    """For maps: a trace whose `meta.shape` names a key of `rings` takes its outline from here."""
    stays: str = ""
    """The sentences of subtitle and foot without which the picture cannot be read: said in every size."""
    behind: tuple[str, ...] = ()
    """The sentences of the foot on what lies behind its marks, which the chart of an office program has not."""
    stops: tuple[str, ...] = ()
    """Where its lines stop and why: said beside every chart of them."""
    warning: str = ""
    """How its figures must not be read: seen wherever they are shown, in words of its own; empty where they mislead nobody."""
    telling: tuple[int, ...] = ()
    """The rows of its table in the order in which they stay where there is no room for all; none where it does not say."""
    notes: tuple[str, ...] = ()
    """What the shorthand in the table means, to stand above it: one sentence per mark that occurs."""

    @property
    def drawing(self) -> Drawing:
        """The marks and the layout, made anew each time: they are read only."""
        return Drawing.of(self.kept)

    @property
    def figure(self) -> go.Figure:
        """The drawing as Plotly's figure. Raises ValueError where a mark of it is none that Plotly knows."""
        return self.drawing.plotly()

    @cached_property
    def traced(self) -> str:
        """The drawing as the JSON that travels to the browser."""
        return as_json(figure_of(self))

    @cached_property
    def csv(self) -> bytes:
        """The table as a file that travels alone."""
        return csv_text(self.saved)

    @property
    def saved(self) -> pd.DataFrame:
        """The table as it leaves: every row says what it was part of and where its figures come from."""
        return self.table.assign(Chart=f"{self.finding}. {self.subtitle}", Source=self.foot)
