"""A footprint among those most like it: the same measure for each, England and the peers together as lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import pandas as pd
import plotly.graph_objects as go

from insight.benchmarks.peers import Held
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.similar import METHOD, Likeness
from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import SHAPES, against_england
from insight.benchmarks.wording import decimals, direction_after, figure, topic, with_span
from insight.charts.chart import Chart
from insight.charts.provenance import Provenance, foot
from insight.charts.style.framing import Room, finished, framed_plot
from insight.charts.style.layout import BODY, file_name, plain, wrapped
from insight.charts.style.palette import ENGLAND, FOOTPRINT, GROUND, QUIET_INK
from insight.charts.style.rows import ROW, Mark, draw_line, draw_rows
from insight.charts.style.shorthand import explained, shown
from insight.charts.style.verdict_marks import MARKERS
from insight.model import Unit

_LEFT, _RIGHT = 280, 240
_LABEL_WIDTH = 32
_HEAD, _KEY = 62, 30
"""Pixels above the rows for the names of the two lines, and for the key."""


def similar_footprints(
    standing: Standing, found: Likeness, held: Sequence[Held | Refusal], provenance: Provenance
) -> Chart | Refusal:
    """The footprint on top, below it its peers, the most similar first. `held` is the footprint against its peers first.

    Refused without peers or without the footprint's own figure.
    """
    own = standing.of(found.code)
    if own is None or isnan(own["value"]) or not found.peers:
        why = "it has no peers left" if not found.peers else f"there is no figure for {standing.period}"
        return Refusal(Reason.NOT_AVAILABLE, f"{found.name} cannot be shown among similar footprints: {why}.")
    peers = found.table[found.table["peer"]].merge(standing.table, "left", "code", suffixes=("", "_standing"))
    measure = standing.measure
    together = next((each for each in held[:1] if isinstance(each, Held)), None)
    finding = _finding(standing, found, together)
    drawn = pd.concat([own.to_frame().T, peers])
    subtitle = (
        f"{measure.title}, {standing.period}, {provenance.vintage}{direction_after(measure)}. Most similar first, by "
        f"{', '.join(each.title.lower() for each in found.used)}{'; 95% intervals' if drawn['lower'].notna().any() else ''}."
    )
    lines = foot(provenance, drawn, METHOD, *found.said)
    marks = [_own_mark(own, standing), *(_peer_mark(row, standing) for row in peers.to_dict("records"))]
    chart = framed_plot(finding, subtitle, lines, Room(_LEFT, _RIGHT, _HEAD + _KEY), len(marks) * ROW)
    ends = [_england(standing), *([together.comparator.value] if together else [])]
    draw_rows(chart, marks, "%" if measure.unit == "percent" else "", ends)
    _draw_comparators(chart, standing, together)
    chart.add_hline(y=0.5, line={"color": QUIET_INK, "width": 1})

    table = _table(standing, found)
    alt = f"Chart of {found.name} and {len(peers)} similar footprints: {subtitle} {finding}. " + " ".join(
        each.sentence for each in held
    )
    name = file_name(measure.id, found.code, standing.period, standing.vintage, "similar")
    return finished(
        Chart(chart, finding, subtitle, " ".join(lines), alt, table, name, notes=explained(table)), provenance
    )


def _finding(standing: Standing, found: Likeness, together: Held | None) -> str:
    about = topic(standing.measure)
    if together is None or together.verdict == "not compared":
        return f"{found.name} beside similar footprints on {about}"
    if together.verdict == "similar":
        return f"{found.name}: no clear difference from similar footprints on {about}"
    where = "below" if together.gap < 0 else "above"
    return f"{found.name} is {where} similar footprints on {about}"


def _own_mark(row: pd.Series, standing: Standing) -> Mark:
    word = str(row["verdict"])
    label = f"<b>{wrapped(str(row['name']), _LABEL_WIDTH)}</b>"
    hover = f"<b>{plain(str(row['name']))}</b><br>{wrapped(str(row['sentence']), 52)}"
    words = f"<b>{figure(row['value'], standing.measure)}</b> {SHAPES[word]} {against_england(word)}"
    return Mark(label, row["value"], row["lower"], row["upper"], FOOTPRINT, MARKERS[word], hover, words)


def _peer_mark(row: dict, standing: Standing) -> Mark:
    note = " (added)" if row["origin"] == "added" else ""
    missing = f"<br>Counted as average: {row['missing']}" if row["missing"] else ""
    value = (
        "no figure" if isnan(row["value"]) else with_span(row["value"], row["lower"], row["upper"], standing.measure)
    )
    hover = f"<b>{plain(row['name'])}</b>{note}<br>{value}<br>Distance {row['distance']:.2f}, {row['place']} nearest{missing}"
    words = (
        "no figure"
        if isnan(row["value"])
        else f"{figure(row['value'], standing.measure)}, distance {row['distance']:.2f}"
    )
    label = wrapped(f"{row['name']}{note}", _LABEL_WIDTH)
    return Mark(label, row["value"], row["lower"], row["upper"], QUIET_INK, "circle", hover, words)


def _england(standing: Standing) -> float:
    """Where England's line stands; nowhere for a total, beside which every part of it would shrink to nothing."""
    return float("nan") if standing.measure.unit is Unit.COUNT else standing.england


def _draw_comparators(chart: go.Figure, standing: Standing, together: Held | None) -> None:
    """England's line and the peers', each named at its head, one name above the other."""
    if not isnan(_england(standing)):
        draw_line(chart, standing.england, f"England {figure(standing.england, standing.measure)}", ENGLAND)
    if together:
        value = together.comparator.value
        text = f"Peers together {figure(value, standing.measure)}"
        draw_line(chart, value, text, "#0B625C", dash="dash", level=1)
    chart.add_annotation(
        text="distance: 0 is alike", x=1, xref="paper", xanchor="left", xshift=12, y=1, yref="paper", yanchor="bottom",
        yshift=4, showarrow=False, bgcolor=GROUND, font={"size": BODY, "color": QUIET_INK},
    )  # fmt: skip


def _table(standing: Standing, found: Likeness) -> pd.DataFrame:
    """One row per footprint: the chosen one, then all others, the most similar first, peers or not."""
    own = {"code": found.code, "name": found.name, "distance": 0.0, "origin": "chosen", "missing": "", **found.own}
    rows = pd.concat([pd.DataFrame([own]), found.table], ignore_index=True)
    rows = rows.merge(standing.table[["code", "value", "lower", "upper", "status", "verdict"]], "left", "code")
    measure = standing.measure
    return pd.DataFrame(
        {
            "Footprint": rows["name"],
            "Code": rows["code"],
            "Peer": [each if isinstance(each, str) else "" for each in rows["origin"]],
            "Distance": rows["distance"].round(2),
            **{each.title: rows[each.id].astype(float).round(each.decimals) for each in found.used},
            "Counted as average": rows["missing"],
            "Value": shown(rows["value"], rows["status"], measure),
            "Lower": shown(rows["lower"], rows["status"], measure),
            "Upper": shown(rows["upper"], rows["status"], measure),
            "England": round(standing.england, decimals(measure)),
            "Against England": rows["verdict"],
        }
    )
