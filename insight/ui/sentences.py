"""The few kinds of sentence a page may speak: a verdict, a refusal, a note, a caution. All text is plain, never markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Literal, get_args

import streamlit as st

from insight.queries.answer import Sentences

Tone = Literal["better", "similar", "worse", "neutral"]

MARKS = {"better": "▲", "similar": "●", "worse": "▼", "neutral": "◆"}
"""A shape for each tone, because colour alone says nothing to one man in twelve."""
_IN_VIEW = 3
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:])")


def verdict(sentence: str, tone: Tone = "neutral") -> None:
    """Say what the figures show. The sentence carries the meaning; shape and colour repeat it."""
    mark = f'<span aria-hidden="true">{MARKS[tone]}</span>'
    st.html(f'<p class="insight-verdict insight-{tone}">{mark} {escape(sentence)}</p>')


def refusal(sentence: str) -> None:
    """Say what cannot be shown or compared, and why."""
    st.html(f'<p class="insight-refusal">{escape(sentence)}</p>')


def note(text: str) -> None:
    """Say something by the way: a caution, a definition, how something was worked out. Nothing, where there is nothing."""
    if text:
        st.html(f'<p class="insight-note">{escape(text)}</p>')


def introduction(sentences: Sequence[str]) -> None:
    """Say what a page is about, in one short paragraph."""
    st.html(f'<p class="insight-introduction">{escape(" ".join(sentences))}</p>')


def caution(text: str) -> None:
    """Say what a publisher warns of, beside its figures."""
    st.html(f'<p class="insight-caution"><b>Caution</b> {escape(text)}</p>')


def demonstration() -> None:
    """Say on top of a page that its figures are invented."""
    st.html(
        '<p class="insight-demonstration" role="note"><b>DEMONSTRATION DATA</b> &nbsp; Every figure here is invented to '
        "show how the dashboard works. Load published figures on the Data page.</p>"
    )


def part(title: str, text: str = "") -> None:
    """Begin a part of a long page: a heading, and in a sentence what it answers."""
    st.html(f"<h2>{escape(title)}</h2>")
    note(text)


def verdicts(sentences: Sentences) -> None:
    """Speak each sentence in the tone of its verdict word; beyond the first few, folded away."""
    _speak(sentences[:_IN_VIEW])
    if folded := sentences[_IN_VIEW:]:
        with st.expander(f"{len(folded)} more of what the figures say"):
            _speak(folded)


def in_markdown(text: str) -> str:
    """Text as it must stand in a label that reads Markdown, none of it markup."""
    return _MARKUP.sub(r"\\\1", text)


def _speak(sentences: Sentences) -> None:
    for sentence, word in sentences:
        verdict(sentence, tone_of(word))


def tone_of(word: str) -> Tone:
    """A verdict with no good direction (higher, lower) and one that is refused are spoken neutrally."""
    return next((tone for tone in get_args(Tone) if tone == word), "neutral")
