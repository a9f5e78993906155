"""What the words mean: a page of all of them, and a tip on one where it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from insight.ui.sentences import refusal

_LIST = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
_ENTRY = re.compile(r"^- \*\*(?P<word>.+?)\*\*: (?P<meaning>.+)$", re.MULTILINE)


def word_list() -> None:
    """Every word and its sentence, in alphabetical order."""
    words = sorted(glossary().items(), key=lambda each: each[0].casefold())
    if not words:
        refusal("The list of words is not installed beside the dashboard: docs/glossary.md.")
        return
    entries = "".join(f"<dt>{escape(word)}</dt><dd>{escape(meaning)}</dd>" for word, meaning in words)
    st.html(f'<dl class="insight-glossary">{entries}</dl>')


def with_tip(text: str, word: str) -> str:
    """A text as HTML, with the meaning of a word of the glossary as its tip, for mouse and keyboard; no tip for one not in it."""
    meaning = glossary().get(word)
    if meaning is None:
        return escape(text)
    return f'<span class="insight-tip" tabindex="0" title="{escape(meaning)}">{escape(text)}</span>'


@cache
def glossary() -> Mapping[str, str]:
    """Every word with its sentence, in the order of the list; empty where the documentation is not installed."""
    text = _LIST.read_text("utf-8") if _LIST.exists() else ""
    return {found["word"]: found["meaning"] for found in _ENTRY.finditer(text)}
