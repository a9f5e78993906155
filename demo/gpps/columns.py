"""The result columns of a file in the grammar of its year: their names, their order, their figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demo.gpps.figures import QuestionFigures
from demo.gpps.questions import grammar
from demo.places import Reals

Column = tuple[str, Reals]


def columns(year: int, published: Iterable[QuestionFigures]) -> list[Column]:
    """Name and figures of every result column of one year's file, in its order."""
    found = list(published)
    if grammar(year) == "named":
        return [column for figures in found for column in _named(figures)]
    blocks = [_counts, _proportions, *([_limits] if year >= 2022 else [])]
    mixed_case = year <= 2022
    numbered = [column for block in blocks for figures in found for column in block(figures)]
    return [(name[0].upper() + name[1:] if mixed_case else name, values) for name, values in numbered]


def _counts(figures: QuestionFigures) -> Iterator[Column]:
    """Bases and weighted counts, 2018-2023: q3base, q3_1234base, q3_1, ..., q3_12."""
    question, code = figures.question, figures.question.code
    yield (f"{code}_base" if "_" in code else f"{code}base"), figures.basefullw
    if question.left_out:
        yield f"{code}_{''.join(str(option + 1) for option in question.kept)}base", figures.baseevalw
    for option in range(question.options):
        yield f"{code}_{option + 1}", figures.count[:, option]
    if question.summary:
        yield f"{code}_12", figures.counteval


def _proportions(figures: QuestionFigures) -> Iterator[Column]:
    """Proportions, 2018-2023: q3_1pct, ..., q3_12pct."""
    for option in range(figures.question.options):
        yield f"{figures.question.code}_{option + 1}pct", figures.pct[:, option]
    if figures.question.summary:
        yield f"{figures.question.code}_12pct", figures.pcteval


def _limits(figures: QuestionFigures) -> Iterator[Column]:
    """Wilson limits of the summary, 2022 and 2023."""
    if figures.question.summary:
        yield f"{figures.question.code}ci_lower_wil", figures.lower
        yield f"{figures.question.code}ci_upper_wil", figures.upper


def _named(figures: QuestionFigures) -> Iterator[Column]:
    """All columns of one question since 2024; of a question that is not modelled, its first option and bases only."""
    question, code = figures.question, figures.question.code
    options = range(question.options if question.theme else 1)
    for option in options:
        yield f"{code}_{option + 1}.count", figures.count[:, option]
    if question.summary:
        yield f"{code}.counteval", figures.counteval
    yield f"{code}.basefulluw", figures.basefulluw
    if question.theme:
        yield f"{code}.baseevaluw", figures.baseevaluw
    yield f"{code}.basefullw", figures.basefullw
    if question.theme:
        yield f"{code}.baseevalw", figures.baseevalw
    for option in options:
        yield f"{code}_{option + 1}.pct", figures.pct[:, option]
    if question.summary:
        yield f"{code}.pcteval", figures.pcteval
        yield f"{code}.lowileval", figures.lower
        yield f"{code}.hiwileval", figures.upper
