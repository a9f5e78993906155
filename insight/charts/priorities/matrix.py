"""The priorities grid: what goes most with a good experience, beside how the footprint does on it; four named quarters."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import counted, listed, mid_sentence
from insight.benchmarks.importance import CAUTION
from insight.benchmarks.priorities import Priorities, Quarter
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing
from insight.charts.provenance import foot
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed
from insight.charts.style.labels import Box, LabelLayout, place_names
from insight.charts.style.layout import BODY, EDGE, FOOT, balanced, plain, wrapped
from insight.charts.style.palette import BETTER, CONTEXT, ENGLAND, INK, QUIET_INK, SIMILAR, WORSE, faded
from insight.charts.style.plotting import ABOVE, KEY, band, draw_points, figures_axis, name_point, write
from insight.stats.arrays import floats
from insight.stats.intervals import Z95

HEIGHT = 860
_WIDTHS = (960, 1330, 1600)
"""The widths in pixels, from a small screen to a meeting room's, on which no two names may lie on one another."""
_CORNER = 50
"""Pixels at the top and bottom of the plot that belong to the names of the quarters."""
_LEFT, _OVER, _AXIS = 76, 76, 78
_LABEL_WIDTH = 24
_GREY = "Grey points are not sorted: chance could move them across a line."
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
    Quarter.FIRST: ("left", "top", "▼", "important, worse than"),
    Quarter.PROTECT: ("right", "top", "▲", "important, better than"),
    Quarter.WATCH: ("left", "bottom", "▽", "less important, worse than"),
    Quarter.CARRY_ON: ("right", "bottom", "△", "less important, better than"),
}


Reach = tuple[float, float, float, float]
"""Left, right, bottom and top of the axes: standard errors across, association up."""


def priorities_grid(found: Priorities, place: ChartFootprint, source: str, survey: str) -> Chart:
    """One mark per measure, named beside it; the strip around the comparator's line holds what is not clearly different."""
    finding = _finding(found)
    subtitle = (
        f"{survey} {found.period}, {place.provenance.vintage}. Across: how far {found.name} lies from {found.comparator.name}, in standard "
        f"errors. Up: how closely a measure goes with overall experience across {found.practices:,} practices of England, from 0 (not at all) to 1. "
        f"{_GREY} A clear difference from {found.comparator.name} alone does not sort them."
    )
    caption = Caption(finding, subtitle, foot(place.provenance, found.table, CAUTION), [_GREY])
    chart, plot = framed(caption, Room(_LEFT, above=_OVER, below=_AXIS), HEIGHT)
    reach = _axes(chart, found)
    _draw_quarters(chart, found, reach)
    _draw_points(chart, found)
    _name_points(chart, found, reach, plot)
    alt = f"Grid of {counted(len(found.table), 'measure')} for {found.name}, {found.period}. {finding}. " + " ".join(
        found.table["sentence"]
    )
    name = (source, place.code, found.period, place.vintage, "priorities")
    return finished(chart, caption, place.provenance, alt=alt, table=priorities_table(found), name=name)


def _finding(found: Priorities) -> str:
    first = found.of(Quarter.FIRST)
    if first.empty:
        return f"{found.name}: no measure clearly both matters most and is worse than {found.comparator.name} ({found.period})"
    titles = [mid_sentence(title) for title in first["title"].head(2)]
    more = f" and {len(first) - 2} more" if len(first) > 2 else ""
    return f"{found.name}, put right first: {listed(titles) if not more else ', '.join(titles) + more} ({found.period})"


_WORDS_BELOW = 2.5
"""So many times the room above the highest mark stays below the lowest, where the words of the lower corners stand on the plot."""


def _axes(chart: Drawing, found: Priorities) -> Reach:
    """Ranges that hold every mark: as far left as right, so that the comparator stands in the middle."""
    whom = found.comparator.name
    far = max(float(np.abs(floats(found.table["distance"])).max()) * 1.25, _NEAREST)
    low, high = float(found.table["importance"].min()), float(found.table["importance"].max())
    room = max(high - low, 0.1) * 0.16
    bottom, top = low - _WORDS_BELOW * room, high + room
    title = f"◀ worse than {whom} · standard errors · better than {whom} ▶"
    chart.update_layout(
        xaxis=figures_axis((-far, far), 9, title={"text": title, "font": {"size": BODY}, "standoff": 8}),
        yaxis=figures_axis((bottom, top), 6, tickformat=".2f"),
    )
    return -far, far, bottom, top


