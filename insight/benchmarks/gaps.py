"""Which groups of patients fare worse than others in one footprint, by how much, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import counted, sentence_case, verb
from insight.benchmarks.refusals import Refusal, unavailable
from insight.benchmarks.verdicts import WORDS
from insight.benchmarks.wording import HasPeriod, difference, difference_span, figure, points, signed, topic
from insight.measures.series import of_org
from insight.model import EVERYONE, Measure, Status, Unit
from insight.stats.arrays import floats
from insight.stats.discovery import expected_false_flags
from insight.stats.intervals import newcombe
from insight.stats.verdict import compare, judge

_SURE = 0.95
DIMENSIONS: Mapping[str, str] = {
    "age": "Age",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "deprivation": "Deprivation",
    "condition": "Long-term condition",
    "ltc": "Long-term condition",
    "carer": "Carer",
    "work": "Work status",
}
"""What divides patients into groups. Other segments (of answers, of providers) are not about groups of patients."""
_FIRST_NUMBER = re.compile(r"\d+")
_UNDER = re.compile(r"under|younger", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Gaps(HasPeriod):
    """One measure of one footprint in one period, group by group."""

    measure: Measure
    name: str
    start: pd.Timestamp
    end: pd.Timestamp
    table: pd.DataFrame
    """One row per group: dimension (as people say it), group, segment; value, lower, upper, effective, status, basis,
    interval, release as in the series; reference (the group the others of its dimension are held against); gap, with
    gap_lower and gap_upper (points, this group minus the reference), ratio (this over the reference), verdict, sentence."""

    @property
    def compared(self) -> int:
        """How many gaps were tested."""
        return int((~self.table["reference"] & (self.table["verdict"] != "not compared")).sum())

    @property
    def caution(self) -> str:
        """How many of these gaps chance alone would bring."""
        if not self.compared:
            return "The source does not say how many people of each group replied, so no gap is tested."
        by_chance = expected_false_flags(self.compared, _SURE)
        return (
            f"{counted(self.compared, 'gap')} {verb(self.compared, 'was')} tested; if there were none at all, "
            f"{by_chance:.1f} would still stand out by chance."
        )


def gaps(measure: Measure, by_segment: Mapping[str, pd.DataFrame], code: str, name: str) -> Gaps | Refusal:
    """The gaps between the groups of each dimension, in the latest period in which a group has a figure.

    `by_segment` holds one series (measures.series) per segment. Each group is held against the one of its dimension with
    the most people, so that the choice does not depend on the result (ours); Newcombe's interval on effective bases,
    which groups without a known number of replies do not have. Refused where the source publishes no groups.
    """
    own = {segment: of_org(by_segment[segment], code) for segment in groups(by_segment)}
    starts = [rows["start"].to_numpy()[rows["value"].notna().to_numpy()] for rows in own.values()]
    dated = np.concatenate(starts) if starts else np.array([])
    if measure.unit is not Unit.PERCENT or not len(dated):
        said = f"{sentence_case(topic(measure))}: no loaded file has figures of {name} by group of patients, such as age, sex, ethnicity or work."
        return unavailable(said)
    start = dated.max()
    there = {
        segment: rows.iloc[at : at + 1]
        for segment, rows in own.items()
        for at in np.flatnonzero(rows["start"].to_numpy() == start)
    }
    here = pd.concat(there.values(), ignore_index=True).assign(
        segment=list(there),
        dimension=[DIMENSIONS[dimension_of(each)] for each in there],
        group=[group_of(each) for each in there],
    )
    table = pd.concat([_against_largest(each, measure) for _, each in here.groupby("dimension", sort=False)])
    return Gaps(measure, name, pd.Timestamp(start), here["end"].max(), table.reset_index(drop=True))


def _against_largest(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The groups of one dimension with their distance from the largest; alone, a group has nobody to differ from."""
    people = rows["respondents"] if rows["respondents"].notna().any() else rows["denominator"]
    people = people.where(rows["status"].eq(Status.OK) & rows["value"].notna())
    if people.notna().sum() == 0:
        return _without_reference(rows)
    at = int(np.nanargmax(floats(people)))
    largest = rows.iloc[at]
    reference = np.arange(len(rows)) == at
    p, n = floats(rows["value"]) / 100, np.where(rows["status"].eq(Status.OK), floats(rows["effective"]), np.nan)
    d = newcombe(p, n, float(largest["value"]) / 100, float(largest["effective"]))
    lower, upper = (np.where(reference, np.nan, 100 * each) for each in (d.lower, d.upper))
    codes = judge(compare(lower, upper, 0.0), measure.better.sign)
    rows = rows.assign(
        reference=reference,
        gap=[
            np.nan if own else difference(each, largest["value"], measure)
            for each, own in zip(rows["value"], reference, strict=True)
        ],
        gap_lower=lower,
        gap_upper=upper,
        ratio=np.where(
            reference, np.nan, floats(rows["value"]) / float(largest["value"]) if largest["value"] else np.nan
        ),
        verdict=[WORDS[int(each)] for each in codes],
    )
    return rows.assign(sentence=[_say(row, str(largest["group"]), measure) for row in rows.to_dict("records")])


def _without_reference(rows: pd.DataFrame) -> pd.DataFrame:
    blank = dict.fromkeys(("gap", "gap_lower", "gap_upper", "ratio"), np.nan)
    rows = rows.assign(reference=False, verdict="not compared", **blank)
    return rows.assign(sentence=[f"{row['dimension']}, {row['group']}: no figure." for row in rows.to_dict("records")])


def _say(row: dict, against: str, measure: Measure) -> str:
    who = f"{row['dimension']}, {row['group']}"
    if np.isnan(row["value"]):
        hidden = row["status"] == Status.SUPPRESSED
        return f"{who}: {'hidden by the publisher, too few people replied' if hidden else 'no figure'}."
    shown = figure(row["value"], measure)
    if row["reference"]:
        return f"{who}: {shown}, the largest group: the others are held against it."
    far = beyond(row["gap"], measure)
    size = f"{far} {against} ({row['ratio']:.2f} times)" if far else f"level with {against}"
    if np.isnan(row["gap_lower"]):
        return f"{who}: {shown}, {size}. How sure that is cannot be told: the number of replies is not published."
    limits = f"95% interval {difference_span(row['gap_lower'], row['gap_upper'], measure)} points"
    clear = "no clear gap" if row["verdict"] == "similar" else "a clear gap"
    return f"{who}: {shown}, {size}: {clear} ({limits})."


def beyond(gap: float, measure: Measure) -> str:
    """How far a group lies from another, and on which side; empty where that rounds to nothing."""
    side = {"+": "above", "−": "below"}.get(signed(gap, measure)[:1])
    return f"{points(gap, measure)} {side}" if side else ""


def dimension_of(segment: str) -> str:
    """What a segment divides by: `age` of `age=16-24`; empty for everyone."""
    return segment.partition("=")[0] if segment != EVERYONE else ""


def group_of(segment: str) -> str:
    """The group a segment names, as the publisher words it."""
    return segment.partition("=")[2]


def groups(segments: Iterable[str]) -> list[str]:
    """The segments that are groups of patients, dimension by dimension; by number where they have one, as ages do."""
    order = list(DIMENSIONS)
    known = {each for each in segments if dimension_of(each) in DIMENSIONS}
    return sorted(known, key=lambda each: (order.index(dimension_of(each)), *_place(group_of(each))))


def _place(group: str) -> tuple[float, str]:
    number = _FIRST_NUMBER.search(group)
    if number is None:
        return 0.0, group
    return float(number.group()) - (0.5 if _UNDER.search(group) else 0.0), group
