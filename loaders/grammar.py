"""Numbers and lists as a sentence has them: one thing is no plural, and no bracket of ours is shown to anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

_TOLD = 5
"""So many of a list are told."""


def counted(number: int, noun: str) -> str:
    """`1 file`, `2,000 files`; the noun may be followed by `of` and more: `2 files of the survey`."""
    first, of, more = noun.partition(" of ")
    return f"{number:,} {first}{'' if number == 1 else 's'}{of}{more}"


def listed(items: Iterable[object]) -> str:
    """Numbers as they are, words in quotation marks, `an empty cell` or `nothing` where there is none; of many the first few."""
    told = [_told(each) for each in items]
    more = [f"{len(told) - _TOLD:,} more"] if len(told) > _TOLD else []
    return ", ".join([*told[:_TOLD], *more]) or "none"


def day(when: date) -> str:
    """`1 August 2021`."""
    return f"{when.day} {when:%B %Y}"


def some(items: Sequence[str], most: int = 4) -> str:
    """The first few as they are, and how many more there are."""
    return ", ".join(items[:most]) + (f" and {len(items) - most:,} more" if len(items) > most else "")


def _told(item: object) -> str:
    if item is None:
        return "nothing"
    if isinstance(item, str):
        return f"{item!r:.60}" if item else "an empty cell"
    return f"{item:.10g}" if isinstance(item, float) else f"{item}"
