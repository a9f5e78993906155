"""Whether patients of practices in deprived places report worse care: the slope of practices' figures over how deprived they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.gap_history import GapHistory, of_table
from insight.benchmarks.grammar import counted
from insight.benchmarks.refusals import Refusal, unavailable
from insight.benchmarks.verdicts import WORDS
from insight.benchmarks.wording import HasPeriod, difference_span, distance_unit, points, signed
from insight.measures.disclosure import FEW_HIDDEN
from insight.measures.precision import design_effects, replies
from insight.model import EVERYONE, Level, Measure, Status, Unit
from insight.stats.among import is_among
from insight.stats.arrays import Indexes, floats
from insight.stats.gradient import FEWEST_PRACTICES, relative_ranks, weighted_slope
from insight.stats.intervals import wilson_proportion
from insight.stats.rollup import COVERAGE_FLOOR, roll_up
from insight.stats.verdict import compare, judge

DECILES = 10
_EXACT = 12
"""Decimals of figures that give nobody away."""
MOST_DEPRIVED = 1

CAUTION = (
    "Worked out by us: practices are sorted by how deprived the places are where their patients live, which does not "
    "say which patients replied or how they fare."
)


@dataclass(frozen=True, eq=False)
class Slope(HasPeriod):
    """One measure over the deciles of deprivation that a footprint's practices fall into."""

    measure: Measure
    name: str
    start: pd.Timestamp
    end: pd.Timestamp
    table: pd.DataFrame
    """One row per national decile that the footprint has practices in, the most deprived (1) first: decile, practices,
    share (of all who replied), value, lower, upper, rank (the middle of its patients, 0 to 1) and fitted."""
    slope: float
    """How much higher the fitted figure is at the least deprived end than at the most deprived, in points."""
    lower: float
    upper: float
    verdict: str
    """`worse` where the most deprived fare clearly worse, `better`, `similar`; `lower` or `higher` without a direction."""
    releases: tuple[str, ...]
    hidden: int
    """Of so many of its practices the publisher hides the figure."""

    @property
    def is_coarse(self) -> bool:
        """Whether figures are to the nearest percent, and the line as high as that allows: closer ones would give those of a few hidden practices away."""
        return 0 < self.hidden <= FEW_HIDDEN

    @property
    def sentence(self) -> str:
        """The slope in words."""
        if self.verdict == "similar":
            limits = difference_span(-self.upper, -self.lower, self.measure)
            gap = f"{signed(-self.slope, self.measure)} {distance_unit(self.slope, self.measure)}"
            return f"{self.name}: no clear difference between the most deprived end and the least ({gap}, 95% interval {limits})."
        way, near, far = ("lower", self.lower, self.upper) if self.slope > 0 else ("higher", -self.upper, -self.lower)
        return (
            f"{self.name}: {points(self.slope, self.measure)} {way} at the most deprived end than at the least deprived "
            f"(95% interval {difference_span(near, far, self.measure)})."
        )

    @property
    def in_short(self) -> str:
        """The same as an answer to "who is worst served?"."""
        about = f"“{self.measure.title}” ({self.period})"
        if self.verdict == "similar":
            return f"No clear gap by where patients live in {self.name} on {about}: the most deprived places and the least deprived do not clearly differ."
        way = "below" if self.slope > 0 else "above"
        first = {"worse": "Worst served", "better": "Best served"}.get(self.verdict, "Most apart")
        return (
            f"{first} on {about}, by where patients live: the most deprived places, {points(self.slope, self.measure)} "
            f"{way} the least deprived."
        )


def through_years(found: Sequence[Slope], england: Mapping[pd.Timestamp, Slope]) -> GapHistory:
    """The gap between the most and the least deprived end through the years.

    `found` are the slopes of one footprint in years that may be compared, one or more, oldest first; `england` those of England by the start of their period. Two gaps
    are taken as independent, which is cautious: most practices are in both.
    """
    last = found[-1]
    table = pd.DataFrame([
        {"start": each.start, "end": each.end, "period": each.period, "release": next(iter(each.releases), None)}
        | _gap(each) | {"england" if name == "gap" else f"england_{name}": value for name, value in _gap(england.get(each.start)).items()}
        for each in found
    ])  # fmt: skip
    return of_table(
        last.measure, last.name, ("The most deprived places", "The least deprived"), table.assign(told=table["gap"])
    )


def _gap(found: Slope | None) -> dict[str, float]:
    """The most deprived end less the least, in points, with its interval."""
    if found is None:
        return dict.fromkeys(("gap", "lower", "upper"), np.nan)
    return {"gap": -found.slope, "lower": -found.upper, "upper": -found.lower}


