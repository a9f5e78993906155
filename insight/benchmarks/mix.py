"""The parts of a whole in one footprint beside England's: which of them come up more often here, and which less.

No part is good or bad, and none is called worse: the shares of a whole add up to all of it, so more of one is less of others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse, unavailable
from insight.benchmarks.wording import period_name, set_beside
from insight.model import ENGLAND, Measure, Status
from insight.stats.arrays import floats
from insight.stats.discovery import stands_out
from insight.stats.intervals import wilson
from insight.stats.normal import two_sided_p
from insight.stats.part_of_whole import can_be_tested, distance

MORE, LESS, ALIKE, TOO_FEW = "more", "less", "alike", "too few"
NOT_WORSE = "More is not worse care: it tells what people raise, and how it is written down."
"""What is said wherever the parts of a whole are shown."""

_COUNTED = ["org", "start", "end", "numerator", "denominator", "status", "release", "basis"]


@dataclass(frozen=True, eq=False)
class Mix:
    """One whole and its parts in one footprint and period."""

    whole: str
    name: str
    """The footprint's."""
    period: str
    measures: Sequence[Measure]
    table: pd.DataFrame
    """One row per part, the largest share first: id, part (its short name), numerator, denominator, value, lower, upper,
    england (percent), word (MORE, LESS, ALIKE, TOO_FEW), sentence, release, basis, interval."""

    @property
    def tested(self) -> int:
        """How many parts were held against England's."""
        return int(self.table["word"].ne(TOO_FEW).sum())

    def of(self, word: str) -> pd.DataFrame:
        """The parts of a word, those farthest from England's share first."""
        rows = self.table[self.table["word"] == word]
        return rows.loc[(rows["value"] - rows["england"]).abs().sort_values(ascending=False).index]


def mix(
    measures: Sequence[Measure], parts: pd.DataFrame, footprint: str, name: str, period: pd.Timestamp | None = None
) -> Mix | Refusal:
    """The parts of one whole in the latest period for which the footprint and England have all of them, one within the other;
    where a `period` is asked for, in that which starts then.

    `parts` are what is known of the measures (known_parts). Parts are one family: of those said to come up more or
    less, at most one in twenty is expected to be there by chance.
    """
    here, england = (
        parts.loc[org] if org in parts.index else parts.iloc[:0].droplevel(0) for org in (footprint, ENGLAND)
    )
    both = here.index.intersection(england.index)
    if period is not None:
        both = both[both.get_level_values("start") == period]
    starts = both.get_level_values("start")
    complete = sorted((start for start in starts.unique() if (starts == start).sum() == len(measures)), reverse=True)
    for start in complete:
        own, whole = here.loc[start], england.loc[start]
        if _fits(own, whole) and _is_part(own, whole):
            named = period_name(start, own["end"].iloc[0])
            return Mix(measures[0].part_of, name, named, measures, _table(measures, own, whole, name))
    if any(_fits(here.loc[start], england.loc[start]) for start in complete):
        return unavailable(f"Only figures of {name} are loaded, so there is no elsewhere to hold them against.")
    when = "any year in which all of it is known" if period is None else "this period for every part of the whole"
    return refuse(Reason.NOT_AVAILABLE, name=name, period=when)


def known_parts(measures: Sequence[Measure], histories: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One row per organisation, period and part that can be counted, by org, start and id; of the histories of those measures
    (insight.measures.series)."""
    rows = pd.concat(histories)[_COUNTED].assign(
        id=np.repeat([each.id for each in measures], [len(each) for each in histories])
    )
    known = rows["status"].eq(Status.OK) & rows["denominator"].gt(0) & rows["numerator"].notna()
    return rows[known.to_numpy()].set_index(["org", "start", "id"]).sort_index()


def _fits(here: pd.DataFrame, england: pd.DataFrame) -> bool:
    """Whether the footprint's mentions can be a part of England's, to a rounding: where England's come from part of the files they cannot."""
    x, n = floats(here["numerator"]), floats(here["denominator"])
    of, base = (floats(england.loc[here.index, name]) for name in ("numerator", "denominator"))
    return bool(np.all(x <= of + 1) and np.all(n - x <= base - of + 1))


def _is_part(here: pd.DataFrame, england: pd.DataFrame) -> bool:
    """Whether anything is known of elsewhere."""
    return bool((floats(england.loc[here.index, "denominator"]) > floats(here["denominator"]) + 1).all())


def _table(measures: Sequence[Measure], here: pd.DataFrame, england: pd.DataFrame, name: str) -> pd.DataFrame:
    ids = [each.id for each in measures]
    here, england = here.loc[ids], england.loc[ids]
    x, n = np.round(floats(here["numerator"])), np.round(floats(here["denominator"]))
    of, base = floats(england["numerator"]), floats(england["denominator"])
    x = np.clip(x, np.maximum(n - np.maximum(base - of, 0), 0), np.minimum(of, n))  # what is rounded stays a part
    z = distance(x, n, of, base)
    tested = can_be_tested(n, of, base) & ~np.isnan(z)
    listed = stands_out(np.where(tested, two_sided_p(z), np.nan))
    limits = wilson(x, n)
    table = pd.DataFrame(
        {
            "id": ids,
            "part": [each.short or each.title for each in measures],
            "numerator": x, "denominator": n, "value": 100 * x / n,
            "lower": 100 * limits.lower, "upper": 100 * limits.upper, "england": 100 * of / base,
            "word": np.select([~tested, listed & (z > 0), listed], [TOO_FEW, MORE, LESS], ALIKE),
            "release": here["release"].to_numpy(), "basis": here["basis"].to_numpy(), "interval": None,
        }
    )  # fmt: skip
    said = [_sentence(row, each, name) for row, each in zip(table.to_dict("records"), measures, strict=True)]
    return table.assign(sentence=said).sort_values("value", ascending=False, kind="stable", ignore_index=True)


_SAYS = {
    MORE: "mentioned more often in {name} than in England",
    LESS: "mentioned less often in {name} than in England",
    ALIKE: "not clearly mentioned more or less often in {name} than in England",
    TOO_FEW: "too seldom mentioned to tell {name} from England",
}


def _sentence(row: dict, measure: Measure, name: str) -> str:
    told = set_beside(row, row["england"], measure)
    said = _SAYS[row["word"]].format(name=name)
    family = row["word"] == ALIKE and not row["lower"] <= row["england"] <= row["upper"]
    many = ", allowing for how many subjects are looked at" if family else ""
    return f"{row['part']}: {said}, {told.with_span} of all mentions against {told.benchmark}{many}."
