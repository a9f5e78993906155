"""A footprint that a user defines: a name, and the practices, PCNs, sub-ICB locations, trusts or footprints it is made of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from insight.model import Level

FEWEST = 3
"""A footprint of fewer practices and trusts is refused: with two, each could work out the other (ours)."""

LEVELS = (Level.FOOTPRINT, Level.SUB_ICB, Level.PCN, Level.PRACTICE, Level.TRUST)
"""What a footprint may be made of; where a code is used at several levels, the first one is meant."""

CODE = re.compile(r"[A-Z0-9]{2,10}")
"""What a code of such an organisation looks like."""

_NAME = re.compile(r"[^\W_][\w '&(),./+-]{0,59}")
_VINTAGE = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_OWN = "own-"
_DIGITS = 8


class NotAFootprint(Exception):
    """What was asked for cannot be a footprint; the sentence is for the person who asked, and repeats nothing unsafe."""


class Member(NamedTuple):
    """One organisation that a footprint is made of."""

    level: Level
    code: str


@dataclass(frozen=True)
class CustomFootprint:
    """A footprint of one's own. What its PCNs, sub-ICB locations and footprints hold is read off `vintage`.

    The same members in any order, named once or twice, make the same footprint. Raises NotAFootprint.
    """

    name: str
    vintage: str
    members: tuple[Member, ...]

    def __post_init__(self) -> None:
        name = " ".join(self.name.split())
        if not _NAME.fullmatch(name):
            raise NotAFootprint(
                "A footprint needs a name of at most 60 letters, digits, spaces and ' & ( ) , . / + - that begins with a "
                "letter or digit."
            )
        if not _VINTAGE.fullmatch(self.vintage):
            raise NotAFootprint("It is not said to which set of footprints this one refers.")
        if not self.members:
            raise NotAFootprint("A footprint needs organisations that it is made of.")
        if any(level not in LEVELS or not CODE.fullmatch(code) for level, code in self.members):
            raise NotAFootprint(
                "One of the codes is not that of a practice, PCN, sub-ICB location, trust or footprint."
            )
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "members", tuple(sorted(set(self.members), key=_order)))

    @property
    def code(self) -> str:
        """Its code, made from what it is made of: the same members have the same code for everybody, whatever the name."""
        told = f"{self.vintage} {' '.join(f'{level}.{code}' for level, code in self.members)}"
        return f"{_OWN}{hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]}"


def is_own(code: str | None) -> bool:
    """Whether a code is that of a footprint somebody defined."""
    return code is not None and code.startswith(_OWN)


def by_level(members: Iterable[Member]) -> dict[Level, list[str]]:
    """The codes of each level that occurs, levels from the whole to the part."""
    found: dict[Level, list[str]] = {}
    for level, code in sorted(members, key=_order):
        found.setdefault(level, []).append(code)
    return found


def _order(member: Member) -> tuple[int, str]:
    return LEVELS.index(member.level), member.code
