"""What a footprint of one's own holds: its members looked up in the registers of one vintage, down to practice and trust."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from insight.measures.custom import FEWEST, LEVELS, CustomFootprint, Member, NotAFootprint
from insight.measures.membership import place
from insight.model import Level

ORGANISATIONS = (Level.PRACTICE, Level.TRUST)
"""What is counted when a footprint's organisations are counted."""


@dataclass(frozen=True, eq=False)
class Register:
    """Everything of one vintage that a footprint may be made of. The frames are the tables of silver of the same names."""

    vintage: str
    orgs: pd.DataFrame
    footprints: pd.DataFrame
    membership: pd.DataFrame
    """Of this vintage: child, parent, basis."""

    @cached_property
    def homes(self) -> Mapping[Level, pd.Series]:
        """For each level that holds others: which org of it an org lies in, indexed by org."""
        parents = set(self.membership["parent"])
        return {
            level: place(self.membership, codes)
            for level, codes in self._codes.items()
            if not parents.isdisjoint(codes)
        }

    @cached_property
    def listed(self) -> pd.DataFrame:
        """One row per org that may be a member: code, level, name, in order of level and name.

        PCNs and sub-ICB locations of other vintages hold nobody in this one, and are left out.
        """
        here = self.footprints[self.footprints["vintage"] == self.vintage]
        rows = [here[["code", "name"]].assign(level=str(Level.FOOTPRINT))]
        for level in LEVELS[1:]:
            named = self.orgs.loc[self.orgs["level"] == level, ["code", "name"]]
            holding = level in ORGANISATIONS or level in self.homes
            kept = (
                named
                if level in ORGANISATIONS
                else named[named["code"].isin(self.homes[level])]
                if holding
                else named[:0]
            )
            rows.append(kept.assign(level=str(level)).sort_values("name"))
        return pd.concat(rows, ignore_index=True).astype(object).drop_duplicates("code")[["code", "level", "name"]]

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """The level of each code that may be a member."""
        return {code: Level(level) for code, level in zip(self.listed["code"], self.listed["level"], strict=True)}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each code that may be a member."""
        return dict(zip(self.listed["code"], self.listed["name"], strict=True))

    def look_up(self, codes: Iterable[str]) -> tuple[list[Member], list[str]]:
        """The members that codes stand for, and the codes that stand for nothing in this vintage, both in their order."""
        known: list[Member] = []
        unknown: list[str] = []
        for code in codes:
            level = self.levels.get(code)
            if level is None:
                unknown.append(code)
            else:
                known.append(Member(level, code))
        return known, unknown

    def search(self, text: str, most: int) -> pd.DataFrame:
        """The orgs whose code begins with a text, then those whose name has all its words: code, level, name."""
        words = text.casefold().split()
        if not words:
            return self.listed[:0]
        names = self.listed["name"].str.casefold()
        named = pd.concat([names.str.contains(word, regex=False) for word in words], axis=1).all(axis=1)
        coded = self.listed["code"].str.startswith("".join(words).upper())
        return pd.concat([self.listed[coded], self.listed[named & ~coded]])[:most]

    @cached_property
    def _codes(self) -> dict[Level, pd.Series]:
        here = self.footprints.loc[self.footprints["vintage"] == self.vintage, "code"]
        others = {level: self.orgs.loc[self.orgs["level"] == level, "code"] for level in LEVELS[1:]}
        return {Level.FOOTPRINT: here} | others


@dataclass(frozen=True)
class Placed:
    """A footprint of one's own, and whom it holds."""

    footprint: CustomFootprint
    orgs: frozenset[str]
    """Every org inside, its members themselves included."""
    organisations: frozenset[str]
    """The practices and trusts among them."""
    unknown: tuple[str, ...]
    """Members that the registers of its vintage do not know; they are left out."""
    before: tuple[frozenset[str], ...] = ()
    """The orgs of other footprints of their own that the same person has seen figures of, in the order first seen."""

    @property
    def code(self) -> str:
        """The code under which it stands among footprints."""
        return self.footprint.code


def place_members(footprint: CustomFootprint, register: Register) -> Placed:
    """Who lies in a footprint of one's own, by the register of its vintage.

    Raises NotAFootprint where fewer than three practices and trusts lie in it: figures of so few could be worked back.
    """
    known = [member for member in footprint.members if register.levels.get(member.code) is member.level]
    inside = {member.code for member in known}
    for level, homes in register.homes.items():
        wanted = [member.code for member in known if member.level is level]
        inside.update(homes.index[homes.isin(wanted)])
    organisations = frozenset(code for code in inside if register.levels.get(code) in ORGANISATIONS)
    if len(organisations) < FEWEST:
        counted = {0: "no practice or trust", 1: "one practice or trust", 2: "two practices or trusts"}
        raise NotAFootprint(
            f"A footprint needs at least three practices or trusts, and this one holds {counted[len(organisations)]}: "
            "figures of so few could be worked back to one of them."
        )
    unknown = tuple(member.code for member in footprint.members if member not in known)
    return Placed(footprint, frozenset(inside), organisations, unknown)
