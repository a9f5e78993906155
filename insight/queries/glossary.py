"""The words of the product and what each means, from the one list that the documentation has too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_LIST = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
_ENTRY = re.compile(r"^- \*\*(?P<word>.+?)\*\*: (?P<meaning>.+)$", re.MULTILINE)


@cache
def glossary() -> Mapping[str, str]:
    """Every word with its sentence, in the order of the list; empty where the documentation is not installed."""
    text = _LIST.read_text("utf-8") if _LIST.exists() else ""
    return {found["word"]: found["meaning"] for found in _ENTRY.finditer(text)}
