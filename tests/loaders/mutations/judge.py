"""What became of a spoilt file: the same tables, a refusal, another file's, fewer rows, other figures, or a crash."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyarrow as pa

from loaders.errors import LoadingError
from loaders.read.file_reader import say
from loaders.source import Raw, Source
from tests.loaders.built_in import believed, lists_of

Row = tuple[tuple[str, str], ...]
"""Names and values of the cells that hold anything."""
Rows = Mapping[str, Counter[Row]]
"""How often each row stands in each table."""

NOTE = "note"
"""Where what a release says of itself is kept beside its tables."""

_ABSENCE = ("status", "basis")
"""Cells that say why there is no figure, or how far down the list of ways to place an organisation we had to go."""


class Fate(StrEnum):
    """What can become of a spoilt file."""

    SAME = "same"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    TOLD = "told"
    """Some rows or figures are gone, none is another, and a sentence says so."""
    LESS = "less"
    """The same without a word."""
    OTHER = "other"
    CRASH = "crash"


@dataclass(frozen=True)
class Verdict:
    """The fate of a spoilt file, and the first of what shows it."""

    fate: Fate
    shown: str = ""


def rows_of(source: Source, file: Path) -> Rows | None:
    """Every row of every table a file holds; None where it is not this source's. Raises as the loaders do."""
    raw = Raw(file, file.name, f"folder:{file.name}")
    lists = lists_of(source.SOURCE.id)
    release = source.recognise(raw, lists)
    if release is None:
        return None
    tables = believed(source, raw, release, lists)
    named = {"id": release.id, "start": release.start, "end": release.end, "published": release.published}
    told = {"release": Counter([tuple((name, str(value)) for name, value in named.items())])}
    if note := say(release, tables, lists, source.MEASURES):
        told[NOTE] = Counter([(("said", note),)])
    return told | {name: _counted(table) for name, table in tables.items()}


def _counted(table: pa.Table) -> Counter[Row]:
    return Counter(
        tuple((name, _plain(value)) for name, value in row.items() if value is not None) for row in table.to_pylist()
    )


def _plain(value: object) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def judge(source: Source, file: Path, whole: Rows) -> Verdict:
    """Hold what a spoilt file gives against what the whole one gave."""
    try:
        found = rows_of(source, file)
    except LoadingError as error:
        return Verdict(Fate.REFUSED, str(error)) if str(error).strip() else Verdict(Fate.CRASH, "an empty sentence")
    except Exception as error:
        return Verdict(Fate.CRASH, f"{error!r} {traceback.format_exc().splitlines()[-3].strip()}")
    if found is None:
        return Verdict(Fate.UNKNOWN)
    more = [(name, row) for name, rows in found.items() for row in rows - whole.get(name, Counter()) if name != NOTE]
    less = [(name, row) for name, rows in whole.items() for row in rows - found.get(name, Counter()) if name != NOTE]
    others = [each for each in more if not _is_poorer(*each, less)]
    if others:
        return Verdict(Fate.OTHER, _change(less, *others[0]))
    if not less:
        return Verdict(Fate.SAME)
    told = found.get(NOTE, Counter()) - whole.get(NOTE, Counter())
    return Verdict(Fate.TOLD if told else Fate.LESS, f"{len(less)} rows gone, such as {less[0]}")


def _is_poorer(name: str, row: Row, less: list[tuple[str, Row]]) -> bool:
    """Whether a new row says nothing but what a lost one said: a figure is gone, none is another."""
    says = {cell for cell in row if cell[0] not in _ABSENCE}
    return any(table == name and says <= {*was} for table, was in less)


def _change(less: list[tuple[str, Row]], name: str, row: Row) -> str:
    """What is new in a row, beside the lost row most like it."""
    like = max((was for table, was in less if table == name), key=lambda was: len({*was} & {*row}), default=())
    key = [f"{column}={value}" for column, value in row if column in ("measure", "org", "code", "child", "segment")]
    was, now = ({*ones} - {*others} for ones, others in ((like, row), (row, like)))
    return f"{name} {' '.join(key)}: {sorted(was)} became {sorted(now)}"
