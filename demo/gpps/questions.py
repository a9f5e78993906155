"""The questions of the GP Patient Survey: their codes in each grammar, and what England answers in the invented world."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from demo.geography import rows
from demo.seeds import stream

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class DemoQuestion:
    """One question as the files carry it. Option numbers count from 0; `theme` is None where answers are not modelled."""

    code: str
    theme: str | None
    options: int
    positive: tuple[int, ...]
    left_out: tuple[int, ...]
    """Options outside the base of the summary, such as "I haven't tried"."""
    summary: bool
    above_practice: bool
    """Published for PCNs and larger only."""

    @property
    def kept(self) -> tuple[int, ...]:
        """Options inside the base of the summary."""
        return tuple(option for option in range(self.options) if option not in self.left_out)


@dataclass(frozen=True)
class QuestionTheme:
    """What a question is about, whatever its code: who answers it and how England leans."""

    id: str
    asked: float
    """Share of the people who replied that answers the question at all."""
    left_out: float
    """Share of those that picks an option outside the base of the summary."""
    leaning: float
    """How closely answers follow the general quality of the practice."""
    england: dict[int, float]
    """Invented share of good answers by year, 0-1."""


def _options(digits: str) -> tuple[int, ...]:
    return tuple(int(digit) - 1 for digit in digits)


def grammar(year: int) -> str:
    """`numbered` (q28_12pct) until the redesign of 2024, `named` (overallexp.pcteval) since."""
    return "numbered" if year < 2024 else "named"


@cache
def questions(year: int) -> tuple[DemoQuestion, ...]:
    """The questions of one year in the order of the file."""
    return tuple(
        DemoQuestion(
            row["code"],
            row["theme"] or None,
            int(row["options"] or 2),
            _options(row["positive"]),
            _options(row["left_out"]),
            row["summary"] == "yes",
            row["above_practice"] == "yes",
        )
        for row in rows(HERE / "questions.csv")
        if row["grammar"] == grammar(year) and int(row["first"]) <= year <= int(row["last"])
    )


@cache
def themes() -> dict[str, QuestionTheme]:
    """Every theme by name.

    The levels in themes.csv are of the size seen in England; each theme is moved by a point or more, up or down, so that
    the invented England does not repeat a real figure.
    """
    found = {}
    for row in rows(HERE / "themes.csv"):
        chance = stream(row["theme"], "England")
        shift, wobble = chance.choice([-1, 1]) * chance.uniform(1.0, 1.8), chance.normal(0, 0.15, 100)
        england = {
            int(year): min(97.5, float(level) + shift + wobble[int(year) - 2000]) / 100
            for year, level in row.items()
            if year.isdigit() and level
        }
        found[row["theme"]] = QuestionTheme(
            row["theme"], float(row["asked"]), float(row["left_out"]), float(row["leaning"]), england
        )
    return found
