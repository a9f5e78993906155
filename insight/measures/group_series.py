"""The history of one group of patients for every footprint: as published, or added up from the sub-ICB locations of the time."""

from __future__ import annotations

import pandas as pd

from insight.measures.geography import Geography
from insight.measures.lineage import vintage_in_force
from insight.measures.precision import add_precision
from insight.measures.series import series
from insight.model import Level, Measure, Status, Unit
from insight.stats.rollup import COVERAGE_FLOOR

ADDED_UP = "added up from sub-ICB locations"
"""The basis of a figure that is summed from the areas below the footprint."""

_KEY = ["org", "start"]


def group_series(facts: pd.DataFrame, measure: Measure, geography: Geography, segment: str) -> pd.DataFrame:
    """One row per footprint and England per period, as measures.series gives them, for one group of patients.

    Where nobody publishes a footprint's figure, those of its sub-ICB locations (once clinical commissioning groups) are
    summed and then divided, in periods in which this vintage was in force, so that none of them is missed unawares.
    Under 80% of them with a figure there is none.
    """
    published = series(facts, measure, geography, segment)
    if not measure.additive or measure.unit is not Unit.PERCENT:
        return published
    added = add_precision(_added_up(facts, geography, segment), measure)
    if added.empty:
        return published
    told = published[published["value"].notna() | ~published["status"].eq(Status.NOT_AVAILABLE)]
    rows = pd.concat([told, added[[name for name in published if name in added]]]).drop_duplicates(_KEY)
    untold = published[~pd.MultiIndex.from_frame(published[_KEY]).isin(pd.MultiIndex.from_frame(rows[_KEY]))]
    return pd.concat([rows, untold]).sort_values(_KEY).reset_index(drop=True)


def _added_up(facts: pd.DataFrame, geography: Geography, segment: str) -> pd.DataFrame:
    rows = facts[facts["level"].eq(Level.SUB_ICB) & facts["segment"].eq(segment)]
    rows = rows.assign(home=rows["org"].map(geography.homes), start=pd.to_datetime(rows["start"]))
    rows = rows[rows["home"].notna() & vintage_in_force(rows["end"], geography.vintages).eq(geography.vintage)]
    known = rows["status"].eq(Status.OK) & rows["numerator"].notna() & (rows["denominator"] > 0)
    counted = rows.assign(known=known, replied=rows["respondents"].where(known))
    for column in ("numerator", "denominator"):
        counted[column] = counted[column].where(known)
    found = counted.groupby(["home", "start"], as_index=False).agg(
        end=("end", "max"),
        numerator=("numerator", "sum"),
        denominator=("denominator", "sum"),
        respondents=("replied", lambda each: each.sum(skipna=False)),
        coverage=("known", "mean"),
        release=("release", "first"),
    )
    refused = found["coverage"] < COVERAGE_FLOOR
    return found.rename(columns={"home": "org"}).assign(
        level=str(Level.FOOTPRINT),
        value=(100 * found["numerator"] / found["denominator"]).mask(refused),
        lower=float("nan"),
        upper=float("nan"),
        status=refused.map({True: str(Status.NOT_AVAILABLE), False: str(Status.OK)}),
        basis=ADDED_UP,
    )
