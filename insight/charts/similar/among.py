"""An organisation among those most like it: figures, what makes them alike, England and the peers pooled as lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import pandas as pd

from insight.benchmarks.bands import band_word, short_band
from insight.benchmarks.grammar import listed, mid_sentence
from insight.benchmarks.likeness import Likeness
from insight.benchmarks.org_names import without_trust
from insight.benchmarks.peers import Held
from insight.benchmarks.refusals import Reason, Refusal, unavailable
from insight.benchmarks.standing import PUBLISHERS_WORD, Standing
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import decimals, direction_after, figure, ordinal, topic
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing
from insight.charts.provenance import Provenance, foot
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.layout import FOOT, plain, wrapped
from insight.charts.style.palette import CONTEXT, ENGLAND, FOOTPRINT, MARKERS, PEERS, QUIET_INK
from insight.charts.style.plotting import draw_path, level_line
from insight.charts.style.rows import ROW, ChartColumn, Mark, draw_columns, draw_line, draw_rows, width_of
from insight.charts.style.shorthand import base_heading, shown
from insight.model import Measure, Status, Unit

_LEFT = 300
_LABEL = 31
"""Characters in a line of a name."""
_HEAD, _KEY = 62, 14
_MOST_COLUMNS = 2
"""More variables than this leave no room for the plot; the strips beside the chart show them."""
_INSTEAD = {Status.SUPPRESSED: "hidden", Status.LOW_BASE: "few replies"}


def among_similar(
    standing: Standing, found: Likeness, held: Sequence[Held | Refusal], provenance: Provenance
) -> Chart | Refusal:
    """The organisation on top, below it its peers, the most similar first.

    `standing` is of it and its peers, perhaps among others; `held` is it against its peers pooled first. Refused without
    peers, where its own figure is hidden or missing, and where organisations may not stand side by side.
    """
    if standing.refusal is not None and standing.refusal.reason is Reason.NOT_FOR_COMPARISON:
        return standing.refusal
    own = standing.of(found.code)
    if own is None or isnan(own["value"]):
        return unavailable(f"{found.name} has no figure." if own is None else str(own["sentence"]))
    if not found.peers:
        return unavailable(f"{found.name} has no peers left to be shown among.")
    rows = _rows(standing, found)
    pooled = next((each for each in held[:1] if isinstance(each, Held)), None)
    finding, subtitle = _finding(standing, found, own, pooled), _subtitle(standing, found, rows, provenance)
    expected = _scored(standing) and rows["expected_lower"].notna().any()
    lines = foot(
        provenance, rows if standing.group.areas else rows.assign(basis=None),
        "Bars: the range the publisher expects of each trust, not an interval." if expected else "",
        found.method, *found.notes,
    )  # fmt: skip

    columns = _columns(rows, found, standing)
    marks = [_mark(row, standing, found) for row in rows.to_dict("records")]
    caption = Caption(finding, subtitle, lines)
    chart = framed_plot(caption, Room(_LEFT, width_of(columns), _HEAD + _KEY), len(marks) * ROW)
    reach = [_england(standing), *([pooled.pooled.value] if pooled else [])]
    if expected:
        _draw_expected(chart, rows)
        reach += [*rows["expected_lower"], *rows["expected_upper"]]
    draw_rows(chart, marks, standing.measure.unit.sign, reach)
    _draw_lines(chart, standing, pooled)
    level_line(chart, 0.5, {"color": QUIET_INK, "width": 1})
    draw_columns(chart, columns)

    alt = f"Chart of {found.name} and {len(found.peers)} similar {found.who}: {subtitle} {finding}. {own['sentence']} "
    alt += " ".join(each.sentence for each in held)
    vintage = standing.vintage if standing.group.areas else ""
    name = (standing.measure.id, found.code, standing.period, vintage, "similar")
    return finished(chart, caption, provenance, alt=alt.strip(), table=similar_table(standing, found), name=name)


def _rows(standing: Standing, found: Likeness) -> pd.DataFrame:
    """The organisation and its peers, the most similar first: the columns of the standing and of the likeness."""
    order = pd.DataFrame({"code": [found.code, *found.peers]})
    rows = order.merge(standing.table, "left", "code").merge(found.table.drop(columns="name"), "left", "code")
    own = rows["code"] == found.code
    for need in found.used:
        rows[need.id] = rows[need.id].where(~own, found.own[need.id])
    return rows


def _scored(standing: Standing) -> bool:
    """Whether figures carry their publisher's word in place of an interval."""
    return standing.measure.unit is Unit.SCORE and not standing.group.areas


