"""One measure through time: the footprint against England, all others faint behind, cut where comparison ends."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.covered import coverage_column
from insight.benchmarks.findings import trajectory_finding
from insight.benchmarks.grammar import listed
from insight.benchmarks.trajectory import NO_STRETCH, Trajectory
from insight.benchmarks.wording import decimals, direction_after
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing
from insight.charts.provenance import Provenance, foot
from insight.charts.style.framing import Caption, Room, finished, framed
from insight.charts.style.palette import ENGLAND, FOOTPRINT, PEERS
from insight.charts.style.plotting import dates_axis, figures_axis
from insight.charts.style.shorthand import base_heading, notes, or_not, with_limits
from insight.charts.trend.lines import draw_comparator, draw_england, draw_others, draw_own
from insight.charts.trend.marks import label_ends, mark_breaks, mark_hidden
from insight.model import BUILT, Unit

HEIGHT = 640
_LABELS = 250
"""Pixels kept at the right for the names of the lines."""
_AXIS, _LEFT = 58, 76
_ABOVE_PLOT = 30
_MOST_TICKS = 12
_LEAST_ROOM = 0.7
"""Room that the name of a period needs, as a share of a twelfth of the axis: lists that come out unevenly leave some out."""
_HEADROOM = 0.06
_BREAK_ROOM = 0.16
"""Room above the lines, as a share of their span: always a little, more where a break's reason must be written."""


def trend(trajectory: Trajectory, provenance: Provenance) -> Chart:
    """The trend chart of one organisation. Lines, whiskers and differences never cross a break or a missing period."""
    measure = trajectory.measure
    finding = trajectory_finding(trajectory)
    trend_told = trajectory.trend if isinstance(trajectory.trend, str) else trajectory.trend.sentence
    figures = trajectory.own["value"].notna().any()
    change = [] if figures and trajectory.apart else [trajectory.change.sentence]
    said = " ".join(dict.fromkeys([*change, *([trend_told] if figures else [])]))
    subtitle = f"{measure.title}, {provenance.vintage}{direction_after(measure)}. {said}"
    shown = pd.concat([trajectory.own, trajectory.england])
    behind, stops = _context(trajectory), _breaks(trajectory)
    key = [*behind, *_dashes(shown), *stops]

    caption = Caption(finding, subtitle, foot(provenance, shown, *key), key)
    chart, plot_height = framed(caption, Room(_LEFT, _LABELS, _ABOVE_PLOT, _AXIS), HEIGHT)
    low, high = _reach(trajectory)
    _set_axes(chart, trajectory, low, high)
    draw_others(chart, trajectory)
    draw_comparator(chart, trajectory, PEERS)
    draw_england(chart, trajectory, ENGLAND)
    draw_own(chart, trajectory, FOOTPRINT)
    mark_breaks(chart, trajectory)
    mark_hidden(chart, trajectory)
    label_ends(chart, trajectory, (high - low) / plot_height)

    alt = _alt(trajectory, finding, provenance.vintage)
    name = (measure.id, trajectory.code, _span(trajectory), trajectory.vintage, "trend")
    return finished(
        chart, caption, provenance, alt=alt, table=trend_table(trajectory), name=name,
        behind=tuple(behind), stops=tuple(stops),
    )  # fmt: skip


def _context(trajectory: Trajectory) -> list[str]:
    others = trajectory.others.dropna(subset="value")
    if others["org"].nunique() == 1:
        return [f"Grey: {others['name'].iloc[0]}."]
    whom = trajectory.comparator.name
    band = [f"Green band: from the lowest to the highest of {whom}."] if len(trajectory.pooled) else []
    return ["Grey: all other footprints.", *band] if len(others) else []


def _dashes(shown: pd.DataFrame) -> list[str]:
    built = " or ".join(sorted(BUILT.intersection(shown["basis"].dropna())))
    return [f"Dashed: {built}."] if built else []


def _breaks(trajectory: Trajectory) -> list[str]:
    """Each reason why years may not be compared, with the breaks it is given for."""
    periods = dict(zip(trajectory.table["start"], trajectory.table["period"], strict=True))
    told = []
    for reason, cuts in trajectory.breaks.groupby("reason", sort=False):
        between = [f"{periods[a]} and {periods[b]}" for a, b in zip(cuts["before"], cuts["after"], strict=True)]
        told.append(f"Series breaks between {listed(between)}: {reason}")
    return told


