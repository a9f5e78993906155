"""A need beside what patients say, footprint by footprint: what goes with what, and where one stands among those like it. Never why."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.grammar import listed, verb
from insight.benchmarks.needs import PeopleFacts
from insight.benchmarks.refusals import Reason, Refusal, refuse_source, unavailable
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import direction, during, figure, period_name, period_of, span, topic
from insight.bounds import clipped
from insight.model import Measure, Unit
from insight.stats.arrays import floats
from insight.stats.association import FEWEST_PAIRS, Association, spearman
from insight.stats.expected import FittedValue, expected_at

_ALIKE = 0.5
"""With a smaller share of the replies of the smallest other footprint one is not held to the range of the others (ours)."""
CAUTION = "This shows what goes with what, not why: people who live in a place differ in much else."


@dataclass(frozen=True, eq=False)
class Context:
    """One need and one measure over the footprints of a vintage, one of them in the foreground."""

    need: Measure
    measure: Measure
    code: str
    name: str
    table: pd.DataFrame
    """One row per footprint that has both: code, name, need, value, effective."""
    drawn: pd.DataFrame
    """Those of the set that is drawn: one's own footprint is made of them and would count them twice."""
    association: Association
    expected: FittedValue
    """Of the footprint, from all the others."""
    placed: bool
    """Whether it is like them: a few practices differ more, by nature and by chance, than the whole areas that the range is of."""
    measured: str
    """The period of the measure's figures, and that of the need's."""
    counted: str
    releases: tuple[str, ...]
    middle: float
    """The median need of all footprints of the set that have a figure of it."""
    without_need: int
    """How many more footprints of the set have no figure of the need."""
    without_value: int
    """How many more have one of the need alone."""

    @property
    def when(self) -> str:
        """Of which time the measure is, and of which the need."""
        return f"{self.measure.title}, {self.measured} ({direction(self.measure)}), beside {topic(self.need)}, {self.counted}"

    @property
    def own(self) -> pd.Series:
        """The footprint's row."""
        return self.table[self.table["code"] == self.code].iloc[0]

    @property
    def place(self) -> str:
        """Where the footprint lies: `within`, `above` or `below` what the others let expect."""
        value = float(self.own["value"])
        return "below" if value < self.expected.lower else "above" if value > self.expected.upper else "within"

    @property
    def way(self) -> str:
        """Whether the two go together: `higher`, `lower`, or '' where nothing is clear."""
        if self.association.lower > 0:
            return "higher"
        return "lower" if self.association.upper < 0 else ""

    @property
    def finding(self) -> str:
        """The title of the chart."""
        way = self.way or "neither clearly higher nor clearly lower"
        return f"{self.measure.title}: {way} where there are more {self.need.short or topic(self.need)}"

    @property
    def pattern(self) -> str:
        """What goes with what, in words."""
        said = "The two go together" if self.way else "Chance could explain what there is to see"
        return f"{self.finding}. {said} among {len(self.drawn)} footprints{self._left_out}."

    @property
    def _left_out(self) -> str:
        """Why not all of them: which figure how many lack; empty where none lacks any."""
        lacking = ((self.without_need, self.need), (self.without_value, self.measure))
        told = [f"{many:,} more {verb(many, 'has')} no figure for {topic(of)}" for many, of in lacking if many]
        return f"; {listed(told)}" if told else ""

    @property
    def numbers(self) -> dict[str, str]:
        """What the pattern rests on, for its explanation."""
        rho, low, high = (f"{each:.2f}".replace("-", "−") for each in self.association[:3])
        return {"Rank_correlation": rho, "95%_interval": f"{low} to {high}"}

    @property
    def usual(self) -> str:
        """The range usual for footprints with as much need, named no farther than the measure can go."""
        return span(*clipped(self.expected.lower, self.expected.upper, self.measure), self.measure)

    @property
    def standing(self) -> str:
        """Where the footprint stands among those with as much need, in words."""
        own = self.own
        told = (
            f"{self.name}: {topic(self.need)} {figure(own['need'], self.need)} {during(self.counted)} (the middle of all footprints is "
            f"{figure(self.middle, self.need)}); {topic(self.measure)} {figure(own['value'], self.measure)} "
            f"{during(self.measured)}"
        )
        if not self.placed:
            return (
                f"{told}. That rests on fewer than half the {self.measure.traits.counts} of the smallest other footprint: so few differ more "
                "than whole areas do, so it is not held to the range usual for those."
            )
        return f"{told}, {self.place} the range usual at that figure, {self.usual}{self.measure.unit.sign}."


def context(
    told: PeopleFacts | None, stands: Standing, footprint: str, name: str, own: str | None = None
) -> Context | Refusal:
    """A need beside the standing of all footprints on a measure; `own` is the code of the one that a visitor drew.

    Refused where nothing may be compared or too few have both.
    """
    measure = stands.measure
    refused = refuse_source(measure)
    if refused is not None:
        return refused
    if measure.unit is Unit.COUNT:
        return unavailable(f"{measure.title}: a total, which grows with the footprint, so no need is set beside it.")
    if stands.table["reason"].eq(Reason.OUR_SCORE).any():
        return unavailable(
            f"{measure.title}: the means of trusts' scores that we work out are compared with nothing, so no need is set beside them."
        )
    if told is None:
        return unavailable(
            "No figures of who lives in these footprints are loaded, so nothing can be set beside what patients say."
        )
    rows = stands.table.assign(need=told.of(pd.Index(stands.table["code"])).to_numpy())
    every = rows[rows["code"] != own]
    needless = every["need"].isna()
    rows = rows.dropna(subset=["need", "value"])[["code", "name", "need", "value", "effective"]]
    drawn = rows[rows["code"] != own]
    others = drawn[drawn["code"] != footprint]
    if footprint not in rows["code"].to_numpy():
        known = told.of(pd.Index([footprint])).notna().all()
        return unavailable(f"{name} has no figure for {topic(measure if known else told.measure)} in this period.")
    association = spearman(drawn["need"], drawn["value"])
    if len(others) < FEWEST_PAIRS or pd.isna(association.rho) or others["need"].nunique() < 2:
        return unavailable(f"Too few footprints have figures for both {topic(told.measure)} and {topic(measure)}.")
    mine = rows[rows["code"] == footprint].iloc[0]
    facts = told.facts
    shown = set(rows["code"])
    releases = {*facts.loc[facts["org"].isin(shown), "release"].dropna()}
    releases |= {*stands.table.loc[stands.table["code"].isin(shown), "release"].dropna()}
    return Context(
        told.measure, measure, footprint, name, rows.reset_index(drop=True), drawn, association,
        expected_at(floats(others["need"]), floats(others["value"]), float(mine["need"])),
        _is_like(mine["effective"], others["effective"], drawn_by_visitor=footprint == own),
        period_name(stands.start, stands.end), period_of(facts), tuple(sorted(releases)),
        float(every["need"].median()), int(needless.sum()), int((~needless & every["value"].isna()).sum()),
    )  # fmt: skip


def _is_like(replies: float, others: pd.Series, *, drawn_by_visitor: bool) -> bool:
    """Whether a figure rests on about as many as those of the others. Where nobody knows, a footprint of the set is taken to, and one
    that a visitor drew, which may be three practices, is not."""
    return not drawn_by_visitor if pd.isna(replies) or others.isna().all() else bool(replies >= _ALIKE * others.min())
