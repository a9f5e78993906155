"""Where single practices or trusts stand: a share against England's, a score in the publisher's own words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from insight.benchmarks.bands import band_sentence
from insight.benchmarks.refusals import Reason, Refusal, refuse, refuse_figure, refuse_source
from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import explain, verdicts
from insight.benchmarks.wording import figure, period_name
from insight.measures.precision import add_precision
from insight.model import EVERYONE, Measure, Status, Unit
from insight.stats.arrays import floats

PUBLISHERS_WORD = "publisher's word"
"""In place of a reason: such a row is not compared by us, but its publisher says something of it."""


def org_standing(
    facts: pd.DataFrame,
    measure: Measure,
    england: float,
    names: pd.Series,
    *,
    codes: Sequence[str],
    start: pd.Timestamp,
    vintage: str,
) -> Standing | Refusal:
    """How some practices or trusts stand in one period: one row per code, in that order.

    `facts` are those of one measure and level; `england` is England's value, missing where there is none. Beside the
    columns of Standing the table has label, expected_lower and expected_upper. Shares are judged by the whole interval;
    scores carry their publisher's word, never an interval of ours. Refused for sources whose publisher forbids
    comparison, and for anything that is neither a sum of patients nor a score.
    """
    refusal = refuse_source(measure.source)
    if refusal is not None:
        return refusal
    if measure.unit is not Unit.SCORE and not (measure.unit is Unit.PERCENT and measure.additive):
        return refuse(Reason.NO_SHARE, title=measure.title, orgs="organisations")
    there = facts[(facts["start"] == start) & facts["segment"].eq(EVERYONE)]
    end = pd.Timestamp(there["end"].max()) if len(there) else start + pd.DateOffset(years=1)
    there = add_precision(there[there["org"].isin(list(codes))], measure)
    rows = there.rename(columns={"org": "code"}).set_index("code").reindex(list(codes)).reset_index()
    rows = rows.assign(
        name=rows["code"].map(names).astype(object).fillna(rows["code"]),
        status=rows["status"].astype(object).fillna(str(Status.NOT_AVAILABLE)),
        basis=None,
        coverage=1.0,
    )
    stands = rows["status"].eq(Status.OK).to_numpy() & (measure.unit is Unit.PERCENT)
    lower, upper = (np.where(stands, floats(rows[limit]), np.nan) for limit in ("lower", "upper"))
    rows = rows.assign(
        gap=floats(rows["value"]) - england, verdict=verdicts(lower, upper, england, measure), best=0, worst=0, of=0
    )
    period = period_name(start, end)
    said = [_say(row, measure, england, period) for row in rows.to_dict("records")]
    rows = rows.assign(sentence=[each for each, _ in said], reason=pd.Series([why for _, why in said], dtype=object))
    return Standing(measure, start, end, vintage, england, rows, None)


def _say(row: dict, measure: Measure, england: float, period: str) -> tuple[str, str | None]:
    """The sentence for one organisation, and the reason where it is not compared."""
    refusal = refuse_figure(row["status"], 1.0, row["name"], period)
    if refusal is None and measure.unit is Unit.SCORE:
        return band_sentence(row, measure, period), PUBLISHERS_WORD
    if refusal is None and np.isnan(row["lower"]):
        refusal = refuse(Reason.NO_INTERVAL, name=row["name"], period=period)
    if refusal is None and np.isnan(england):
        refusal = refuse(Reason.NO_ENGLAND, period=period)
    if refusal is None:
        return explain(row, england, measure), None
    known = f"{figure(row['value'], measure)}. " if not np.isnan(row["value"]) else ""
    return f"{known}{refusal.sentence}", str(refusal.reason)
