"""Better, similar or worse than England or another comparator, in a word, a shape and a sentence that says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from insight.benchmarks.comparator import Comparator
from insight.benchmarks.wording import set_beside
from insight.model import Measure
from insight.stats.arrays import Codes, Floats
from insight.stats.verdict import Verdict, compare, judge

WORDS: Mapping[int, str] = {
    Verdict.WORSE: "worse",
    Verdict.LOWER: "lower",
    Verdict.SIMILAR: "similar",
    Verdict.HIGHER: "higher",
    Verdict.BETTER: "better",
    Verdict.NOT_COMPARED: "not compared",
}

SHAPES: Mapping[str, str] = {
    "worse": "▼",
    "lower": "▽",
    "similar": "●",
    "higher": "△",
    "better": "▲",
    "not compared": "○",
}
"""A shape for each word, so that a verdict is never told by colour alone."""


def verdicts(lower: Floats, upper: Floats, comparator: Floats | float, measure: Measure) -> list[str]:
    """One word of WORDS per figure: the whole interval lies on one side of the comparator, or it is similar."""
    codes: Codes = judge(compare(lower, upper, comparator), measure.better.sign)
    return [WORDS[int(code)] for code in codes]


def side(word: str, gap: float) -> str:
    """Where a compared figure lies, in numbers: "above", "below" or "similar to"."""
    if word == "similar":
        return "similar to"
    return "below" if gap < 0 else "above"


def explain(row: Mapping[str, Any], comparator: Comparator, benchmark: float, measure: Measure) -> str:
    """Why a verdict is what it is: "72.1% (70.9 to 73.3) is below England's 75.4%, and so is the whole interval."

    `row` has value, lower, upper and verdict.
    """
    word, told = row["verdict"], set_beside(row, benchmark, measure)
    shown, against = told.with_span, comparator.figure(told.benchmark)
    if word == "not compared":
        return f"{shown}; {comparator.name} {told.benchmark}. Not compared."
    if word == "similar":
        return f"{shown} is {comparator.alike} {against}, which the interval includes."
    return f"{shown} is {side(word, row['value'] - benchmark)} {against}, and so is the whole interval."
