"""A set of tables is read only while every table of it is there and as it was written; else the one before is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from insight import generations
from insight.store import NothingUsable, Store, current_generation
from tests.silver import OVERALL, publish, seal


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two published sets, the older and the current."""
    return publish(tmp_path, number=1), publish(tmp_path, number=2, higher=1.0)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    "name", ["releases", "breaks", "orgs", "membership", "facts/gpps", "boundaries/icb-2022", "hexes/icb-2022"]
)
@pytest.mark.parametrize(
    ("damage", "reason"), [(Path.unlink, "is missing"), (_cut, "is damaged"), (_flip, "is damaged")]
)
def test_a_set_with_a_damaged_table_gives_way_to_the_one_before(
    two: tuple[Path, Path], tmp_path: Path, name: str, damage: Callable[[Path], None], reason: str
) -> None:
    older, newer = two
    assert current_generation(tmp_path) == newer
    damage(newer / f"{name}.parquet")
    store = Store.open(tmp_path)
    assert store.folder == older
    (notice,) = store.notices
    assert f"set 000002) are not shown: {name}.parquet {reason}" in notice
    assert "the next load makes them again" in notice
    assert store.demonstration and len(store.breaks) == 1


def test_a_table_from_elsewhere_is_not_believed(two: tuple[Path, Path], tmp_path: Path) -> None:
    older, newer = two
    (newer / "facts" / "other.parquet").write_bytes((older / "facts" / "gpps.parquet").read_bytes())
    assert current_generation(tmp_path) == older
    assert generations.faults(tmp_path) == {newer: "facts/other.parquet does not belong to it"}


def test_a_set_that_lost_its_mark_is_told_and_not_taken_for_none(two: tuple[Path, Path], tmp_path: Path) -> None:
    older, newer = two
    (newer / generations.COMPLETE).unlink()
    assert current_generation(tmp_path) == older
    (older / generations.COMPLETE).unlink()
    assert set(generations.faults(tmp_path).values()) == {"its mark COMPLETE is missing"}
    with pytest.raises(NothingUsable, match=r"set 000002\) cannot be used: its mark COMPLETE is missing"):
        current_generation(tmp_path)


def test_with_every_set_damaged_there_is_a_sentence_and_no_figure(two: tuple[Path, Path], tmp_path: Path) -> None:
    for folder in two:
        _cut(folder / "releases.parquet")
    with pytest.raises(NothingUsable, match=r"set 000002.*releases\.parquet is damaged.*python -m loaders fetch"):
        Store.open(tmp_path)


@pytest.mark.parametrize(
    "mark", ["", "0" * 64, "f" * 64, "[]", '{"made_from": "x"}', '{"tables": {"orgs.parquet": 1}}']
)
def test_a_set_made_before_tables_were_fingerprinted_is_not_half_read(
    two: tuple[Path, Path], tmp_path: Path, mark: str
) -> None:
    older, newer = two
    (newer / generations.COMPLETE).write_text(mark)
    assert current_generation(tmp_path) == older
    assert generations.faults(tmp_path) == {newer: "it was made by an earlier version of this program"}


def test_a_set_that_lacks_a_column_or_a_table_of_today_is_of_an_earlier_version(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    older, newer = two
    path = newer / "orgs.parquet"
    pq.write_table(pq.read_table(path).drop_columns("postcode"), path)
    seal(newer)
    assert generations.fault(newer) == "it was made by an earlier version of this program"
    mark = json.loads((older / generations.COMPLETE).read_text())
    del mark["tables"]["breaks.parquet"]
    (older / "breaks.parquet").unlink()
    (older / generations.COMPLETE).write_text(json.dumps(mark))
    assert generations.fault(older) == "it was made by an earlier version of this program"


def test_bytes_are_read_once_and_again_when_a_file_has_changed(
    two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    true = generations._sha256
    monkeypatch.setattr(generations, "_sha256", lambda path: read.append(path) or true(path))
    assert current_generation(tmp_path) == current_generation(tmp_path) == two[1]
    assert len(read) == len(set(read)) > 10
    read.clear()
    _flip(two[1] / "facts" / "gpps.parquet")
    assert current_generation(tmp_path) == two[0]
    assert two[1] / "facts" / "gpps.parquet" in read


def test_the_mark_says_what_every_table_is(two: tuple[Path, Path]) -> None:
    tables = json.loads((two[1] / generations.COMPLETE).read_text())["tables"]
    facts = pq.read_table(two[1] / "facts" / "gpps.parquet")
    assert tables["facts/gpps.parquet"]["rows"] == facts.num_rows
    assert OVERALL in facts["measure"].to_pylist()
    assert len(tables["facts/gpps.parquet"]["sha256"]) == 64


def test_a_set_with_a_word_that_nobody_knows_any_more_is_of_an_earlier_version(tmp_path: Path) -> None:
    whole = publish(tmp_path)
    mark = json.loads((whole / "COMPLETE").read_text())
    assert "Level.PRACTICE=practice" in mark["words"]
    mark["words"].append("Role.OF_OLD=of old")
    (whole / "COMPLETE").write_text(json.dumps(mark))
    assert generations.fault(whole) == "it was made by an earlier version of this program"
    mark["words"] = [word for word in mark["words"] if word.startswith("Level.")]
    (whole / "COMPLETE").write_text(json.dumps(mark))
    assert generations.fault(whole) == ""