def slope(
    measure: Measure, facts: pd.DataFrame, placed: pd.Series, members: pd.Index, *, name: str, start: pd.Timestamp
) -> Slope | Refusal:
    """The slope over deprivation of one area in the period that starts at `start`.

    How: docs/maths.md, "The gap between most and least deprived".

    `facts` are practices' facts of the measure, `placed` the national deciles of practices (`deciles`), `members` the codes of
    the area's practices. Practices stand in order of their score and are regressed on the middle of their patients' ranks; national deciles
    are for drawing. Refused for measures that may not be summed, where fewer than 80% of the practices with a score have a
    figure (ours), and for fewer than 20 practices.
    """
    if measure.unit is Unit.COUNT:
        return unavailable(
            f"{measure.title}: a total and not a share, so more and less deprived places are not compared."
        )
    if not measure.additive or measure.unit is not Unit.PERCENT:
        return unavailable(
            f"{measure.title}: this is not a share of the patients of GP practices, so more and less deprived places are not compared."
        )
    if placed.empty:
        return unavailable(
            "No deprivation scores of practices are loaded, so more and less deprived places are not compared."
        )
    rows = facts[facts["start"].eq(start) & facts["level"].eq(Level.PRACTICE) & facts["segment"].eq(EVERYONE)]
    rows = rows[is_among(rows["org"], members)]
    hidden = int(rows["status"].eq(Status.SUPPRESSED).sum())
    rows = rows[rows["status"].eq(Status.OK) & is_among(rows["org"], placed.index)]
    if rows.empty:
        return unavailable(
            f"{measure.title}: no figures of GP practices in {name} for this period, so more and less deprived places are not compared."
        )
    people = replies(measure, rows)
    rows = rows[(people > 0) & (floats(rows["denominator"]) > 0)]
    covered = len(rows) / max(int(is_among(placed.index, members).sum()), 1)
    if covered < COVERAGE_FLOOR:
        return unavailable(
            f"Only {int(100 * covered)}% of the practices of {name} with a deprivation score have a figure and a known number "
            "of replies for this period, and at least 80% is needed."
        )
    if len(rows) < FEWEST_PRACTICES:
        return unavailable(
            f"{name} has {counted(len(rows), 'practice')} with a deprivation score and a figure for this period; a slope needs "
            f"{FEWEST_PRACTICES}."
        )
    rows = rows.iloc[np.argsort(placed.index.get_indexer(pd.Index(rows["org"])))]
    return _fit(measure, rows, placed.reindex(rows["org"]).to_numpy(dtype=np.intp), name, hidden=hidden)


def deciles(scores: pd.DataFrame) -> pd.Series:
    """The decile of England each practice falls into, 1 the most deprived, indexed by org, the most deprived first: as many in each.

    Latest score of each practice; ties by code, so that results repeat.
    """
    rows = scores[scores["level"].eq(Level.PRACTICE) & scores["value"].notna()]
    rows = rows.sort_values("start").drop_duplicates("org", keep="last")
    rows = rows.sort_values(["value", "org"], ascending=[False, True])
    place = np.arange(len(rows)) * DECILES // max(len(rows), 1) + MOST_DEPRIVED
    return pd.Series(place, index=pd.Index(rows["org"]), dtype=int)


def _fit(measure: Measure, rows: pd.DataFrame, place: Indexes, name: str, *, hidden: int) -> Slope:
    """The slope over practices, which stand in order of deprivation; `place` is the national decile of each, `hidden` as in `Slope`."""
    weight, share = floats(rows["denominator"]), floats(rows["value"])
    gradient = weighted_slope(weight, share)
    present, position = np.unique(place, return_inverse=True)
    rolled = roll_up(
        weight,
        share / 100,
        replies(measure, rows),
        design_effects(measure, rows["level"]),
        footprint=position,
        footprints=len(present),
    )
    limits = wilson_proportion(rolled.proportion, rolled.effective_base)
    people = np.bincount(position, weight)
    rank = relative_ranks(people)
    middle = float(np.average(share, weights=weight))
    decimals, lifted = (0, round(middle) - middle) if 0 < hidden <= FEW_HIDDEN else (_EXACT, 0.0)
    table = pd.DataFrame(
        {
            "decile": present,
            "practices": np.bincount(position),
            "share": people / people.sum(),
            "value": np.round(100 * rolled.proportion, decimals),
            "lower": np.round(100 * limits.lower, decimals),
            "upper": np.round(100 * limits.upper, decimals),
            "rank": rank,
            "fitted": gradient.at_most_deprived + gradient.slope * rank + lifted,
        }
    )
    # Turned round, it is the figure of the most deprived against the least, and better and worse are theirs.
    word = WORDS[int(judge(compare(-gradient.upper, -gradient.lower, 0.0), measure.better.sign))]
    return Slope(
        measure, name, rows["start"].iloc[0], rows["end"].max(), table, gradient.slope, gradient.lower, gradient.upper, word,
        tuple(sorted(rows["release"].dropna().unique())), hidden,
    )  # fmt: skip
