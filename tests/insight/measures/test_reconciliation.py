"""Our estimates beside the publisher's figures of the same footprint: every pair, and only where both stand."""

from __future__ import annotations

import pandas as pd
import pytest

from insight.measures.gathered import gather
from insight.measures.reconciliation import agreement, agreements, reconcile
from insight.model import ENGLAND
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


def test_agreement_leaves_england_out_and_names_the_worst():
    found = agreement(reconcile(gather(ROWS, OVERALL), geography(homes=HOMES)).assign(difference=[3.0, -2.0, 1.0]))
    assert found is not None
    assert (found.pairs, found.median, found.largest, found.worst) == (2, 1.5, 2.0, "East")


def test_nothing_to_compare_is_said_by_none():
    table = reconcile(gather(facts(fact("P1", 2025, 70)), OVERALL), geography(homes=HOMES))
    assert table.empty
    assert agreement(table) is None


def test_the_agreements_of_many_measures_are_those_of_each():
    one = reconcile(gather(ROWS, OVERALL), geography(homes=HOMES)).assign(difference=[9.0, -2.0, 1.0])
    parts = {("new", "a"): one, ("new", "b"): one.assign(difference=[9.0, 0.5, 0.5]), ("old", "a"): one.iloc[:1]}
    pairs = pd.concat([table.assign(vintage=v, measure=m) for (v, m), table in parts.items()])
    found = agreements(pairs).set_index(["vintage", "measure"])
    assert sorted(found.index) == [("new", "a"), ("new", "b"), *([("old", "a")] if agreement(one.iloc[:1]) else [])]
    for key, row in found.iterrows():
        slow = agreement(parts[key])
        assert slow is not None
        told = (row["pairs"], row["median"], row["largest"], row["worst"], row["worst_start"])
        assert told == (slow.pairs, slow.median, slow.largest, slow.worst, slow.worst_start)


def test_no_pairs_come_to_nothing():
    assert agreements(
        reconcile(gather(ROWS, OVERALL), geography(homes=HOMES)).iloc[:0].assign(vintage="", measure="")
    ).empty
