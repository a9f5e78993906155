"""Where every footprint stands against England on one measure in one period, and how sure its place is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse, refuse_area, refuse_figure, refuse_source, refuse_total
from insight.benchmarks.verdicts import explain, polarity, verdicts
from insight.benchmarks.wording import figure, period_name
from insight.measures.geography import Geography
from insight.model import ENGLAND, Level, Measure, Status
from insight.stats.arrays import floats
from insight.stats.ranks import rank_range


@dataclass(frozen=True, eq=False)
class Standing:
    """All footprints of a vintage against England: one measure, one period."""

    measure: Measure
    start: pd.Timestamp
    end: pd.Timestamp
    vintage: str
    england: float
    """England's value; missing where there is none."""
    table: pd.DataFrame
    """One row per footprint, in order of short name: code, name; value, lower, upper, effective, respondents, status,
    basis, interval, coverage, release as in the series; gap (value - England, missing where
    nobody is compared); verdict (a word of verdicts.WORDS);
    best, worst (the ranks its interval allows, 0 where it has none) and of; sentence (why, or why not); reason (of the
    refusal, missing where compared)."""
    refusal: Refusal | None
    """Why nobody at all is compared; None where comparisons stand."""

    @property
    def period(self) -> str:
        """The period as people say it."""
        return period_name(self.start, self.end)

    @property
    def judged(self) -> bool:
        """Whether any footprint at all has a verdict."""
        return bool(self.table["verdict"].ne("not compared").any())

    def of(self, code: str) -> pd.Series | None:
        """The row of one footprint; None where this vintage does not know it."""
        found = self.table[self.table["code"] == code]
        return found.iloc[0] if len(found) else None


def standing(measure: Measure, series: pd.DataFrame, geography: Geography, start: pd.Timestamp) -> Standing:
    """How each footprint stands in the period that starts at `start`; `series` as measures.series gives it.

    Verdict by Fingertips' rule (the whole interval on one side of England's value). Low base, hidden and missing
    figures are neither compared nor ranked. Raises KeyError for a period that the series does not have.
    """
    there = series[series["start"] == pd.Timestamp(start)]
    if there.empty:
        raise KeyError(f"{measure.id} has no period that starts on {start}")
    end = there["end"].max()
    home = there[there["org"] == ENGLAND].iloc[0]
    england = float(home["value"]) if home["status"] == Status.OK else float("nan")
    refusal = refuse_source(measure.source) or refuse_total(measure)
    period = period_name(pd.Timestamp(start), end)
    if refusal is None and np.isnan(england):
        refusal = refuse(Reason.NO_ENGLAND, period=period)

    rows = geography.names[["code", "short_name"]].rename(columns={"short_name": "name"})
    rows = rows.merge(there.rename(columns={"org": "code"}), on="code", how="left").drop(columns=["start", "end"])
    stands = rows["status"].eq(Status.OK).to_numpy() & (refusal is None)
    lower, upper = (np.where(stands, floats(rows[limit]), np.nan) for limit in ("lower", "upper"))
    ranks = rank_range(lower, upper, polarity(measure))

    rows = rows.assign(
        gap=rows["value"] - (england if refusal is None else np.nan),
        verdict=verdicts(lower, upper, england, measure),
        best=ranks.best,
        worst=ranks.worst,
        of=ranks.of,
    )
    said = [_say(row, measure, geography.level, england, refusal, period=period) for row in rows.to_dict("records")]
    rows = rows.assign(
        sentence=[sentence for sentence, _ in said], reason=pd.Series([why for _, why in said], dtype=object)
    )
    return Standing(measure, pd.Timestamp(start), end, geography.vintage, england, rows, refusal)


def _say(
    row: dict, measure: Measure, level: Level, england: float, refusal: Refusal | None, *, period: str
) -> tuple[str, str | None]:
    """The sentence for one footprint, and the reason where it is a refusal."""
    own = refuse_area(measure, level, row["name"]) or refuse_figure(row["status"], row["coverage"], row["name"], period)
    if own is None and refusal is None and np.isnan(row["lower"]):
        own = refuse(Reason.NO_INTERVAL, name=row["name"], period=period)
    told = own or refusal
    if told is None:
        return explain(row, england, measure), None
    known = f"{figure(row['value'], measure)}. " if not np.isnan(row["value"]) else ""
    return f"{known}{told.sentence}", str(told.reason)
