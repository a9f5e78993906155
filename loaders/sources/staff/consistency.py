"""What one place said to all questions, held together: numbers of answers that are alike, and scores that are the mean of their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from loaders.sources.staff.blocks import Answers
from loaders.sources.staff.tables import NEARLY, StaffQuestion, asked

_LEAST_SHARE = 0.5
"""Every question read is asked of all: of those who answered any, at least 86% answered each in 2024."""

_OFF, _NEAR = 0.1, 0.05
_RUN = 3
"""A place whose number of answers is a tenth off what is usual of it, and within a twentieth of what is usual of its neighbour: so
many of them are a slip. Of 8,610 in the workbook of 2024 none is a tenth off."""

Said = Mapping[str, Answers]
"""What one place said, by our names for the questions."""


@dataclass(frozen=True)
class Wrong:
    """A question whose figures do not go with the others."""

    name: str
    expected: str
    found: str


def refuse_other_bases(said: Said) -> Wrong | None:
    """The first question that far fewer people answered than another."""
    bases = {name: answers.base for name, answers in said.items() if answers.base is not None}
    most = max(bases.values(), default=0.0)
    few = next((name for name, base in bases.items() if base < _LEAST_SHARE * most), None)
    if few is None:
        return None
    return Wrong(few, f"about as many answers as to other questions, {most:.0f}", f"{bases[few]:.0f}")


def slipped(bases: Sequence[float | None], usual: Sequence[float | None]) -> int | None:
    """Where figures begin to stand beside the place before or after theirs; None where they do not.

    `bases` are the numbers of answers to one question in the order of its rows, `usual` those to most questions.
    """
    answered, expected = (np.array(each, dtype=float) for each in (bases, usual))
    if not np.isfinite(answered / expected).any():
        return None
    expected = expected * np.nanmedian(answered / expected)
    off = np.abs(answered / expected - 1) > _OFF
    for own, others in ((slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None))):
        astray = off[own] & (np.abs(answered[own] / expected[others] - 1) < _NEAR)
        if astray.sum() >= _RUN:
            return int(np.flatnonzero(astray)[0]) + (own.start or 0)
    return None


def refuse_other_parts(said: Said) -> Wrong | None:
    """The first score that is not near the mean of its parts, where all of these are shown."""
    for name, answers in said.items():
        means = [mean_score(asked()[part], said[part]) for part in asked()[name].parts if part in said]
        known = [mean for mean in means if mean is not None]
        if not known or len(known) < len(asked()[name].parts) or answers.figures is None:
            continue
        mean, score = sum(known) / len(known), answers.figures[0]
        if abs(mean - score) > NEARLY:
            return Wrong(name, f"a score near the mean of its parts, {mean:.2f}", f"{score:.2f}")
    return None


def mean_score(question: StaffQuestion, answers: Answers) -> float | None:
    """An answer as a score from 0 to 10: options count 0, 2.5, 5, 7.5 and 10 from worst to best."""
    if answers.figures is None or question.scale is None:
        return answers.figures[0] if answers.figures else None
    steps = 10.0 / (len(answers.figures) - 1)
    return sum(share / 100 * steps * at for at, share in enumerate(answers.figures))