def _england(standing: Standing) -> float:
    """Where England's line stands; nowhere for a total, beside which every part of it would shrink to nothing."""
    return float("nan") if standing.measure.unit is Unit.COUNT else standing.benchmark


def _finding(standing: Standing, found: Likeness, own: pd.Series, pooled: Held | None) -> str:
    about = topic(standing.measure)
    if own["reason"] == PUBLISHERS_WORD and isinstance(own["label"], str):
        return f"{found.name} does {own['label'].lower()} on {about}"
    if pooled is None or pooled.verdict == "not compared":
        return f"{found.name} beside similar {found.who} on {about}"
    if pooled.verdict == "similar":
        return f"{found.name}: no clear difference from similar {found.who} on {about}"
    return f"{found.name} is {'below' if pooled.gap < 0 else 'above'} similar {found.who} on {about}"


def _subtitle(standing: Standing, found: Likeness, rows: pd.DataFrame, provenance: Provenance) -> str:
    alike = listed([*(mid_sentence(need.title) for need in found.used), *(["region"] if found.region else [])])
    intervals = "; 95% intervals" if rows["lower"].notna().any() and not _scored(standing) else ""
    areas = standing.group.areas
    return (
        f"{standing.measure.title}, {standing.period}{f', {provenance.vintage}' if areas else ''}"
        f"{direction_after(standing.measure)}. The {len(found.peers)} {found.who}{'' if areas else ' in England'} "
        f"most like it, the most similar first, by {alike}{intervals}."
    )


def _word(row: dict, measure: Measure) -> str:
    """The verdict word a row is drawn with: the publisher's where there is one, else ours."""
    if row["reason"] == PUBLISHERS_WORD:
        return band_word(row["label"], measure)
    return str(row["verdict"])


def _mark(row: dict, standing: Standing, found: Likeness) -> Mark:
    is_own = row["code"] == found.code
    label = _label(row, standing)
    hover = f"<b>{wrapped(row['name'], 46)}</b><br>{wrapped(row['sentence'], 52)}"
    if not is_own:
        hover += f"<br>{'The' if row['place'] == 1 else ordinal(int(row['place']))} most alike"
        hover += f"<br>Not known: {row['missing']}" if row["missing"] else ""
    lower, upper = (float("nan"), float("nan")) if _scored(standing) else (row["lower"], row["upper"])
    return Mark(
        f"<b>{label}</b>" if is_own else label, row["value"], lower, upper, FOOTPRINT if is_own else QUIET_INK,
        MARKERS[_word(row, standing.measure)], hover,
    )  # fmt: skip


def _label(row: dict, standing: Standing) -> str:
    """A name, which of an area may take two lines; of any other organisation the second says where it lies."""
    if standing.group.areas:
        return wrapped(f"{row['name']}{' (added)' if row['origin'] == 'added' else ''}", _LABEL)
    home = standing.group.home.get(row["code"])
    place = plain(_shortened(home, _LABEL + 3)) if isinstance(home, str) else ""
    return f'{plain(_shortened(without_trust(row["name"])))}<br><span style="font-size:{FOOT}px">{place}</span>'


