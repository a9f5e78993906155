"""The heat table: every headline measure of every footprint against the comparator, so that patterns show at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.findings import verdicts_finding
from insight.benchmarks.grammar import counted
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.screen import ScreenedMeasures
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import decimals, direction, number, topic
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing, scatter
from insight.charts.provenance import Provenance, foot
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.layout import BODY, FOOT, FOOT_LINE, balanced, plain, wrapped
from insight.charts.style.palette import GROUND, INK, QUIET_INK, ink_on
from insight.charts.style.plotting import ABOVE, draw_paths, row_axis, write
from insight.charts.style.shorthand import with_limits
from insight.model import Better, Measure

_ROW, _BENCHMARK_ROW = 30, 1
_NAME, _TITLE_WIDTH, _HEADINGS = 8, 12, 124
_GAP = 0.04
_FEWEST = 3
"""Footprints that a measure must be compared on before it is called the one on which they differ most often (ours)."""
_FILLS = {
    ("better", True): "#12436D", ("better", False): "#B9D6EC",
    ("worse", True): "#9A3A04", ("worse", False): "#F8CDA4",
    ("higher", True): "#54278F", ("higher", False): "#D9CDE8",
    ("lower", True): "#0B625C", ("lower", False): "#B7DEDA",
}  # fmt: skip
_PLAIN = "#F3F2F1"
_SIDES = {"worse": "worse than", "better": "better than", "lower": "below", "higher": "above"}


@dataclass(frozen=True)
class HeatRows:
    """Which footprints a heat table shows, in which order; one of them chosen."""

    codes: Sequence[str]
    chosen: str
    title: str
    """What they are together: "Midlands", "all footprints"."""
    pooled: bool = False
    """Whether they are one footprint and those that its comparator is put together from."""


def heat(screen: ScreenedMeasures, rows: HeatRows, provenance: Provenance) -> Chart | Refusal:
    """One row per footprint and a first one for the comparator, one column per measure; marks at 95% and, doubled, at 99.8%.

    `screen` should hold all footprints of the vintage, because its comparisons are counted. Refused with nothing to compare.
    """
    if not screen.comparisons:
        return refuse(Reason.NOT_AVAILABLE, name=rows.title, period="any period that is compared")
    table = screen.table[screen.table["code"].isin(rows.codes)]
    order = {code: at for at, code in enumerate(rows.codes)}
    table = table.assign(at=table["code"].map(order) + _BENCHMARK_ROW).sort_values(["at", "measure"])
    finding, subtitle = _finding(screen, table, rows), _subtitle(screen, provenance)

    names = table.drop_duplicates("code")
    left = 40 + _NAME * int(names["name"].str.len().max())
    caption = Caption(finding, subtitle, foot(provenance, table))
    room = Room(left=left, right=24, above=_headings_height(screen), below=10)
    chart = framed_plot(caption, room, _ROW * (len(names) + _BENCHMARK_ROW))

    _set_axes(chart, screen, names, rows)
    for (word, sure), cells in table.groupby(["verdict", "sure"]):
        _fill(chart, cells, _FILLS.get((str(word), bool(sure)), _PLAIN))
    for at, each in enumerate(screen.standings):
        write(chart, f"<b>{number(each.benchmark, each.measure)}</b>", BODY, INK, x=at, y=0, yanchor="middle")
    _write_cells(chart, screen, table)
    _outline_chosen(chart, screen, order.get(rows.chosen))

    standing = screen.standings[0]
    alt = (
        f"Heat table of {counted(len(screen.standings), 'measure')} by {counted(len(names), 'footprint')}, {rows.title}, "
        f"{standing.period}, {provenance.vintage}. {finding}. The table beside it holds every figure."
    )
    name = ("headlines", rows.title, standing.period, standing.vintage, "heat")
    return finished(chart, caption, provenance, alt=alt, table=heat_table(screen, table), name=name)


def _finding(screen: ScreenedMeasures, table: pd.DataFrame, rows: HeatRows) -> str:
    """Of a footprint among its peers on how many measures it differs from them; else the measure on which most of the footprints shown differ from whom they are held against in one direction; worse first where equal.

    A measure that fewer than three of them can be compared on is no pattern, and measures that share the first place are told as a tie.
    """
    whom, own = _whom(screen), table[table["code"].eq(rows.chosen) & table["verdict"].ne("not compared")]
    if rows.pooled and screen.standings[0].comparator.codes and len(own):
        # Of those that whom is put together from each is behind or ahead by turns: the one chosen is the finding.
        return f"Side by side: {verdicts_finding([*own['verdict']], own['name'].iloc[0], whom)}"
    compared, shown = table[table["verdict"] != "not compared"], table["code"].nunique()
    known = compared.groupby("measure").size()
    enough = compared["measure"].isin(known.index[known >= min(_FEWEST, shown)])
    if not enough.any():
        return (
            f"{rows.title}: fewer than {min(_FEWEST, shown)} footprints can be compared with {whom} on any one measure"
        )
    counts = [
        (int(count), said, int(str(measure)))
        for word, said in _SIDES.items()
        for measure, count in compared[enough & compared["verdict"].eq(word)].groupby("measure").size().items()
    ]
    if not counts:
        which = "footprint" if len(compared) == len(table) else "footprint with a figure"
        return f"{rows.title}: no {which} differs from {whom} on any measure"
    count, said, measure = max(counts, key=lambda found: found[0])
    alike = sum(each[:2] == (count, said) for each in counts)
    about = topic(screen.standings[measure].measure)
    if alike > 1 and count == 1:
        return f"{rows.title}: on no measure do two footprints differ from {whom} in the same direction"
    if alike > 1:
        return f"{rows.title}: {said} {whom} in {count} footprints on each of {alike} measures, {about} among them"
    of = f"{known[measure]}{' with a figure' if known[measure] < shown else ''}"
    if other := [each[1] for each in counts if each[0] == count and each[2] == measure and each[1] != said]:
        return f"{rows.title}: {said} {whom} in {count} of {of} and {other[0]} it in as many, on {about}"
    if compared[enough]["measure"].nunique() == 1:
        return f"{rows.title}: {said} {whom} in {count} of {of}, on {about}"
    return f"{rows.title}: {said} {whom} most often on {about} ({count} of {of})"


def _whom(screen: ScreenedMeasures) -> str:
    """Whom they are held against."""
    return screen.standings[0].comparator.name


def _subtitle(screen: ScreenedMeasures, provenance: Provenance) -> str:
    ways = {each.measure.better for each in screen.standings}
    way = "Higher is better. " if ways == {Better.HIGHER} else ""
    other = ", △ higher or ▽ lower" if Better.NEITHER in ways else ""
    at95, at998 = screen.by_chance
    return (
        f"{provenance.vintage}, {screen.standings[0].period}. {way}▲ better or ▼ worse{other} than {_whom(screen)} at 95%, doubled and dark "
        f"at 99.8%; ●\u00a0similar. Among all {screen.comparisons:,} comparisons about {at95:.0f} marks would be there by chance, "
        f"and {'fewer than 1' if at998 < 1 else f'about {at998:.0f}'} of the doubled ones."
    )


def _set_axes(chart: Drawing, screen: ScreenedMeasures, names: pd.DataFrame, rows: HeatRows) -> None:
    labels = [
        f"<b>{plain(n)}</b>" if c == rows.chosen else plain(n)
        for n, c in zip(names["name"], names["code"], strict=True)
    ]
    whom = f"<b>{screen.standings[0].comparator.heading}</b>"
    chart.update_layout(
        xaxis={"range": [-0.5, len(screen.standings) - 0.5], "visible": False},
        yaxis=row_axis([whom, *labels], 8, tickvals=[0, *names["at"].tolist()], tickfont={"size": FOOT}),
    )
    for at, standing in enumerate(screen.standings):
        write(chart, _heading(standing.measure), FOOT, INK, x=at, yshift=6, **ABOVE)


def _heading(measure: Measure) -> str:
    """A measure over its column, with its direction where high is not good."""
    way = "" if measure.better is Better.HIGHER else f"<br><i>{direction(measure)}</i>"
    return f"<b>{balanced(measure.title, _TITLE_WIDTH)}</b>{way}"


def _headings_height(screen: ScreenedMeasures) -> int:
    """Pixels that the highest of the headings takes: the longest titles stand on seven lines."""
    lines = max(_heading(standing.measure).count("<br>") + 1 for standing in screen.standings)
    return max(_HEADINGS, lines * FOOT_LINE + FOOT)


def _fill(chart: Drawing, cells: pd.DataFrame, colour: str) -> None:
    """All cells of one colour as one trace of rectangles, so that a saved drawing stays a drawing."""
    paths = []
    for measure, at in zip(cells["measure"], cells["at"], strict=True):
        west, east, top, bottom = measure - 0.5 + _GAP, measure + 0.5 - _GAP, at - 0.5 + _GAP, at + 0.5 - _GAP
        paths.append([(west, top), (east, top), (east, bottom), (west, bottom), (west, top)])
    draw_paths(chart, paths, {"width": 0}, fill="toself", fillcolor=colour)


def _write_cells(chart: Drawing, screen: ScreenedMeasures, table: pd.DataFrame) -> None:
    inks = [
        ink_on(_FILLS.get((word, bool(sure)), _PLAIN))
        for word, sure in zip(table["verdict"], table["sure"], strict=True)
    ]
    rows = table.to_dict("records")
    chart.add_trace(
        scatter(
            x=table["measure"].tolist(),
            y=table["at"].tolist(),
            mode="text",
            text=[_cell(screen, row) for row in rows],
            textfont={"size": BODY, "color": inks},
            customdata=table["code"].tolist(),
            hoverinfo="text",
            hovertext=[_told(screen, row) for row in rows],
        )
    )


def _cell(screen: ScreenedMeasures, row: dict) -> str:
    if pd.isna(row["value"]):
        return "–"
    mark = SHAPES[row["verdict"]] * (2 if row["sure"] else 1)
    return f"{number(row['value'], screen.standings[row['measure']].measure)} {mark}"


def _told(screen: ScreenedMeasures, row: dict) -> str:
    standing = screen.standings[row["measure"]]
    return f"<b>{plain(row['name'])}</b><br>{plain(standing.measure.title)}<br>{wrapped(standing.sentence(row), 52)}"


def _outline_chosen(chart: Drawing, screen: ScreenedMeasures, at: int | None) -> None:
    if at is None:
        return
    y, last = at + _BENCHMARK_ROW, len(screen.standings) - 0.5
    for colour, width in ((GROUND, 6), (INK, 3)):
        chart.add_shape(type="rect", x0=-0.5, x1=last, y0=y - 0.5, y1=y + 0.5, line={"color": colour, "width": width})
    chart.add_shape(type="line", x0=-0.5, x1=last, y0=0.5, y1=0.5, line={"color": QUIET_INK, "width": 1})


def heat_table(screen: ScreenedMeasures, table: pd.DataFrame) -> pd.DataFrame:
    """`table` are the rows of the screen that are shown."""
    parts = []
    for at, standing in enumerate(screen.standings):
        rows, measure = table[table["measure"] == at], standing.measure
        parts.append(
            pd.DataFrame(
                {
                    "Footprint": rows["name"],
                    "Code": rows["code"],
                    "Measure": measure.title,
                    "Period": standing.period,
                    **with_limits(rows, measure),
                    "Compared with": standing.comparator.heading,
                    "Benchmark": round(standing.benchmark, decimals(measure)),
                    "Verdict": rows["verdict"],
                    "Holds at 99.8%": rows["sure"].map({True: "yes", False: "no"}),
                    "Direction": direction(measure),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
