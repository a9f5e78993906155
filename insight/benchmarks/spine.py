"""The spine of a footprint: measure by measure, where it stands between the worst and the best, England in the middle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

from insight.benchmarks.headlines import Headline
from insight.model import Better
from insight.stats.ranks import Quartiles, quartiles, spine_positions


@dataclass(frozen=True, eq=False)
class SpineRow:
    """One measure of a spine. Places run from -1 through 0 (England) to 1, better to the right (higher, where neither
    direction is better)."""

    headline: Headline
    spread: Quartiles
    place: float
    """Where the footprint stands."""
    ends: tuple[float, float, float, float]
    """Where the worst footprint, the two ends of the middle half, and the best footprint stand."""

    @property
    def worst(self) -> float:
        """The figure at the left end."""
        return self.spread.highest if self.headline.measure.better is Better.LOWER else self.spread.lowest

    @property
    def best(self) -> float:
        """The figure at the right end."""
        return self.spread.lowest if self.headline.measure.better is Better.LOWER else self.spread.highest


def spine(headlines: Iterable[Headline]) -> list[SpineRow]:
    """One row per headline that is compared with England, in the order given.

    The spread is that of the footprints that are compared; where fewer than four are, the measure has no spine and is
    left out.
    """
    return [found for each in headlines if each.compared and (found := _spine_row(each)) is not None]


def _spine_row(headline: Headline) -> SpineRow | None:
    table = headline.standing.rows
    spread = quartiles(table.loc[table["verdict"] != "not compared", "value"].to_numpy(dtype=float))
    if isnan(spread.first):
        return None
    benchmark, way = headline.standing.benchmark, headline.measure.better.sign
    ends = [spread.lowest, spread.first, spread.third, spread.highest]
    worst, low, high, best = sorted(float(at) for at in spine_positions(ends, benchmark, spread, way))
    place = float(spine_positions([headline.row["value"]], benchmark, spread, way)[0])
    return SpineRow(headline, spread, place, (worst, low, high, best))
