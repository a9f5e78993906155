"""The figures of one wave of the Adult Inpatient Survey: what the patients of each trust said, and what CQC would expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from demo import geography
from demo.places import Reals, Whole
from demo.seeds import stream
from demo.world import World

LEAST = 30
"""Fewer people than this answered a question: nothing is shown."""

_TAIL = 0.1
_LEANING = 1.1
"""How far good care moves a score, in logits for each logit of the world."""


@dataclass(frozen=True)
class InpatientFigures:
    """One row per organisation, one column per question of `inpatient_questions.csv`; hidden scores are nan.

    `keys` are the question numbers of the wave, empty for a question it does not ask; `error` is the standard error.
    """

    year: int
    keys: tuple[str, ...]
    section: tuple[int, ...]
    mean: Reals
    error: Reals
    base: Reals
    patients: Reals


@cache
def questions() -> tuple[dict[str, str], ...]:
    """The questions, with their number in every wave."""
    return tuple(geography.rows(geography.OWN / "inpatient_questions.csv"))


def figures(world: World, place: Whole, patients: Reals, year: int) -> InpatientFigures:
    """What was said at each place in one year; `patients` is how many answer where nothing stands in the way."""
    chance = stream("inpatient", year, len(place))
    asked = questions()
    everyone = np.round(patients * chance.uniform(0.93, 1.07, len(place)))
    share = np.array([float(row["share"]) for row in asked])
    base = chance.binomial(
        everyone.astype(int)[:, None], np.clip(share * chance.uniform(0.8, 1.2, (len(place), 1)), 0, 0.98)
    )
    usual = np.array([float(row["mean"]) for row in asked]) / 10
    lean = np.stack([world.leaning(f"inpatient {row['theme']}", 1.0, year, place, 0.12) for row in asked], axis=1)
    lean = lean + np.stack([stream("inpatient", row["2022"]).normal(0, 0.06, len(place)) for row in asked], axis=1)
    true = 10 / (1 + np.exp(-(np.log(usual / (1 - usual)) + _LEANING * lean)))
    error = np.array([float(row["spread"]) for row in asked]) / np.sqrt(np.maximum(base, 1))
    mean = np.clip(true + chance.normal(0, 1, true.shape) * error, 0.2, 9.9)
    hidden = base < LEAST
    return InpatientFigures(
        year=year,
        keys=tuple(row[str(year)] for row in asked),
        section=tuple(int(row["section"]) for row in asked),
        mean=np.where(hidden, np.nan, mean),
        error=np.where(hidden, np.nan, error),
        base=np.where(hidden, np.nan, base),
        patients=everyone,
    )


@dataclass(frozen=True)
class ExpectedScores:
    """Scores of one question or section with its limits (90%, 95%, 99.8%), z-score and band; one element per organisation."""

    mean: Reals
    lower: Sequence[Reals]
    upper: Sequence[Reals]
    z: Reals
    band: Reals


Z = (1.6449, 1.96, 3.0902)
"""Half-widths of the columns named 90, 95 and 99, in standard errors."""


def expected(mean: Reals, error: Reals) -> ExpectedScores:
    """The range CQC expects of each organisation, given how many answered, and the band its score then has.

    Centre is the plain mean of all scores; the standard error falls with the number of answers towards a floor, because
    organisations differ by more than chance. The outermost tenths do not raise the floor. Upper limits end at 10.
    """
    inner = np.clip(mean, *np.nanquantile(mean, [_TAIL, 1 - _TAIL]))
    spread = np.sqrt(error**2 + max(0.0, float(np.nanvar(inner) - np.nanmean(error**2))))
    centre = float(np.nanmean(mean))
    hidden = np.isnan(mean)
    lower = [np.where(hidden, np.nan, centre - z * spread) for z in Z]
    upper = [np.where(hidden, np.nan, np.minimum(centre + z * spread, 10)) for z in Z]
    below = sum((mean < limit).astype(float) for limit in lower)
    above = sum((mean > limit).astype(float) for limit in upper)
    band = np.where(hidden, 0, 4 - below + above)
    return ExpectedScores(mean, lower, upper, (mean - centre) / spread, band)


def sections(now: InpatientFigures) -> dict[str, tuple[Reals, Reals]]:
    """Mean and standard error of each section: the plain mean of its questions, hidden where one of them is."""
    found: dict[str, tuple[Reals, Reals]] = {}
    for number in sorted(set(now.section)):
        mine = [at for at, of in enumerate(now.section) if of == number and now.keys[at]]
        if mine:
            error = np.sqrt((now.error[:, mine] ** 2).sum(axis=1)) / len(mine)
            found[f"s{number:02d}"] = (now.mean[:, mine].mean(axis=1), error)
    return found
