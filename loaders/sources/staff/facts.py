"""From answers to facts: the positive answers as one percentage, a score as it stands, the number of answers beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from insight.model import EVERYONE, Level, Status
from loaders.source import Release
from loaders.sources.staff.blocks import Answers
from loaders.sources.staff.tables import asked, measure_id

COLUMNS = ("measure", "org", "level", "start", "end", "segment", "value", "respondents", "status", "release")


@dataclass(frozen=True)
class About:
    """Whom a row is about."""

    org: str
    level: Level
    segment: str = EVERYONE


def facts(release: Release, said: Mapping[str, Iterable[tuple[About, Answers]]], hidden: Status) -> pd.DataFrame:
    """One row per question and place; `hidden` is what a mark in place of figures means in this workbook."""
    told = [
        (
            measure_id(name), about.org, str(about.level), release.start, release.end, about.segment,
            _value(name, answers), answers.base, str(Status.OK if answers.figures else hidden), release.id,
        )
        for name, rows in said.items()
        for about, answers in rows
    ]  # fmt: skip
    return pd.DataFrame(told, columns=list(COLUMNS))


def _value(name: str, answers: Answers) -> float | None:
    scale = asked()[name].scale
    if answers.figures is None or scale is None:
        return answers.figures[0] if answers.figures else None
    # Float noise of a sum may lie above the whole.
    return min(sum(answers.figures[-scale.positive :]), 100.0)
