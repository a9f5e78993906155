"""The rules by which several files together say one thing: later figures stand, the newest parent stays."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.schema import FACTS, TABLES, conform
from loaders.build import facts as written
from loaders.build.facts import merge_facts, write_facts
from loaders.build.merge import merge_maps, merge_membership, merge_orgs, merge_rows

KEY = list(FACTS.key)


def _table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    return conform(pa.Table.from_pylist(rows, schema=TABLES[name].schema), TABLES[name])


def _fact(release: str, value: float, **key: object) -> dict[str, object]:
    return {
        "measure": "toy.good", "org": "A00001", "level": "practice", "start": date(2025, 1, 1),
        "end": date(2025, 4, 1), "segment": "all", "value": value, "status": "ok", "release": release,
    } | key  # fmt: skip


rows_of_a_release = st.lists(
    st.tuples(
        st.sampled_from(["toy.good", "toy.bad"]),
        st.sampled_from(["practice", "england"]),
        st.sampled_from([date(1999, 1, 1), date(2024, 1, 1), date(2025, 1, 1)]),
        st.sampled_from(["A1", "A2", "Z9", "é"]),
        st.sampled_from(["all", "age=16-24"]),
    ),
    unique=True,
    max_size=12,
)


@given(st.lists(rows_of_a_release, min_size=1, max_size=4))
def test_merging_is_a_dictionary_updated_release_by_release(releases: list[list[tuple[object, ...]]]) -> None:
    tables, twin, overlaps = [], {}, Counter()
    for number, rows in enumerate(releases):
        facts = []
        for measure, level, start, org, segment in rows:
            fact = _fact(f"toy.{number}", number, measure=measure, level=level, start=start, end=date(2026, 1, 1),
                         org=org, segment=segment)  # fmt: skip
            facts.append(fact)
            key = (measure, level, start, org, segment)
            twin.setdefault(key, []).append(f"toy.{number}")
        tables.append(_table("facts", facts))
    for told in twin.values():
        overlaps.update((older, told[-1]) for older in told[:-1])
    merged, counted = merge_facts(tables)
    assert counted == overlaps
    got = [(r["measure"], r["level"], r["start"], r["org"], r["segment"], r["release"]) for r in merged.to_pylist()]
    assert got == [(*key, told[-1]) for key, told in sorted(twin.items())]


def test_each_measure_has_row_groups_of_its_own(tmp_path) -> None:
    facts = [
        _fact("toy.1", 1, measure=measure, org=org) for measure in ("toy.b", "toy.a") for org in ("X1", "X2", "X3")
    ]
    merged, _ = merge_facts([_table("facts", facts)])
    write_facts(merged, tmp_path / "toy.parquet")
    file = pq.ParquetFile(tmp_path / "toy.parquet")
    assert [file.read_row_group(i)["measure"].unique().to_pylist() for i in range(file.num_row_groups)] == [
        ["toy.a"],
        ["toy.b"],
    ]
    assert file.schema_arrow.remove_metadata() == FACTS.schema
    assert file.read().to_pylist() == merged.to_pylist()


def test_each_level_of_a_large_measure_has_row_groups_of_its_own(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "_FEW_ROWS", 3)
    facts: list[dict[str, object]] = [
        _fact("toy.1", 1, measure=measure, org=org, level=level)
        for measure, orgs in (("toy.small", ("X1",)), ("toy.large", ("X1", "X2")))
        for level in ("trust", "england")
        for org in orgs
    ]
    merged, _ = merge_facts([_table("facts", facts)])
    write_facts(merged, tmp_path / "toy.parquet")
    file = pq.ParquetFile(tmp_path / "toy.parquet")
    groups = [file.read_row_group(at).select(["measure", "level"]).to_pylist() for at in range(file.num_row_groups)]
    assert [{(each["measure"], each["level"]) for each in rows} for rows in groups] == [
        {("toy.large", "england")},
        {("toy.large", "trust")},
        {("toy.small", "england"), ("toy.small", "trust")},
    ]
    assert file.read().to_pylist() == merged.to_pylist()


def test_an_org_is_described_by_the_newest_file_that_fills_each_column() -> None:
    older = _table("orgs", [{"code": "A1", "level": "practice", "name": "Old name", "postcode": "YO1 1AA"}])
    newer = _table(
        "orgs",
        [
            {"code": "A1", "level": "practice", "name": "New name", "closed": date(2025, 3, 31)},
            {"code": "A1", "level": "site", "name": "Site"},
        ],
    )
    practice, site = merge_orgs([older, newer]).to_pylist()
    assert (practice["name"], practice["postcode"], practice["closed"]) == ("New name", "YO1 1AA", date(2025, 3, 31))
    assert (site["level"], site["name"], site["postcode"]) == ("site", "Site", None)


def test_no_orgs_are_an_empty_table() -> None:
    assert merge_orgs([TABLES["orgs"].schema.empty_table()]).num_rows == 0


def _belongs(basis: str, *pairs: tuple[str, str], vintage: str = "icb-2022") -> pa.Table:
    rows = [{"child": child, "parent": parent, "vintage": vintage, "basis": basis} for child, parent in pairs]
    return _table("membership", rows)


FOOTPRINTS = _table(
    "footprints",
    [
        {"vintage": "icb-2022", "code": code, "name": code, "short_name": code, "ons_codes": "E5", "region": "Y1"}
        for code in ("QAA", "QBB")
    ],
)
ORGS = _table(
    "orgs",
    [{"code": "U1", "level": "pcn", "name": "PCN"}, {"code": "U2", "level": "pcn", "name": "PCN"},
     {"code": "Y1", "level": "region", "name": "Region"}],
)  # fmt: skip


def _pairs(*tables: pa.Table) -> set[tuple[str, str]]:
    rows = merge_membership([TABLES["membership"].schema.empty_table(), *tables], FOOTPRINTS, ORGS).to_pylist()
    return {(row["child"], row["parent"]) for row in rows}


def test_a_practice_that_moved_belongs_to_one_pcn_and_keeps_parents_of_other_levels() -> None:
    older = _belongs("2024", ("A1", "U1"), ("A1", "QAA"), ("A1", "Y1"))
    newer = _belongs("2025", ("A1", "U2"), ("A1", "QAA"))
    assert _pairs(older, newer) == {("A1", "U2"), ("A1", "QAA"), ("A1", "Y1")}


def test_parents_of_another_vintage_stay() -> None:
    older = _belongs("2021", ("A1", "QAA"), vintage="stp-2020")
    newer = _belongs("2025", ("A1", "QBB"))
    assert _pairs(older, newer) == {("A1", "QAA"), ("A1", "QBB")}


def test_two_parents_in_one_file_both_stay_and_unknown_parents_displace_nothing() -> None:
    older = _belongs("2021", ("A1", "?1"))
    newer = _belongs("2025", ("A1", "QAA"), ("A1", "QBB"), ("A1", "?2"))
    assert _pairs(older, newer) == {("A1", "QAA"), ("A1", "QBB"), ("A1", "?1"), ("A1", "?2")}


def test_a_map_is_taken_from_one_file_whole() -> None:
    def shapes(vintage: str, name: str, *codes: str) -> pa.Table:
        rows = [{"vintage": vintage, "code": code, "name": name, "rings": [[0.0, 1.0]]} for code in codes]
        return _table("boundaries", rows)

    merged = merge_maps(
        "boundaries", [shapes("a", "old", "Q1", "Q2"), shapes("a", "new", "Q2"), shapes("b", "only", "Q1")]
    )
    assert [(row["vintage"], row["code"], row["name"]) for row in merged.to_pylist()] == [
        ("a", "Q2", "new"),
        ("b", "Q1", "only"),
    ]


def test_of_two_rows_under_one_key_the_newer_stands() -> None:
    def vintage(title: str, end: date | None) -> pa.Table:
        return _table("vintages", [{"id": "icb-2026", "title": title, "start": date(2026, 4, 1), "end": end}])

    (row,) = merge_rows("vintages", [vintage("old", None), vintage("new", date(2027, 4, 1))]).to_pylist()
    assert (row["title"], row["end"]) == ("new", date(2027, 4, 1))
    assert pd.isna(merge_rows("vintages", [vintage("old", None)]).to_pylist()[0]["end"])
