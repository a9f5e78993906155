"""Brings the published numbers of one source together: one row per number, the later publication where two give one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from insight.model import EVERYONE
from insight.schema import CATALOGUE, FACTS, conform

WORDS = tuple(column.name for column in FACTS.schema if pa.types.is_string(column.type))
"""The text columns: few words, many rows, so they are handled as dictionaries."""

_ORDER = ("measure", "level", "start", "org", "segment")
"""How facts lie on disk: one measure together, in it one level, so that a page reads a few runs of rows."""

_ROWS_TOGETHER = 250_000
_FEW_ROWS = 20_000
"""A measure of no more is read whole at once, whatever is asked of it."""

Overlaps = Counter[tuple[str, str]]
"""How many numbers of one release (first) stand as another (second) published them later."""


def merge_facts(tables: Sequence[pa.Table]) -> tuple[pa.Table, Overlaps]:
    """One row per key, in the order they lie on disk, from the tables of all releases, oldest first.

    Of two rows under one key the one in the later table stands; the counter says how often, and between which releases.
    """
    together = pa.concat_tables([_encode(table) for table in tables]).unify_dictionaries()
    key = _key(together)
    order = np.argsort(key, kind="stable")  # stable: within one key the oldest comes first
    ordered = key[order]
    last = np.append(ordered[1:] != ordered[:-1], np.ones(min(1, len(ordered)), dtype=bool))
    stands, fell = order[last], order[~last]
    winner = stands[(np.cumsum(last) - last)[~last]]
    merged = conform(together.take(stands), FACTS)
    return merged, _count_overlaps(together["release"], fell, winner)


def write_facts(facts: pa.Table, path: Path) -> None:
    """Write merged facts with every measure in row groups of its own, and every level of a large one, so that reading it reads little else."""
    measures, levels = (_codes(_encode(facts), name) for name in ("measure", "level"))
    large = np.bincount(measures, minlength=1)[measures] > _FEW_ROWS
    parted = (np.diff(measures) != 0) | ((np.diff(levels) != 0) & large[1:])
    starts = [0, *(np.flatnonzero(parted) + 1).tolist(), len(measures)]
    with pq.ParquetWriter(path, FACTS.schema, compression="zstd") as writer:
        for first, end in pairwise(starts):
            writer.write_table(facts.slice(first, end - first), row_group_size=_ROWS_TOGETHER)


def catalogue(facts: pa.Table) -> pa.Table:
    """One row per measure, level and period of merged facts: how many about everyone stand there."""
    mine = facts.filter(pc.field("segment") == EVERYONE)
    counted = mine.group_by(["measure", "level", "start"]).aggregate([("end", "max"), ("org", "count")])
    named = counted.rename_columns({"end_max": "end", "org_count": "facts"})
    return conform(named.sort_by([(name, "ascending") for name in CATALOGUE.key]), CATALOGUE)


def _encode(table: pa.Table) -> pa.Table:
    """The same rows with every text column dictionary-encoded."""
    kind = pa.dictionary(pa.int32(), pa.string())
    columns = [
        column if pa.types.is_dictionary(column.type) or name not in WORDS else column.dictionary_encode().cast(kind)
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    return pa.table(columns, names=table.column_names)


def _key(table: pa.Table) -> NDArray[np.int64]:
    """One whole number per row that is equal where the keys are equal and sorts as `_ORDER` does."""
    return reduce(_widen, (_codes(table, column) for column in _ORDER))


def _widen(key: NDArray[np.int64], codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The key with one more column behind it; made dense first when the numbers would not fit."""
    choices = int(codes.max(initial=0)) + 1
    if int(key.max(initial=0)) >= np.iinfo(np.int64).max // choices - 1:
        key = np.unique(key, return_inverse=True)[1].astype(np.int64)
    return key * choices + codes


def _codes(table: pa.Table, column: str) -> NDArray[np.int64]:
    """The rank of each row's value among the values of a column."""
    array = _whole(table[column])
    if isinstance(array, pa.DictionaryArray):
        ranks = np.argsort(np.argsort(np.asarray(array.dictionary.to_pylist(), dtype=np.str_)))
        return ranks[np.asarray(array.indices)]
    days = np.asarray(array.cast(pa.int32())).astype(np.int64)
    return days - days.min(initial=0)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece, its dictionary one for all rows."""
    whole = column.unify_dictionaries().combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _count_overlaps(releases: pa.ChunkedArray, fell: NDArray[np.int64], winner: NDArray[np.int64]) -> Overlaps:
    names = releases.cast(pa.string())
    pairs = zip(names.take(pa.array(fell)).to_pylist(), names.take(pa.array(winner)).to_pylist(), strict=True)
    return Counter(pairs)
