"""The history of a measure for every footprint of one vintage, and for England: published where it can be, else estimated."""

from __future__ import annotations

import pandas as pd

from insight.measures.estimated import estimated
from insight.measures.geography import Geography
from insight.measures.published import COLUMNS, published
from insight.model import ENGLAND, EVERYONE, Level, Measure, Status

_KEY = ["org", "start"]


def series(facts: pd.DataFrame, measure: Measure, geography: Geography, segment: str = EVERYONE) -> pd.DataFrame:
    """One row per footprint and England per period: every combination, missing figures with the status that says why.

    `facts` are those of this measure (columns of the facts table), at levels england, footprint or region, and
    practice. Columns: org, start, end; value, lower, upper in the measure's unit; numerator, denominator, respondents;
    effective (replies the figure is worth); status; basis (insight.model.Basis, missing where there is no row behind
    it); interval ("published" or "ours"); coverage 0 to 1; release. Sorted by org and start.
    """
    levels = [Level.ENGLAND, Level.PRACTICE, geography.level]
    mine = facts[facts["level"].isin(levels) & (facts["segment"] == segment)]
    mine = mine.assign(start=pd.to_datetime(mine["start"]), end=pd.to_datetime(mine["end"]))

    found = [each for each in (published(mine, measure, geography), estimated(mine, measure, geography)) if len(each)]
    if not found:
        return _every_period(pd.DataFrame(columns=COLUMNS), mine, geography)
    # What a publisher says of exactly this footprint and period goes before anything worked out, hidden or not.
    return _every_period(pd.concat(found).drop_duplicates(_KEY), mine, geography)


def _every_period(rows: pd.DataFrame, facts: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    periods = facts.groupby("start")["end"].max().rename("end").reset_index()
    orgs = pd.DataFrame({"org": [*geography.names["code"], ENGLAND]})
    grid = orgs.merge(periods, how="cross")
    full = grid.merge(rows.drop(columns="end"), on=_KEY, how="left")
    full["status"] = full["status"].fillna(str(Status.NOT_AVAILABLE))
    return full[COLUMNS].sort_values(_KEY).reset_index(drop=True)
