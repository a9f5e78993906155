"""Where a place lies is taken from the nearest thing whose spot is known, and from nothing else."""

import pandas as pd

from insight.measures.spots import SpotBasis, spots

ORGS = pd.DataFrame(
    [
        ("L1", "location", "AA1 1AA", -1.5, 52.0),
        ("L2", "location", "AA2 2AA", -1.6, 52.1),
        ("S1", "location", "AA3 3AA", -1.7, 52.2),
        ("S1", "site", None, None, None),
        ("S1:W", "ward", None, None, None),
        ("P1", "practice", "AA9 9AA", None, None),
        ("P2", "practice", "AA2 2AA", None, None),
        ("P3", "practice", None, None, None),
        ("T1", "trust", "AA8 8AA", None, None),
    ],
    columns=["code", "level", "postcode", "longitude", "latitude"],
)
MEMBERSHIP = pd.DataFrame([("L1", "P1"), ("S1", "T1"), ("S1:W", "S1")], columns=["child", "parent"])


def told(*codes: str) -> list[str | None]:
    places = ORGS[ORGS["code"].isin(codes)].drop_duplicates("code", keep="last")[["code", "level"]]
    found = spots(ORGS, MEMBERSHIP, places)
    assert found["x"].notna().equals(found["told"].notna())
    return [each if isinstance(each, str) else None for each in found["told"]]


def test_a_place_goes_by_itself_by_what_is_inspected_there_by_its_hospital_or_by_its_postcode() -> None:
    assert told("L1") == [SpotBasis.ITSELF]
    assert told("S1") == [SpotBasis.ITSELF]
    assert told("P1") == [SpotBasis.INSPECTED]
    assert told("P2") == [SpotBasis.POSTCODE]
    assert told("S1:W") == [SpotBasis.HOSPITAL]


def test_a_trust_is_not_put_where_one_of_its_hospitals_is_and_who_is_unknown_stays_unknown() -> None:
    assert told("T1") == [None]
    assert told("P3") == [None]


def test_a_spot_is_in_metres_of_the_national_grid() -> None:
    found = spots(ORGS, MEMBERSHIP, ORGS.head(1)[["code", "level"]])
    assert 430_000 < found["x"].iloc[0] < 440_000
    assert 230_000 < found["y"].iloc[0] < 240_000


def test_a_trust_whose_site_carries_its_code_goes_by_its_own_postcode() -> None:
    site = pd.DataFrame([("T1", "site", "AA2 2AA", None, None)], columns=ORGS.columns)
    orgs = pd.concat([site, ORGS], ignore_index=True)
    found = spots(orgs, MEMBERSHIP, orgs[orgs["code"].eq("T1")][["code", "level"]])
    assert found["told"].iloc[0] == SpotBasis.POSTCODE
    assert pd.isna(found["told"].iloc[1])
