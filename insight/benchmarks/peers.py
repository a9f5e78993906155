"""An organisation held against others than England: those most like it pooled, or those that lie where it lies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import verb
from insight.benchmarks.refusals import Reason, Refusal, unavailable
from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import side, verdicts
from insight.benchmarks.wording import during, set_beside
from insight.model import Measure, Status, Unit
from insight.stats.arrays import floats
from insight.stats.rollup import COVERAGE_FLOOR


@dataclass(frozen=True)
class PooledFigure:
    """The figure of several organisations as one."""

    title: str
    """As it stands in a sentence: "its 10 similar footprints together"."""
    value: float
    counted: int
    """How many organisations had a figure."""
    of: int


@dataclass(frozen=True)
class Held:
    """An organisation held against one pooled figure."""

    pooled: PooledFigure
    gap: float
    verdict: str
    """A word of verdicts.WORDS."""
    sentence: str


def pool(title: str, standing: Standing, codes: Collection[str], figures: pd.DataFrame) -> PooledFigure | Refusal:
    """The figure of several organisations as one: sum, then divide. `figures` are those the standing was made from.

    Refused for measures that may not be summed, and where fewer than 80% of the organisations have a figure (ours).
    """
    measure = standing.measure
    if standing.refusal is not None:
        return standing.refusal
    if not measure.additive:
        why = (
            "Scores are averaged within one footprint and no further"
            if measure.unit is Unit.SCORE
            else (f"{measure.title} cannot be added up")
        )
        return unavailable(f"{why}, so there is no figure for {title}.")
    there = figures[(figures["start"] == standing.start) & figures["org"].isin(list(codes))]
    shown = there[
        there["status"].isin([Status.OK, Status.LOW_BASE]) & there["value"].notna() & (there["denominator"] > 0)
    ]
    if not codes or len(shown) / len(codes) < COVERAGE_FLOOR:
        few = (
            f"Only {len(shown)} of {len(codes)} {verb(len(shown), 'has')}"
            if len(shown)
            else f"None of {len(codes)} has"
        )
        return Refusal(Reason.THIN_COVERAGE, f"{few} a figure {during(standing.period)}: no figure for {title}.")
    weight = floats(shown["denominator"])
    return PooledFigure(title, float((weight * floats(shown["value"])).sum() / weight.sum()), len(shown), len(codes))


def hold(standing: Standing, code: str, pooled: PooledFigure) -> Held | Refusal:
    """One organisation against a pooled figure, by the same rule as against England (docs/maths.md, "Lower, similar or
    higher").

    The pooled figure counts as known: its own uncertainty is ignored. Refused where the organisation's own figure is not
    compared.
    """
    row = standing.of(code)
    if row is None or isinstance(row["reason"], str):
        return unavailable("" if row is None else str(row["sentence"]))
    limits = [np.array([row[limit]], dtype=float) for limit in ("lower", "upper")]
    word = verdicts(limits[0], limits[1], pooled.value, standing.measure)[0]
    gap = float(row["value"]) - pooled.value
    return Held(pooled, gap, word, _explain(row, pooled, word, gap, standing.measure))


def _explain(row: pd.Series, pooled: PooledFigure, word: str, gap: float, measure: Measure) -> str:
    told = set_beside(row, pooled.value, measure)
    against, where = f"the {told.benchmark} of {pooled.title}", side(word, gap)
    because = "which the interval includes" if word == "similar" else "and so is the whole interval"
    missing = pooled.of - pooled.counted
    without = f" ({missing} of them {verb(missing, 'has')} no figure.)" if missing else ""
    return f"{told.with_span} is {where} {against}, {because}.{without}"


def hold_against(
    standing: Standing, code: str, title: str, codes: Collection[str], figures: pd.DataFrame
) -> Held | Refusal:
    """One organisation against several others pooled."""
    pooled = pool(title, standing, codes, figures)
    return pooled if isinstance(pooled, Refusal) else hold(standing, code, pooled)
