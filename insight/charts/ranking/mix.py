"""The parts of a whole in one footprint: each a mark with its interval, England's share a tick; no colour means good or bad."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.mix import ALIKE, LESS, MORE, NOT_WORSE, TOO_FEW, Mix
from insight.benchmarks.wording import figure
from insight.charts.chart import Chart
from insight.charts.provenance import foot
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.layout import BODY, TELLING, plain, wrapped
from insight.charts.style.palette import FOOTPRINT, INK, QUIET_INK
from insight.charts.style.plotting import KEY, benchmark_tick, write
from insight.charts.style.rows import ROW, Mark, draw_rows

_LEFT, _RIGHT, _KEY = 300, 340, 40
_LABEL_WIDTH = 34
LARGEST = 10
"""So many of the largest parts are drawn, and beside them all that differ from England."""

_MARKS = {MORE: "triangle-up-open", LESS: "triangle-down-open", ALIKE: "circle", TOO_FEW: "circle-open"}
_WORDS = {
    MORE: ("△", "more often"),
    LESS: ("▽", "less often"),
    ALIKE: ("●", "not clearly more or less often"),
    TOO_FEW: ("○", "too few to tell"),
}
_TELLS = {MORE: 0, LESS: 1, ALIKE: 2, TOO_FEW: 3}
"""What stays first after the largest part where there is no room for all rows."""
_METHOD = (
    "95% intervals: worked out by us from the number of mentions. More or less often: tested against all of England, so that at most one in "
    "twenty of those named is there by the luck of mentions; how organisations write complaints down is not allowed for."
)


def parts_of_whole(found: Mix, place: ChartFootprint, caution: str = "") -> Chart:
    """One row per part, the largest share here on top; what is not drawn stands in the table."""
    places = found.table.index[(found.table.index < LARGEST) | found.table["word"].isin([MORE, LESS])]
    drawn = found.table.loc[places].reset_index(drop=True)
    finding = _finding(found)
    total = found.table["denominator"].iloc[0]
    subtitle = (
        f"{found.whole}, {found.name}, {found.period}, {place.provenance.vintage}: shares of {total:,.0f} mentions, the "
        f"largest first. {NOT_WORSE}"
    )
    left_out = len(found.table) - len(drawn)
    lines = foot(
        place.provenance, drawn, _METHOD, found.measures[0].caveat,
        f"{left_out} smaller parts in the table only." if left_out else "", caution,
    )  # fmt: skip
    caption = Caption(finding, subtitle, lines, [NOT_WORSE])
    chart = framed_plot(caption, Room(_LEFT, _RIGHT, _KEY), len(drawn) * ROW)
    order = list(dict.fromkeys([0, *drawn["word"].map(_TELLS).sort_values(kind="stable").index]))
    chart.update_layout(meta={TELLING: order})
    draw_rows(chart, [_mark(row, found) for row in drawn.to_dict("records")], against=list(drawn["england"]))
    for at, england in enumerate(drawn["england"]):
        benchmark_tick(chart, england, at, layer="below")
    key = f"<b>┃</b> England    <b>△ ▽ ●</b> {plain(found.name)}, with 95% interval"
    write(chart, key, BODY, INK, yshift=8, **KEY)
    alt = f"Chart of the parts of a whole: {subtitle} {finding}. " + " ".join(drawn["sentence"])
    name = (found.measures[0].id, place.code, found.period, place.vintage, "parts")
    telling = tuple(dict.fromkeys([*(int(places[at]) for at in order), *range(len(found.table))]))
    return finished(
        chart, caption, place.provenance, alt=alt, table=_table(found), name=name, telling=telling, warning=NOT_WORSE
    )


def _finding(found: Mix) -> str:
    more = found.of(MORE)
    if more.empty:
        return f"{found.name}: nothing clearly mentioned more often than in England"
    others = "" if len(more) == 1 else f" and {len(more) - 1} other{'s' if len(more) > 2 else ''}"
    return f"{found.name}: {more['part'].iloc[0]}{others} mentioned more often than in England, which is not worse"


def _mark(row: dict, found: Mix) -> Mark:
    colour = FOOTPRINT if row["word"] in (MORE, LESS) else QUIET_INK
    hover = f"<b>{plain(row['part'])}</b><br>{wrapped(row['sentence'], 52)}"
    than = " than England" if row["word"] in (MORE, LESS) else ""
    words = f"<b>{figure(row['value'], found.measures[0])}</b> {' '.join(_WORDS[row['word']])}{than}"
    label = wrapped(row["part"], _LABEL_WIDTH)
    return Mark(label, row["value"], row["lower"], row["upper"], colour, _MARKS[row["word"]], hover, words)


def _table(found: Mix) -> pd.DataFrame:
    rows = found.table
    return pd.DataFrame(
        {
            "Part": rows["part"],
            "Footprint": found.name,
            "Period": found.period,
            "Mentions": rows["numerator"].astype(int),
            "Of all mentions": rows["denominator"].astype(int),
            "Share (%)": rows["value"].round(1),
            "Lower": rows["lower"].round(1),
            "Upper": rows["upper"].round(1),
            "England (%)": rows["england"].round(1),
            "Beside England": rows["word"].map({word: told for word, (_, told) in _WORDS.items()}),
        }
    )
