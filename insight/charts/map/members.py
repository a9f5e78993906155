"""A footprint of one's own on a map: it has no boundary of its own, so the footprints it lies in are outlined and said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from insight.benchmarks.refusals import Refusal
from insight.charts.chart import Chart
from insight.charts.drawing import scatter
from insight.charts.style.layout import BODY, wrapped
from insight.charts.style.palette import GROUND, INK

_WIDTH = 30


def outline_members(chart: Chart | Refusal, name: str, codes: Sequence[str]) -> Chart | Refusal:
    """The same map with the footprints of `codes` outlined by a dashed line, and a sentence on it in its corner.

    As it came where there is no map, or nothing to outline.
    """
    if isinstance(chart, Refusal) or chart.shapes is None:
        return chart
    rings = chart.shapes.rings
    drawn = [code for code in codes if code in rings]
    if not drawn:
        return chart
    count = "footprint" if len(drawn) == 1 else f"{len(drawn)} footprints"
    sentence = f"{name} has no boundary of its own. Outlined: the {count} its practices and trusts lie in."
    figure = chart.drawing.copy()
    for code in drawn:
        for colour, width, dash in ((GROUND, 7, "solid"), (INK, 3.5, "dash")):
            line = {"color": colour, "width": width, "dash": dash}
            figure.add_trace(scatter(mode="lines", hoverinfo="skip", meta={"shape": code}, line=line))
    figure.add_annotation(
        text=wrapped(sentence, _WIDTH), x=figure.layout["xaxis"].get("domain", (0,))[0], xref="paper", xanchor="left", y=1, yref="paper",
        yanchor="top", align="left", showarrow=False, bgcolor=GROUND, bordercolor=INK, borderwidth=1.5, borderpad=5,
        font={"size": BODY, "color": INK},
    )  # fmt: skip
    return replace(chart, drawing=figure, alt=f"{chart.alt} {sentence}")
