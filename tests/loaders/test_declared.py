"""Tables kept by hand: found by source and name, every cell text, every one rectangular and free of doubled rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from insight.model import Level
from loaders.declared import SOURCES, addresses, columns, fits, of_every_source
from loaders.source import Raw, discover
from tests.loaders.built_in import lists_of
from tests.loaders.mutations.harness import good_files

TABLES = sorted(SOURCES.glob("*/columns/*.csv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_every_table_has_a_cell_under_every_heading_and_no_row_twice(path: Path) -> None:
    rows = columns(path.parts[-3], path.stem)

    assert rows
    assert all(isinstance(cell, str) and isinstance(heading, str) for row in rows for heading, cell in row.items())
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_a_source_without_known_addresses_has_none() -> None:
    assert addresses("gpps") == ()
    assert all(row["url"].startswith("https://") for row in addresses("trust_surveys"))


def test_every_release_of_every_source_is_told_what_complete_means_or_why_nobody_knows() -> None:
    patterns = [row["release"] for row in of_every_source("complete")]
    for id, source in discover().items():
        for path in good_files(id):
            release = source.recognise(Raw(path, path.name, f"folder:{path.name}"), lists_of(id))
            assert release and any(fits(release.id, each) for each in patterns), path.name
    assert all(row["least"] or (row["seen"] and not row["counted"]) for row in of_every_source("complete"))


def test_what_complete_means_is_told_of_releases_and_tables_that_there_are() -> None:
    for row in (each for each in of_every_source("complete") if each["least"]):
        table, kind = row["counted"].split("/")
        assert row["release"].partition(".")[0] in discover()
        assert table == "small_areas" or (table in ("facts", "orgs") and Level(kind))
        assert int(row["least"]) > 0
