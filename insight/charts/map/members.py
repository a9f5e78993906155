"""Outlines on a map, said so in its corner: the footprints that one's own lies in, which has no boundary, or those it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from insight.benchmarks.comparator import Comparator
from insight.benchmarks.refusals import Refusal
from insight.charts.chart import Chart
from insight.charts.drawing import scatter
from insight.charts.map.chosen import corner_card
from insight.charts.style.layout import wrapped
from insight.charts.style.palette import GROUND, INK

_WIDTH = 30
_CARD, _LINE = 20, 21
"""Pixels of a card without its lines, with the space under it, and of a line."""


def outline_members(chart: Chart | Refusal, name: str, codes: Sequence[str]) -> Chart | Refusal:
    """The same map with the footprints of `codes` outlined, in which one's own lies, and a sentence on it in its corner."""
    drawn = _drawable(chart, codes)
    count = "footprint" if len(drawn) == 1 else f"{len(drawn)} footprints"
    said = f"{name} has no boundary of its own. Outlined: the {count} its practices and trusts lie in."
    return _outlined(chart, drawn, said)


def outline_compared(chart: Chart | Refusal, whom: Comparator, chosen: str) -> Chart | Refusal:
    """The same map with the footprints that the chosen one is compared with outlined; as it came where that is England."""
    said = f"Dashed outline: {whom.name}."
    return _outlined(chart, _drawable(chart, [code for code in whom.codes if code != chosen]), said)


def _drawable(chart: Chart | Refusal, codes: Sequence[str]) -> list[str]:
    """Those of some footprints that the map has an outline of."""
    if isinstance(chart, Refusal) or chart.shapes is None:
        return []
    return [code for code in codes if code in chart.shapes.rings]


def _outlined(chart: Chart | Refusal, drawn: Sequence[str], sentence: str) -> Chart | Refusal:
    """A dashed line around each footprint and the sentence in the corner; as it came where there is nothing to outline.

    What was outlined before, the chosen footprint, stays on top.
    """
    if isinstance(chart, Refusal) or not drawn:
        return chart
    figure = chart.drawing
    before = [each for each in figure.data if "shape" in each.get("meta", {}) and "fill" not in each]
    lines = ({"color": GROUND, "width": 7, "dash": "solid"}, {"color": INK, "width": 3.5, "dash": "dash"})
    for code, line in product(drawn, lines):
        figure.add_trace(scatter(mode="lines", hoverinfo="skip", meta={"shape": code}, line=line))
    figure.data = [*(each for each in figure.data if each not in before), *before]
    corner = figure.layout["xaxis"].get("domain", (0,))[0]
    cards = [each for each in figure.layout["annotations"] if each.get("x") == corner and each.get("y") == 1]
    below = sum(_CARD + _LINE * (1 + str(each["text"]).count("<br>")) for each in cards)
    figure.add_annotation(**corner_card(wrapped(sentence, _WIDTH), corner, yshift=-below))
    return replace(chart, kept=figure.kept(), alt=f"{chart.alt} {sentence}")
