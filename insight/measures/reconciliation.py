"""How far our estimates lie from what the publisher says of the same footprint in the same period: the proof of the roll-up."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from insight.measures.gathered import Gathered
from insight.measures.geography import Geography
from insight.measures.series import built, rebased
from insight.model import ENGLAND, Basis

COLUMNS = ["org", "name", "start", "end", "published", "estimated", "difference", "size", "coverage", "release"]


@dataclass(frozen=True)
class Agreement:
    """What all differences of a measure come to; in the measure's unit, without sign."""

    pairs: int
    median: float
    largest: float
    worst: str
    """Short name of the footprint with the largest difference."""
    worst_start: pd.Timestamp


def reconcile(gathered: Gathered, geography: Geography) -> pd.DataFrame:
    """One row per footprint (England among them) and period with both a published figure and an estimate of ours.

    Columns: org, name; start, end; published, estimated, difference (estimated less published) in the measure's unit;
    size (the base the estimate rests on: weighted people, or the total for a count); coverage 0 to 1; release (the
    publisher's). Estimates refused for their coverage are not compared. Sorted by org and start; empty where the
    publisher gives no figure of these areas, or footprints cannot be built.
    """
    said = rebased(gathered, geography)
    ours = built(gathered, geography)
    said = said[said["basis"].eq(Basis.PUBLISHED) & said["value"].notna()]
    both = said.merge(ours.dropna(subset="value"), on=["org", "start"], suffixes=("", "_ours"))
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
    )[COLUMNS]


def agreement(table: pd.DataFrame) -> Agreement | None:
    """The summary of a table of differences, England left out (it holds all the others); None where it has no rows."""
    rows = table[table["org"] != ENGLAND]
    if rows.empty:
        return None
    size = rows["difference"].abs()
    worst = rows.iloc[int(size.argmax())]
    return Agreement(
        len(rows), float(size.median()), float(size.max()), str(worst["name"]), pd.Timestamp(worst["start"])
    )


def agreements(pairs: pd.DataFrame) -> pd.DataFrame:
    """One row per vintage and measure that has pairs: what its differences come to, in the order the pairs stand in.

    `pairs` are tables of `reconcile` with the columns vintage and measure. Columns: vintage, measure; pairs, median,
    largest (in the measure's unit, without sign); worst (short name of a footprint), worst_start and worst_end (the
    period of the largest difference). England is left out: it holds all the others.
    """
    rows = pairs[pairs["org"] != ENGLAND]
    rows = rows.assign(away=rows["difference"].abs()).reset_index(drop=True)
    grouped = rows.groupby(["vintage", "measure"], sort=False)["away"]
    worst = rows.loc[grouped.idxmax()].reset_index(drop=True)
    come_to = grouped.agg(pairs="size", median="median").reset_index()
    return come_to.assign(
        largest=worst["away"], worst=worst["name"], worst_start=worst["start"], worst_end=worst["end"]
    )
