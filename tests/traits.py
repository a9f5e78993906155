"""Traits for invented measures: those of a plain survey, and those that real sources declare of theirs."""

from __future__ import annotations

from dataclasses import asdict

import pandas as pd

from insight.model import Measure
from insight.traits import (
    COMPARABLE,
    UNWEIGHTED,
    Cadence,
    Counts,
    Method,
    PrintedIntervals,
    Serves,
    SourceTraits,
    Traits,
)
from loaders.build.declarations import measure_row
from loaders.source import discover

PLAIN = Traits(
    counts=Counts.REPLIES,
    weighting=UNWEIGHTED,
    limits=PrintedIntervals(Method.NONE),
    hidden_under=None,
    low_base_under=0,
    reliable_from=0,
    comparability=COMPARABLE,
    cadence=Cadence.YEARS,
    serves=Serves.ONE,
    bands=(),
)
"""A yearly survey that counts people without weights and hides nothing."""

NOTHING = SourceTraits(order=2, brings=("facts",), themes=(), taking_part=(), trust_categories=())


def declared(measure: str) -> Measure:
    """The measure of that id as its source declares it."""
    source = discover()[measure.partition(".")[0]]
    return next(each for each in source.MEASURES if each.id == measure)


def traits_of(measure: str) -> Traits:
    """The traits that its source declares of a measure."""
    return declared(measure).traits


def measure_rows(*measures: Measure) -> pd.DataFrame:
    """Rows of the table of measures."""
    return pd.DataFrame([measure_row(each) for each in measures])


def source_columns(id: str) -> dict[str, object]:
    """The columns of the table of sources that hold the traits a source declares of itself."""
    return asdict(discover()[id].SOURCE.traits)


def source_of(id: str) -> SourceTraits:
    """What a source declares of itself."""
    return discover()[id].SOURCE.traits
