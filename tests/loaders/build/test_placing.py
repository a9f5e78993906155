"""Every practice stands on every map: as files say, else by the ground under it, and with the real registers nearly all do."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import hypothesis.strategies as st
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings

from insight.measures.geography import Geography
from insight.measures.placement import placed_shares
from insight.model import Level
from insight.schema import TABLES, conform
from insight.store import Store
from loaders.build import code_lists
from loaders.build.placing import Way, place_everywhere
from loaders.build.succession import with_successors
from loaders.fetch.places import Files
from loaders.progress import say_nothing
from loaders.reference import Reference
from loaders.refresh import Refresh
from loaders.source import Source, discover
from loaders.store.cache import Cache
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import published
from tests.reference import home_of

REGISTERS = (
    "epraccur.csv", "epcmem.csv", "gp-reg-pat-prac-map.csv", "frimley_pcns_to_icb2026.csv", "etr.csv",
)  # fmt: skip


def _table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    return conform(pa.Table.from_pylist(rows, schema=TABLES[name].schema), TABLES[name])


def _silver(lists: Reference) -> dict[str, pa.Table]:
    """Code lists as tables of silver."""
    frames = {name: lists.tables[name].replace("", None) for name in ("vintages", "footprints", "lineage")}
    frames["vintages"] = frames["vintages"].assign(
        start=pd.to_datetime(frames["vintages"]["start"]), end=pd.to_datetime(frames["vintages"]["end"])
    )
    frames["lineage"] = frames["lineage"].assign(same_area=frames["lineage"]["same_area"].eq("true"))
    return {name: conform(frame, TABLES[name]) for name, frame in frames.items()}


def _orgs(lists: Reference = LISTS, **codes: tuple[Level, str | None]) -> pa.Table:
    areas = lists.tables["areas"]["code"].unique()
    rows: list[dict[str, object]] = [{"code": area, "level": "sub_icb", "name": area} for area in areas]
    rows += [
        {"code": code, "level": str(level), "name": code, "postcode": postcode}
        for code, (level, postcode) in codes.items()
    ]
    return _table("orgs", rows)


def _place(
    links: list[tuple[str, str, str]],
    *succeeded: tuple[str, str],
    lists: Reference = LISTS,
    **codes: tuple[Level, str | None],
) -> dict[tuple[str, str], tuple[str, str]]:
    """(org, vintage) -> (footprint, basis) of the rows that were added to these, and to the areas of the code lists.

    `succeeded` are pairs of an org and one that followed it.
    """
    areas = lists.tables["areas"].itertuples(index=False)
    stated = [(str(row.code), str(row.parent), str(row.vintage)) for row in areas] + links
    rows: list[dict[str, object]] = [
        {"child": child, "parent": parent, "vintage": vintage, "basis": "stated"} for child, parent, vintage in stated
    ]
    followed = _table("successions", [{"org": org, "successor": heir} for org, heir in succeeded])
    orgs = with_successors(_orgs(lists, **codes), followed)
    got = place_everywhere(_table("membership", rows), _silver(lists), orgs).to_pandas()
    added = got[got["basis"] != "stated"]
    return {
        (child, vintage): (parent, basis)
        for child, parent, vintage, basis in added[["child", "parent", "vintage", "basis"]].to_numpy()
    }


P, N, T, S, L = Level.PRACTICE, Level.PCN, Level.TRUST, Level.SITE, Level.LOCATION


def test_a_practice_is_carried_through_its_commissioner_to_every_vintage():
    found = _place([("A1", "36L", "stp-2020")], A1=(P, "SW1 1AA"))
    assert found["A1", "icb-2022"] == ("QWE", Way.AREA)
    assert found["A1", "icb-2026"] == ("QWE", Way.AREA)
    assert found["A1", "stp-2016"] == ("QWE", Way.FOOTPRINT), "36L did not exist in 2016; its footprint did"


def test_exchanged_ground_goes_by_postcode_and_the_rest_stays():
    links = [(code, "06H", "stp-2020") for code in ("OUNDLE", "WANSFORD", "LOST")]
    found = _place(links, OUNDLE=(P, "PE8 4JA"), WANSFORD=(P, "PE8 6PL"), LOST=(P, None))
    assert found["OUNDLE", "icb-2022"][0] == "QPM"
    assert found["WANSFORD", "icb-2022"][0] == "QUE"
    assert ("LOST", "icb-2022") not in found, "without a postcode nobody can tell on which side it lies"


def test_a_commissioner_that_kept_its_code_with_more_ground_is_not_read_backwards():
    found = _place([("FARNHAM", "92A", "icb-2026")], FARNHAM=(P, None))
    assert ("FARNHAM", "icb-2022") not in found
    assert _place([("DORKING", "92A", "icb-2022")], DORKING=(P, None))["DORKING", "icb-2026"] == ("S9B9J", Way.AREA)


def test_frimley_goes_by_network_and_never_by_name():
    links = [("A1", "D4U1Y", "stp-2020"), ("A1", "U03055", "stp-2020"), ("A2", "D4U1Y", "stp-2020")]
    found = _place([*links, ("U03055", "QRL", "icb-2026")], A1=(P, None), A2=(P, None), U03055=(N, None))
    assert found["A1", "icb-2026"] == ("QRL", Way.NETWORK)
    assert ("A2", "icb-2026") not in found


def test_on_the_map_after_the_next_frimley_still_goes_by_network(tmp_path: Path):
    """Nothing moves in this invented vintage: its lists are those of 2026 under another name."""
    lists = code_lists.load([_again(name, tmp_path) for name in ("vintages", "footprints", "lineage", "areas")])
    links = [("A1", "D4U1Y", "stp-2020"), ("A1", "U03055", "stp-2020"), ("U03055", "QRL", "icb-2026")]
    found = _place(links, lists=lists, A1=(P, None), U03055=(N, None))
    assert found["U03055", "icb-2027"] == ("QRL", Way.FOOTPRINT)
    assert found["A1", "icb-2027"] == found["A1", "icb-2026"] == ("QRL", Way.NETWORK)


def _again(name: str, folder: Path) -> Path:
    """A code list of icb-2027 that repeats the rows of icb-2026."""
    rows = LISTS.tables[name]
    if name == "vintages":
        rows = rows.tail(1).assign(id="icb-2027", start="2027-04-01", end="")
    elif name == "lineage":
        kept = LISTS.footprint_names("icb-2026")
        rows = pd.DataFrame({"earlier": list(kept), "later": list(kept)})
        rows = rows.assign(earlier_vintage="icb-2026", later_vintage="icb-2027", same_area="true")
    else:
        rows = rows[rows["vintage"] == "icb-2026"].assign(vintage="icb-2027")
    header = next(header for header, known in code_lists.HEADERS.items() if known == name)
    rows[list(header)].to_csv(folder / f"{name}.csv", index=False)
    return folder / f"{name}.csv"


def test_a_trust_is_carried_where_its_footprint_has_one_heir_and_else_by_postcode():
    near = [("A1", "15C", "icb-2026"), ("A2", "15M", "icb-2022")]
    trusts = [("RAA", "QJM", "stp-2020"), ("RBB", "QOP", "stp-2020")]
    found = _place([*near, *trusts], A1=(P, "BS1 1AA"), A2=(P, "SK13 7DE"), RAA=(T, None), RBB=(T, "SK137DE"))
    assert found["RAA", "icb-2026"] == ("QJM", Way.FOOTPRINT)
    assert found["RBB", "icb-2022"] == ("QJ2", Way.POSTCODE)


def test_the_closed_lie_where_their_successors_do_down_the_whole_line():
    links = [("NEW", "15C", "icb-2026")]
    line = [("OLD", "MIDDLE"), ("MIDDLE", "UNKNOWN"), ("UNKNOWN", "NEW")]
    found = _place(links, *line, OLD=(P, None), MIDDLE=(P, None), NEW=(P, None))
    assert found["OLD", "icb-2026"] == found["MIDDLE", "icb-2026"] == ("QUY", Way.SUCCESSOR)
    assert found["OLD", "stp-2020"] == ("QUY", Way.SUCCESSOR)


def test_splits_and_circles_place_nobody():
    links = [("A1", "15C", "icb-2026"), ("A2", "11X", "icb-2026")]
    split = _place(links, ("OLD", "A1"), ("OLD", "A2"), OLD=(P, None), A1=(P, None), A2=(P, None))
    assert ("OLD", "icb-2026") not in split
    circle = _place(links, ("B1", "B2"), ("B2", "B1"), B1=(P, None), B2=(P, None), A1=(P, None), A2=(P, None))
    assert not {org for org, _ in circle} & {"B1", "B2"}


def test_own_ground_goes_before_that_of_whoever_followed():
    """Oundle's practice is succeeded by one in Bristol: it is still Oundle's."""
    links = [("OUNDLE", "06H", "stp-2020"), ("NEW", "15C", "icb-2022")]
    found = _place(links, ("OUNDLE", "NEW"), OUNDLE=(P, "PE8 4JA"), NEW=(P, "BS1 1AA"))
    assert found["OUNDLE", "icb-2022"] == ("QPM", Way.AREA)


def test_sites_and_locations_are_placed_by_the_trust_that_runs_them():
    links = [
        ("RAA", "QJM", "icb-2026"),
        ("RAA", "QJM", "stp-2016"),
        ("RAA01", "RAA", "icb-2026"),
        ("RAA02", "RAA", "icb-2026"),
    ]
    found = _place(links, RAA=(T, None), RAA01=(S, None), RAA02=(L, None))
    assert found["RAA01", "stp-2016"][0] == found["RAA02", "stp-2016"][0] == "QJM"


def test_a_location_of_a_trust_that_only_another_vintage_knows_is_where_the_trust_is():
    links = [("RAA", "QYG", "icb-2026"), ("RAA02", "RAA", "stp-2016")]
    found = _place(links, RAA=(T, None), RAA02=(L, None))
    assert found["RAA02", "icb-2026"] == ("QYG", Way.TRUST)


def test_sites_only_the_register_knows_are_on_no_map():
    """There are tens of thousands, and no figure is of them."""
    rows: list[dict[str, object]] = [{"child": "RAA01", "parent": "RAA", "vintage": "icb-2026", "basis": "ODS register"},
            {"child": "RAA", "parent": "QJM", "vintage": "icb-2026", "basis": "ODS register"}]  # fmt: skip
    orgs = _orgs(RAA=(T, None), RAA01=(S, None))
    got = place_everywhere(_table("membership", rows), _silver(LISTS), orgs).to_pandas()
    assert "RAA" in set(got.loc[got["vintage"] == "stp-2020", "child"])
    assert "RAA01" not in set(got.loc[got["vintage"] == "stp-2020", "child"])


def test_what_a_file_says_is_never_overruled():
    found = _place([("A1", "15C", "stp-2020"), ("A1", "QJK", "icb-2022")], A1=(P, "BS1 1AA"))
    assert ("A1", "icb-2022") not in found


def test_a_network_on_a_border_carries_nobody():
    links = [("A1", "U1", "stp-2020"), ("U1", "QUY", "icb-2026"), ("U1", "QOX", "icb-2026")]
    assert ("A1", "icb-2026") not in _place(links, A1=(P, None), U1=(N, None))


@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A1", "A2", "A3"]), st.sampled_from(["15C", "15N", "11X", "U1"]), st.just("icb-2022")
        ),
        max_size=6,
    )
)
def test_in_the_vintage_of_the_statement_nothing_is_added_to_what_parents_lead_to(links):
    areas = LISTS.tables["areas"]
    here = areas[areas["vintage"] == "icb-2022"]
    every = [(child, parent) for child, parent, _ in links] + list(zip(here["code"], here["parent"], strict=True))
    found = _place(sorted(set(links)), A1=(P, None), A2=(P, None), A3=(P, None), U1=(N, None))
    for org in ("A1", "A2", "A3"):
        if home_of(org, every, set(here["parent"])):
            assert (org, "icb-2022") not in found


def test_the_order_of_rows_does_not_matter():
    links = [(f"A{n}", area, "stp-2020") for n, area in enumerate(["15C", "15N", "11X", "06H"])]
    codes = {f"A{n}": (P, "PE8 4JA") for n in range(4)}
    assert _place(links, **codes) == _place(links[::-1], **dict(reversed(codes.items())))


@pytest.fixture(scope="module")
def england(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The real registers, loaded as anybody would."""
    paths = [published(f"geography/{name}").path for name in REGISTERS]
    cache = Cache(tmp_path_factory.mktemp("registers"))
    sources = {"register": cast(Source, discover()["register"])}
    assert Refresh(cache, sources, say_nothing).run(Files(paths, tuple(sources))).published
    return Store.open(cache.root)


