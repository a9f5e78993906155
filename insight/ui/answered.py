"""An answer on a page: its chart, what is said of it, how that came about, and every number."""

from __future__ import annotations

from insight.ui.answers import Answer
from insight.ui.drawing import chart, table
from insight.ui.unfolded import workings
from insight.ui.verdicts import verdicts


def answer(shown: Answer, key: str, picks: str | None = None) -> None:
    """Show an answer. `key` names its place on the page; `picks` is what a click chooses (insight.ui.drawing.chart)."""
    chart(shown.chart, key=key, picks=picks)
    verdicts(shown.sentences)
    workings(shown.workings)
    table(shown.chart)
