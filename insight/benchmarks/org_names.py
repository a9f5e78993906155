"""The name of a practice or trust as people write it, where its register shouts: "Elm Tree Surgery" of "ELM TREE SURGERY"."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Z]['A-Z’]*")
_SMALL = frozenset(["AND", "AT", "FOR", "IN", "OF", "ON", "THE", "UPON", "WITH"])
_CAPITALS = frozenset(["CIC", "GP", "NHS", "UK"])
_SHORT = frozenset(["DR", "MR", "MRS", "ST"])
_VOWELS = frozenset("AEIOUY")
_EVERY_TRUST = re.compile(r",? NHS (?:Foundation )?Trust$", re.IGNORECASE)


def written(name: str) -> str:
    """The same name in small letters if it is all in capitals; any other name is left as its publisher writes it."""
    if not name.isupper():
        return name
    return _WORD.sub(lambda found: _word(found[0], first=found.start() == 0), name)


def without_trust(name: str) -> str:
    """A trust's name without "NHS Foundation Trust", for where all of them are trusts."""
    return _EVERY_TRUST.sub("", name) or name


def _word(word: str, *, first: bool) -> str:
    if word in _CAPITALS or (word not in _SHORT and not _VOWELS & set(word)):
        return word  # initials, such as KT
    if word in _SMALL and not first:
        return word.lower()
    return word.capitalize()