def _reach(trajectory: Trajectory) -> tuple[float, float]:
    """The range of the value axis: all lines and the footprint's interval; from zero for counts alone, where a small change would look large."""
    own = trajectory.own
    values = pd.concat([trajectory.table["value"], own["lower"], own["upper"]]).dropna()
    if values.empty:
        return 0.0, 100.0
    low, high = float(values.min()), float(values.max())
    span = max(high - low, 1.0)
    above = _HEADROOM + _BREAK_ROOM * min(len(trajectory.breaks), 2)
    if trajectory.measure.unit is Unit.COUNT:
        return 0.0, high * (1 + above)
    return low - _HEADROOM * span, high + above * span


def _set_axes(chart: Drawing, trajectory: Trajectory, low: float, high: float) -> None:
    periods = trajectory.table.drop_duplicates("start").sort_values("start")
    ticks = _ticks(periods)
    first, last = periods["start"].min(), periods["start"].max()
    room = max((last - first) * 0.04, pd.Timedelta(days=40))
    ends = (first - room, last + room)
    chart.update_layout(
        xaxis=dates_axis(ends, ticks["start"], [_tick(each) for each in ticks["period"]], tickangle=0),
        yaxis=figures_axis((low, high), 7, ticksuffix=trajectory.measure.unit.sign),
    )


def _ticks(periods: pd.DataFrame) -> pd.DataFrame:
    """The periods named under the axis: the latest, and of those before it as many as have room side by side."""
    every = -(-len(periods) // _MOST_TICKS)
    least = (periods["start"].max() - periods["start"].min()) / _MOST_TICKS * _LEAST_ROOM
    kept: list[int] = []
    for at in range(len(periods) - 1, -1, -every):
        if not kept or periods["start"].iloc[kept[-1]] - periods["start"].iloc[at] >= least:
            kept.append(at)
    return periods.iloc[kept[::-1]]


def _tick(period: str) -> str:
    """A period under the axis: a month, or a day, above its year, so that twelve of them have room."""
    before, _, year = period.rpartition(" ")
    *days, month = before.split() or [""]
    return f"{' '.join([*days, month[:3]])}<br>{year}" if before else period


def _span(trajectory: Trajectory) -> str:
    known = trajectory.own[trajectory.own["stretch"] != NO_STRETCH]
    rows = known if len(known) else trajectory.own
    first, last = rows["period"].iloc[0], rows["period"].iloc[-1]
    return first if first == last else f"{first} to {last}"


def _alt(trajectory: Trajectory, finding: str, vintage: str) -> str:
    beside = " and England" if len(trajectory.england) else ""
    years = [f"{date:%Y}" for date in trajectory.breaks["date"]]
    broken = f" The series breaks in {listed(years)}." if years else ""
    told = "" if trajectory.own["value"].isna().all() else f" {trajectory.change.sentence}"
    return (
        f"Line chart: {trajectory.measure.title}, {trajectory.name}{beside}, {_span(trajectory)}, {vintage}. "
        f"{finding}.{told}{broken} The table beside it holds every figure."
    )


def trend_table(trajectory: Trajectory) -> pd.DataFrame:
    """One row per period of the organisation, oldest first; `[b]` marks the first period after a break."""
    measure, own = trajectory.measure, trajectory.own.reset_index(drop=True)
    columns = [("England", trajectory.england), (trajectory.comparator.heading, trajectory.pooled)]
    beside = {
        title: or_not(own["start"].map(rows.set_index("start")["value"].round(decimals(measure))))
        for title, rows in columns
        if len(rows)
    }
    own = own.assign(breaks=own["era"].diff().gt(0))
    return pd.DataFrame(
        {
            "Period": own["period"],
            trajectory.group.heading: trajectory.name,
            "Code": trajectory.code,
            **with_limits(own, measure),
            **beside,
            base_heading(measure): or_not(own["respondents"].round()),
            "Basis": or_not(own["basis"], own["value"].notna()),
            "Coverage (%)": coverage_column(own),
            "Note": notes(own),
        }
    )
