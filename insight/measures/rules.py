"""How a footprint's figure is put together from those of its organisations: by unit, and by the kind of organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.measures.precision import is_weighted, replies
from insight.model import Basis, Better, Level, Measure, Unit
from insight.stats.arrays import Floats, floats
from insight.traits import Serves


@dataclass(frozen=True)
class AggregationLevel:
    """What a footprint may be built from: a kind of organisation, and whose figures of this kind are missed."""

    level: Level
    basis: Basis
    due: str
    """Codes that belong to a footprint, as a pattern: one that no footprint claims lowers the coverage of all. Any other,
    such as an independent provider, belongs to none and is missed nowhere."""


AGGREGATION_LEVELS = (
    AggregationLevel(Level.PRACTICE, Basis.ESTIMATED, r".*"),
    AggregationLevel(Level.TRUST, Basis.CONSTRUCT, r"[RT][A-Z0-9]{2}"),
    AggregationLevel(Level.LOCATION, Basis.LOCATIONS, r".*"),
    AggregationLevel(Level.PCN, Basis.NETWORKS, r".*"),
    AggregationLevel(Level.SUB_ICB, Basis.AREAS, r".*"),
)
"""In order of preference, for each period anew: the smallest organisations fit the borders of any vintage best."""

SCALE: Mapping[Unit, float] = {Unit.PERCENT: 100.0, Unit.SCORE: 1.0}
"""What the weighted mean of the shares is multiplied by to be in the measure's unit."""


def can_be_built(measure: Measure, level: Level) -> bool:
    """Whether footprints may be built from the figures of orgs of this level.

    Never what is about an organisation's own staff. Sums of counts, shares of sums, and means of trusts' scores weighted by those who answered. Never ratings, and never
    what is not better in either direction and not additive (z-scores, indexes): a mean of those has no meaning.
    """
    if measure.traits.serves is Serves.STAFF:
        return False
    if measure.additive:
        return measure.unit in (Unit.PERCENT, Unit.COUNT)
    return measure.unit is Unit.SCORE and measure.better is not Better.NEITHER and level is Level.TRUST


def tells_of(measure: Measure, level: Level) -> bool:
    """Whether a figure filed under an area of this level is about the patients, or the staff, of that area."""
    return level is not Level.FOOTPRINT or measure.traits.serves is not Serves.SEVERAL


def is_put_together(measure: Measure, levels: Collection[str] = tuple(Level)) -> bool:
    """Whether footprints may be built from figures of orgs of any of these levels; of any level at all where none are given."""
    return any(part.level in levels and can_be_built(measure, part.level) for part in AGGREGATION_LEVELS)


def reaches_footprints(measure: Measure, levels: Collection[str]) -> bool:
    """Whether footprints have figures of a measure that is published for orgs of these levels."""
    return Level.FOOTPRINT in levels or is_put_together(measure, levels)


def is_record(rows: pd.DataFrame) -> pd.Series:
    """Which rows are of one rated place on its own day: it stands alone there, and a footprint's share needs the list of a month.

    A census is of one day too, and of all.
    """
    return rows["level"].eq(Level.LOCATION) & (rows["end"] - rows["start"] <= pd.Timedelta(days=1))


def weigh(rows: pd.DataFrame, measure: Measure) -> tuple[Floats, Floats]:
    """The share of each row (0 to 1, or the score, or 1 for a count) and the weight it counts with."""
    value = floats(rows["value"])
    if measure.unit is Unit.COUNT:
        return np.where(np.isnan(value), np.nan, 1.0), value
    if measure.unit is Unit.SCORE:
        return value, replies(measure, rows)
    weight, numerator = floats(rows["denominator"]), floats(rows["numerator"])
    if not is_weighted(measure):
        # Beside one that is hidden a publisher may hide the counts of another and print its percentage and its total.
        weight = np.where(np.isnan(weight), replies(measure, rows), weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.isnan(numerator), value / 100, numerator / weight), weight
