"""An answer on a page: its chart, what is said of it, how that came about, and every number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from insight.benchmarks.explanations import Explanation
from insight.queries.answer import Answer, FoldedAnswer, Needed
from insight.ui import address
from insight.ui.drawing import chart, table
from insight.ui.folds import fold
from insight.ui.sentences import note, part, verdicts


def answer(shown: Answer, key: str, picks: str | None = None) -> None:
    """Show an answer, its numbers folded away. `key` names its place on the page; `picks` is what a click chooses."""
    choose(shown.choice)
    chart(shown, key=key, picks=picks)
    verdicts(shown.sentences)
    explanation(shown.explanation, key)
    numbers(shown, key)


def comparison(shown: Answer, picks: str = "footprint") -> None:
    """Show an answer as a part of its own. A click on a footprint (or an `org`) chooses it."""
    part(shown.question)
    answer(shown, shown.key, picks)
    if shown.wider is not None:
        fold("The same for all footprints", f"wider.{shown.key}", partial(_wider, shown))


def on_demand(told: FoldedAnswer | None, ask: Callable[[], Answer | None]) -> None:
    """Show a part of which a sentence is told at once, and the answer when it is opened: it costs nobody else a moment. Nothing without a sentence."""
    if told is None:
        return
    part(told.question)
    verdicts([(told.sentence, "not compared")])
    fold(told.label, told.key, lambda: answer(found, found.key) if (found := ask()) else None)


def _wider(shown: Answer) -> None:
    assert shown.wider is not None
    drawn = shown.wider()
    chart(replace(shown, chart=drawn), key=f"{shown.key}-wider", picks="footprint")
    table(drawn)


def explanation(found: Sequence[Explanation], key: str) -> None:
    """Fold away how each verdict came about; nothing where there is none. `key` is that of the chart they belong to."""
    if found:
        fold("Why: the numbers, the rule and its source", f"why.{key}", lambda: st.html("".join(map(card, found))))


def numbers(shown: Answer, key: str) -> None:
    """Fold away every number of a chart; nothing where it is refused. `key` is that of the chart."""
    if shown.table is not None:
        fold("Every number of this chart", f"table.{key}", lambda: table(shown.chart))


def card(found: Explanation) -> str:
    """How one verdict came about, as HTML."""
    numbers = "".join(f"<br>{escape(name)}: {escape(text)}" for name, text in found.numbers)
    return (
        f'<p class="insight-source"><b>{escape(found.sentence)}</b>{numbers}'
        f"<br><i>Rule.</i> {escape(found.rule)}<br><i>Source.</i> {escape(found.citation)}</p>"
    )


def choose(among: Needed | None) -> None:
    """Draw the control of a choice in one part of a page alone; it stands in the address. Nothing where there is none."""
    if among is None:
        return
    key = "insight.need"
    st.session_state[key] = among.code
    st.selectbox(
        "What to set beside it", list(among.options), key=key, format_func=lambda id: among.options.get(id, id),
        on_change=lambda: address.choose(need=st.session_state[key]),
    )  # fmt: skip


def offer(nearest: tuple[str, str, str] | None) -> None:
    """Offer a measure (its id, the first day of the period, its title with the year), and choose both; nothing where none is."""
    if nearest is None:
        return
    id, period, words = nearest
    st.button(f"Show {words}", key="insight.offer", on_click=lambda: address.choose(measure=id, period=period))


def issues(found: Sequence[Answer], caution: str, missing: Sequence[str]) -> None:
    """Show the parts of every whole beside England's; nothing where no source has any. `caution` says what may not be compared, `missing`
    why other wholes are not told."""
    if not found and not missing:
        return
    why = f"More is not worse: it tells what people raise, and how it is written down. {caution}" if found else ""
    part("What comes up here more than elsewhere", why)
    for at, each in enumerate(found):
        comparison(each) if at == 0 else fold(each.question, each.key, partial(_whole, each))
    for sentence in missing:
        note(sentence)


def _whole(shown: Answer) -> None:
    chart(shown, key=shown.key)
    verdicts(shown.sentences)
    table(shown.chart)
