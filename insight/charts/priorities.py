"""The priorities grid: what goes most with a good experience, beside how the footprint does on it; four named quarters."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from insight.benchmarks.importance import CAUTION
from insight.benchmarks.introduction import listed
from insight.benchmarks.priorities import Priorities, Quarter
from insight.charts.chart import Chart
from insight.charts.framing import finished, framed
from insight.charts.house import BODY, EDGE, FOOT, balanced, file_name, plain, wrapped
from insight.charts.labels import Box, place
from insight.charts.palette import BETTER, CONTEXT, ENGLAND, GRID, QUIET_INK, SIMILAR, WORSE, faded
from insight.charts.priorities_table import priorities_table
from insight.charts.provenance import Provenance, foot
from insight.stats.arrays import floats
from insight.stats.intervals import Z95

HEIGHT = 860
_WIDTH = 1000
"""The width in pixels for which names are placed: on a wider screen they only get more room."""
_LEFT, _AXIS = 76, 78
_LABEL_WIDTH = 26
_NEAREST = 4.0
"""At least so many standard errors are shown either side, so that small distances look small."""
_LOOK = {
    Quarter.FIRST: ("triangle-down", WORSE),
    Quarter.WATCH: ("triangle-down-open", WORSE),
    Quarter.PROTECT: ("triangle-up", BETTER),
    Quarter.CARRY_ON: ("triangle-up-open", BETTER),
    Quarter.UNCLEAR: ("circle", SIMILAR),
}
_CORNERS = {
    Quarter.FIRST: ("left", "top", "important, worse than England"),
    Quarter.PROTECT: ("right", "top", "important, better than England"),
    Quarter.WATCH: ("left", "bottom", "less important, worse than England"),
    Quarter.CARRY_ON: ("right", "bottom", "less important, better than England"),
}


def priorities_grid(found: Priorities, code: str, provenance: Provenance, vintage: str) -> Chart:
    """One mark per measure, named beside it; the strip around England's line holds what is not clearly different."""
    finding = _finding(found)
    subtitle = (
        f"GP Patient Survey {found.period}, {provenance.vintage}. Across: how far {found.name} lies from England, in standard "
        "errors. Up: how closely a measure goes with overall experience across practices (rank correlation)."
    )
    lines = foot(provenance, found.table, CAUTION)
    chart, top = framed(finding, subtitle, lines, {"l": _LEFT, "r": EDGE, "b": _AXIS}, HEIGHT)
    reach = _axes(chart, found)
    _draw_quarters(chart, found, reach)
    _draw_points(chart, found)
    _name_points(chart, found, HEIGHT - top - _bottom(chart))
    table = priorities_table(found)
    alt = f"Grid of {len(found.table)} measures for {found.name}, {found.period}. {finding}. " + " ".join(
        found.table["sentence"]
    )
    name = file_name("gpps", code, found.period, vintage, "priorities")
    return finished(Chart(chart, finding, subtitle, " ".join(lines), alt, table, name), provenance)


def _finding(found: Priorities) -> str:
    first = found.of(Quarter.FIRST)
    if first.empty:
        return f"{found.name}: nothing that matters most is clearly worse than England"
    titles = [title[0].lower() + title[1:] for title in first["title"].head(2)]
    more = f" and {len(first) - 2} more" if len(first) > 2 else ""
    return f"{found.name}, put right first: {listed(titles) if not more else ', '.join(titles) + more}"


def _axes(chart: go.Figure, found: Priorities) -> tuple[float, float, float, float]:
    """Ranges that hold every mark: as far left as right, so that England stands in the middle."""
    far = max(float(np.abs(floats(found.table["distance"])).max()) * 1.25, _NEAREST)
    low, high = float(found.table["importance"].min()), float(found.table["importance"].max())
    room = max(high - low, 0.1) * 0.16
    bottom, top = low - room, high + room
    chart.update_layout(
        xaxis={
            "range": [-far, far],
            "gridcolor": GRID,
            "nticks": 9,
            "title": {
                "text": "◀ worse than England     standard errors     better than England ▶",
                "font": {"size": BODY},
                "standoff": 8,
            },
        },
        yaxis={"range": [bottom, top], "gridcolor": GRID, "nticks": 6, "tickformat": ".2f"},
    )
    return -far, far, bottom, top


