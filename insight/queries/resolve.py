"""From what an address asks to what a page can show: every gap filled, every impossible wish politely replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import pandas as pd

from insight.benchmarks.control_link import NotAPlan, from_link, to_link
from insight.benchmarks.grammar import listed
from insight.benchmarks.wording import day as on
from insight.measures.custom_members import Placed
from insight.model import Level
from insight.queries import histories, menu
from insight.queries.comparator import ComparatorKind, asked_for, compared
from insight.queries.menu import Options
from insight.queries.newer import Newer, newer, stamp
from insight.queries.own import own_footprint
from insight.queries.published import PublishedSet
from insight.selection import Selection
from insight.traits import Role

_NAMES = {
    "own": "footprint of your own",
    "org": "organisation",
    "peers": "choice of footprints to compare with",
    "against": "choice of whom to compare with",
    "plan": "plan of the control chart",
    "places": "choice of places",
    "views": "choice of findings",
    "title": "title of the pack",
}


@dataclass(frozen=True)
class Resolved:
    """A complete selection, what could have been chosen instead, and a sentence for each wish that was not granted."""

    selection: Selection
    options: Mapping[str, Options]
    notes: tuple[str, ...]
    newer: Newer | None = None
    """What has come since the link that asks was made."""


def resolve(published: PublishedSet, asked: Selection) -> Resolved:
    """One choice per control, each from what the choices before it leave possible.

    The org is passed on as it is: which there are depends on figures that only the page that shows them reads.
    Defaults: the first measure, its latest period, the vintage in force at the end of it, the first footprint
    with a figure published for that period.
    """
    notes: list[str] = []
    options: dict[str, Options] = {"measure": menu.measures(published)}
    measure = _first(asked.measure, *options["measure"], among=options["measure"])
    if asked.measure not in (measure, None):
        shown = histories.measure(published, measure).title if measure else "none"
        notes.append(_why_another(published, asked.measure or "", shown))

    options["period"] = menu.periods(published, measure) if measure else {}
    wished = asked.period.isoformat() if asked.period else None
    period = _first(wished, *_nearest(asked.period, options["period"]), among=options["period"])
    if wished not in (period, None) and period:
        notes.append(
            f"{histories.measure(published, measure or '').title}: no figure for the period asked for "
            f"(from {on(pd.Timestamp(wished))}); showing {options['period'][period]}."
        )

    options["vintage"] = menu.vintages(published)
    natural = menu.vintage_of(published, measure or "", period or "")
    vintage = _first(asked.vintage, natural, *options["vintage"], among=options["vintage"])
    if asked.vintage not in (vintage, None):
        shown = options["vintage"].get(vintage or "")
        notes.append(f"The link asks for footprints that are not loaded; showing {shown}.")

    own, told = own_footprint(published, asked.own)
    notes += told
    mine = {own.code: f"{own.footprint.name} (your own)"} if own else {}
    options["own"] = {asked.own: own.footprint.name} if own and asked.own else {}
    options["footprint"] = (mine | dict(menu.footprints(published, vintage))) if vintage else {}
    heir = menu.successor(published, asked.footprint, vintage) if asked.footprint and vintage else None
    published_of = menu.with_figures(published, measure, period) if measure and period and not asked.footprint else ()
    footprint = _first(
        asked.footprint,
        heir,
        *(() if asked.footprint else mine),
        *published_of,
        *[code for code in options["footprint"] if code not in mine],
        among=options["footprint"],
    )
    if asked.footprint not in (footprint, None) and footprint:
        areas = options["vintage"][vintage or ""]
        notes.append(
            f"The footprint asked for is not among {areas}; showing {options['footprint'][footprint]}"
            + (", which covers its area or part of it." if footprint == heir else ".")
        )

    options["shape"] = menu.shapes(published, vintage or "")
    shape = _first(asked.shape, *options["shape"], among=options["shape"])
    if asked.shape not in (shape, None):
        notes.append("That kind of map is not loaded for these footprints; showing the other.")

    against, peers = _against(published, asked, vintage, footprint, own)
    plan, told = _plan(asked.plan)
    notes += told
    options["plan"] = {plan: "as planned"} if plan else {}

    granted = asked.choose(
        footprint=footprint,
        vintage=vintage,
        measure=measure,
        period=date.fromisoformat(period) if period else None,
        against=against,
        peers=peers,
        release=asked.release or (stamp(published, measure, period) if measure and period else None),
        shape=shape,
        own=asked.own if own else None,
        plan=plan,
    )
    come = newer(published, measure, period, asked.release) if measure and period and asked.release else None
    return Resolved(granted, options, tuple(notes), come)


def _why_another(published: PublishedSet, asked: str, shown: str) -> str:
    """Why another measure is shown than the one asked for: nobody has it, or areas have none of it though places have."""
    store = published.store
    if asked not in store.measures.index:
        return f"The link asks for a measure that is not loaded; showing {shown}."
    levels = store.catalogue.loc[store.catalogue["measure"].eq(asked), "level"]
    below = sorted(f"{histories.called(Level(each))}s" for each in set(levels) - {*menu.ABOVE_FOOTPRINTS})
    whose = f", only figures of {listed(below)}" if below else ""
    needed = " The Needs page has a score worked out from those." if asked in store.with_role(Role.DEPRIVATION) else ""
    return (
        f"{store.measure(asked).title}: no published figure of these areas is loaded{whose}; showing {shown}.{needed}"
    )


def _against(
    published: PublishedSet,
    asked: Selection,
    vintage: str | None,
    footprint: str | None,
    own: Placed | None,
) -> tuple[str, str | None]:
    """The way to choose those compared with, and the footprint with all of them written out; neither for England."""
    wish = asked_for(asked)
    if wish.kind is ComparatorKind.ENGLAND or vintage is None or footprint is None:
        return ComparatorKind.ENGLAND, None
    around = histories.geography(published, vintage, own)
    found = compared(published, around, footprint, wish)
    return found.kind, found.link


def _plan(asked: str | None) -> tuple[str | None, list[str]]:
    """The plan of a control chart, if it is one. Whose chart it is for, only the page that shows it asks."""
    try:
        return (to_link(from_link(asked)) if asked else None), []
    except NotAPlan as refused:
        return None, [f"The plan of the control chart in the link was left out. {refused}"]


def unreadable(query: Mapping[str, str], asked: Selection) -> tuple[str, ...]:
    """A sentence for each part of an address that is not even well formed. It never repeats what the address said."""
    return tuple(
        f"The {_NAMES.get(each.name, each.name)} in the link could not be read and was left out."
        for each in fields(Selection)
        if query.get(each.name) and getattr(asked, each.name) is None
    )


def _nearest(day: date | None, periods: Options) -> Sequence[str]:
    """Periods in the order in which they stand in for one that begins on a day: the nearest first where they begin before and after it, else the latest."""
    if day is None or not (min(periods, default="") < day.isoformat() < max(periods, default="")):
        return list(periods)
    return sorted(periods, key=lambda each: abs(date.fromisoformat(each) - day))


def _first(*wishes: str | None, among: Options) -> str | None:
    return next((wish for wish in wishes if wish in among), None)
