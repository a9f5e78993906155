"""One measure through time: one organisation, England and all the others of its group, cut wherever a line would claim too much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.change import Change, change
from insight.benchmarks.comparator import NATIONAL, TOGETHER, Comparator
from insight.benchmarks.ratings import Moved
from insight.benchmarks.recent_trend import tell_trend
from insight.benchmarks.refusals import Refusal, refuse_area, refuse_source, refuse_total
from insight.benchmarks.wording import period_name
from insight.measures.breaks import breaks_of, eras
from insight.measures.comparison_group import ComparisonGroup
from insight.model import ENGLAND, Measure
from insight.traits import Cadence

NO_STRETCH = -1
_SKIPPED = 1.5
"""Periods more than this many usual steps apart have one missing between them."""


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
        return self.table[self.table["org"] == self.code]

    @property
    def england(self) -> pd.DataFrame:
        """The rows of England, oldest first."""
        return self.table[self.table["org"] == ENGLAND]

    @property
    def pooled(self) -> pd.DataFrame:
        """The rows of the comparator, oldest first; none where that is England."""
        return self.table[self.table["org"] == TOGETHER]

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
) -> Trajectory:
    """The history of one measure for one of a group among all; `series` as for a standing, with the rows of the comparator,
    `breaks` the table, `moved` how the ratings of the one's places changed, where it is ratings that are followed.

    Of a source whose publisher says that organisations must not be compared, the others and England are left out; of a
    total, England, which all are a part of. What is no sample has no intervals in time: whoever chooses to reply, and
    places that are all inspected.
    """
    cuts = breaks_of(measure, breaks)
    if refuse_source(measure) is not None:
        series = series[series["org"].eq(code)]
    if refuse_total(measure) is not None:
        series = series[series["org"] != ENGLAND]
    if measure.traits.cadence is not Cadence.YEARS:
        series = series.assign(lower=np.nan, upper=np.nan)
    names = {**group.names, ENGLAND: "England", TOGETHER: comparator.heading}
    table = series.sort_values(["org", "start"]).reset_index(drop=True)
    table = table.assign(
        name=table["org"].map(names),
        period=[period_name(s, e) for s, e in zip(table["start"], table["end"], strict=True)],
        era=eras(table["end"], cuts),
    )
    table = table.assign(stretch=_stretches(table))
    own = table[table["org"] == code]
    name = group.name(code)
    nowhere = refuse_area(measure, group.level, name)
    return Trajectory(
        measure,
        group,
        code,
        comparator,
        table,
        _between(table, cuts),
        nowhere or moved or change(own, measure, cuts, name),
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
