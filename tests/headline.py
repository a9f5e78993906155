"""The headline of one measure straight from a series, as insight.queries.headlines makes it from a published set."""

import pandas as pd

from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.headlines import Headline, latest_comparable
from insight.benchmarks.standing import standing
from insight.measures.comparison_group import ComparisonGroup
from insight.model import Measure


def headline(
    measure: Measure, series: pd.DataFrame, group: ComparisonGroup, code: str, comparator: Comparator = NATIONAL
) -> Headline | None:
    """None where the measure has no periods or the group no such footprint."""
    if series.empty:
        return None
    latest = latest_comparable(series, code, series[series["org"] == comparator.org])
    assert latest is not None
    stands = standing(measure, series, group, latest, comparator)
    row = stands.of(code)
    return None if row is None else Headline(stands.measure, stands, row)
