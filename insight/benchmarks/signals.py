"""What the latest month of many organisations says, each beside its own past: the control chart's word without the chart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.control import FEWEST_REPLIES
from insight.benchmarks.control_sentences import MEANINGS
from insight.benchmarks.wording import period_names
from insight.measures.breaks import breaks_of
from insight.measures.precision import replies
from insight.model import EVERYONE, Measure, Status
from insight.stats.arrays import floats
from insight.stats.spc.months import points_short, rebase_groups
from insight.stats.spc.reading import read_series, variation_icons
from insight.stats.spc.variation import Variation

TOO_FEW = "too few months"


@dataclass(frozen=True, eq=False)
class MonthlySignals:
    """One monthly measure of many organisations."""

    measure: Measure
    table: pd.DataFrame
    """One row per organisation with a figure, by code: value, start and period of its latest month, the replies of that month, and its
    meaning (a word of control_sentences.MEANINGS, or TOO_FEW)."""


def signals(facts: pd.DataFrame, measure: Measure, breaks: pd.DataFrame) -> MonthlySignals:
    """The latest month of each organisation, read as insight.benchmarks.control reads one. `facts` are of one monthly measure,
    any number of organisations, `breaks` is the table. A month that is hidden or on fewer than 10 replies is a gap.
    """
    rows = facts[facts["segment"].eq(EVERYONE)]
    rows = rows.assign(replies=replies(measure, rows))
    rows = rows[rows["status"].eq(Status.OK) & rows["value"].notna() & ~rows["replies"].lt(FEWEST_REPLIES)]
    if rows.empty:
        return MonthlySignals(measure, pd.DataFrame(columns=["value", "period", "replies", "meaning"]))
    calendar = pd.date_range(rows["start"].min(), rows["start"].max(), freq="MS")
    orgs = pd.Index(rows["org"].unique())
    y = np.full((len(orgs), len(calendar)), np.nan)
    y[orgs.get_indexer(pd.Index(rows["org"])), calendar.get_indexer(pd.Index(rows["start"]))] = rows["value"]
    starts = [calendar[calendar >= date].min() for date in breaks_of(measure, breaks)["date"]]
    group = rebase_groups(calendar, [each for each in starts if pd.notna(each)]).group
    reading = read_series(y, measure.better.sign, group)
    icons = np.where(points_short(y, group) > 0, Variation.NOT_JUDGED, variation_icons(reading, y))
    latest = rows.sort_values("start").drop_duplicates("org", keep="last").set_index("org").loc[orgs]
    table = pd.DataFrame(
        {
            "value": latest["value"],
            "start": latest["start"],
            "period": period_names(latest),
            "replies": floats(latest["replies"]),
            "meaning": [TOO_FEW if icon == Variation.NOT_JUDGED else MEANINGS[int(icon)] for icon in icons],
        },
        index=orgs,
    )
    return MonthlySignals(measure, table)