def _draw_quarters(chart: Drawing, found: Priorities, reach: Reach) -> None:
    left, right, bottom, top = reach
    band(chart, (-Z95, Z95), (bottom, top), faded(CONTEXT, 0.28))
    line = {"type": "line", "layer": "below"}
    chart.add_shape(**line, x0=0, x1=0, y0=bottom, y1=top, line={"color": ENGLAND, "width": 2})
    chart.add_shape(
        **line, x0=left, x1=right, y0=found.threshold, y1=found.threshold, line={"color": QUIET_INK, "dash": "dot"}
    )
    for quarter, (side, end, mark, meaning) in _CORNERS.items():
        # Over the plot for its upper half, where marks lie close under the edge; in its corner for the lower.
        over = {"x": left if side == "left" else right, "y": 1}
        within = {"x": 0 if side == "left" else 1, "xref": "paper", "y": 0, "xshift": 8 if side == "left" else -8}
        place = (over if end == "top" else within) | {"yref": "paper", "yanchor": "bottom", "yshift": 4}
        text = f"<b>{mark} {quarter}</b><br>{meaning} {found.comparator.name}"
        write(chart, text, BODY, WORSE if side == "left" else BETTER, xanchor=side, align=side, **place)
    write(chart, "▲ how closely it goes with overall experience", BODY, INK, yshift=52, **KEY)
    write(chart, f"no clear difference<br>from {found.comparator.name}", FOOT, QUIET_INK, x=0, yshift=4, **ABOVE)


def _draw_points(chart: Drawing, found: Priorities) -> None:
    for quarter, (symbol, colour) in _LOOK.items():
        rows = found.of(quarter)
        if len(rows):
            marker = {"symbol": symbol, "size": 15, "color": colour, "line": {"color": colour, "width": 2}}
            told = [_tell(row) for row in rows.to_dict("records")]
            draw_points(chart, rows["distance"].round(3), rows["importance"].round(4), marker, told)


def _tell(row: dict) -> str:
    research = f"<br>Research: {wrapped(row['published'], 52)}" if row["published"] else ""
    return f"<b>{plain(row['title'])}</b><br>{row['quarter']}<br>{wrapped(row['sentence'], 52)}{research}"


def _name_points(chart: Drawing, found: Priorities, reach: Reach, height: float) -> None:
    """Each measure's name beside its mark, with a thin leader where it had to move away."""
    rows = found.table.to_dict("records")
    texts = [balanced(row["short"], _LABEL_WIDTH) for row in rows]
    layouts = [_layout(rows, reach, found.threshold, width - _LEFT - EDGE, height) for width in _WIDTHS]
    for row, text, offset in zip(rows, texts, place_names(layouts, texts, FOOT), strict=True):
        at, colour = (row["distance"], row["importance"]), _LOOK[Quarter(row["quarter"])][1]
        name_point(chart, text, at, offset, colour, standoff=9, align="center")


def _layout(rows: list[dict], reach: Reach, middle: float, width: float, height: float) -> LabelLayout:
    """Where the marks lie on a plot of that size; both dividing lines and the corners' words stay free."""
    left, right, bottom, top = reach
    across, up = width / (right - left), height / (top - bottom)
    points = [((row["distance"] - left) * across, (top - row["importance"]) * up) for row in rows]
    upright, level = Box(width / 2 - 2, 0, width / 2 + 2, height), (top - middle) * up
    free = (upright, Box(0, level - 2, width, level + 2))
    return LabelLayout(points, Box(0, _CORNER, width, height - _CORNER), free)


def priorities_table(found: Priorities) -> pd.DataFrame:
    """One row per measure, the most important first."""
    rows = found.table
    return pd.DataFrame(
        {
            "Measure": rows["title"],
            "Period": found.period,
            "Footprint": found.name,
            "Quarter": [str(each) for each in rows["quarter"]],
            **{name.capitalize(): rows[name].round(1) for name in ("value", "lower", "upper")},
            found.comparator.heading: rows["benchmark"].round(1),
            f"Standard errors from {found.comparator.name} (better is above 0)": rows["distance"].round(1),
            "Association with overall experience": rows["importance"].round(2),
            "Association, lower": rows["importance_lower"].round(2),
            "Association, upper": rows["importance_upper"].round(2),
            "Association before allowing for chance": rows["observed"].round(2),
            "Practices of England": rows["practices"],
            "Published weight on overall experience": rows["published"],
        }
    )
