"""What comes up here more often than elsewhere: the first whole in view, the others a click away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from insight.queries.answer import Answer
from insight.ui.answer import comparison
from insight.ui.drawing import chart, table
from insight.ui.folds import fold
from insight.ui.sentences import part
from insight.ui.verdicts import verdicts


def issues(found: Sequence[Answer]) -> None:
    """Show the parts of every whole beside England's; nothing where no source has any."""
    if not found:
        return
    part(
        "What comes up here more than elsewhere",
        "More is not worse: it tells what people raise, and how it is written down.",
    )
    first, *others = found
    comparison(first)
    for each in others:
        fold(each.question, each.key, partial(_whole, each))


def _whole(shown: Answer) -> None:
    chart(shown, key=shown.key)
    verdicts(shown.sentences)
    table(shown.chart)
