"""What one place said to all questions, held together: numbers of answers that are alike, and scores that are the mean of their parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.sources.staff.blocks import Answers
from loaders.sources.staff.tables import NEARLY, StaffQuestion, asked

_LEAST_SHARE = 0.5
"""Every question read is asked of all: of those who answered any, at least 86% answered each in 2024."""

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
