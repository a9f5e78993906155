"""A footprint of one's own: read from an address, looked up in the registers, refused in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from insight.measures.custom import NotAFootprint
from insight.measures.custom_members import Placed, Register, place_members
from insight.measures.custom_text import from_link
from insight.measures.lineage import REGIONS
from insight.measures.membership import place
from insight.model import Level
from insight.queries.published import PublishedSet, remembered


@remembered
def register(published: PublishedSet, vintage: str) -> Register:
    """Everything of one vintage that a footprint may be made of."""
    store = published.store
    return Register(vintage, store.orgs, store.footprints, store.membership(vintage))


@remembered
def placed(published: PublishedSet, text: str) -> Placed:
    """Whom the footprint of a link holds. Raises NotAFootprint."""
    footprint = from_link(text)
    return place_members(footprint, register(published, footprint.vintage))


@remembered
def shown_after(published: PublishedSet, texts: tuple[str, ...]) -> Placed | None:
    """The last of the own footprints that one visitor asks for, after the others; None where the set does not know it."""
    known = [each for each, _ in (own_footprint(published, text) for text in texts) if each is not None]
    return replace(known[-1], before=tuple(each.orgs for each in known[:-1])) if known else None


def own_footprint(published: PublishedSet, text: str | None) -> tuple[Placed | None, Sequence[str]]:
    """The own footprint that an address asks for, and a sentence for each thing about it that cannot be granted."""
    if text is None:
        return None, ()
    try:
        found = placed(published, text)
    except NotAFootprint as refused:
        return None, (f"The footprint of your own in the link was left out. {refused}",)
    missing = len(found.unknown)
    if not missing:
        return found, ()
    codes = "one code of your own footprint is" if missing == 1 else f"{missing} codes of your own footprint are"
    return found, (f"{codes.capitalize()} not known and left out; the page Your own footprint lists what is missing.",)


@remembered
def areas(published: PublishedSet) -> Sequence[pd.Series]:
    """The area an org lies in, indexed by org: one Series for each kind of area and vintage that publishers give figures of."""
    footprints = published.store.footprints
    regions = footprints.loc[footprints["vintage"] == REGIONS, "code"]
    registers = _registers(published)
    homes = [place(each.membership, regions) for each in registers]
    kinds = (Level.FOOTPRINT, Level.SUB_ICB, Level.PCN)
    told = [each.homes[level] for level in kinds for each in registers if level in each.homes]
    return [*told, *(each for each in homes if len(each))]


def _registers(published: PublishedSet) -> list[Register]:
    return [register(published, vintage) for vintage in published.store.footprints["vintage"].unique()]
