"""What a source declares goes through silver and comes back whole."""

from __future__ import annotations

from dataclasses import replace

from insight.measures.reading import read_measure, read_source
from insight.schema import TABLES
from loaders.build.declarations import declared
from loaders.source import discover


def test_declarations_come_back_from_silver_as_they_went_in() -> None:
    sources = discover()
    every = [measure for source in sources.values() for measure in source.MEASURES]

    tables = declared(sources, set(sources), {measure.id for measure in every})

    rows = tables["measures"].to_pandas().set_index("id", drop=False)
    # One measure of each set of traits, since the surveys of trusts declare thousands of each.
    for measure in {(each.source, each.traits, each.roles): each for each in every}.values():
        assert read_measure(rows.loc[measure.id]) == replace(measure, bounds=None)
    told = tables["sources"].to_pandas().set_index("id", drop=False)
    assert {id: read_source(told.loc[id]) for id in sources} == {
        id: source.SOURCE.traits for id, source in sources.items()
    }
    assert all(tables[name].schema.equals(TABLES[name].schema) for name in tables)


def test_only_what_is_loaded_is_declared() -> None:
    sources = discover()

    tables = declared(sources, {"fft"}, {"fft.ae_positive"})

    assert tables["sources"]["id"].to_pylist() == ["fft"]
    assert tables["measures"]["id"].to_pylist() == ["fft.ae_positive"]
    assert tables["drivers"].num_rows == 0
