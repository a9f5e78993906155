"""What the figures say, one sentence a verdict: the most urgent in view, the others a click away."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from insight.queries.answer import Sentences
from insight.ui.sentences import Tone, verdict

_IN_VIEW = 3


def verdicts(sentences: Sentences) -> None:
    """Speak each sentence in the tone of its verdict word; beyond the first few, folded away."""
    _speak(sentences[:_IN_VIEW])
    if folded := sentences[_IN_VIEW:]:
        with st.expander(f"{len(folded)} more of what the figures say"):
            _speak(folded)


def _speak(sentences: Sentences) -> None:
    for sentence, word in sentences:
        verdict(sentence, tone_of(word))


def tone_of(word: str) -> Tone:
    """A verdict with no good direction (higher, lower) and one that is refused are spoken neutrally."""
    return next((tone for tone in get_args(Tone) if tone == word), "neutral")
