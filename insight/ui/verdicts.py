"""What the figures say, one sentence a verdict: the most urgent in view, the others a click away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from insight.ui.sentences import Tone, verdict

_IN_VIEW = 3


def verdicts(sentences: Sequence[tuple[str, str]]) -> None:
    """Speak each sentence in the tone of its verdict word; beyond the first few, folded away."""
    for sentence, word in sentences[:_IN_VIEW]:
        verdict(sentence, _tone(word))
    folded = sentences[_IN_VIEW:]
    if folded:
        with st.expander(f"{len(folded)} more comparisons with England, in words"):
            for sentence, word in folded:
                verdict(sentence, _tone(word))


def _tone(word: str) -> Tone:
    """A verdict with no good direction (higher, lower) and one that is refused are spoken neutrally."""
    return next((tone for tone in get_args(Tone) if tone == word), "neutral")
