"""Names from outside made safe to show: what would steer a terminal, a log or the direction of a line is spelt out."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories: control, format (directions of writing), surrogates, private, unassigned, separators of lines."""


def visible(text: str) -> str:
    """The same text with every such character as its escape: `a\\x1bb`, `\\u202e`."""
    return "".join(
        mark.encode("unicode_escape").decode("ascii") if unicodedata.category(mark) in _UNSEEN else mark
        for mark in text
    )
