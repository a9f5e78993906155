"""The figures of single practices, trusts, sites or wards beside England's, in the shape in which footprints' series come."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from insight.measures.gathered import SERIES
from insight.measures.precision import add_precision, replies
from insight.model import ENGLAND, EVERYONE, Basis, Measure, Status

PUBLISHED_WORDS = ("label", "expected_lower", "expected_upper")
"""What a publisher says of an organisation's figure beside it: columns of the facts that a series does not have."""


def org_figures(
    facts: pd.DataFrame, measure: Measure, series: pd.DataFrame, beside: Collection[str] = ()
) -> pd.DataFrame:
    """One row per organisation and period, and of England and the footprints `beside` them in those periods.

    `facts` are those of one measure and level, `series` is the history of footprints as measures.series gives it.
    Columns as in a series, and PUBLISHED_WORDS. A figure on fewer replies than its measure is reliable from has the status of a
    low base: it is shown with its mark, and has no verdict, no rank and no test of change.
    """
    mine = facts[facts["segment"].eq(EVERYONE)]
    own = add_precision(mine, measure).assign(basis=str(Basis.PUBLISHED), coverage=1.0)
    few = own["status"].eq(Status.OK) & (replies(measure, own) < measure.traits.reliable_from)
    own = own.assign(status=own["status"].mask(few, str(Status.LOW_BASE)))
    others = series[series["org"].isin([ENGLAND, *beside]) & series["start"].isin(mine["start"])]
    return pd.concat([own.reindex(columns=[*SERIES, *PUBLISHED_WORDS]), others], ignore_index=True)
