"""The chart of differences says what it found, shows every pair and keeps England, which holds them all, out of it."""

from __future__ import annotations

import json

from insight.charts.provenance import Provenance
from insight.charts.reconciliation import reconciliation
from insight.measures.gathered import gather
from insight.measures.reconciliation import reconcile
from tests.insight.measures.test_reconciliation import HOMES, ROWS
from tests.invented import OVERALL, RELEASES, geography

SOURCES = Provenance(RELEASES, "New plans", demonstration=True)
TABLE = reconcile(gather(ROWS, OVERALL), geography(homes=HOMES))


def draw():
    chart = reconciliation(TABLE, OVERALL, SOURCES)
    assert chart is not None
    return chart


def test_the_finding_is_the_median_and_the_largest_is_named():
    chart = draw()
    assert chart.finding == "Half of our estimates lie 1.0 point or less from the published figures"
    assert "2 footprints and periods" in chart.subtitle
    assert "Largest difference 1.0 point" in chart.subtitle
    assert "DEMONSTRATION" in chart.foot


def test_every_pair_is_drawn_and_tabled_but_england():
    chart = draw()
    trace = chart.figure.to_plotly_json()["data"][0]
    assert sorted(zip(trace["x"], (round(y, 9) for y in trace["y"]), strict=True)) == [(100.0, -1.0), (400.0, 1.0)]
    assert set(chart.table["Footprint"]) == {"North", "East"}
    assert chart.table["Published"].notna().all()


def test_words_for_those_who_cannot_see_it_and_plain_json():
    chart = draw()
    assert chart.finding in chart.alt
    json.dumps(chart.figure.to_plotly_json())


def test_a_difference_that_rounds_to_nothing_is_not_called_nothing():
    chart = reconciliation(TABLE.assign(difference=1e-9), OVERALL, SOURCES)
    assert chart is not None
    assert chart.finding == "Half of our estimates lie less than 0.1 points from the published figures"


def test_nothing_to_compare_is_no_chart():
    assert reconciliation(TABLE.iloc[:0], OVERALL, SOURCES) is None
