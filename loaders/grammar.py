"""Numbers of things in words, so that one of them is no plural."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """`1 file`, `2,000 files`; the noun may be followed by `of` and more: `2 files of the survey`."""
    first, of, more = noun.partition(" of ")
    return f"{number:,} {first}{'' if number == 1 else 's'}{of}{more}"
