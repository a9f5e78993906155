"""What patients of each footprint need: how many they are, how old, how deprived, how far apart they live."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from insight.benchmarks.footprint_needs import footprint_needs
from insight.benchmarks.needs import Needs
from insight.measures.geography import Geography
from insight.queries import histories
from insight.queries.published import PublishedSet, remembered
from insight.queries.single_orgs import deprivation_scores, registered


@remembered
def needs(published: PublishedSet, around: Geography, day: pd.Timestamp) -> Needs:
    """The needs of all footprints of a geography on a day, one's own beside them."""
    if around.own is None:
        return _needs(published, around, day)
    others = needs(published, histories.without_own(published, around), day)
    own = _needs(published, histories.map_of_two(published, around), day).table.loc[[around.own.code]]
    return replace(others, table=pd.concat([others.table, own]))


def _needs(published: PublishedSet, around: Geography, day: pd.Timestamp) -> Needs:
    counts, deprivation = registered(published), deprivation_scores(published)
    return footprint_needs(counts, deprivation, histories.outlines(published, around.vintage, "true"), around, day)
