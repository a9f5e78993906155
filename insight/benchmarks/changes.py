"""How the figures of many organisations changed since the survey before, each tested for itself."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.benchmarks.refusals import refuse_test
from insight.benchmarks.verdicts import WORDS
from insight.benchmarks.wording import period_name
from insight.measures.breaks import breaks_of, eras
from insight.measures.precision import add_precision, replies
from insight.model import EVERYONE, Measure, Status
from insight.stats.intervals import newcombe
from insight.stats.verdict import compare, judge


def changes(facts: pd.DataFrame, measure: Measure, breaks: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    """One row per organisation with two comparable figures, by code: change (in the measure's unit), since (the period before) and
    change_word (a word of verdicts.WORDS; "not compared" where either figure rests on too few replies for a verdict, and of what
    is no sample).

    `facts` are of one measure and level; the period before is the last one of the same era (measures.breaks) before `start`.
    """
    rows = facts[facts["segment"].eq(EVERYONE) & facts["start"].le(start)]
    periods = rows.groupby("start")["end"].max()
    era = pd.Series(eras(periods, breaks_of(measure, breaks)), index=periods.index)
    earlier = [when for when in periods.index if when < start and era[when] == era.get(start, -1)]
    if not earlier:
        return pd.DataFrame({"change": [], "since": [], "change_word": []}, dtype=object)
    before = earlier[-1]
    now, then = (_of(rows[rows["start"].eq(when)], measure) for when in (start, before))
    both = now.join(then.add_suffix("_before"), how="inner")
    d = newcombe(both["value"] / 100, both["effective"], both["value_before"] / 100, both["effective_before"])
    weak = (both["few"] | both["few_before"]).to_numpy() | (refuse_test(measure) is not None)
    lower, upper = (np.where(weak, np.nan, each) for each in (d.lower, d.upper))
    codes = judge(compare(lower, upper, 0.0), measure.better.sign)
    return pd.DataFrame(
        {
            "change": both["value"] - both["value_before"],
            "since": period_name(before, periods[before]),
            "change_word": [WORDS[int(code)] for code in codes],
        },
        index=both.index,
    )


def _of(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """One row per organisation with a figure, by code: value, effective, few."""
    known = rows[rows["status"].isin([Status.OK, Status.LOW_BASE]) & rows["value"].notna()]
    found = add_precision(known, measure)
    few = found["status"].eq(Status.LOW_BASE) | (replies(measure, found) < measure.traits.reliable_from)
    return found.assign(few=few).drop_duplicates("org").set_index("org")[["value", "effective", "few"]]
