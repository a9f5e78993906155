"""One practice or trust among those most like it in England: figures, what makes them alike, England and the peers as lines."""

from __future__ import annotations

from math import isnan

import pandas as pd
import plotly.graph_objects as go

from insight.benchmarks.bands import band_word, short_band
from insight.benchmarks.org_names import without_trust
from insight.benchmarks.org_standing import PUBLISHERS_WORD
from insight.benchmarks.peers import Held
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.similar_orgs import BY_REGION, METHOD, OrgLikeness
from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import direction, figure, topic
from insight.charts.chart import Chart
from insight.charts.provenance import Provenance, foot
from insight.charts.similar.orgs_table import similar_orgs_table
from insight.charts.style.columns import Column, draw_columns, width_of
from insight.charts.style.framing import Room, finished, framed_plot
from insight.charts.style.layout import FOOT, file_name, plain, wrapped
from insight.charts.style.palette import CONTEXT, ENGLAND, FOOTPRINT, QUIET_INK
from insight.charts.style.rows import ROW, Mark, draw_line, draw_rows
from insight.charts.style.shorthand import explained
from insight.charts.style.verdict_marks import MARKERS
from insight.model import Status, Unit

_LEFT = 300
_LABEL = 31
"""Characters in a line of a name."""
_HEAD, _KEY = 62, 14
_PEERS = "#0B625C"
_INSTEAD = {Status.SUPPRESSED: "hidden", Status.LOW_BASE: "few replies"}


def among_similar(
    standing: Standing,
    found: OrgLikeness,
    held: Held | Refusal | None,
    provenance: Provenance,
    *,
    places: pd.Series,
    england: str = "England",
) -> Chart | Refusal:
    """The organisation on top, below it its peers, the most similar first.

    `standing` is of it and its peers, `held` is it against its peers together, None where those have no figure
    together; `places` says where each lies, by code; `england` is the name of England's line. Refused where its own figure is hidden or missing.
    """
    own = standing.of(found.code)
    if own is None or isnan(own["value"]):
        return Refusal(Reason.NOT_AVAILABLE, f"{found.name} has no figure." if own is None else str(own["sentence"]))
    rows = standing.table.merge(found.table.drop(columns="name"), "left", "code")
    together = held if isinstance(held, Held) else None
    finding, subtitle = _finding(standing, found, own, together), _subtitle(standing, found)
    scored = standing.measure.unit is Unit.SCORE
    expected = ""
    if scored and rows["expected_lower"].notna().any():
        expected = "Bars: the range the publisher expects of each trust, not an interval."
    by_region = BY_REGION if found.region else ""
    lines = foot(provenance, rows, expected, METHOD, by_region, *found.said)

    columns = _columns(rows, found, standing)
    marks = [_mark(row, standing, found, places) for row in rows.to_dict("records")]
    chart = framed_plot(finding, subtitle, lines, Room(_LEFT, width_of(columns), _HEAD + _KEY), len(marks) * ROW)
    if scored:
        _draw_expected(chart, rows)
    reach = [*rows["expected_lower"], *rows["expected_upper"]] if scored else []
    reach += [standing.england, *([together.comparator.value] if together else [])]
    draw_rows(chart, marks, "%" if standing.measure.unit is Unit.PERCENT else "", reach)
    _draw_lines(chart, standing, together, england)
    chart.add_hline(y=0.5, line={"color": QUIET_INK, "width": 1})
    draw_columns(chart, columns)

    table = similar_orgs_table(standing, found, places)
    alt = f"Chart of {found.name} and {len(found.peers)} similar {found.orgs}: {subtitle} {finding}. {own['sentence']}"
    name = file_name(standing.measure.id, found.code, standing.period, "similar")
    return finished(
        Chart(chart, finding, subtitle, " ".join(lines), alt, table, name, notes=explained(table)), provenance
    )


def _finding(standing: Standing, found: OrgLikeness, own: pd.Series, together: Held | None) -> str:
    about = topic(standing.measure)
    if own["reason"] == PUBLISHERS_WORD and isinstance(own["label"], str):
        return f"{found.name} does {own['label'].lower()} on {about}"
    if together is None or together.verdict == "not compared":
        return f"{found.name} beside similar {found.orgs} on {about}"
    if together.verdict == "similar":
        return f"{found.name}: no clear difference from similar {found.orgs} on {about}"
    return f"{found.name} is {'below' if together.gap < 0 else 'above'} similar {found.orgs} on {about}"


