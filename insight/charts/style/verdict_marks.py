"""The shape a figure is drawn in, so that a verdict is never told by colour alone."""

from __future__ import annotations

from collections.abc import Mapping

MARKERS: Mapping[str, str] = {
    "better": "triangle-up",
    "worse": "triangle-down",
    "similar": "circle",
    "higher": "triangle-up-open",
    "lower": "triangle-down-open",
    "not compared": "circle-open",
}
"""Plotly's symbol for each word of benchmarks.verdicts.WORDS."""
