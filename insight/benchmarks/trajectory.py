"""One measure through time: one organisation, England and all the others of its group, cut wherever a line would claim too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.change import Change, change
from insight.benchmarks.comparator import NATIONAL, TOGETHER, Comparator
from insight.benchmarks.grammar import mid_sentence
from insight.benchmarks.ratings import Moved
from insight.benchmarks.refusals import Reason, Refusal, refuse, refuse_area, refuse_source, refuse_test, refuse_total
from insight.benchmarks.wording import during, period_names
from insight.measures.breaks import breaks_of, eras
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.series import of_org
from insight.model import ENGLAND, Better, Measure
from insight.stats.arrays import floats
from insight.stats.trend import POINTS, Trend, recent_trend, years_needed
from insight.traits import Cadence

NO_STRETCH = -1
_SKIPPED = 1.5
"""Periods more than this many usual steps apart have one missing between them."""
_YEARLY = pd.Timedelta(days=550)
"""Breaks nearer to one another than this lie between every two years: no wait brings a series."""
_TRENDS: Mapping[tuple[Trend, Better], str] = {
    (Trend.INCREASING, Better.HIGHER): "Increasing and getting better over five years.",
    (Trend.DECREASING, Better.HIGHER): "Decreasing and getting worse over five years.",
    (Trend.INCREASING, Better.LOWER): "Increasing and getting worse over five years.",
    (Trend.DECREASING, Better.LOWER): "Decreasing and getting better over five years.",
    (Trend.INCREASING, Better.NEITHER): "Increasing over five years.",
    (Trend.DECREASING, Better.NEITHER): "Decreasing over five years.",
}


@dataclass(frozen=True, eq=False)
class Trajectory:
    """One measure, one group, all periods; one organisation in the foreground."""

    measure: Measure
    group: ComparisonGroup
    code: str
    comparator: Comparator
    table: pd.DataFrame
    """One row per organisation and England per period, as in the series, with name, period (as people say it), era
    (comparable where equal), stretch (figures that one line may join; NO_STRETCH where there is no figure)."""
    breaks: pd.DataFrame
    """The breaks that lie between two drawn periods: date, reason, citation, and before and after (the periods' starts)."""
    change: Change | Moved | Refusal
    """The change since the last comparable period; of inspected places how many moved."""
    trend: str | Refusal

    @property
    def vintage(self) -> str:
        """The id of the vintage the organisations are seen in."""
        return self.group.vintage

    @property
    def name(self) -> str:
        """The name of the organisation in the foreground."""
        return self.group.name(self.code)

    @property
    def own(self) -> pd.DataFrame:
        """The rows of the organisation in the foreground, oldest first."""
        return of_org(self.table, self.code)

    @property
    def apart(self) -> bool:
        """Whether no two years may be compared."""
        return isinstance(self.trend, Refusal) and self.trend.reason is Reason.YEARS_APART

    @property
    def england(self) -> pd.DataFrame:
        """The rows of England, oldest first."""
        return of_org(self.table, ENGLAND)

    @property
    def pooled(self) -> pd.DataFrame:
        """The rows of the comparator, oldest first; none where that is England."""
        return of_org(self.table, TOGETHER)

    @property
    def band(self) -> pd.DataFrame:
        """One row per period in which the footprints of the comparator have figures: start, stretch, and their lowest and highest."""
        rows = self.table[self.table["org"].isin(self.comparator.codes) & self.table["value"].notna()]
        ends = rows.groupby("start")["value"].agg(lowest="min", highest="max").reset_index()
        return ends.merge(self.pooled.loc[self.pooled["stretch"] != NO_STRETCH, ["start", "stretch"]], on="start")

    @property
    def others(self) -> pd.DataFrame:
        """The rows of all others."""
        return self.table[~self.table["org"].isin([ENGLAND, TOGETHER, self.code])]


def trajectory(
    measure: Measure,
    series: pd.DataFrame,
    group: ComparisonGroup,
    breaks: pd.DataFrame,
    code: str,
    *,
    comparator: Comparator = NATIONAL,
    moved: Moved | Refusal | None = None,
    newest: pd.Timestamp | None = None,
) -> Trajectory:
    """The history of one measure for one of a group among all; `series` as for a standing, with the rows of the comparator,
    `breaks` the table, `moved` how the ratings of the one's places changed, where it is ratings that are followed, `newest` as for a change.

    Of a source whose publisher says that organisations must not be compared, the others and England are left out; of a
    part of a whole the others; of a total, England, which all are a part of. What is no sample has no intervals in time: whoever chooses to reply, and
    places that are all inspected.
    """
    cuts = breaks_of(measure, breaks)
    refused = refuse_source(measure)
    if refused is not None:
        beside = [ENGLAND] if refused.reason is Reason.A_PART else []
        series = series[series["org"].isin([code, *beside])]
    if refuse_total(measure) is not None:
        series = series[series["org"] != ENGLAND]
    if measure.traits.cadence is not Cadence.YEARS:
        series = series.assign(lower=np.nan, upper=np.nan)
    names = {**group.names, ENGLAND: "England", TOGETHER: comparator.heading}
    table = series.sort_values(["org", "start"]).reset_index(drop=True)
    table = table.assign(
        name=table["org"].map(names),
        period=period_names(table),
        era=eras(table["end"], cuts),
    )
    table = table.assign(stretch=_stretches(table))
    own = of_org(table, code)
    name = group.name(code)
    nowhere = refuse_area(measure, group.level, name)
    return Trajectory(
        measure,
        group,
        code,
        comparator,
        table,
        _between(table, cuts),
        nowhere or moved or change(own, measure, cuts, name, newest),
        nowhere or tell_trend(own, measure, cuts),
    )


def _stretches(table: pd.DataFrame) -> np.ndarray:
    """A number per run of figures that one line may join: the same org and era, no missing period between."""
    starts = table["start"].drop_duplicates().sort_values()
    usual = starts.diff().median()
    known = table["value"].notna()
    joined = (
        table["org"].eq(table["org"].shift())
        & table["era"].eq(table["era"].shift())
        & known.shift(fill_value=False)
        & ~(table["start"].diff() > usual * _SKIPPED)
    )
    return np.where(known, (~joined).cumsum(), NO_STRETCH)


def _between(table: pd.DataFrame, cuts: pd.DataFrame) -> pd.DataFrame:
    """The breaks with drawn periods on both sides, and those periods."""
    periods = table.drop_duplicates("start").sort_values("start")
    rows = []
    for era, (_, cut) in enumerate(cuts.iterrows(), start=1):
        before, after = periods[periods["era"] < era], periods[periods["era"] >= era]
        if len(before) and len(after):
            rows.append({**cut, "before": before["start"].iloc[-1], "after": after["start"].iloc[0]})
    return pd.DataFrame(rows, columns=[*cuts.columns, "before", "after"])


def since_when(verdicts: Sequence[tuple[str, str]], whom: str, *, newest: bool = True) -> str:
    """Period and verdict of each comparable period, oldest first, as a sentence; empty where the latest says nothing. `newest` says
    whether the source has no later period.

    As in "Worse than similar areas in every comparable year since 2024.". Years without a verdict neither end nor lengthen the run.
    """
    compared = [each for each in verdicts if each[1] != "not compared"]
    if not compared or verdicts[-1][1] in ("not compared", "similar"):
        return ""
    latest, word = compared[-1]
    run = [latest]
    for period, verdict in compared[-2::-1]:
        if verdict != word:
            break
        run.append(period)
    said = f"{word.capitalize()} than {whom}"
    until = f"since {run[-1]}" if newest else f"from {run[-1]} to {latest}" if len(run) > 1 else during(latest)
    if len(run) == len(compared):
        return f"{said} {during(latest)}; there is no earlier year that may be compared with it." if len(run) == 1 else (
            f"{said} in every comparable year {until}."
        )  # fmt: skip
    return f"{said} {until}: in the comparable year before there was no such difference."


def tell_trend(history: pd.DataFrame, measure: Measure, breaks: pd.DataFrame) -> str | Refusal:
    """The recent trend of one org as Fingertips tells it, from the years since the last break, or why it cannot be told.

    `history` as in change.change: one org, one row per period, oldest first, with `era`.
    """
    known = history[history["value"].notna()]
    era = int(known["era"].iloc[-1]) if len(known) else 0
    if len(breaks) > 1 and breaks["date"].diff().max() < _YEARLY and known["era"].is_unique:
        return refuse(Reason.YEARS_APART, because=mid_sentence(str(breaks["reason"].iloc[-1])))
    untested = refuse_test(measure)
    if untested is not None:
        return untested
    since = known[known["era"] == era]
    found = recent_trend(*(floats(since[column]) for column in ("value", "lower", "upper", "numerator", "denominator")))
    trend = Trend(int(found.trend[0]))
    if trend is Trend.CANNOT_TELL:
        sure = since[["lower", "upper"]].notna().all(axis=1)
        if len(since) and not sure.any():
            return refuse(Reason.WITHOUT_INTERVALS, title=measure.title)
        usable = sure & since[["numerator", "denominator"]].notna().all(axis=1)
        return _too_few(int((usable if usable.any() else sure).sum()), era, breaks)
    return _TRENDS.get((trend, measure.better), "No clear trend over five years.")


def _too_few(points: int, era: int, breaks: pd.DataFrame) -> Refusal:
    needed = int(years_needed(min(points, POINTS - 1)))
    broke = f" since the series broke in {breaks['date'].iloc[era - 1]:%Y}" if era else ""
    return refuse(
        Reason.TOO_FEW_YEARS, needed=str(needed), years="year is" if needed == 1 else "years are", since=broke
    )
