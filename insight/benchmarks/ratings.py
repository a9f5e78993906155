"""What the Care Quality Commission found in the places of a footprint: words counted, never averaged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import counted, sentence_case, some
from insight.benchmarks.refusals import Reason, Refusal, unavailable
from insight.benchmarks.verdicts import WORDS as VERDICTS
from insight.benchmarks.wording import period_of, rated_good
from insight.measures.rules import is_record
from insight.model import Better, Level, Status
from insight.stats.among import is_among
from insight.stats.intervals import clopper_pearson
from insight.stats.verdict import compare, judge

WORDS: Mapping[int, str] = {4: "Outstanding", 3: "Good", 2: "Requires improvement", 1: "Inadequate"}
"""The four words that are ratings, best first. The numbers only put them in order."""

FEWEST_RATED = 10
"""With fewer rated locations there are counts and no share (ours)."""

AGE = "A rating stands until the next inspection and may be many years old: it says what inspectors found then, not today."


@dataclass(frozen=True)
class Found:
    """How the locations of one area are rated, in one period."""

    name: str
    counts: Mapping[str, int]
    """Locations by word, best first; words nobody has are 0."""
    unrated: int
    """Locations the Commission lists without one of the four words."""

    @property
    def rated(self) -> int:
        """How many locations have one of the four words."""
        return sum(self.counts.values())

    @property
    def good(self) -> int:
        """How many are good or outstanding."""
        return self.counts[WORDS[4]] + self.counts[WORDS[3]]

    @property
    def share(self) -> float:
        """Good or outstanding among rated locations, percent; missing for fewer than ten."""
        return 100 * self.good / self.rated if self.rated >= FEWEST_RATED else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """The exact 95% interval of the share, percent; missing where the share is."""
        limits = clopper_pearson(self.share / 100, self.rated or np.nan)
        return 100 * float(limits.lower), 100 * float(limits.upper)

    @property
    def sentence(self) -> str:
        """The share with its interval, or the bare counts where they are few."""
        unrated = f", {self.unrated:,} without a rating" if self.unrated else ""
        if self.rated < FEWEST_RATED:
            return f"{self.name}: {rated_good(self.good, self.rated)}{unrated}; too few for a percentage."
        lower, upper = self.interval
        share = f"{self.share:.1f}% ({lower:.1f} to {upper:.1f}) good or outstanding"
        return f"{self.name}: {share}, {self.good:,} of {self.rated:,} rated{unrated}."

    def word(self, comparator: Found) -> str:
        """The share against another's, as a verdict: the whole interval on one side of it, or similar."""
        return VERDICTS[int(judge(compare(*self.interval, comparator.share), Better.HIGHER.sign))]


@dataclass(frozen=True)
class Moved:
    """How the same locations were rated at two dates. Places that are inspected again are no two samples: counts, no interval."""

    earlier: str
    later: str
    up: int
    same: int
    down: int

    @property
    def sentence(self) -> str:
        """The movement in counts: "3 places moved up, 1 down, 7 unchanged between May 2022 and May 2025, of 11 rated both times."."""
        both = self.up + self.same + self.down
        return f"{sentence_case(self.brief)} between {self.earlier} and {self.later}, of {both:,} rated both times."

    @property
    def brief(self) -> str:
        """The counts alone."""
        return f"{counted(self.up, 'place')} moved up, {some(self.down)} down, {some(self.same)} unchanged"


def standing(ratings: pd.DataFrame) -> pd.DataFrame:
    """The facts that hold today, one per place, the newest first. `ratings` are the facts of one rating.

    The last monthly list of a level says who is still registered, and a record of one place of a later day is newer still.
    """
    record = is_record(ratings)
    lists = ratings[~record]
    last = lists.groupby("level")["start"].max().reindex(ratings["level"]).to_numpy()
    listed, superseded = ratings["start"].to_numpy() == last, ratings["start"].to_numpy() <= last  # no list: neither
    rows = ratings[(listed & ~record) | (record & ~superseded)]
    return rows.sort_values("start", ascending=False, kind="stable").drop_duplicates(["org", "level"])


def hold_england(ratings: pd.DataFrame) -> bool:
    """Whether a list of all places is among the facts of a rating: records of single places are never England."""
    return bool((~is_record(ratings)).any())


def found(ratings: pd.DataFrame, locations: pd.Index | pd.Series, name: str) -> Found:
    """How the given locations are rated. `ratings` are facts of one rating in one period; a place counts once."""
    rows = _of(ratings, locations)
    values = rows["value"].to_numpy()[rows["status"].to_numpy() == Status.OK]
    counts = {word: int((values == at).sum()) for at, word in WORDS.items()}
    return Found(name, counts, len(rows) - sum(counts.values()))


def moved(ratings: pd.DataFrame, locations: pd.Index | pd.Series) -> Moved | Refusal:
    """How the locations' ratings changed between the first and the last monthly list there is, among those rated at both.

    Refused with fewer than two lists, or no location rated at both.
    """
    rows = ratings[ratings["level"].eq(Level.LOCATION) & is_among(ratings["org"], locations) & ~is_record(ratings)]
    starts = sorted(rows["start"].unique())
    if len(starts) < 2:
        said = "Ratings of one date only are loaded: how they changed cannot be told yet."
        return Refusal(Reason.FIRST_YEAR, said)
    first, last = (_of(rows[rows["start"] == start], locations).set_index("org") for start in (starts[0], starts[-1]))
    both = pd.DataFrame({"before": first["value"], "now": last["value"]}).dropna()
    if both.empty:
        return unavailable("No location is rated at both dates: how ratings changed cannot be told.")
    step = both["now"] - both["before"]
    return Moved(
        period_of(first), period_of(last), int((step > 0).sum()), int((step == 0).sum()), int((step < 0).sum())
    )


def _of(ratings: pd.DataFrame, locations: pd.Index | pd.Series) -> pd.DataFrame:
    rows = ratings[is_among(ratings["org"], locations)]
    return rows[rows["level"].eq(Level.LOCATION) & ~rows["org"].duplicated()]
