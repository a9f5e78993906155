"""Whether a copy of a release holds markedly less than it should: such a copy is held back, not believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pyarrow as pa

from insight.model import Level, Status
from insight.schema import among
from loaders.declared import Row, fits, of_every_source
from loaders.grammar import some
from loaders.reference import Reference
from loaders.store.receipt import Receipt

_COUNTED = {
    "facts": ("org", "level", "with figures"),
    "ratings": ("org", "level", "with ratings"),
    "orgs": ("code", "level", "by name"),
    "membership": ("child", "vintage", "placed"),
    "footprints": ("code", "vintage", "in the code list"),
    "boundaries": ("code", "vintage", "outlined"),
    "hexes": ("code", "vintage", "as hexagons"),
    "small_areas": ("area", "measure", "small areas"),
}
"""Table -> the column that names organisations, the one that says of what kind or set they are, and how a person calls it."""

_SHOWN, _FIGURES = "shown", "figures"
"""What is counted of the facts that show a figure: organisations by level and measure, and the figures by level."""

SHOWING = [str(status) for status in (Status.OK, Status.LOW_BASE, Status.NEAR_ZERO)]

_LEAST_SHARE, _FEWER = 0.9, 3
"""Under nine tenths, and at least three fewer: corrections withdraw an organisation or two, and registers lose some 3% a year.

A reorganisation takes away more (36 footprints after 42), but is another vintage, and so another release or another period.
"""

_LEAST_OF_ALL = 0.75
"""Of the organisations that a whole publication names at the least, where nothing else is known: fewer than in any year seen."""

_NAMED = 4
"""Copies that a reason names."""


def count_held(tables: Mapping[str, pa.Table]) -> dict[str, int]:
    """What the tables of one file hold: organisations by table and kind (`facts/practice` -> 6,215), and shown figures.

    `shown/practice/gpps.overall_experience` counts organisations that show a figure of a measure, for any segment;
    `figures/practice` counts all shown figures of a level.
    """
    counts: dict[str, int] = {}
    for name, (org, kind, _) in _COUNTED.items():
        if name in tables:
            counts |= _count(tables[name], name, (kind,), org, "count_distinct")
    if "facts" in tables:
        shown = tables["facts"].filter(pa.array(among(tables["facts"]["status"], SHOWING)))
        counts |= _count(shown, _SHOWN, ("level", "measure"), "org", "count_distinct")
        counts |= _count(shown, _FIGURES, ("level",), "org", "count")
    return counts


def shortfall(copy: Receipt, stood: Sequence[Receipt], reference: Reference) -> str:
    """Why a copy that would take the place of those that `stood` is held back; '' where it holds enough.

    Each count is held to the fullest copy since somebody last accepted one, so that no row of copies wears a release
    away. Shown figures are compared where the same version of the source counted them. With nothing to compare it with,
    a file from the publisher's server is held to the code lists, and to what its source says a whole one holds; one that a
    person brought may be an extract on purpose.
    """
    if not copy.holds:
        return ""
    if not stood and not copy.served:
        return ""
    expected, whose = _fullest(copy, stood) if stood else _listed(copy, reference)
    # How many organisations the code lists have of each level that is a closed list: what was once whole by them can lose none.
    vintage = _vintage(copy, reference)
    names = {Level.FOOTPRINT: reference.footprint_names(vintage), Level.REGION: reference.region_names}
    closed = {f"facts/{level}": len(known) for level, known in names.items() if vintage and stood}
    short = [
        f"{_number(found)} instead of {least:,} {_call(key)}"
        for key, least in expected.items()
        if ((found := copy.holds.get(key, 0)) < _LEAST_SHARE * least and least - found >= _FEWER)
        or found < closed.get(key, 0) <= least
    ]
    if not stood and not short:
        whose = "a whole publication"
        short = [_of_all(row, found) for row, found in _whole(copy) if found < _LEAST_OF_ALL * int(row["least"])]
    return f"it holds less than {whose}: {some(short)}" if short else ""


def part(copy: Receipt, reference: Reference) -> str:
    """How a copy that stands shows itself to be a part of its publication; '' where it does not.

    A release about footprints has them all by the code lists; of others a source may say how many organisations a whole
    publication names (`columns/complete.csv`). One that somebody accepted is right, and may be a part all the same.
    """
    if copy.demonstration or copy.builtin or not copy.holds:
        return ""
    lacks = [
        f"{_number(found)} of the {least:,} footprints of its day"
        for key, least in _listed(copy, reference)[0].items()
        if (found := copy.holds.get(key, 0)) < least
    ]
    lacks += [_of_all(row, found) for row, found in _whole(copy) if found < _LEAST_SHARE * int(row["least"])]
    said = "It is a part of what was published, and what it lacks is not shown"
    return f"it holds {some(lacks)}. {said}" if lacks else ""


def _whole(copy: Receipt) -> list[tuple[Row, int]]:
    """What its source says of whole copies of this release, and how much of it this one holds."""
    mine = [row for row in of_every_source("complete") if row["least"] and fits(copy.release.id, row["release"])]
    return [(row, copy.holds.get(row["counted"], 0)) for row in mine]


def _of_all(row: Row, found: int) -> str:
    return f"{_number(found)} of {int(row['least']):,} or more {row['called']}"


def _number(found: int) -> str:
    return f"{found:,}" if found else "none"


def _count(table: pa.Table, name: str, kinds: tuple[str, ...], org: str, how: str) -> dict[str, int]:
    found = table.group_by(list(kinds), use_threads=False).aggregate([(org, how)]).to_pylist()
    return {"/".join([name, *(row[kind] for kind in kinds)]): row[f"{org}_{how}"] for row in found}


def _call(key: str) -> str:
    table, kind, *measure = key.split("/")
    if measure:
        return f"showing {measure[0]} ({kind})"
    return f"shown figures ({kind})" if table == _FIGURES else f"{_COUNTED[table][2]} ({kind})"


def _fullest(copy: Receipt, stood: Sequence[Receipt]) -> tuple[Mapping[str, int], str]:
    """The most that any copy since the last accepted one held, by what is counted."""
    accepted = max((position for position, each in enumerate(stood) if each.accepted), default=0)
    compared = stood[accepted:]
    fullest: dict[str, int] = {}
    for each in compared:
        for key, held in each.holds.items():
            if each.version == copy.version or not key.startswith((_SHOWN, _FIGURES)):
                fullest[key] = max(held, fullest.get(key, 0))
    names = [name for name in dict.fromkeys(each.name for each in compared) if name != copy.name]
    before = "the copy before it" if len(compared) == 1 else "the copies before it"
    return fullest, before + (f" ({', '.join(names[-_NAMED:])})" if names else "")


def _listed(copy: Receipt, reference: Reference) -> tuple[Mapping[str, int], str]:
    """How many footprints the code lists have for the last day that a release at their level is about."""
    if copy.release.end is None or copy.release.details.get("level") != Level.FOOTPRINT:
        return {}, ""
    vintage = _vintage(copy, reference)
    return {f"facts/{Level.FOOTPRINT}": len(reference.footprint_names(vintage))}, f"the code list of {vintage}"


def _vintage(copy: Receipt, reference: Reference) -> str:
    """The vintage in force on the last day that a release is about; '' where there is none."""
    end = copy.release.end
    return (reference.vintage_in_force(end - timedelta(days=1)) if end else None) or ""
