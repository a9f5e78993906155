"""What the user is looking at, as a value: the question a page answers, with a round trip to the address of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Self, TypeAlias

COMPARED = ("england", "region", "similar", "picked")
"""The ways to choose whom a footprint is compared with; insight.queries.comparator says what each means."""

SHAPES = ("true", "hex")
"""The two ways to draw a footprint: its true boundary, or one hexagon each."""

Choices: TypeAlias = Mapping[str, str | date | None]
"""Some choices by name, whatever else is chosen."""

_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}\.[0-9a-f]{8}")
"""A day and a mark; insight.queries.newer writes and reads them."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~ =+-]{0,79}")
_OWN = re.compile(r"[0-9][\w '&(),./+~-]{0,5999}")
"""A footprint of one's own as a line of text; insight.measures.custom_text reads and checks it."""
_PEERS = re.compile(r"[A-Za-z0-9-]{1,20}(~[A-Za-z0-9-]{0,20}){0,200}")
"""A footprint and those it is held against; insight.queries.comparator reads and checks them."""
_PLAN = re.compile(r"[0-9][\w '&(),./+:;%!?£’–~-]{0,1199}")
"""What is decided about a control chart as a line of text; insight.benchmarks.control_link reads and checks it."""
_ORG = re.compile(r"[A-Za-z0-9][\w .,:~+'&()/-]{0,119}")
"""The code of an organisation; that of a ward is its hospital's and its name."""
_PLACES = re.compile(r"[a-z]{2,12}(~[A-Za-z0-9-]{0,12}){0,3}")
"""Which places of the footprint are listed, and in which order; insight.queries.place_choice reads and checks it."""
_VIEWS = re.compile(r"[a-z][a-z0-9_.~,-]{0,1999}")
"""The findings of a pack or of screens, in order; insight.queries.views reads and checks them."""

_TITLE = re.compile(r"\w[\w '&(),.:;!?£%/’–-]{0,99}")
"""What a pack is called."""


@dataclass(frozen=True)
class Selection:
    """What can be chosen, each None while it is not: what a page shows, and what its figures were when a link was made."""

    footprint: str | None = None
    vintage: str | None = None
    measure: str | None = None
    period: date | None = None
    """The first day of the period."""
    shape: str | None = None
    own: str | None = None
    """What the visitor's own footprint is made of, as one line of plain text; `footprint` says whether it is the one chosen."""
    org: str | None = None
    """The practice or trust to look at, among those of the footprint."""
    need: str | None = None
    """The measure of a need that is set beside what patients say."""
    peers: str | None = None
    """A footprint and the codes of those it is compared with, as one line of plain text."""
    plan: str | None = None
    """Target, baseline, new starts and notes of one control chart, as one line of plain text."""
    places: str | None = None
    """Which places of the footprint are listed, as one line of plain text."""
    against: str | None = None
    """How those are chosen that the footprint is compared with: one of COMPARED."""
    release: str | None = None
    """The newest period of the measure and a mark of its files when the link was made (insight.queries.newer)."""
    views: str | None = None
    """The findings put into a pack or onto screens, in order, as one line of plain text."""
    title: str | None = None
    """What a pack or the first of its screens is called, where it has a title of its own."""

    def choose(self, **changes: str | date | None) -> Self:
        """The same selection with some choices made differently."""
        return replace(self, **changes)  # type: ignore[arg-type]  # one annotation cannot say which is a date

    def to_query(self) -> dict[str, str]:
        """Plain text for the address: only what is chosen, in a fixed order."""
        chosen = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: str(value) for name, value in chosen.items() if value is not None}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read an address. What is not well formed is left unchosen: an address comes from anybody."""
        text = {name: value for name, value in query.items() if _PLAIN.fullmatch(value)}
        own, org, peers, plan, places, views, title = (
            query.get(name, "") for name in ("own", "org", "peers", "plan", "places", "views", "title")
        )
        return cls(
            footprint=text.get("footprint"),
            vintage=text.get("vintage"),
            measure=text.get("measure"),
            period=day_of(text.get("period")),
            against=text.get("against") if text.get("against") in COMPARED else None,
            shape=text.get("shape") if text.get("shape") in SHAPES else None,
            own=own if _OWN.fullmatch(own) else None,
            org=org if _ORG.fullmatch(org) else None,
            need=text.get("need"),
            release=text.get("release") if _STAMP.fullmatch(text.get("release", "")) else None,
            peers=peers if _PEERS.fullmatch(peers) else None,
            plan=plan if _PLAN.fullmatch(plan) else None,
            places=places if _PLACES.fullmatch(places) else None,
            views=views if _VIEWS.fullmatch(views) else None,
            title=title if _TITLE.fullmatch(title) else None,
        )


def day_of(text: str | None) -> date | None:
    """The day a part of an address names; None where it names none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
