"""The gap between two groups through the years, with its interval, and England's beside it."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.gap_history import GapHistory
from insight.benchmarks.grammar import mid_sentence
from insight.benchmarks.wording import points, topic
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing, scatter
from insight.charts.provenance import foot
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.layout import BODY, plain, wrapped
from insight.charts.style.palette import ENGLAND, FOOTPRINT, GRID, INK
from insight.charts.style.plotting import BESIDE, draw_paths, whiskers_of, write

_HEIGHT, _RIGHT, _ROOM = 300, 230, 0.08
"""Pixels of the plot and at its right; share of the gaps' reach that stays free above and below them."""


def gap_lines(found: GapHistory, place: ChartFootprint) -> Chart:
    """One point a year for the footprint with its 95% interval where there is one, and England's gap as a line beside it; 0 is no gap."""
    finding, table = _finding(found), found.table
    subtitle = (
        f"{found.group} less {mid_sentence(found.reference)}, points, on {topic(found.measure)}; {place.provenance.vintage}. "
        f"{'Bars are 95% intervals; 0 is no gap.' if table['lower'].notna().any() else '0 is no gap.'}"
    )
    lines = foot(place.provenance, table.assign(basis=table.get("basis"), interval=None))
    caption = Caption(finding, subtitle, lines)
    chart = framed_plot(caption, Room(76, _RIGHT, above=30), _HEIGHT)
    _set_axes(chart, table)
    _line(chart, table, "england", "England")
    draw_paths(chart, whiskers_of(range(len(table)), table, 2), {"color": FOOTPRINT, "width": 2})
    _line(chart, table, "gap", found.name)
    shown = pd.DataFrame(
        {
            "Period": table["period"],
            "Footprint": found.name,
            "Group": found.group,
            "Held against": found.reference,
            "Gap (points)": table["told"].round(1),
            "Gap, lower": table["lower"].round(1),
            "Gap, upper": table["upper"].round(1),
            "England's gap (points)": table["england"].round(1),
        }
    )
    alt = f"Line chart: {subtitle} {finding}. " + " ".join(sentence for sentence, _ in found.sentences)
    name = (found.measure.id, place.code, str(table["period"].iloc[-1]), place.vintage, "gap")
    return finished(chart, caption, place.provenance, alt=alt, table=shown, name=name)


def _finding(found: GapHistory) -> str:
    last = found.table.iloc[-1]
    if last["lower"] <= 0 <= last["upper"]:
        return f"{found.name}: no clear gap between {mid_sentence(found.group)} and {mid_sentence(found.reference)} in {last['period']}"
    way = "below" if last["gap"] < 0 else "above"
    return f"{found.name}: {mid_sentence(found.group)} {points(last['told'], found.measure)} {way} {mid_sentence(found.reference)} in {last['period']}"


def _set_axes(chart: Drawing, table: pd.DataFrame) -> None:
    """The periods side by side, and 0 always in sight."""
    ends = [0.0, *table[["gap", "lower", "upper", "england"]].stack().dropna()]
    room = (max(ends) - min(ends)) * _ROOM
    zero = {"zeroline": True, "zerolinecolor": INK, "zerolinewidth": 2}
    periods = {"tickvals": list(range(len(table))), "ticktext": table["period"].tolist(), "showgrid": False}
    chart.update_layout(
        xaxis={"range": [-0.5, len(table) - 0.5], **periods},
        yaxis={"range": [min(ends) - room, max(ends) + room], "gridcolor": GRID, **zero},
    )


def _line(chart: Drawing, table: pd.DataFrame, column: str, name: str) -> None:
    """The gaps of one area, named at the end of their line."""
    colour, symbol = (ENGLAND, "square") if column == "england" else (FOOTPRINT, "circle")
    told = [f"{plain(name)}: {value:.1f} points" for value in table[column]]
    look = {"marker": {"color": colour, "size": 11, "symbol": symbol}, "line": {"color": colour, "width": 3}}
    places = {"x": list(range(len(table))), "y": table[column].round(2).tolist()}
    chart.add_trace(scatter(mode="lines+markers", hoverinfo="text", text=told, **places, **look))
    known = table[column].dropna()
    if len(known):
        last = table.ffill().iloc[-1]
        upper = last["gap"] if column == "england" else last["england"]  # the name of the lower line stands below it
        below = known.iloc[-1] < upper or (known.iloc[-1] == upper and column == "gap")
        where = {"xshift": 10, "y": float(known.iloc[-1]), "yanchor": "top" if below else "bottom"}
        write(chart, f"<b>{wrapped(name, 20)}</b>", BODY, colour, align="left", **where, **BESIDE)
