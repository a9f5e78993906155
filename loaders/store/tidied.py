"""What each published file says, in the tidy shape, kept under the file's fingerprint so that it is read only once."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from insight.schema import FROM_FILES
from loaders.build.completeness import count_held
from loaders.reference import Reference
from loaders.source import Release, SourceInfo
from loaders.store.bronze import safe_name
from loaders.store.cache import Cache
from loaders.store.durable import sha256_of

_CONTENTS = "contents.json"


@dataclass(frozen=True)
class TidiedFile:
    """The tables of one file, on disk."""

    folder: Path
    rows: dict[str, int]
    """Rows by table."""
    holds: dict[str, int]
    """What they hold, counted (loaders.build.completeness)."""
    doubt: str = ""
    """Why the file should wait for somebody's word; '' where nothing in it speaks against it."""

    def table(self, name: str, dictionaries: Collection[str] = ()) -> pa.Table:
        """One table of the file; columns named in `dictionaries` come dictionary-encoded. Empty if it has none."""
        if name not in self.rows:
            return FROM_FILES[name].schema.empty_table()
        with pq.ParquetFile(_path(self.folder, name), read_dictionary=list(dictionaries)) as file:
            return file.read()


def part_name(sha256: str, release: Release, source: SourceInfo, reference: Reference) -> str:
    """Under what name a file's tables are kept: taken for another release, or by a new version of the source, the tidy shape
    or the code lists, it is another.
    """
    taken_for = f"{safe_name(release.id)}.v{source.version}"
    return "-".join(filter(None, [f"{sha256}.{taken_for}", _SHAPE, reference.mark]))


def find(cache: Cache, name: str) -> TidiedFile | None:
    """The tables kept under a name; None when there are none, or when they are not as they were written."""
    folder = cache.tidied / name
    try:
        contents = json.loads((folder / _CONTENTS).read_text(encoding="utf-8"))
        rows: dict[str, int] = contents["rows"]
        files = {table: _path(folder, table).stat() for table in rows}
        expected = tuple(contents["sha256"][table] for table in rows)
        found = tuple(_fingerprint(_path(folder, table), it.st_size, it.st_mtime_ns) for table, it in files.items())
        holds: dict[str, int] = contents["counted"]
        doubt: str = contents["doubt"]
    except (OSError, ValueError, KeyError):
        return None
    return TidiedFile(folder, rows, holds, doubt) if found == expected else None


def save(cache: Cache, name: str, tables: Mapping[str, pa.Table], doubt: str = "") -> TidiedFile:
    """Write the tables of one file; they stand under their name only when all are complete."""
    cache.building.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix="tidied-", dir=cache.building))
    for table, rows in tables.items():
        pq.write_table(rows, _path(half, table), compression="zstd")
    contents = {
        "rows": {table: rows.num_rows for table, rows in tables.items()},
        "counted": count_held(tables),
        "doubt": doubt,
        "sha256": {table: sha256_of(_path(half, table)) for table in tables},
    }
    (half / _CONTENTS).write_text(json.dumps(contents), encoding="utf-8")
    place = cache.tidied / name
    cache.tidied.mkdir(exist_ok=True)
    if place.exists():
        shutil.rmtree(place)
    half.rename(place)
    return TidiedFile(place, contents["rows"], contents["counted"], doubt)


def keep_only(cache: Cache, names: Collection[str]) -> None:
    """Remove every part not named: those of superseded files and of older versions. They can be made again."""
    for folder in cache.tidied.iterdir() if cache.tidied.exists() else ():
        if folder.name not in names:
            shutil.rmtree(folder)


def _path(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"


@lru_cache(maxsize=1 << 16)
def _fingerprint(path: Path, size: int, changed: int) -> str:
    """The SHA-256 of a file that has this size and time of change: read once while both stay."""
    del size, changed
    return sha256_of(path)


def _shape() -> str:
    described = [f"{table.name} {table.schema} {table.key} {table.required}" for table in FROM_FILES.values()]
    return hashlib.sha256("\n".join(described).encode()).hexdigest()[:8]


_SHAPE = _shape()
