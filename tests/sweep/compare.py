"""Two records of the same data held against each other: what pages say must be the same, what they measure nearly so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from math import floor, log10
from typing import Any, NamedTuple

from tests.sweep.record import Record
from tests.sweep.views import Shown

TOLERANCE = 1e-9
_DIGITS = 9
"""Figures travel to the browser with nine digits: two that differ by one in the last of them may be the same figure."""


class Difference(NamedTuple):
    """One thing that a view no longer shows as it did."""

    kind: str
    """Where it stands, without numbers of rows: `charts map figure.data[].z`."""
    view: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.view}: {_short(self.before)} -> {_short(self.after)}"


def differences(before: Record, after: Record) -> list[Difference]:
    """Everything that differs between two records, in order of view."""
    found = []
    for view in sorted(before.keys() | after.keys()):
        if view not in before or view not in after:
            found.append(
                Difference("views", view, *("shown" if view in each else "absent" for each in (before, after)))
            )
        else:
            found += [Difference(kind, view, *pair) for kind, *pair in _between(before[view], after[view])]
    return found


def report(found: list[Difference], examples: int) -> Iterator[str]:
    """Every kind of difference, the most frequent first, with some examples."""
    kinds: dict[str, list[Difference]] = defaultdict(list)
    for each in found:
        kinds[each.kind].append(each)
    for kind, these in sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield f"{len(these)} in {len({each.view for each in these})} views: {kind}"
        yield from (f"    {each}" for each in these[:examples])


def _between(before: Shown, after: Shown) -> Iterator[tuple[str, Any, Any]]:
    yield from _lines(before["text"], after["text"])
    for part in ("address", "tables", "charts", "csv"):
        yield from _values(part, before[part], after[part])


def _lines(before: list[str], after: list[str]) -> Iterator[tuple[str, Any, Any]]:
    for told, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if told != "equal":
            for was, now in zip_longest(before[i:j], after[k:m]):
                yield "text", was, now


def _values(kind: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """Differences between two plain values, each with the way to it."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _values(f"{kind}.{name}", before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for was, now in zip(before, after, strict=True):
            yield from _values(f"{kind}[]", was, now)
    elif not _same(before, after):
        yield kind, before, after


def _same(before: Any, after: Any) -> bool:
    if before == after:
        return True
    first, second = _number(before), _number(after)
    if first is None or second is None:
        return False
    size = max(abs(first), abs(second))
    last_digit = 10.0 ** (floor(log10(size)) - _DIGITS + 1) if size else 0.0
    return abs(first - second) <= max(TOLERANCE, 1.01 * last_digit)


def _number(value: Any) -> float | None:
    """A number, or the text of one in a table."""
    try:
        return None if value is None or isinstance(value, bool | dict | list) else float(value)
    except ValueError:
        return None


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 160 else f"{text[:160]}..."
