"""What stands out inside a footprint: one line per practice and measure, beside what was to be expected of it."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.funnel_sentences import stand_out_sentence, stand_outs_finding, stand_outs_sentence
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.standouts import StandOuts
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import decimals, figure, span
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing, scatter
from insight.charts.provenance import Provenance, foot
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.layout import BODY, FOOT, plain, wrapped
from insight.charts.style.palette import ENGLAND, GRID, INK, VERDICTS
from insight.charts.style.plotting import bounds, write
from insight.charts.style.verdict_marks import MARKERS

MOST = 12
"""The list may be long; the picture shows its head, worst first, and the table all of it."""
_ROW, _LABELS, _VERDICTS = 46, 400, 260
_SHORT = 46
_BAR = "#D5D9DB"


def draw_stand_outs(found: StandOuts, provenance: Provenance) -> Chart | Refusal:
    """The head of the list; refused where nothing stands out, with the number of comparisons that were made."""
    if found.table.empty:
        return refuse(Reason.NOTHING_STANDS_OUT, finding=stand_outs_finding(found), made=stand_outs_sentence(found))
    first = found.funnels[0]
    rows = found.table.head(MOST)
    finding = stand_outs_finding(found)
    more = f" The first {MOST} are drawn." if len(found.table) > MOST else ""
    subtitle = f"{first.period}, {provenance.vintage}. {stand_outs_sentence(found)}{more}"
    drawn = pd.concat([each.table for each in found.funnels])
    lines = foot(
        provenance, drawn, "False discovery rate 5% (Benjamini and Hochberg 1995), usual differences allowed for."
    )
    caption = Caption(finding, subtitle, lines)
    chart = framed_plot(caption, Room(left=_LABELS, right=_VERDICTS, above=44, below=40), _ROW * len(rows))

    _set_axes(chart, rows)
    for at in range(len(rows)):
        _draw(chart, found, at)
    key = "▬ to be expected of so many replies (95%)    ┃ average    ▲ ▼ the practice"
    write(chart, key, BODY, INK, x=0, xref="paper", xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=8)

    return finished(
        chart,
        caption,
        provenance,
        alt=f"List of {len(found.table)} figures that stand out, {first.name}, {first.period}. {finding}. "
        + " ".join(stand_out_sentence(found, at) for at in range(len(rows))),
        table=_table(found),
        name=("stand-outs", first.code, first.period, first.vintage, "list"),
    )


def _set_axes(chart: Drawing, rows: pd.DataFrame) -> None:
    labels = [
        f"<b>{plain(_short(name))}</b><br>{plain(_short(title))}"
        for name, title in zip(rows["name"], rows["title"], strict=True)
    ]
    values = [*rows["value"], *rows["low"], *rows["high"], *rows["middle"]]
    low, high = bounds(values, 0.03, 1.0)
    chart.update_layout(
        xaxis={"range": [max(low, -1.0), min(high, 101.0)], "ticksuffix": "%", "gridcolor": GRID, "nticks": 8},
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickmode": "array",
            "tickvals": list(range(len(rows))),
            "ticktext": labels,
            "tickfont": {"size": FOOT},
            "showgrid": False,
            "ticklabelstandoff": 12,
        },
    )


def _draw(chart: Drawing, found: StandOuts, at: int) -> None:
    row = found.table.iloc[at]
    measure, word = found.funnels[int(row["funnel"])].measure, row["verdict"]
    chart.add_shape(
        type="rect",
        x0=row["low"],
        x1=row["high"],
        y0=at - 0.16,
        y1=at + 0.16,
        fillcolor=_BAR,
        line={"width": 0},
        layer="below",
    )
    line = {"color": ENGLAND, "width": 3}
    chart.add_shape(type="line", x0=row["middle"], x1=row["middle"], y0=at - 0.26, y1=at + 0.26, line=line)
    marker = {
        "symbol": MARKERS[word],
        "size": 16,
        "color": VERDICTS[word],
        "line": {"color": VERDICTS[word], "width": 2},
    }
    text = f"<b>{plain(row['title'])}</b><br>{wrapped(stand_out_sentence(found, at), 52)}"
    chart.add_trace(
        scatter(x=[round(row["value"], 3)], y=[at], mode="markers", marker=marker, hoverinfo="text", text=text)
    )
    told = (
        f"<b>{figure(row['value'], measure)} {SHAPES[word]} {word}</b><br>"
        f"expected {span(row['low'], row['high'], measure)}"
    )
    write(
        chart,
        told,
        FOOT,
        VERDICTS[word],
        x=1,
        xref="paper",
        xanchor="left",
        xshift=14,
        y=at,
        yanchor="middle",
        align="left",
    )


def _short(text: str) -> str:
    """A name that fits its column; the table holds it whole."""
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def _table(found: StandOuts) -> pd.DataFrame:
    """One row per figure that stands out, all of them."""
    rows = found.table
    digits = [decimals(found.funnels[int(at)].measure) for at in rows["funnel"]]

    def rounded(column: str) -> list[float]:
        return [round(float(value), places) for value, places in zip(rows[column], digits, strict=True)]

    return pd.DataFrame(
        {
            "Organisation": rows["name"],
            "Code": rows["org"],
            "Measure": rows["title"],
            "Period": found.funnels[0].period,
            "Value": rounded("value"),
            "Expected from": rounded("low"),
            "Expected to": rounded("high"),
            "Average": rounded("middle"),
            "Respondents": rows["respondents"].round(),
            "Verdict": rows["verdict"],
            "p": [f"{p:.2g}" for p in rows["p"]],
            "p after all comparisons": [f"{p:.2g}" for p in rows["adjusted"]],
        }
    )
