"""Whether what stands out in a file is a slip of few cells among many that fit, or how the file is made; and how a slip is told."""

from __future__ import annotations

_SHARE = 0.1
"""Of a long file, so many are slips; of a short one, one or two are."""


def are_slips(odd: int, among: int, few: int = 1) -> bool:
    """Whether so many odd ones of all, or so `few`, may be slips."""
    return odd <= max(few, _SHARE * among)


def nearly_all_fit(odd: int, among: int) -> bool:
    """Whether there are slips, and most others say what is due."""
    return 0 < odd < among / 2 and are_slips(odd, among)


def contradicts(said: str) -> str:
    """What speaks against a file from within, as a sentence; '' where nothing does."""
    return said and f"it contradicts itself: {said}"
