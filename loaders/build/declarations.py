"""What sources declare, as rows of silver: themselves, their measures with all traits, breaks, and what research has found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict

import pyarrow as pa

from insight.model import Measure
from insight.schema import TABLES, conform
from loaders.source import Source, SourceInfo


def declared(sources: Mapping[str, Source], loaded: Collection[str], shown: Collection[str]) -> dict[str, pa.Table]:
    """The tables of the sources that are loaded and of the measures that have facts, by name."""
    present = [source for id, source in sources.items() if id in loaded]
    measures = [each for source in sources.values() for each in source.MEASURES if each.id in shown]
    breaks = [each for source in sources.values() for each in source.BREAKS if each.measure in shown]
    drivers = [asdict(each) | {"source": source.SOURCE.id} for source in present for each in source.SOURCE.drivers]
    return {
        "sources": as_table("sources", [source_row(source.SOURCE) for source in present]),
        "measures": as_table("measures", [measure_row(each) for each in measures]),
        "breaks": as_table("breaks", [asdict(each) for each in breaks]),
        "drivers": as_table("drivers", drivers),
    }


def source_row(info: SourceInfo) -> dict[str, object]:
    """One source as a row of the table of that name."""
    told: dict[str, object] = {
        name: getattr(info, name) for name in ("id", "title", "publisher", "page", "licence", "attribution")
    }
    return told | asdict(info.traits) | {"cautions": "\n".join(info.cautions)}


def measure_row(measure: Measure) -> dict[str, object]:
    """One measure as a row of the table of that name."""
    told = asdict(measure)
    traits = told.pop("traits")
    del told["bounds"]  # the facts were held against them when they were read
    weighting, limits, comparability = (traits.pop(name) for name in ("weighting", "limits", "comparability"))
    return told | traits | {
        "weighted": weighting["weighted"],
        "design_effects": weighting["effects"],
        "limits": limits["method"],
        "limits_mislead_at": limits["misleading_at"],
        "comparable": comparability["allowed"],
        "not_comparable_why": comparability["why"] or None,
        "not_comparable_who": comparability["who"] or None,
    }  # fmt: skip


def as_table(name: str, rows: Collection[Mapping[str, object]]) -> pa.Table:
    """The rows in the tidy shape of a table."""
    schema = TABLES[name].schema
    return conform(pa.Table.from_pylist(list(rows), schema=schema) if rows else schema.empty_table(), TABLES[name])
