"""Whether the gap between two groups of patients is closing, and whether it is wider than England's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

import numpy as np
import pandas as pd

from insight.benchmarks.gaps import Gaps
from insight.benchmarks.grammar import mid_sentence
from insight.benchmarks.refusals import Refusal, unavailable
from insight.benchmarks.wording import difference, difference_span, period_names, points, signed
from insight.measures.breaks import breaks_of, eras
from insight.model import Better, Measure, Status
from insight.stats.arrays import floats
from insight.stats.intervals import newcombe


@dataclass(frozen=True)
class GapDifference:
    """One gap less another, in points, with its 95% interval."""

    value: float
    lower: float
    upper: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0; never without one."""
        return self.lower > 0 or self.upper < 0

    @property
    def tested(self) -> bool:
        """Whether there is an interval."""
        return not np.isnan(self.lower)


@dataclass(frozen=True, eq=False)
class GapHistory:
    """The gap between one group and the one it is held against, through the years that may be compared."""

    measure: Measure
    name: str
    group: str
    reference: str
    table: pd.DataFrame
    """One row per period, oldest first: start, period, gap, told (the gap of the figures as they are printed), lower, upper,
    england, england_lower, england_upper (points), release."""
    over_time: GapDifference | None
    """The latest gap less the earliest, both by size; None with one year."""
    beyond_england: GapDifference | None
    """The latest gap less England's, both by size; None where England's is not known."""

    def _sizes(self, *gaps: float) -> list[str]:
        """Gaps by their size; where they lie on both sides of 0, with the side of each."""
        both = len({gap < 0 for gap in gaps}) > 1
        sides = [(" below" if gap < 0 else " above") if both else "" for gap in gaps]
        return [f"{points(gap, self.measure)}{side}" for gap, side in zip(gaps, sides, strict=True)]

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """Whether the gap is closing and how it stands beside England's, each with the word of its verdict."""
        return [each for each in (self._closing(), self._beside_england()) if each]

    def _closing(self) -> tuple[str, str]:
        first, last = self.table.iloc[0], self.table.iloc[-1]
        if self.over_time is None:
            size = f"{points(last['told'], self.measure)} in {last['period']}"
            said = f"The gap between {mid_sentence(self.group)} and {mid_sentence(self.reference)} is {size}. One year cannot tell whether it is closing."
            return said, "not compared"
        if not self.over_time.tested:
            sizes = self._sizes(first["told"], last["told"])
            return (
                f"The gap between {mid_sentence(self.group)} and {mid_sentence(self.reference)} was {sizes[0]} in {first['period']} and {sizes[1]} in {last['period']}. Whether it is closing "
                "cannot be told: the number of replies of each group is not published.",
                "not compared",
            )
        word = (
            ("closing" if self.over_time.value < 0 else "widening") if self.over_time.clear else "not clearly changing"
        )
        tone = {"closing": "better", "widening": "worse"}.get(word, "similar")
        size = self._sizes(first["told"], last["told"])
        return (
            f"The gap between {mid_sentence(self.group)} and {mid_sentence(self.reference)} is {word}: {size[0]} in {first['period']}, {size[1]} in "
            f"{last['period']} (a change of {self._beyond(first['told'])}, 95% interval {self._span(self.over_time)}).",
            tone,
        )

    def _beside_england(self) -> tuple[str, str] | None:
        if self.beyond_england is None:
            return None
        last, found = self.table.iloc[-1], self.beyond_england
        if not found.tested:
            return (
                f"England's gap in {last['period']} is {self._sizes(last['told'], last['england'])[1]}.",
                "not compared",
            )
        word = ("narrower than" if found.value < 0 else "wider than") if found.clear else "not clearly different from"
        tone = {"narrower than": "better", "wider than": "worse"}.get(word, "similar")
        here, england = self._sizes(last["told"], last["england"])
        return (
            f"The gap in {self.name} is {word} England's in {last['period']}: {here} against {england} (a difference of {self._beyond(last['england'])}, 95% interval {self._span(found)}).",
            tone,
        )

    def _beyond(self, other: float) -> str:
        """How much larger than another the latest gap is, both by size as they are told; below 0 with a minus, as its interval is written."""
        last = self.table.iloc[-1]
        way = 1.0 if last["gap"] >= 0 else -1.0
        more = difference(way * last["told"], way * other, self.measure)
        minus = "−" if signed(more, self.measure).startswith("−") else ""
        return f"{minus}{points(more, self.measure)}"

    def _span(self, found: GapDifference) -> str:
        return difference_span(found.lower, found.upper, self.measure)


