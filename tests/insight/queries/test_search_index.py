"""The index of the search: everything that has a name, once, with what it is found by, and kept beside its set."""

import json
import zlib

import pandas as pd
import pyarrow.parquet as pq
import pytest

from insight.queries.published import PublishedSet
from insight.queries.search_index import search_index
from insight.store import Store
from tests.silver import OVERALL, publish, write

ORGS = [
    {"code": "1-11", "level": "location", "name": "Alder House", "postcode": "ZZ1 1ZZ"},
    {"code": "1-12", "level": "location", "name": "Alder Care Home"},
    {"code": "RZ101", "level": "location", "name": "Elm General Hospital"},
    {"code": "RZ101", "level": "site", "name": "ELM HOSPITALS NHS TRUST SITE 1"},
    {"code": "RZ101:AMU", "level": "ward", "name": "AMU"},
    {"code": "ZA9999", "level": "practice", "name": "OLD MILL SURGERY", "successor": "ZA0000"},
]
LINKS = [("1-11", "ZA0000"), ("RZ101:AMU", "RZ101")]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> PublishedSet:
    cache = tmp_path_factory.mktemp("cache")
    made = publish(cache)
    orgs = pq.read_table(made / "orgs.parquet").to_pandas()
    write(pd.concat([orgs, pd.DataFrame(ORGS)]), "orgs", made / "orgs.parquet")
    areas = pq.read_table(made / "footprints.parquet").to_pandas()
    write(areas.assign(ons_codes="E54000001;E54000002"), "footprints", made / "footprints.parquet")
    links = pq.read_table(made / "membership.parquet").to_pandas()
    more = pd.DataFrame(
        [(*each, "icb-2026", "invented") for each in LINKS], columns=["child", "parent", "vintage", "basis"]
    )
    write(pd.concat([links, more]), "membership", made / "membership.parquet")
    return PublishedSet(Store.open(cache))


def told(published: PublishedSet) -> dict[str, list[dict[str, str]]]:
    found = {}
    for kind in json.loads(zlib.decompress(search_index(published))):
        columns = {name: kind[name].split("\n") for name in ("codes", "names", "details", "also")}
        assert len({len(each) for each in columns.values()}) == 1, kind["kind"]
        found[kind["kind"]] = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return found


def test_every_kind_of_thing_is_there(published: PublishedSet) -> None:
    found = told(published)
    assert {"Alder", "Aldbirch"} <= {each["names"] for each in found["footprint"]}
    assert OVERALL in {each["codes"] for each in found["measure"]}
    assert "Alder Surgery 0" in {each["names"] for each in found["practice"]}


def test_a_footprint_of_each_set_is_told_apart(published: PublishedSet) -> None:
    damson = [each["details"] for each in told(published)["footprint"] if each["codes"] == "QZD"]
    assert damson == ["ICB 2026", "ICB 2022", "STP 2016"]


def test_a_practice_is_found_by_the_code_of_the_place_inspected_there_which_is_not_listed_twice(
    published: PublishedSet,
) -> None:
    found = told(published)
    assert "1-11" in next(each["also"] for each in found["practice"] if each["codes"] == "ZA0000")
    assert [each["names"] for each in found["location"]] == ["Alder Care Home"]


def test_a_practice_is_found_by_the_name_and_the_code_of_the_one_it_took_over(published: PublishedSet) -> None:
    assert "OLD MILL SURGERY ZA9999" in next(
        each["also"] for each in told(published)["practice"] if each["codes"] == "ZA0000"
    )


def test_an_area_is_found_by_each_of_its_codes_at_the_ons(published: PublishedSet) -> None:
    also = [each["also"].split() for each in told(published)["footprint"]]
    assert also and all({"E54000001", "E54000002"} <= set(words) for words in also)


def test_a_site_goes_by_its_inspectors_name_and_a_ward_by_its_hospital(published: PublishedSet) -> None:
    found = told(published)
    assert found["site"][0]["names"] == "Elm General Hospital"
    assert "ELM HOSPITALS NHS TRUST SITE 1" in found["site"][0]["also"]
    assert found["ward"][0] == {"codes": "RZ101:AMU", "names": "AMU", "details": "Elm General Hospital", "also": ""}


def test_it_is_built_once_for_a_set(published: PublishedSet, monkeypatch: pytest.MonkeyPatch) -> None:
    first = search_index(published)
    monkeypatch.setattr("insight.queries.search_index.packed", lambda _: pytest.fail("built again"))
    assert search_index(PublishedSet(Store(published.store.folder))) == first
