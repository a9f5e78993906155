"""A visitor's own footprint: read from the address, looked up in the registers, remembered for the visit."""

from __future__ import annotations

from functools import cached_property, lru_cache

import pandas as pd
import streamlit as st

from insight.measures.custom import CustomFootprint, NotAFootprint
from insight.measures.custom_members import Placed, Register, place_members
from insight.measures.custom_text import from_link
from insight.measures.lineage import REGIONS
from insight.measures.membership import place
from insight.model import Level
from insight.store import Store

_SEEN = "insight.own.seen"
_KEPT = 64


class Registers:
    """Who lies where, in every vintage of one Store, each worked out once. Read only."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.register = lru_cache(_KEPT)(self._register)
        self.placed = lru_cache(_KEPT)(self._placed)

    @cached_property
    def areas(self) -> list[pd.Series]:
        """The area an org lies in, indexed by org: one Series for each kind of area and vintage that publishers give figures of."""
        footprints = self.store.footprints
        regions = footprints.loc[footprints["vintage"] == REGIONS, "code"]
        homes = [place(register.membership, regions) for register in self._every]
        kinds = (Level.FOOTPRINT, Level.SUB_ICB, Level.PCN)
        return [*(homes for level in kinds for homes in self._lies_in(level)), *(each for each in homes if len(each))]

    def _register(self, vintage: str) -> Register:
        """Everything of one vintage that a footprint may be made of."""
        store = self.store
        return Register(vintage, store.orgs, store.footprints, store.membership(vintage))

    def _placed(self, text: str) -> Placed:
        """Whom the footprint of a link holds. Raises NotAFootprint."""
        footprint = from_link(text)
        return place_members(footprint, self.register(footprint.vintage))

    @property
    def _every(self) -> list[Register]:
        return [self.register(vintage) for vintage in self.store.footprints["vintage"].unique()]

    def _lies_in(self, level: Level) -> list[pd.Series]:
        return [register.homes[level] for register in self._every if level in register.homes]


@lru_cache(3)
def registers(store: Store) -> Registers:
    """The registers of a Store, kept as long as it is in use."""
    return Registers(store)


def own_footprint(store: Store, text: str | None) -> tuple[Placed | None, tuple[str, ...]]:
    """The own footprint that an address asks for, and a sentence for each thing about it that cannot be granted."""
    if text is None:
        return None, ()
    try:
        placed = registers(store).placed(text)
    except NotAFootprint as refused:
        return None, (f"The footprint of your own in the link was left out. {refused}",)
    missing = len(placed.unknown)
    if not missing:
        return placed, ()
    codes = "one code of your own footprint is" if missing == 1 else f"{missing} codes of your own footprint are"
    return placed, (f"{codes.capitalize()} not known and left out; the page Your own footprint lists what is missing.",)


def remember(text: str) -> tuple[str, ...]:
    """Note that figures of an own footprint are about to be shown; all of this visit up to it, in the order first seen."""
    seen: dict[str, str] = st.session_state.setdefault(_SEEN, {})
    code = from_link(text).code
    st.session_state[_SEEN] = {**seen, code: text}
    texts = st.session_state[_SEEN]
    return tuple(texts.values())[: list(texts).index(code) + 1]


def seen() -> list[CustomFootprint]:
    """The own footprints whose figures this visit has shown, in the order first seen."""
    return [from_link(text) for text in st.session_state.get(_SEEN, {}).values()]
