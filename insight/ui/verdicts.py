"""What the figures say, one sentence a verdict: the most urgent in view, the others a click away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from insight.ui.sentences import Tone, verdict

_IN_VIEW = 3
Spoken = Sequence[tuple[str, str]]
"""Sentences, each with the word of its verdict, the most urgent first."""


def verdicts(sentences: Spoken) -> None:
    """Speak each sentence in the tone of its verdict word; beyond the first few, folded away."""
    _speak(sentences[:_IN_VIEW])
    folded = sentences[_IN_VIEW:]
    _fold(folded, f"{len(folded)} more of what the figures say")


def differences(sentences: Spoken) -> None:
    """The same where every sentence holds a measure against England's figure: in view are the first few that differ.

    Where none does, that is shown by the first.
    """
    differing = [each for each in sentences if each[1] != "similar"]
    in_view = differing[:_IN_VIEW] or sentences[:1]
    folded = [each for each in sentences if each not in in_view]
    _speak(in_view)
    _fold(folded, f"{len(folded)} more beside England's {'figure' if len(folded) == 1 else 'figures'}, in words")


def _speak(sentences: Spoken) -> None:
    for sentence, word in sentences:
        verdict(sentence, tone_of(word))


def _fold(sentences: Spoken, title: str) -> None:
    if sentences:
        with st.expander(title):
            _speak(sentences)


def tone_of(word: str) -> Tone:
    """A verdict with no good direction (higher, lower) and one that is refused are spoken neutrally."""
    return next((tone for tone in get_args(Tone) if tone == word), "neutral")