def test_nearly_every_open_practice_stands_on_every_map(england: Store):
    """The aim is 99.5%; Welsh practices, which epraccur lists too, are left out."""
    orgs = england.orgs
    assert not orgs.loc[orgs["level"] == Level.PRACTICE, "code"].str.startswith("W").any()
    for vintage in england.vintages["id"]:
        place = _geography(england, vintage)
        shares = placed_shares(place, orgs).set_index("level")
        open_ones, share = shares.loc["practice", ["open", "share"]]
        assert float(str(open_ones)) > 6_500
        assert float(str(share)) >= 0.995, vintage
        assert set(place.homes[place.homes.index.isin(orgs.loc[orgs["level"] == "practice", "code"])]) == set(
            place.names["code"]
        )


def test_no_practice_moves_but_where_the_lineage_says_ground_went(england: Store):
    practices = england.orgs.loc[england.orgs["level"].eq(Level.PRACTICE) & england.orgs["closed"].isna(), "code"]
    links = england.lineage
    for earlier, later in [("stp-2016", "stp-2020"), ("stp-2020", "icb-2022"), ("icb-2022", "icb-2026")]:
        here = links[(links["earlier_vintage"] == earlier) & (links["later_vintage"] == later)]
        ways = set(zip(here["earlier"], here["later"], strict=True))
        before, after = (_geography(england, each).homes.reindex(practices) for each in (earlier, later))
        moved = pd.DataFrame({"before": before, "after": after}).dropna().drop_duplicates()
        assert set(moved.itertuples(index=False, name=None)) <= ways


def test_the_exchanges_of_2022_and_2026_are_as_the_registers_have_them(england: Store):
    """Oundle joined 78H on 1 July 2022 and Wansford stayed (ODS register); Glossop; West Birmingham; Frimley in three."""
    homes = {vintage: _geography(england, vintage).homes for vintage in england.vintages["id"]}
    assert [homes[v]["K83023"] for v in ("stp-2020", "icb-2022")] == ["QUE", "QPM"]
    assert [homes[v]["K83017"] for v in ("stp-2020", "icb-2022", "icb-2026")] == ["QUE", "QUE", "S1Y5D"]
    assert [homes[v]["C81077"] for v in ("stp-2020", "icb-2022")] == ["QOP", "QJ2"]
    assert [homes[v]["Y00471"] for v in ("stp-2020", "icb-2022")] == ["QUA", "QHL"]
    frimley = homes["icb-2022"].index[homes["icb-2022"] == "QNQ"]
    assert set(homes["icb-2026"].reindex(frimley).dropna()) == {"S0E4D", "QRL", "S9B9J"}


def _geography(store: Store, vintage: str) -> Geography:
    return Geography(vintage, store.vintages, store.footprints, store.lineage, store.membership(vintage))
