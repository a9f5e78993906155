"""What publishers themselves say of a footprint: used wherever they say it of exactly that area and period."""

from __future__ import annotations

import pandas as pd

from insight.measures.geography import Geography
from insight.measures.lineage import REGIONS, vintage_in_force
from insight.measures.precision import add_precision
from insight.model import ENGLAND, Basis, Level, Measure

COLUMNS = [
    "org", "start", "end", "value", "lower", "upper", "numerator", "denominator", "respondents", "effective",
    "status", "basis", "interval", "coverage", "release",
]  # fmt: skip


def published(facts: pd.DataFrame, measure: Measure, geography: Geography) -> pd.DataFrame:
    """One row per footprint and England per period for which the publisher gives a figure or says it is hidden.

    A footprint's figure belongs to the vintage in force on the last day of its period, and to the chosen vintage where
    every succession between the two kept the area.
    """
    england = facts[(facts["level"] == Level.ENGLAND) & (facts["org"] == ENGLAND)]
    rows = pd.concat([england, _of_footprints(facts, geography)])
    return add_precision(rows, measure).assign(basis=str(Basis.PUBLISHED), coverage=1.0)[COLUMNS]


def _of_footprints(facts: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    rows = facts[facts["level"] == geography.level]
    if geography.vintage == REGIONS:
        return rows[rows["org"].isin(geography.names["code"])]
    rows = rows.rename(columns={"org": "code"}).assign(vintage=vintage_in_force(rows["end"], geography.vintages))
    return rows.merge(geography.kin, on=["vintage", "code"])
