"""Is this month special, or the usual wobble? One series of months read the NHS way, with every doubt said aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.wording import period_names
from insight.measures.breaks import breaks_of, eras
from insight.measures.precision import replies
from insight.model import Measure, Status
from insight.stats.arrays import Flags, Floats, floats
from insight.stats.spc.assurance import Assurance
from insight.stats.spc.labels import Rule
from insight.stats.spc.months import MINIMUM_POINTS, points_short, rebase_groups
from insight.stats.spc.reading import (
    MAKING_DATA_COUNT,
    ControlReading,
    RuleBook,
    assurance_icons,
    read_series,
    variation_icons,
)
from insight.stats.spc.variation import Variation
from insight.traits import Cadence

FEWEST_REPLIES = 10
"""A month on fewer replies is a gap, because small numbers swing wildly (Picker's advice on the Friends and Family Test)."""
SHORTEST_BASELINE = 12

_LINES = ("mean", "lower", "upper", "near_lower", "near_upper")
SHORTEST_MONTH, LONGEST_MONTH = timedelta(days=28), timedelta(days=31)


@dataclass(frozen=True, order=True)
class Rebase:
    """Somebody's decision that the usual has changed: from when, and why."""

    date: pd.Timestamp
    reason: str


@dataclass(frozen=True)
class ControlPlan:
    """How a series is to be read: what people have decided about it."""

    rebases: Sequence[Rebase] = ()
    baseline: int | None = None
    """Fix the limits on the first so many points of each group, 12 or more; None takes all."""
    target: float | None = None
    """In the measure's unit."""
    remarks: Sequence[Rebase] = ()
    """Dates with a reason that change nothing in the reading, such as another way of collecting."""
    book: RuleBook = MAKING_DATA_COUNT

    def __post_init__(self) -> None:
        if self.baseline is not None and self.baseline < SHORTEST_BASELINE:
            raise ValueError(f"a baseline needs {SHORTEST_BASELINE} points or more, not {self.baseline}")


@dataclass(frozen=True, eq=False)
class Control:
    """One measure of one organisation or footprint, month by month."""

    measure: Measure
    code: str
    name: str
    plan: ControlPlan
    table: pd.DataFrame
    """One row per month of the calendar, oldest first: start, end, period, value (missing in a gap), gap (why, missing where
    there is a figure), published (what the publisher says, though a gap), replies, group, mean, lower, upper, near_lower, near_upper
    (missing where not to be shown), rule (spc.labels.Rule), sign, variation (spc.variation.Variation), and status, basis,
    interval, release as in the series."""
    cuts: pd.DataFrame
    """Where the reading begins anew: date (as decided), start (the month it took hold), reason, kind ("rebase" or "break")."""
    variation: Variation
    assurance: Assurance
    refusal: Refusal | None
    """Why the latest months are not judged; None where they are."""

    @property
    def latest(self) -> pd.Series:
        """The latest month with a figure."""
        return self.table[self.table["value"].notna()].iloc[-1]


def control(
    history: pd.DataFrame, measure: Measure, breaks: pd.DataFrame, name: str, plan: ControlPlan | None = None
) -> Control | Refusal:
    """Read the months of one org: `history` has its rows of a series (measures.series), `breaks` is the table.

    A month that is missing, hidden or rests on fewer than 10 replies is a gap. A break begins a new group, as a rebase
    does: nothing is compared across it. Groups of fewer than 13 points have no limits. Refused where the series is not
    monthly or has no figure. Raises ValueError when a month stands twice.
    """
    plan = plan or ControlPlan()
    rows = history.sort_values("start").reset_index(drop=True)
    if not is_monthly(measure, rows):
        return refuse(Reason.NOT_MONTHLY, title=measure.title)
    months = _on_the_calendar(rows, measure)
    if months["value"].isna().all():
        return refuse(Reason.NOT_AVAILABLE, name=name, period="any month")

    cuts = _cuts(months, breaks_of(measure, breaks), plan.rebases)
    group = rebase_groups(months["start"], list(cuts["start"].dropna())).group
    y, way = floats(months["value"])[None, :], measure.better.sign
    reading = read_series(y, way, group, plan.baseline, plan.book)
    shown = _enough_points(y[0], group)

    short = int(points_short(y, group)[0])
    refusal = None
    if short:
        refusal = refuse(
            Reason.TOO_FEW_MONTHS, name=name, needed=str(short), months="month is" if short == 1 else "months are"
        )
    elif np.isnan(_at_latest(reading.limits.mean[0], y[0])):
        refusal = refuse(Reason.NO_VARIATION, name=name)

    target = np.nan if plan.target is None else plan.target
    return Control(
        measure=measure,
        code=str(rows["org"].iloc[0]),
        name=name,
        plan=plan,
        table=_read_out(months, reading, group, shown),
        cuts=cuts,
        variation=Variation.NOT_JUDGED if refusal else Variation(int(variation_icons(reading, y)[0])),
        assurance=Assurance.NO_ICON if refusal else Assurance(int(assurance_icons(reading, y, target, way)[0])),
        refusal=refusal,
    )


def _on_the_calendar(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """One row per month from the first figure to the last period, gaps included."""
    rows = rows.assign(replies=replies(measure, rows), published=rows["value"])
    few = rows["replies"].lt(FEWEST_REPLIES)
    usable = rows["status"].eq(Status.OK) & rows["value"].notna() & ~few
    hidden = rows["status"].isin([Status.SUPPRESSED, Status.NEAR_ZERO])
    why = np.select(
        [usable, hidden, few | rows["status"].eq(Status.LOW_BASE)], ["", "hidden", "under 10 replies"], "no figure"
    )
    rows = rows.assign(value=rows["value"].where(usable), gap=why)
    if rows["start"].duplicated().any():
        raise ValueError(f"{measure.id} has two figures for the same month")
    if not usable.any():
        return rows.iloc[:0]

    first, last = rows.loc[usable, "start"].min(), rows["start"].max()
    calendar = pd.DataFrame({"start": pd.date_range(first, last, freq="MS")})
    months = calendar.merge(rows, on="start", how="left")
    ends = months["end"].fillna(months["start"] + pd.offsets.MonthBegin(1))
    months = months.assign(end=ends, gap=months["gap"].fillna("no figure").replace("", None))
    return months.assign(period=period_names(months))


def _cuts(months: pd.DataFrame, breaks: pd.DataFrame, rebases: Sequence[Rebase]) -> pd.DataFrame:
    """The dates at which the reading begins anew, each with the month it takes hold in; missing where that is to come."""
    starts = months["start"]
    decided = [(each.date, starts[starts >= each.date].min(), each.reason, "rebase") for each in rebases]
    era = eras(months["end"], breaks)
    broken = [
        (cut["date"], starts[era > at].min(), str(cut["reason"]), "break")
        for at, cut in enumerate(breaks.to_dict("records"))
        if (era <= at).any()
    ]
    cuts = pd.DataFrame([*decided, *broken], columns=["date", "start", "reason", "kind"])
    return cuts.astype({"date": "datetime64[ns]", "start": "datetime64[ns]"}).sort_values("date").reset_index(drop=True)


def _enough_points(y: Floats, group: np.ndarray) -> Flags:
    """Whether the group of each month has the points that limits need."""
    return np.bincount(group, ~np.isnan(y))[group] >= MINIMUM_POINTS


def _read_out(months: pd.DataFrame, reading: ControlReading, group: np.ndarray, shown: Flags) -> pd.DataFrame:
    lines = {name: np.where(shown, getattr(reading.limits, name)[0], np.nan) for name in _LINES}
    return months.assign(
        group=group,
        **lines,
        rule=np.where(shown, reading.labels.rule[0], Rule.NOT_JUDGED),
        sign=np.where(shown, reading.labels.sign[0], 0),
        variation=np.where(shown, reading.variation[0], Variation.NOT_JUDGED),
    )


def _at_latest(line: Floats, y: Floats) -> float:
    return float(line[np.flatnonzero(~np.isnan(y))[-1]])


def is_monthly(measure: Measure, history: pd.DataFrame) -> bool:
    """Whether a measure that is asked anew each month has months that follow one another, as a control chart needs.

    `history` is one org, one row per period (start, end as in a series), oldest first.
    """
    lengths = history["end"] - history["start"]
    if measure.traits.cadence is not Cadence.MONTHS or not lengths.between(SHORTEST_MONTH, LONGEST_MONTH).all():
        return False
    return bool(history["start"].diff().min() <= LONGEST_MONTH)
