"""The figures of one measure, read once and numbered, so that every map can be asked of them without reading them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from insight.measures.member_sums import MemberSums, as_days, sum_members
from insight.measures.precision import add_precision
from insight.measures.response_counts import add_response_counts
from insight.model import EVERYONE, Basis, Level, Measure, Unit

_PUBLISHED = (Level.ENGLAND, Level.FOOTPRINT, Level.REGION)
SERIES = (
    "org", "start", "end", "value", "lower", "upper", "numerator", "denominator", "respondents", "effective",
    "status", "basis", "interval", "coverage", "release",
)  # fmt: skip
"""The columns of a series."""

OWN = "own_effective"
"""What our own interval of a published figure would rest on: needed where intervals of one map would be of two kinds."""


@dataclass(frozen=True, eq=False)
class Gathered:
    """One measure for one segment: what publishers say of areas, and what areas may be built from."""

    measure: Measure
    published: pd.DataFrame
    """One row per area and period, with precision (insight.measures.precision)."""
    member_sums: MemberSums | None
    """None where footprints cannot be built: not additive, or no figures of what they are built from."""

    @cached_property
    def columns(self) -> Mapping[str, np.ndarray]:
        """`published` as arrays by column, with basis and coverage: texts as objects, days in nanoseconds."""
        published_rows = self.published.assign(basis=str(Basis.PUBLISHED), coverage=1.0)
        return {name: _plain(column) for name, column in published_rows.items() if name in (*SERIES, "level", OWN)}


def gather(
    facts: pd.DataFrame,
    measure: Measure,
    segment: str = EVERYONE,
    received: pd.DataFrame | None = None,
    register: pd.DataFrame | None = None,
) -> Gathered:
    """Read the facts of one measure (columns of the facts table; the levels not needed are passed over).

    `received` (insight.measures.response_counts) stands in for numbers of replies that a weighted survey does not give;
    `register` (level, opened, closed of every organisation) tells how many have figures where England has none.
    """
    wanted = facts["segment"].eq(segment).to_numpy()
    facts = facts if wanted.all() else facts[wanted]
    published_rows = facts[facts["level"].isin(list(_PUBLISHED)).to_numpy()]
    published_rows = add_response_counts(
        published_rows.assign(start=as_days(published_rows["start"]), end=as_days(published_rows["end"])),
        measure,
        received,
    )
    return Gathered(
        measure,
        add_precision(published_rows, measure),
        sum_members(facts, measure, received, _whole(published_rows, measure, received), register),
    )


def _whole(published_rows: pd.DataFrame, measure: Measure, received: pd.DataFrame | None) -> pd.Series:
    """The base England's figure rests on, by start, where it is published; of scores, everybody who answered."""
    if measure.unit is Unit.SCORE and received is not None:
        england = received[received["level"].eq(Level.ENGLAND)]
        return england.assign(start=as_days(england["start"])).set_index("start")["forms"]
    england = published_rows[published_rows["level"].eq(Level.ENGLAND) & (published_rows["denominator"] > 0)]
    return england.set_index("start")["denominator"]


def _plain(column: pd.Series) -> np.ndarray:
    if isinstance(column.dtype, np.dtype) and column.dtype.kind == "M":
        return as_days(column)
    return column.to_numpy(dtype=float if is_numeric_dtype(column.dtype) else object)
