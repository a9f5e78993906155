"""A plot while it is drawn: traces and layout as plain values in Plotly's words.

Plotly's own figure checks every value of every mark each time one is added, which takes most of the time of drawing a chart.
What we draw is checked where it matters: `Chart.figure` is Plotly's figure, with its checks, and every test of a chart reads that.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

Attributes = dict[str, Any]
"""A trace, a text or a line as Plotly writes it in JSON."""


@dataclass
class Drawing:
    """What a plot holds so far. Marks lie on one another in the order in which they were added."""

    layout: Attributes = field(default_factory=dict)
    data: list[Attributes] = field(default_factory=list)

    def add_trace(self, trace: Attributes) -> None:
        """A series of marks: `{"type": "scatter", "x": ..., "y": ...}`."""
        self.data.append(trace)

    def add_annotation(self, **text: object) -> None:
        """A text at a place."""
        self.layout.setdefault("annotations", []).append(text)

    def add_shape(self, **shape: object) -> None:
        """A line, rectangle or circle."""
        self.layout.setdefault("shapes", []).append(shape)

    def update_layout(self, **changes: object) -> None:
        """Change the layout; a part of a part (`xaxis={"range": ...}`) leaves its other parts as they are."""
        self.layout = _merged(self.layout, changes)

    def kept(self) -> bytes:
        """In few bytes: a server keeps the charts of every footprint and draws few of them."""
        return zlib.compress(pickle.dumps(self), 1)

    @classmethod
    def of(cls, kept: bytes) -> Drawing:
        """What was kept by this process."""
        return pickle.loads(zlib.decompress(kept))

    def plotly(self) -> go.Figure:
        """As Plotly's figure. Raises ValueError where a value is none that Plotly knows."""
        return go.Figure(data=self.data, layout=self.layout)


def scatter(**attributes: object) -> Attributes:
    """Points, lines or texts at places."""
    return {"type": "scatter", **attributes}


def bar(**attributes: object) -> Attributes:
    """Bars."""
    return {"type": "bar", **attributes}


def _merged(into: Mapping[str, Any], changes: Mapping[str, Any]) -> Attributes:
    parts = {
        key: _merged(into[key], new)
        for key, new in changes.items()
        if isinstance(new, Mapping) and isinstance(into.get(key), Mapping)
    }
    return {**into, **changes, **parts}
