"""How far our estimates lie from what the publisher says of the same footprint in the same period: the proof of the roll-up.

Pairs are for tests of the method. What is shown or kept are their distributions (docs/maths.md, "How far an estimate can be off").
"""

from __future__ import annotations

import pandas as pd

from insight.measures.gathered import Gathered
from insight.measures.geography import Geography
from insight.measures.series import built, rebased
from insight.model import ENGLAND, Basis

SHOWN = 1
"""Decimals of a difference that may be shown or kept."""

_COLUMNS = ["org", "name", "start", "end", "published", "estimated", "difference", "size", "coverage", "release"]


def reconcile(gathered: Gathered, geography: Geography) -> pd.DataFrame:
    """One row per footprint (England among them) and period with both a published figure and an estimate of ours.

    Columns: org, name; start, end; published, estimated, difference (estimated less published) in the measure's unit;
    size (the base the estimate rests on: weighted people, or the total for a count); coverage 0 to 1; release (the
    publisher's). Estimates refused for their coverage are not compared. Sorted by org and start; empty where the
    publisher gives no figure of these areas, or footprints cannot be built.
    """
    theirs = rebased(gathered, geography)
    ours = built(gathered, geography)
    theirs = theirs[theirs["basis"].eq(Basis.PUBLISHED) & theirs["value"].notna()]
    both = theirs.merge(ours.dropna(subset="value"), on=["org", "start"], suffixes=("", "_ours"))
    names = dict(zip(geography.names["code"], geography.names["short_name"], strict=True)) | {ENGLAND: "England"}
    return pd.DataFrame(
        {
            "org": both["org"],
            "name": both["org"].map(names),
            "start": both["start"],
            "end": both["end"],
            "published": both["value"],
            "estimated": both["value_ours"],
            "difference": both["value_ours"] - both["value"],
            "size": both["denominator_ours"].fillna(both["respondents_ours"]).fillna(both["value_ours"]),
            "coverage": both["coverage_ours"],
            "release": both["release"],
        }
    )[_COLUMNS]


def distributions(pairs: pd.DataFrame) -> pd.DataFrame:
    """One row per period of a table of `reconcile` (one measure, one vintage): start, end, pairs, median, largest.

    Differences without sign, in the measure's unit, rounded as they may be shown: exact ones beside the published figure would
    tell what an organisation that the publisher hides has answered. England is left out: it holds all the others.
    """
    rows = pairs[pairs["org"] != ENGLAND]
    away = rows.assign(away=rows["difference"].abs()).groupby("start", as_index=False)
    told = away.agg(end=("end", "max"), pairs=("away", "size"), median=("away", "median"), largest=("away", "max"))
    return told.assign(median=told["median"].round(SHOWN), largest=told["largest"].round(SHOWN))
