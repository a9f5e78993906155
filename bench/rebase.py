"""One measure over nine years and 6,300 practices, rebased to all four vintages, against a merge and a groupby per vintage."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from bench.case import Case, against, under
from bench.demonstration import enlarge, load_demonstration
from bench.measure import cost, quickest
from insight.measures.gathered import Gathered, gather
from insight.measures.geography import Geography
from insight.measures.lineage import REGIONS
from insight.measures.reading import read_measure
from insight.measures.series import built, rebased
from insight.model import Level, Measure, Status
from insight.queries import histories
from insight.queries.published import PublishedSet
from insight.store import Store

_MEASURE, _PRACTICES = "gpps.overall_experience", 6_300
_LEVELS = (Level.ENGLAND, Level.FOOTPRINT, Level.PRACTICE)

Histories = Mapping[str, pd.DataFrame]
"""By vintage: one row per footprint per period."""


@dataclass(frozen=True)
class Warm:
    """What a running server holds once the measure has been opened: its facts, and every map."""

    facts: pd.DataFrame
    measure: Measure
    maps: Mapping[str, Geography]

    @classmethod
    def of(cls, store: Store) -> Warm:
        """Everything read, every map used once."""
        maps = {
            vintage: Geography(vintage, store.vintages, store.footprints, store.lineage, store.membership(vintage))
            for vintage in store.vintages.index
            if vintage != REGIONS
        }
        warm = cls(store.facts(_MEASURE, _LEVELS), read_measure(store.measures.loc[_MEASURE]), maps)
        rebase(gather(warm.facts, warm.measure), warm.maps)
        return warm


def cases() -> Iterator[Case]:
    """From the facts as read, from the facts as gathered (which serve every map), and from a server just started.

    The rival works from the facts as read, and gives values, sums and effective replies: no published figures, no
    intervals, no coverage. Both agree on every value before they are timed.
    """
    with tempfile.TemporaryDirectory() as folder:
        cache = load_demonstration(Path(folder))
        enlarge(cache, {Level.PRACTICE: _PRACTICES})
        warm, first = Warm.of(Store.open(cache)), cost(start_and_rebase, cache)
    gathered = gather(warm.facts, warm.measure)
    homes = {vintage: geography.homes for vintage, geography in warm.maps.items()}
    _agree({vintage: built(gathered, each) for vintage, each in warm.maps.items()}, rebase_plainly(warm.facts, homes))

    rival = 1000 * quickest(rebase_plainly, warm.facts, homes)
    whole = 1000 * quickest(lambda: rebase(gather(warm.facts, warm.measure), warm.maps))
    again = 1000 * quickest(rebase, gathered, warm.maps)
    yield under("rebasing to four vintages, facts as read", "ms", ours=whole, rival=rival, limit=50)
    yield against("rebasing to four vintages, facts gathered", "ms", ours=again, rival=rival, at_least=10)
    yield under("rebasing to four vintages, server just started", "ms", ours=1000 * first.seconds, limit=500)


def rebase(gathered: Gathered, maps: Mapping[str, Geography]) -> Histories:
    """Ours."""
    return {vintage: rebased(gathered, geography) for vintage, geography in maps.items()}


def start_and_rebase(cache: Path) -> Histories:
    """Ours on a server that has read nothing yet: from Parquet to the four histories, the way the pages ask for them."""
    published = PublishedSet(Store.open(cache))
    vintages = [each for each in published.store.vintages.index if each != REGIONS]
    return {each: histories.history(published, _MEASURE, histories.geography(published, each)) for each in vintages}


def rebase_plainly(facts: pd.DataFrame, homes: Mapping[str, pd.Series]) -> Histories:
    """The rival: merge every practice with its footprint, sum by footprint and year, divide."""
    shown = facts[(facts["level"] == Level.PRACTICE) & (facts["segment"] == "all") & (facts["status"] == Status.OK)]
    shown = shown.assign(spread=shown["denominator"] ** 2 / shown["respondents"])
    found = {}
    for vintage, home in homes.items():
        placed = shown.merge(home.rename("footprint"), left_on="org", right_index=True)
        sums = placed.groupby(["footprint", "start"])[["numerator", "denominator", "respondents", "spread"]].sum()
        found[vintage] = sums.assign(
            value=100 * sums["numerator"] / sums["denominator"], effective=sums["denominator"] ** 2 / sums["spread"]
        )
    return found


def _agree(ours: Histories, plain: Histories) -> None:
    for vintage, rows in ours.items():
        both = rows.dropna(subset="value").merge(plain[vintage], left_on=["org", "start"], right_index=True)
        assert len(both) > 300, f"{vintage}: only {len(both)} figures to compare"
        np.testing.assert_allclose(both["value_x"], both["value_y"])
