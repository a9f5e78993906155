"""Our estimates beside the publisher's figures of the same footprint: every pair, and only where both stand."""

from __future__ import annotations

import pandas as pd
import pytest

from insight.measures.gathered import gather
from insight.measures.reconciliation import distributions, reconcile
from insight.model import ENGLAND
from insight.schema import RECONCILIATION
from tests.invented import OVERALL, england, fact, facts, footprint, geography

HOMES = {"P1": "NN", "P2": "NN", "P3": "EE", "P4": "XX"}
ROWS = facts(
    england(2025, 71),
    footprint("NN", 2025, 74),
    footprint("EE", 2025, 61),
    footprint("XX", 2025, None, status="suppressed"),
    fact("P1", 2025, 80, denominator=300),
    fact("P2", 2025, 60, denominator=100),
    fact("P3", 2025, 60, denominator=100),
    fact("P4", 2025, 70, denominator=100),
)


def test_each_pair_once_and_no_pair_without_both():
    table = reconcile(gather(ROWS, OVERALL), geography(homes=HOMES)).set_index("org")
    assert sorted(table.index) == sorted(["NN", "EE", ENGLAND])
    assert table.loc["NN", "difference"] == pytest.approx(1.0)
    assert table.loc["EE", "difference"] == pytest.approx(-1.0)
    assert table.loc[ENGLAND, "estimated"] == pytest.approx((240 + 60 + 60 + 70) / 6)
    assert (table.loc["NN", "size"], table.loc["NN", "coverage"], table.loc["NN", "name"]) == (400, 1, "North")


def test_an_estimate_refused_is_not_compared():
    hidden = facts(fact("P5", 2025, None, denominator=None, status="suppressed"))
    rows = pd.concat([ROWS, hidden], ignore_index=True)
    table = reconcile(gather(rows, OVERALL), geography(homes=HOMES | {"P5": "EE"}))
    assert "EE" not in set(table["org"])


def test_distributions_leave_england_out_and_tell_no_more_than_tenths():
    pairs = reconcile(gather(ROWS, OVERALL), geography(homes=HOMES)).assign(difference=[9.0, -2.04, 1.0])
    (row,) = distributions(pairs).to_dict("records")
    assert (row["pairs"], row["median"], row["largest"]) == (2, 1.5, 2.0)


def test_nothing_to_compare_comes_to_nothing():
    table = reconcile(gather(facts(fact("P1", 2025, 70)), OVERALL), geography(homes=HOMES))
    assert table.empty
    assert distributions(table).empty


def test_what_is_kept_names_no_footprint():
    """A footprint's estimate beside its published figure would give its hidden practices away."""
    assert not {"org", "name", "published", "estimated", "size", "coverage"} & set(RECONCILIATION.schema.names)
