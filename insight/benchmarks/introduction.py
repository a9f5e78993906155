"""What a footprint is, in the two or three sentences a board paper would open with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from insight.benchmarks.wording import day
from insight.measures.portrait import Portrait
from insight.model import Level

_NOUNS = {
    Level.PCN: ("primary care network", "primary care networks"),
    Level.PRACTICE: ("GP practice", "GP practices"),
    Level.TRUST: ("NHS trust", "NHS trusts"),
}


def introduction(portrait: Portrait) -> list[str]:
    """Where the footprint lies and what it holds; where it came from; what it became."""
    return [sentence for sentence in (_place(portrait), _origin(portrait), _end(portrait)) if sentence]


def _place(portrait: Portrait) -> str:
    held = [f"{count:,} {_NOUNS[level][count != 1]}" for level, count in portrait.counts.items()]
    where = f" in the NHS region {portrait.region}" if portrait.region else ""
    holds = f" with {listed(held)}" if held else ""
    return f"{portrait.name} ({portrait.code}) is a footprint{where}{holds}."


def _origin(portrait: Portrait) -> str:
    if not portrait.came_from:
        return ""
    return f"It has had its present area since {day(portrait.since)}: it was formed from {listed(portrait.came_from)}."


def _end(portrait: Portrait) -> str:
    if not portrait.became or portrait.until is None:
        return ""
    last = portrait.until - timedelta(days=1)
    return f"It ended on {day(last)}; its area is part of {listed(portrait.became)} today."


def listed(words: Sequence[str]) -> str:
    """One, one and another, or one, another and a third."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
