"""The history of one practice or trust beside England and its footprint, in the shape in which footprints' histories come."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from insight.measures.gathered import SERIES
from insight.measures.geography import Geography
from insight.measures.precision import add_precision
from insight.model import ENGLAND, EVERYONE, Basis, Measure


def org_history(facts: pd.DataFrame, measure: Measure, series: pd.DataFrame, code: str, footprint: str) -> pd.DataFrame:
    """One row per period of the organisation, and of England and the footprint in those periods; columns as in `series`.

    `facts` are those of one measure and level, `series` is the history of footprints as measures.series gives it.
    """
    mine = facts[facts["org"].eq(code) & facts["segment"].eq(EVERYONE)]
    own = add_precision(mine, measure).assign(basis=str(Basis.PUBLISHED), coverage=1.0)
    beside = series[series["org"].isin([ENGLAND, footprint]) & series["start"].isin(mine["start"])]
    return pd.concat([own.reindex(columns=list(SERIES)), beside], ignore_index=True)


def two_of(geography: Geography, code: str, name: str, footprint: str) -> Geography:
    """A map of two: one organisation, and the footprint it lies in."""
    here = geography.footprints[
        geography.footprints["vintage"].eq(geography.vintage) & geography.footprints["code"].eq(footprint)
    ]
    alone = here.head(1).assign(code=code, name=name, short_name=name)
    return replace(geography, footprints=pd.concat([here, alone], ignore_index=True))