def _shortened(text: str, width: int = _LABEL) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _columns(rows: pd.DataFrame, found: Likeness, standing: Standing) -> list[ChartColumn]:
    """What stands at the right: the figure with its mark, what makes them alike, and how far off each is."""
    measure, records = standing.measure, rows.to_dict("records")
    figures = [
        _INSTEAD.get(row["status"], "no figure") if isnan(row["value"])
        else f"{SHAPES[_word(row, measure)]} {figure(row['value'], measure)}"
        for row in records
    ]  # fmt: skip
    compared = rows["verdict"].ne("not compared").any()
    columns = [ChartColumn(f"Against {standing.comparator.name}" if compared else "", figures, 96)]
    if _scored(standing) and rows["label"].notna().any():
        words = [short_band(row["label"], measure) for row in records]
        columns.append(ChartColumn("Publisher's word", words, 150))
    if len(found.used) <= _MOST_COLUMNS:
        columns += [
            ChartColumn(need.title, [need.figure(float(value)) for value in rows[need.id]], 112) for need in found.used
        ]
    distances = ["" if isnan(row["distance"]) else f"{row['distance']:.2f}" for row in records]
    return [*columns, ChartColumn("How far apart (0 is alike)", distances, 100)]


def _draw_lines(chart: Drawing, standing: Standing, held: Held | None) -> None:
    """England's line and the peers', each named at its head on the side where there is room."""
    measure, england = standing.measure, _england(standing)
    if not isnan(england):
        text = f"{standing.benchmark_name} {figure(england, measure)}"
        draw_line(chart, england, text, ENGLAND, anchor=_side(chart, england))
    if held:
        value = held.pooled.value
        text = f"Peers together {figure(value, measure)}"
        draw_line(chart, value, text, PEERS, dash="dash", level=1, anchor=_side(chart, value))


def _side(chart: Drawing, value: float) -> str:
    """Which side of a name lies on its line: names lean towards the middle of the plot, away from the columns."""
    low, high = chart.layout["xaxis"]["range"]
    return "right" if value > (low + high) / 2 else "left"


def _draw_expected(chart: Drawing, rows: pd.DataFrame) -> None:
    for at, (lower, upper) in enumerate(zip(rows["expected_lower"], rows["expected_upper"], strict=True)):
        if not isnan(lower):
            draw_path(chart, [lower, upper], [at, at], {"color": CONTEXT, "width": 16}, opacity=0.6)


def similar_table(standing: Standing, found: Likeness) -> pd.DataFrame:
    """One row per organisation: the chosen one, then the others that are listed, the most similar first, peers or not."""
    variables = [need.id for need in found.used]
    own = {"code": found.code, "distance": 0.0, "origin": "chosen", "missing": "", **found.own[variables]}
    known = pd.concat([pd.DataFrame([own]), found.table.drop(columns="name")], ignore_index=True)
    rows = known[["code", "distance", "origin", "missing", *variables]].merge(standing.table, "left", "code")
    measure, group = standing.measure, standing.group

    def values(column: str) -> pd.Series:
        return shown(rows[column].astype(float), rows["status"], measure)

    table = {
        group.heading: rows["code"].map(group.names),
        "Code": rows["code"],
        "Where": rows["code"].map(group.home).astype(object).fillna(""),
        "Peer": rows["origin"].astype(object).fillna(""),
        "How far apart (0 is alike)": rows["distance"].round(2),
        **{need.title: rows[need.id].astype(float).round(need.decimals) for need in found.used},
        "Not known": rows["missing"],
        "Period": standing.period,
        "Value": values("value"),
    }
    if _scored(standing):
        table |= {
            "Expected from": values("expected_lower"),
            "Expected to": values("expected_upper"),
            "Publisher's word": rows["label"].astype(object).fillna(""),
        }
    else:
        table |= {
            "Lower": values("lower"),
            "Upper": values("upper"),
            standing.comparator.heading: round(standing.benchmark, decimals(measure)),
            f"Against {standing.comparator.name}": rows["verdict"],
        }
    return pd.DataFrame(table | {base_heading(measure): rows["respondents"].round()})