def _subtitle(standing: Standing, found: OrgLikeness) -> str:
    alike = " and ".join([*(each.title.lower() for each in found.used), *(["region"] if found.region else [])])
    intervals = "" if standing.measure.unit is Unit.SCORE else "; 95% intervals"
    return (
        f"{standing.measure.title}, {standing.period}; {direction(standing.measure)}. The {len(found.peers)} {found.orgs} "
        f"in England most like it, the most similar first, by {alike}{intervals}."
    )


def _word(row: dict) -> str:
    """The verdict word a row is drawn with: the publisher's where there is one, else ours."""
    if row["reason"] == PUBLISHERS_WORD:
        return band_word(row["label"]) if isinstance(row["label"], str) else "not compared"
    return str(row["verdict"])


def _mark(row: dict, standing: Standing, found: OrgLikeness, places: pd.Series) -> Mark:
    is_own, word = row["code"] == found.code, _word(row)
    name = plain(_shortened(without_trust(row["name"])))
    place = plain(_shortened(str(places.get(row["code"], "")), _LABEL + 3))
    label = f"<b>{name}</b>" if is_own else name
    label += f'<br><span style="font-size:{FOOT}px">{place}</span>'
    missing = f"<br>Not known: {row['missing']}" if isinstance(row["missing"], str) and row["missing"] else ""
    away = "" if is_own else f"<br>Distance {row['distance']:.2f}"
    hover = f"<b>{wrapped(row['name'], 46)}</b><br>{wrapped(row['sentence'], 52)}{away}{missing}"
    colour = FOOTPRINT if is_own else QUIET_INK
    scored = standing.measure.unit is Unit.SCORE
    lower, upper = (float("nan"), float("nan")) if scored else (row["lower"], row["upper"])
    return Mark(label, row["value"], lower, upper, colour, MARKERS[word], hover)


def _shortened(text: str, width: int = _LABEL) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _columns(rows: pd.DataFrame, found: OrgLikeness, standing: Standing) -> list[Column]:
    """What stands at the right: the figure with its mark, what makes them alike, and how far off each is."""
    measure, records = standing.measure, rows.to_dict("records")
    figures = [
        _INSTEAD.get(row["status"], "no figure") if isnan(row["value"])
        else f"{SHAPES[_word(row)]} {figure(row['value'], measure)}"
        for row in records
    ]  # fmt: skip
    columns = [Column("" if measure.unit is Unit.SCORE else "Against England", figures, 96)]
    if measure.unit is Unit.SCORE and rows["label"].notna().any():
        words = [short_band(row["label"]) if isinstance(row["label"], str) else "" for row in records]
        columns.append(Column("Publisher's word", words, 150))
    for each in found.used:
        values = [float(found.own[each.id]), *rows[each.id].iloc[1:]]
        columns.append(Column(each.title, [each.figure(float(value)) for value in values], 112))
    distances = ["" if isnan(row["distance"]) else f"{row['distance']:.2f}" for row in records]
    return [*columns, Column("Distance (0 is alike)", distances, 100)]


def _draw_lines(chart: go.Figure, standing: Standing, together: Held | None, england: str) -> None:
    """England's line and the peers', each named at its head on the side where there is room."""
    measure = standing.measure
    if not isnan(standing.england):
        text = f"{england} {figure(standing.england, measure)}"
        draw_line(chart, standing.england, text, ENGLAND, anchor=_side(chart, standing.england))
    if together:
        value = together.comparator.value
        text = f"Peers together {figure(value, measure)}"
        draw_line(chart, value, text, _PEERS, dash="dash", level=1, anchor=_side(chart, value))


def _side(chart: go.Figure, value: float) -> str:
    """Which side of a name lies on its line: names lean towards the middle of the plot, away from the columns."""
    low, high = chart.to_dict()["layout"]["xaxis"]["range"]
    return "right" if value > (low + high) / 2 else "left"


def _draw_expected(chart: go.Figure, rows: pd.DataFrame) -> None:
    for at, row in enumerate(rows.to_dict("records")):
        if not isnan(row["expected_lower"]):
            x = [row["expected_lower"], row["expected_upper"]]
            line = {"color": CONTEXT, "width": 16}
            chart.add_trace(go.Scatter(x=x, y=[at, at], mode="lines", hoverinfo="skip", line=line, opacity=0.6))
