"""A footprint of one's own as text: short enough for a link, or as a file to keep. Plain text both, read with suspicion."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from insight.measures.custom import CODE, LEVELS, CustomFootprint, Member, NotAFootprint, by_level
from insight.model import Level

LONGEST_LINK = 6_000
"""Characters. Browsers and mail programs cut what is much longer."""

LARGEST_FILE = 500_000
"""Bytes: every organisation in England, with room to spare."""

FORMAT, VERSION = "patient-insight-footprint", 1

_PART, _BETWEEN = "~", "."
_LETTERS: Mapping[Level, str] = {
    Level.FOOTPRINT: "f",
    Level.SUB_ICB: "s",
    Level.PCN: "n",
    Level.PRACTICE: "p",
    Level.TRUST: "t",
}
_LEVELS = {letter: level for level, letter in _LETTERS.items()}
_UNREADABLE = "The footprint in the link could not be read."


def to_link(footprint: CustomFootprint) -> str:
    """One line for an address, such as `1~icb-2026~Coast~n.U12345~p.A81001.A81002`. Raises NotAFootprint if too long."""
    parts = [
        _BETWEEN.join([_LETTERS[level], *codes]) for level, codes in by_level(footprint.members).items()
    ]  # fmt: skip
    text = _PART.join([str(VERSION), footprint.vintage, footprint.name, *parts])
    if len(text) > LONGEST_LINK:
        raise NotAFootprint(
            "These are too many organisations for a link. Take whole PCNs, sub-ICB locations or footprints in place of "
            "their practices."
        )
    return text


def from_link(text: str) -> CustomFootprint:
    """The footprint of a line that `to_link` wrote, or that anybody made up. Raises NotAFootprint."""
    version, *rest = text.split(_PART) if len(text) <= LONGEST_LINK else [""]
    if version != str(VERSION) or len(rest) < 3:
        raise NotAFootprint(_UNREADABLE)
    vintage, name, *parts = rest
    members = []
    for part in parts:
        letter, *codes = part.split(_BETWEEN)
        if letter not in _LEVELS:
            raise NotAFootprint(_UNREADABLE)
        members += [Member(_LEVELS[letter], code) for code in codes]
    return CustomFootprint(name, vintage, tuple(members))


def to_file(footprint: CustomFootprint) -> bytes:
    """The footprint as a small JSON file that says what it is and which version of this format it follows."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "name": footprint.name,
        "vintage": footprint.vintage,
        "members": {str(level): codes for level, codes in by_level(footprint.members).items()},
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def from_file(content: bytes) -> CustomFootprint:
    """The footprint of a saved file. Raises NotAFootprint with a sentence on what is wrong with the file."""
    if len(content) > LARGEST_FILE:
        raise NotAFootprint("This file is too large to be a saved footprint.")
    try:
        told: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotAFootprint("This file is not a saved footprint: it is not JSON.") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise NotAFootprint("This file is not a saved footprint.")
    if told.get("version") != VERSION:
        raise NotAFootprint(
            f"This footprint was saved in another version of the format; version {VERSION} is read here."
        )
    members = told.get("members")
    if (
        not isinstance(members, dict)
        or not isinstance(told.get("name"), str)
        or not isinstance(told.get("vintage"), str)
    ):
        raise NotAFootprint("The saved footprint is incomplete: it needs a name, a vintage and members.")
    return CustomFootprint(told["name"], told["vintage"], tuple(_members(members)))


def _members(told: dict[Any, Any]) -> list[Member]:
    found = []
    for level, codes in told.items():
        if level not in list(LEVELS) or not isinstance(codes, list):
            raise NotAFootprint("The saved footprint has members of a kind that is not known here.")
        for code in codes:
            if not isinstance(code, str) or not CODE.fullmatch(code):
                raise NotAFootprint("The saved footprint has a member that is not a code.")
            found.append(Member(Level(level), code))
    return found
