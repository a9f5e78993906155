"""The GP Patient Survey of the invented world, 2018 to 2026, under the publisher's file names and in its layouts."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from demo.gpps import dental, identity
from demo.gpps.answers import Sample, Tally, answers, sample, summed
from demo.gpps.columns import columns
from demo.gpps.figures import figures
from demo.gpps.questions import DemoQuestion, questions, themes
from demo.places import Reals, Texts
from demo.printing import Style, write
from demo.seeds import stream
from demo.world import World

YEARS = range(2018, 2027)
STYLES = {2026: Style(digits=15, decimals=15, leading_zero=False)}
MARKED = {(2022, "Practice")}
"""Files that start with a byte order mark."""

DESIGN_EFFECTS = {
    "National": (2.2, 2.25),
    "Region": (1.8, 2.0),
    "CCG": (1.41, 1.72),
    "ICS": (1.41, 1.72),
    "PCN": (1.7, 1.95),
}
"""From and to: how much wider than plain Wilson the limits of a level are, squared (recomputed from the files of 2025)."""


def publish(world: World, year: int, folder: Path) -> None:
    """Write every file of one year's survey: one per level, one row per organisation, and the dental workbook."""
    drawn = sample(world, year)
    asked = [(question, _tally(world, drawn, question)) for question in questions(year)]
    for level in identity.levels(year):
        _write(world, drawn, asked, level, folder)
    if year in dental.YEARS:
        dental.publish(world, drawn, folder)


def file_name(year: int, level: str) -> str:
    """What the publisher calls a file: with spaces in 2018, with underscores since."""
    name = f"GPPS {year} {level} data (weighted) (csv) PUBLIC.csv"
    return name if year == 2018 else name.replace(" ", "_")


def _tally(world: World, drawn: Sample, question: DemoQuestion) -> Tally:
    """The answers to a question; where they are not modelled, half of all people pick the first of two options."""
    if question.theme:
        return answers(world, drawn, question, themes()[question.theme])
    first = stream("GPPS plain", drawn.year, question.code).binomial(drawn.received, 0.5)
    people = np.stack([first, drawn.received - first], axis=1)
    return Tally(people * drawn.weight[:, None], people)


def _write(world: World, drawn: Sample, asked: list[tuple[DemoQuestion, Tally]], level: str, folder: Path) -> None:
    """Write the file of one level: larger organisations are the sums of all their practices."""
    rows = identity.rows(world, drawn, level)
    number = len(rows.keys)
    distributed, received, popsize = (
        np.bincount(rows.group, each, number).astype(float)
        for each in (drawn.distributed, drawn.received, drawn.popsize)
    )
    effect = _design_effects(drawn, level, rows.keys)
    found = columns(
        drawn.year,
        (
            figures(question, tally if level == "Practice" else summed(tally, rows.group, number), effect, popsize)
            for question, tally in asked
            if not (question.above_practice and level == "Practice")
        ),
    )
    counts = [("distributed", distributed), ("received", received), ("resprate", received / distributed)]
    size = [("popsize", popsize)] if drawn.year >= 2024 else []
    everything = [*counts, *found, *size] if drawn.year < 2026 else [*counts, *size, *found]
    style = STYLES.get(drawn.year, Style(byte_order_mark=(drawn.year, level) in MARKED))
    write(
        folder / file_name(drawn.year, level),
        rows.columns,
        [name for name, _ in everything],
        np.stack([values for _, values in everything], axis=1),
        style,
    )


def _design_effects(drawn: Sample, level: str, keys: Texts) -> Reals:
    """The design effect behind each organisation's limits.

    At practice level it follows the square of the mean weight, as in the published files of 2025: a flaw of theirs that
    readers of the limits have to live with, so ours show it too.
    """
    chance = stream("GPPS design effects", drawn.year, level)
    if level == "Practice":
        return 1.77 * drawn.weight**2 * np.exp(chance.normal(0, 0.12, len(keys)))
    low, high = DESIGN_EFFECTS[level]
    return chance.uniform(low, high, len(keys))
