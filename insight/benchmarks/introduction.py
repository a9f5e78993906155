"""What a footprint is, in the two or three sentences a board paper would open with."""

from __future__ import annotations

from datetime import timedelta

from insight.benchmarks.grammar import listed
from insight.benchmarks.wording import day
from insight.measures.portrait import Portrait
from insight.model import Level

_NOUNS = {
    Level.PCN: ("primary care network", "primary care networks"),
    Level.PRACTICE: ("GP practice", "GP practices"),
    Level.TRUST: ("NHS trust", "NHS trusts"),
}


def introduction(portrait: Portrait) -> list[str]:
    """Where the footprint lies and what it holds, and its history."""
    return [_place(portrait), *history(portrait)]


def history(portrait: Portrait) -> list[str]:
    """Where the footprint came from and what it is today; nothing of one that is of the newest vintage and never changed."""
    return [sentence for sentence in (_origin(portrait), _today(portrait)) if sentence]


def _place(portrait: Portrait) -> str:
    held = [f"{count:,} {_NOUNS[level][count != 1]}" for level, count in portrait.counts.items()]
    where = f" in the NHS region {portrait.region}" if portrait.region else ""
    on = f" on {day(portrait.counted_on)}, the last day of its set of areas" if portrait.counted_on else ""
    holds = f" with {listed(held)}{on}" if held else ""
    code = f" ({portrait.code})" if portrait.code else ""
    return (
        f"{portrait.name}{code} {'was' if portrait.code and portrait.counted_on else 'is'} a footprint{where}{holds}."
    )


def _origin(portrait: Portrait) -> str:
    if portrait.since is None:
        return ""
    return f"Its area dates from {day(portrait.since)}, when it was formed from {listed(portrait.came_from)}."


def _today(portrait: Portrait) -> str:
    if portrait.until is not None:
        last = portrait.until - timedelta(days=1)
        today = "lies in parts of" if len(portrait.today) > 1 else "is part of"
        return f"The area was one footprint until {day(last)}; today it {today} {listed(portrait.today)}."
    if not portrait.today:
        return ""
    if portrait.today == (portrait.name,):
        return "Today's set has the same area under the same name."
    return f"Today it is {listed(portrait.today)}, with the same area."
