"""A footprint's figure worked out from its practices, for every area and period for which no publisher gives one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.measures.geography import Geography
from insight.measures.precision import OUR_LIMITS, design_effects, replies
from insight.model import ENGLAND, Basis, Level, Measure, Status, Unit
from insight.stats.arrays import Flags, Floats, Indexes, floats
from insight.stats.intervals import wilson_proportion
from insight.stats.rollup import COVERAGE_FLOOR, coverage, roll_up

_NOWHERE = -1
_SHOWN = (Status.OK, Status.LOW_BASE)


@dataclass(frozen=True, eq=False)
class _Practices:
    """One entry per practice and period; missing where the publisher hides it."""

    period: Indexes
    home: Indexes
    """The number of the practice's footprint, _NOWHERE where nobody has placed it."""
    share: Floats
    weight: Floats
    people: Floats
    effect: Floats
    shown: Flags
    """Whether the figure can be summed. Near zero is known only as "under 0.5%", so it cannot."""

    def known_weight(self) -> Floats:
        """Weights for the coverage: a practice whose base is hidden too counts as one of middle size in its period.

        Registered patients would tell better, and are not among the facts of a measure.
        """
        known = self.weight.copy()
        for at in range(self.period.max() + 1):
            here = self.period == at
            seen = self.weight[here & (self.weight > 0)]
            known[here & np.isnan(self.weight)] = np.median(seen) if len(seen) else 1.0
        return known


def estimated(facts: pd.DataFrame, measure: Measure, geography: Geography) -> pd.DataFrame:
    """One row per footprint (and England) per period in which any of its practices has a fact; none if not additive.

    A practice whose figure is hidden or near zero is not summed and lowers the coverage. So do, in every footprint
    alike, practices that no footprint of this vintage claims: they belonged somewhere. Under 80% coverage there is no
    estimate, and the status says so.
    """
    rows = facts[facts["level"] == Level.PRACTICE]
    if not measure.additive or measure.unit is not Unit.PERCENT or rows.empty:
        return pd.DataFrame()

    starts = np.unique(rows["start"].to_numpy())
    period = np.searchsorted(starts, rows["start"].to_numpy())
    practices = _read(rows, measure, geography, period)
    periods, orgs = len(starts), [*geography.names["code"], ENGLAND]

    grid = pd.DataFrame(
        {
            "org": np.repeat(np.asarray(orgs, dtype=object), periods),
            "start": np.tile(starts, len(orgs)),
            "end": np.tile(_latest_ends(rows, period, periods), len(orgs)),
            "release": np.tile(_releases(rows, period, periods), len(orgs)),
        }
    )
    return _figures(grid, practices, len(orgs), periods).dropna(subset="coverage")


def _read(rows: pd.DataFrame, measure: Measure, geography: Geography, period: Indexes) -> _Practices:
    number = {code: at for at, code in enumerate(geography.names["code"])}
    org, names = pd.factorize(rows["org"])
    home = geography.homes.map(number).reindex(names).fillna(_NOWHERE).to_numpy(dtype=np.intp).take(org)

    weight, numerator = floats(rows["denominator"]), floats(rows["numerator"])
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(np.isnan(numerator), floats(rows["value"]) / 100, numerator / weight)
    shown = rows["status"].isin(list(_SHOWN)).to_numpy() & (weight > 0) & ~np.isnan(share)
    return _Practices(
        period=period,
        home=np.asarray(home, dtype=np.intp),
        share=share,
        weight=weight,
        people=replies(measure, rows),
        effect=design_effects(measure, rows["level"]),
        shown=shown,
    )


def _figures(grid: pd.DataFrame, practices: _Practices, orgs: int, periods: int) -> pd.DataFrame:
    """The grid of orgs by periods, England last, with the figure of each cell."""
    # Every practice counts twice: once in its footprint, once in England.
    in_footprint = np.where(practices.home >= 0, practices.home * periods + practices.period, _NOWHERE)
    cell, cells = np.concatenate([in_footprint, (orgs - 1) * periods + practices.period]), orgs * periods
    share, weight, people, effect, known = (
        np.tile(each, 2)
        for each in (practices.share, practices.weight, practices.people, practices.effect, practices.known_weight())
    )
    shown = np.tile(practices.shown, 2)

    # A figure whose number of replies nobody published still counts; only its interval is unknown.
    summed = shown & (cell >= 0)
    counted = people > 0
    rolled = roll_up(
        weight,
        share,
        np.where(counted, people, 1.0),
        effect,
        footprint=np.where(summed, cell, _NOWHERE),
        footprints=cells,
    )
    vague = np.bincount(cell[summed & ~counted], minlength=cells) > 0

    covered = coverage(known, shown, footprint=cell, footprints=cells)
    covered[: (orgs - 1) * periods] *= np.tile(_placed_share(practices, periods), orgs - 1)

    refused = ~(covered >= COVERAGE_FLOOR)
    value = np.where(refused, np.nan, rolled.proportion)
    bases = np.where(refused, np.nan, np.bincount(cell[summed], weight[summed], minlength=cells))
    effective = np.where(refused | vague, np.nan, rolled.effective_base)
    limits = wilson_proportion(value, effective)
    return grid.assign(
        value=value * 100,
        lower=limits.lower * 100,
        upper=limits.upper * 100,
        numerator=value * bases,
        denominator=bases,
        respondents=np.where(refused | vague, np.nan, np.bincount(cell[summed], people[summed], minlength=cells)),
        effective=effective,
        status=np.where(refused, str(Status.NOT_AVAILABLE), str(Status.OK)),
        basis=str(Basis.ESTIMATED),
        interval=np.where(np.isnan(effective), np.asarray(None, dtype=object), np.asarray(OUR_LIMITS, dtype=object)),
        coverage=covered,
    )


def _placed_share(practices: _Practices, periods: int) -> Floats:
    """The share of England's practices, by weighted base, that this vintage places; one number per period."""
    weight = practices.known_weight()
    placed = np.bincount(practices.period, np.where(practices.home >= 0, weight, 0.0), minlength=periods)
    everywhere = np.bincount(practices.period, weight, minlength=periods)
    return np.divide(placed, everywhere, out=np.zeros(periods), where=everywhere > 0)


def _latest_ends(rows: pd.DataFrame, period: Indexes, periods: int) -> np.ndarray:
    ends = np.zeros(periods, dtype="datetime64[ns]")
    np.maximum.at(ends, period, rows["end"].to_numpy(dtype="datetime64[ns]"))
    return ends


def _releases(rows: pd.DataFrame, period: Indexes, periods: int) -> np.ndarray:
    """The release of each period's practices; one names them all, since a period is published as a whole."""
    _, first = np.unique(period, return_index=True)
    names = np.empty(periods, dtype=object)
    names[:] = rows["release"].iloc[first].to_numpy(dtype=object)
    return names
