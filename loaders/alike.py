"""Tells the same of many files in one line: a folder of a hundred records would fill a screen with one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.outcome import NOT_ASKED, Outcome
from loaders.visible import visible

MANY, _MANY_OF_A_SERVER = 10, 4
_HOST = re.compile(r"https?://[^/]+")


def told_once(outcomes: Sequence[Outcome]) -> list[str]:
    """One line per file; many files of one place with one reason share a line, and are told one by one in the log.

    Files of sources that were not asked for share one wherever they lie.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        name = shown(outcome)
        place = "" if outcome.reason.startswith(NOT_ASKED) else _place(name)
        alike.setdefault((place, visible(outcome.reason)), []).append(name)
    lines: list[str] = []
    for (place, reason), names in alike.items():
        if len(names) >= (_MANY_OF_A_SERVER if _HOST.fullmatch(place) else MANY):
            first, last = names[0].rpartition("/")[2], names[-1].rpartition("/")[2]
            span = f"each of {len(names)}{' addresses' if _HOST.fullmatch(place) else f' files, {first} to {last}'}"
            lines.append(f"{f'{place}/ ({span})' if place else span}: {reason}")
        else:
            lines += [f"{name}: {reason}" for name in names]
    return lines


def shown(outcome: Outcome) -> str:
    """Where the file lay, which tells more than its name alone."""
    address = outcome.url if _HOST.match(outcome.url) else outcome.url.partition(":")[2]
    return visible(address or outcome.name)


def _place(name: str) -> str:
    """What many files may have in common: a folder, or a publisher's server."""
    on_the_web = _HOST.match(name)
    return on_the_web[0] if on_the_web else name.rpartition("/")[0]
