"""Whether a copy of a release holds markedly fewer organisations than it should: such a copy is held back, not believed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pyarrow as pa

from insight.model import Level
from loaders.reference import Reference
from loaders.store.receipt import Receipt

_COUNTED = {
    "facts": ("org", "level", "with figures"),
    "ratings": ("org", "level", "with ratings"),
    "orgs": ("code", "level", "by name"),
    "membership": ("child", "vintage", "placed"),
    "boundaries": ("code", "vintage", "outlined"),
    "hexes": ("code", "vintage", "as hexagons"),
}
"""Table -> the column that names organisations, the one that says of what kind or set they are, and how a person calls it."""

_LEAST_SHARE, _FEWER = 0.9, 3
"""Under nine tenths, and at least three fewer: corrections withdraw an organisation or two, and registers lose some 3% a year.

A reorganisation takes away more (36 footprints after 42), but is another vintage, and so another release or another period.
"""


def count_organisations(tables: Mapping[str, pa.Table]) -> dict[str, int]:
    """How many organisations the tables of one file hold, by table and kind: `facts/practice` -> 6,215."""
    counts: dict[str, int] = {}
    for name, (org, kind, _) in _COUNTED.items():
        if name in tables:
            found = tables[name].group_by(kind).aggregate([(org, "count_distinct")]).to_pydict()
            counts |= {f"{name}/{each}": n for each, n in zip(found[kind], found[f"{org}_count_distinct"], strict=True)}
    return counts


def shortfall(copy: Receipt, before: Receipt | None, reference: Reference) -> str:
    """Why a copy that would take the place of `before` is held back; '' where it holds enough.

    With nothing to compare it with, a file about footprints is held to the code lists if it came from the publisher's
    server; one that a person brought may be an extract on purpose.
    """
    expected, whose = (before.holds, f"the copy before it ({before.name})") if before else _listed(copy, reference)
    short = [
        f"{copy.holds.get(key, 0):,} instead of {least:,} {_call(key)}"
        for key, least in expected.items()
        if copy.holds and _is_markedly_fewer(copy.holds.get(key, 0), least)
    ]
    return f"it holds fewer organisations than {whose}: {', '.join(short)}" if short else ""


def _call(key: str) -> str:
    table, _, kind = key.partition("/")
    return f"{_COUNTED[table][2]} ({kind})"


def _is_markedly_fewer(found: int, expected: int) -> bool:
    return found < _LEAST_SHARE * expected and expected - found >= _FEWER


def _listed(copy: Receipt, reference: Reference) -> tuple[Mapping[str, int], str]:
    """How many footprints the code lists have for the last day that a served release at their level is about."""
    end = copy.release.end
    if not copy.served or end is None or copy.release.details.get("level") != Level.FOOTPRINT:
        return {}, ""
    vintage = reference.vintage_in_force(end - timedelta(days=1))
    names = reference.footprint_names(vintage) if vintage else {}
    return {f"facts/{Level.FOOTPRINT}": len(names)}, f"the code list of {vintage}"
