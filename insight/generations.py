"""The whole sets of tables of a cache: which one is current, and whether it is still as the loaders published it.

The mark of a whole set is written by the loaders and checked by whoever reads, so both know this module.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeGuard

from insight import model, traits
from insight.schema import TABLES

GENERATIONS = "generations"
SILVER = "silver"
"""The link to the current set. Where a link cannot be made or replaced in one step, the newest whole set is current."""
COMPLETE = "COMPLETE"
"""The mark inside a whole set: what the set was made from, and what every table of it is."""
HELD_BACK = "bronze/held-back.txt"
"""One sentence a line: files that were fetched, are kept, and are not believed until somebody accepts them."""

_IN_PARTS = frozenset({"facts", "boundaries", "hexes"})
"""Tables that are folders, one file a source or vintage."""
_IN_NO_TABLE = "Basis."
"""Words that are said of figures and stand in no table: how they are said may change without the set being made again."""
_EARLIER = "it was made by an earlier version of this program"


@dataclass(frozen=True)
class Written:
    """One table as it was written."""

    sha256: str
    bytes: int
    rows: int
    columns: tuple[str, ...]


def write_mark(folder: Path, made_from: str, tables: Mapping[str, Written]) -> None:
    """Declare the set in `folder` whole; `tables` by their path in it (`facts/SOURCE.parquet`)."""
    said = {
        "made_from": made_from,
        "words": sorted(_words()),
        "tables": {name: asdict(table) for name, table in sorted(tables.items())},
    }
    (folder / COMPLETE).write_text(json.dumps(said, indent=1), encoding="utf-8")


def made_from(folder: Path) -> str:
    """The fingerprint of what a set without fault was made from."""
    return json.loads((folder / COMPLETE).read_text(encoding="utf-8"))["made_from"]


def tables_in(folder: Path) -> dict[str, dict[str, object]]:
    """What every table of a set without fault is, by its path in it: equal for two sets that say the same."""
    return json.loads((folder / COMPLETE).read_text(encoding="utf-8"))["tables"]


def current(cache: Path) -> Path | None:
    """The set to read: the one `silver` points at or, where that has a fault, the newest that has none; None if none."""
    return next((folder for folder in _published(cache) if not fault(folder)), None)


def faults(cache: Path) -> dict[Path, str]:
    """Why each set that would come before the current one is not used; empty when all is well."""
    found: dict[Path, str] = {}
    for folder in _published(cache):
        if not (reason := fault(folder)):
            break
        found[folder] = reason
    return found


def fault(folder: Path) -> str:
    """Why a published set cannot be used; '' when it is as it was written and has today's tables and columns.

    Every byte is read the first time; after that sizes and times of the files are compared.
    """
    try:
        if not (folder / COMPLETE).exists():
            return f"its mark {COMPLETE} is missing"
        mark = (folder / COMPLETE).read_text(encoding="utf-8")
        files = {path.relative_to(folder).as_posix(): path.stat() for path in folder.rglob("*.parquet")}
        return _fault(folder, mark, tuple((name, it.st_size, it.st_mtime_ns) for name, it in sorted(files.items())))
    except (OSError, UnicodeDecodeError) as error:
        return f"it cannot be read ({error})"


def cache_of(folder: Path) -> Path:
    """The cache that a set lies in, at its number or, in a copied cache, at the place of the link."""
    return folder.parent.parent if folder.parent.name == GENERATIONS else folder.parent


@lru_cache(maxsize=64)
def _fault(folder: Path, mark: str, files: tuple[tuple[str, int, int], ...]) -> str:
    try:
        said = json.loads(mark)
        tables = {name: Written(**table) for name, table in said["tables"].items()}
        forgotten = {word for word in said["words"] if not word.startswith(_IN_NO_TABLE)} - _words()
    except (ValueError, KeyError, TypeError, AttributeError):
        return _EARLIER
    if forgotten:
        return _EARLIER
    sizes = {name: size for name, size, _ in files}
    if strange := sorted(set(sizes) ^ set(tables)):
        return f"{strange[0]} {'is missing' if strange[0] in tables else 'does not belong to it'}"
    for name, table in tables.items():
        if sizes[name] != table.bytes or _sha256(folder / name) != table.sha256:
            return f"{name} is damaged"
    if {f"{name}.parquet" for name in set(TABLES) - _IN_PARTS} - set(tables):
        return _EARLIER
    if any(
        set(TABLES[name.partition("/")[0].removesuffix(".parquet")].schema.names) - set(table.columns)
        for name, table in tables.items()
    ):
        return _EARLIER
    return ""


@cache
def _words() -> frozenset[str]:
    """Every word a table may hold whose meaning the code knows (levels, units, statuses, traits), as `Level.PRACTICE=practice`.

    A set that may hold a word nobody knows any more was made by an earlier version, although its columns are today's.
    """
    kinds = [kind for module in (model, traits) for kind in vars(module).values() if _is_words(kind)]
    return frozenset(f"{kind.__name__}.{word.name}={word.value}" for kind in kinds for word in kind)


def _is_words(kind: object) -> TypeGuard[type[StrEnum]]:
    return isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum


def _published(cache: Path) -> Iterator[Path]:
    """Sets that were published: first the one that `silver` points at, then from the newest back."""
    pointed = (cache / SILVER).resolve()
    if pointed.is_dir():
        yield pointed
    for folder in sorted((cache / GENERATIONS).glob("[0-9]*"), reverse=True):
        if folder.resolve() != pointed:
            yield folder


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