def gap_history(
    found: Gaps, by_segment: Mapping[str, pd.DataFrame], code: str, england: str, breaks: pd.DataFrame
) -> GapHistory | Refusal:
    """The widest gap of `found` through the years since the last break.

    `by_segment` as for the gaps; `england` is England's code in them. A change of a gap, and its difference from England's, is
    tested by combining the two intervals (Zou and Donner 2008, Statistics in Medicine 27:1693); the two are taken as
    independent. Without numbers of replies nothing is tested. Refused where no gap is known.
    """
    known = found.table[~found.table["reference"] & found.table["gap"].notna()]
    if known.empty:
        return unavailable(found.caution)
    clear = known[known["verdict"].isin(["worse", "lower"])]
    behind = (known["gap"] > 0) if found.measure.better is Better.LOWER else (known["gap"] < 0)
    asked = next(each for each in (clear, known[behind], known) if len(each))
    row = asked.sort_values("gap", key=abs, ascending=False).iloc[0]
    largest = found.table[found.table["reference"] & found.table["dimension"].eq(row["dimension"])].iloc[0]
    one, other = (by_segment[str(each["segment"])] for each in (row, largest))
    here, nation = (_gaps(one, other, who, found.measure) for who in (code, england))
    era = eras(here["end"], breaks_of(found.measure, breaks))
    here = here[era == era[-1]]
    table = here.merge(
        nation.add_prefix("england_").rename(columns={"england_gap": "england", "england_start": "start"}),
        "left",
        "start",
    )
    table = table.assign(period=period_names(table))
    return of_table(found.measure, found.name, (str(row["group"]), str(largest["group"])), table.reset_index(drop=True))


def of_table(measure: Measure, name: str, groups: tuple[str, str], table: pd.DataFrame) -> GapHistory:
    """The history of a gap between two groups out of its table, with what may be tested of it."""
    last = table.iloc[-1]
    way = 1.0 if last["gap"] >= 0 else -1.0
    here, first, nation = _towards(last, way), _towards(table.iloc[0], way), _towards(last, way, "england", "england_")
    return GapHistory(
        measure, name, *groups, table,
        _difference(here, first) if len(table) > 1 else None,
        None if np.isnan(last["england"]) else _difference(here, nation),
    )  # fmt: skip


def _gaps(group: pd.DataFrame, largest: pd.DataFrame, code: str, measure: Measure) -> pd.DataFrame:
    """One row per period in which both groups have a figure: start, end, gap, told, lower, upper, release, basis."""
    columns = ["start", "end", "value", "effective", "release", "basis"]
    one, two = (
        each.loc[each["org"].eq(code) & each["status"].eq(Status.OK) & each["value"].notna(), columns]
        for each in (group, largest)
    )
    both = one.merge(two[["start", "value", "effective"]], on="start", suffixes=("", "_largest")).sort_values("start")
    d = newcombe(
        floats(both["value"]) / 100,
        floats(both["effective"]),
        floats(both["value_largest"]) / 100,
        floats(both["effective_largest"]),
    )
    figures = {name: 100 * each for name, each in (("gap", d.value), ("lower", d.lower), ("upper", d.upper))}
    told = [difference(*each, measure) for each in zip(both["value"], both["value_largest"], strict=True)]
    return both[["start", "end", "release", "basis"]].assign(**figures, told=told).reset_index(drop=True)


def _towards(row: pd.Series, way: float, gap: str = "gap", prefix: str = "") -> GapDifference:
    """A gap by its size in one direction, so that a gap that turned round is not taken for one that stayed."""
    value, *limits = (way * float(row[name]) for name in (gap, f"{prefix}lower", f"{prefix}upper"))
    return GapDifference(value, *sorted(limits))


def _difference(later: GapDifference, earlier: GapDifference) -> GapDifference:
    """One gap less another, the two intervals combined as if the gaps were independent (Zou and Donner)."""
    value = later.value - earlier.value
    return GapDifference(
        value,
        value - hypot(later.value - later.lower, earlier.upper - earlier.value),
        value + hypot(later.upper - later.value, earlier.value - earlier.lower),
    )
