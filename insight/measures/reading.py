"""Measures and sources as the tables of silver hold them, read back into the nouns the rest of the code reasons with."""

from __future__ import annotations

from typing import Any

import pandas as pd

from insight.model import Better, Measure, Unit
from insight.traits import (
    Band,
    Cadence,
    Comparability,
    Counts,
    DesignEffect,
    Method,
    PrintedIntervals,
    Role,
    Serves,
    Service,
    SourceTraits,
    Theme,
    ThemeMeasure,
    Traits,
    TrustCategory,
    TrustType,
    Weighting,
)


def read_measure(row: Any) -> Measure:
    """The measure of one row of the measures table (a Series, or anything indexed by column)."""
    return Measure(
        id=str(row["id"]),
        source=str(row["source"]),
        title=str(row["title"]),
        question=str(row["question"]),
        unit=Unit(row["unit"]),
        better=Better(row["better"]),
        additive=bool(row["additive"]),
        traits=_traits(row),
        caveat=_text(row["caveat"]),
        decimals=int(row["decimals"]),
        short=str(row["short"]),
        roles=tuple(Role(each) for each in row["roles"]),
        part_of=_text(row.get("part_of")),
    )


def read_source(row: Any) -> SourceTraits:
    """The traits of one row of the sources table."""
    return SourceTraits(
        order=int(row["order"]),
        brings=tuple(row["brings"]),
        themes=tuple(
            ThemeMeasure(Theme(each["theme"]), each["measure"], Service(each["service"])) for each in row["themes"]
        ),
        taking_part=tuple(TrustType(each) for each in row["taking_part"]),
        trust_categories=tuple(
            TrustCategory(TrustType(each["type"]), each["category"]) for each in row["trust_categories"]
        ),
    )


def _traits(row: Any) -> Traits:
    return Traits(
        counts=Counts(row["counts"]),
        weighting=Weighting(
            bool(row["weighted"]), tuple(DesignEffect(each["level"], each["effect"]) for each in row["design_effects"])
        ),
        limits=PrintedIntervals(Method(row["limits"]), tuple(row["limits_mislead_at"])),
        hidden_under=None if pd.isna(row["hidden_under"]) else int(row["hidden_under"]),
        low_base_under=int(row["low_base_under"]),
        reliable_from=int(row["reliable_from"]),
        comparability=Comparability(
            bool(row["comparable"]), _text(row["not_comparable_why"]), _text(row["not_comparable_who"])
        ),
        cadence=Cadence(row["cadence"]),
        serves=Serves(row["serves"]),
        bands=tuple(Band(each["label"], each["short"], each["verdict"]) for each in row["bands"]),
    )


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""
