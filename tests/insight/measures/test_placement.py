"""Organisations that lie in no footprint are listed with a reason a person can act on."""

from __future__ import annotations

import pandas as pd

from insight.measures.placement import placed_shares, placement
from tests.invented import geography

ORGS = pd.DataFrame(
    [
        ("P1", "practice", "Placed", "1990-01-01", None, "AA1 1AA"),
        ("P2", "practice", "In a group of nowhere", "1990-01-01", None, "AA1 1AA"),
        ("P3", "practice", "Closed early", "1990-01-01", "2015-01-01", "AA1 1AA"),
        ("P4", "practice", "Opened late", "2021-01-01", None, "AA1 1AA"),
        ("RX1", "trust", "No postcode", "1990-01-01", None, None),
        ("1-2", "location", "On the border", "1990-01-01", None, "AA1 1AA"),
        ("S1", "site", "Not counted", "1990-01-01", None, None),
    ],
    columns=["code", "level", "name", "opened", "closed", "postcode"],
)


def test_every_org_without_a_footprint_is_listed_with_its_reason():
    table = placement(geography("old", homes={"P1": "NN", "P2": "16Z"}), ORGS).set_index("code")
    assert list(table.index) == ["1-2", "P2", "P3", "P4", "RX1"]
    assert "belongs to 16Z" in table.loc["P2", "reason"]
    assert "closed before" in table.loc["P3", "reason"]
    assert "opened after" in table.loc["P4", "reason"]
    assert "postcode is not known" in table.loc["RX1", "reason"]
    assert "do not agree" in table.loc["1-2", "reason"]
    assert list(table["open"]) == [True, True, False, True, True]


def test_shares_count_open_orgs_only():
    shares = placed_shares(geography("old", homes={"P1": "NN", "P3": "NN"}), ORGS).set_index("level")
    assert tuple(shares.loc["practice", ["open", "placed"]]) == (3, 1)
    assert shares.loc["practice", "share"] == 1 / 3


def test_nothing_lost_is_an_empty_list():
    assert placement(geography("old", homes=dict.fromkeys(ORGS["code"], "NN")), ORGS).empty


def test_a_trust_and_a_place_of_one_code_are_both_listed():
    place = ORGS[ORGS["code"].eq("RX1")].assign(level="location", name="Place")
    table = placement(geography("old", homes={}), pd.concat([place, ORGS], ignore_index=True))
    assert table.loc[table["code"].eq("RX1"), "level"].tolist() == ["location", "trust"]