def _draw_quarters(chart: go.Figure, found: Priorities, reach: tuple[float, float, float, float]) -> None:
    left, right, bottom, top = reach
    strip = {"type": "rect", "line": {"width": 0}, "layer": "below"}
    chart.add_shape(**strip, x0=-Z95, x1=Z95, y0=bottom, y1=top, fillcolor=faded(CONTEXT, 0.28))
    chart.add_shape(**strip, x0=left, x1=-Z95, y0=found.threshold, y1=top, fillcolor=faded(WORSE, 0.07))
    chart.add_shape(**strip, x0=Z95, x1=right, y0=found.threshold, y1=top, fillcolor=faded(BETTER, 0.06))
    line = {"type": "line", "layer": "below"}
    chart.add_shape(**line, x0=0, x1=0, y0=bottom, y1=top, line={"color": ENGLAND, "width": 2})
    chart.add_shape(
        **line, x0=left, x1=right, y0=found.threshold, y1=found.threshold, line={"color": QUIET_INK, "dash": "dot"}
    )
    for quarter, (side, end, meaning) in _CORNERS.items():
        chart.add_annotation(
            text=f"<b>{quarter}</b><br>{meaning}", x=0 if side == "left" else 1, y=1 if end == "top" else 0, xref="paper",
            yref="paper", xanchor=side, yanchor=end, align=side, showarrow=False, xshift=8 if side == "left" else -8,
            yshift=-4 if end == "top" else 4, font={"size": BODY, "color": WORSE if side == "left" else BETTER},
        )  # fmt: skip
    chart.add_annotation(
        text="no clear difference<br>from England", x=0, y=0, yref="paper", yanchor="bottom", yshift=4, showarrow=False,
        font={"size": FOOT, "color": QUIET_INK},
    )  # fmt: skip


def _draw_points(chart: go.Figure, found: Priorities) -> None:
    for quarter, (symbol, colour) in _LOOK.items():
        rows = found.of(quarter)
        if len(rows):
            chart.add_trace(
                go.Scatter(
                    x=rows["distance"].round(3),
                    y=rows["importance"].round(4),
                    mode="markers",
                    hoverinfo="text",
                    text=[_tell(row) for row in rows.to_dict("records")],
                    marker={"symbol": symbol, "size": 15, "color": colour, "line": {"color": colour, "width": 2}},
                )
            )


def _tell(row: dict) -> str:
    research = f"<br>Research: {wrapped(row['published'], 52)}" if row["published"] else ""
    return f"<b>{plain(row['title'])}</b><br>{row['quarter']}<br>{wrapped(row['sentence'], 52)}{research}"


def _name_points(chart: go.Figure, found: Priorities, height: float) -> None:
    width = _WIDTH - _LEFT - EDGE
    rows, x_axis, y_axis = found.table, chart.layout["xaxis"]["range"], chart.layout["yaxis"]["range"]
    points = [
        (
            (row["distance"] - x_axis[0]) / (x_axis[1] - x_axis[0]) * width,
            (y_axis[1] - row["importance"]) / (y_axis[1] - y_axis[0]) * height,
        )
        for row in rows.to_dict("records")
    ]
    texts = [balanced(title, _LABEL_WIDTH) for title in rows["title"]]
    labels = place(points, texts, FOOT, Box(0, 52, width, height - 48))
    for row, text, label in zip(rows.to_dict("records"), texts, labels, strict=True):
        chart.add_annotation(
            x=row["distance"], y=row["importance"], ax=label.dx, ay=label.dy, text=text, showarrow=True, arrowhead=0,
            arrowwidth=1, arrowcolor=QUIET_INK, standoff=9, align="center", borderpad=0,
            font={"size": FOOT, "color": _LOOK[Quarter(row["quarter"])][1]},
        )  # fmt: skip


def _bottom(chart: go.Figure) -> int:
    return int(chart.layout["margin"]["b"])
