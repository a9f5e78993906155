"""From the sheets of one setting to facts: percentages with their bases, responses, answers, and how they were collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from insight.model import EVERYONE, Level
from loaders.errors import LayoutChanged
from loaders.source import Release
from loaders.sources.fft.block import FftBlock
from loaders.sources.fft.declared import measure_id
from loaders.sources.fft.figures import STATUSES, SUPPRESSED, FigureColumn, Flags, Floats
from loaders.sources.fft.subjects import NHS_ONLY
from loaders.sources.fft.tables import QuestionEra

_WIDEST_FIRST = (Level.FOOTPRINT, Level.TRUST, Level.PRACTICE)
"""Sheets whose rows add up to England. Sites and wards need not, because not everybody has any."""

_STATUS_WORDS = pa.array([str(status) for status in STATUSES], pa.string())


@dataclass(frozen=True)
class FactColumn:
    """One column of a sheet as a measure: for which rows, in which segment, on which bases."""

    name: str
    column: FigureColumn
    rows: Flags
    segment: str = EVERYONE
    bases: Mapping[str, Floats] = field(default_factory=dict)


def setting_facts(blocks: Sequence[FftBlock], era: QuestionEra, release: Release) -> Iterator[pa.Table]:
    """The facts of one setting, sheet by sheet: one row per number. England is taken from one sheet, the widest.

    Raises LayoutChanged when two sheets are about one level, or disagree about England.
    """
    _refuse_two_of_a_kind(blocks)
    widest = about_england(blocks)
    for block in blocks:
        rows = block.told if block is widest else block.told & ~block.england
        columns = [*_shares(block, era, rows), *_counts(block, rows)] if block.layout.has_shares else []
        # Modes stand on one sheet only, so England's stand where they are.
        told = block.told & block.everyone
        modes = [
            FactColumn("responses", block.figures.counts[at], told, f"mode={at}") for at in block.layout.of("mode")
        ]
        yield _facts(block, [*columns, *modes], release)


def _shares(block: FftBlock, era: QuestionEra, rows: Flags) -> Iterator[FactColumn]:
    figures = block.figures
    total = figures.counts["total"].value
    for role, name, part in (("positive", era.positive, figures.good), ("negative", era.negative, figures.bad)):
        share = figures.shares[role]
        # Bases would give away a percentage that is hidden, and are unknown where an answer is.
        hidden = (share.status == SUPPRESSED) | np.isnan(figures.answered)
        bases = {
            "numerator": np.where(hidden, np.nan, part),
            "denominator": np.where(hidden, np.nan, figures.answered),
            "respondents": total,
        }
        yield FactColumn(name, share, rows, bases=bases)
    if "response_rate" in figures.shares and "eligible" in figures.counts:
        bases = {"numerator": total, "denominator": figures.counts["eligible"].value}
        yield FactColumn("response_rate", figures.shares["response_rate"], rows, bases=bases)


def _counts(block: FftBlock, rows: Flags) -> Iterator[FactColumn]:
    counts = block.figures.counts
    yield FactColumn("responses", counts["total"], rows)
    if "eligible" in counts and block.setting.eligible:
        yield FactColumn("eligible", counts["eligible"], rows)
    for role in block.layout.of("positive", "neutral", "negative"):
        yield FactColumn("responses", counts[role], rows & block.everyone, f"answer={role}")


def _facts(block: FftBlock, columns: Sequence[FactColumn], release: Release) -> pa.Table:
    """One row per number: column by column, and in each the chosen subjects."""
    chosen = [np.flatnonzero(told.rows) for told in columns]
    lengths = [len(rows) for rows in chosen]
    nowhere = np.full(len(block.subjects), np.nan)

    def gather(values: Iterable[NDArray[Any]]) -> NDArray[Any]:
        return np.concatenate([each[rows] for each, rows in zip(values, chosen, strict=True)])

    def base(name: str) -> pa.Array:
        return _numbers(gather(told.bases.get(name, nowhere) for told in columns))

    who = block.who.take(pa.array(np.concatenate(chosen)))
    # Only columns about everyone in general have rows about fewer: their other segment comes last in the list.
    fewer = ~gather(block.everyone for _ in columns)
    segment = np.where(fewer, len(columns), np.repeat(np.arange(len(columns)), lengths))
    return pa.table(
        {
            "measure": _repeated([measure_id(block.setting, told.name) for told in columns], lengths),
            "org": who["org"],
            "level": who["level"],
            "start": pa.repeat(pa.scalar(release.start, pa.date32()), sum(lengths)),
            "end": pa.repeat(pa.scalar(release.end, pa.date32()), sum(lengths)),
            "segment": _taken([*(told.segment for told in columns), NHS_ONLY], segment),
            "value": _numbers(gather(told.column.value for told in columns)),
            "numerator": base("numerator"),
            "denominator": base("denominator"),
            "respondents": base("respondents"),
            "status": _STATUS_WORDS.take(pa.array(gather(told.column.status for told in columns))),
            "release": _repeated([release.id], [sum(lengths)]),
        }
    )


def _numbers(values: Floats) -> pa.Array:
    """The values, null where there is none."""
    return pa.array(values, pa.float64(), from_pandas=True)


def _repeated(texts: Sequence[str], lengths: Sequence[int]) -> pa.Array:
    """Each text so many times."""
    return _taken(texts, np.repeat(np.arange(len(texts)), lengths))


def _taken(texts: Sequence[str], positions: NDArray[np.integer]) -> pa.Array:
    """The text at each position."""
    return pa.array(texts, pa.string()).take(pa.array(positions))


def _refuse_two_of_a_kind(blocks: Sequence[FftBlock]) -> None:
    seen: dict[tuple[Level, str], str] = {}
    for block in blocks:
        for kind in ("share", "mode"):
            if not block.layout.of(kind):
                continue
            sheet, level = block.layout.sheet, block.layout.level
            first = seen.setdefault((level, kind), sheet.name)
            if first != sheet.name:
                expected = f"one sheet with figures of each {level}"
                raise LayoutChanged(sheet.file, expected, f"{first!r} and {sheet.name!r}")


def about_england(blocks: Sequence[FftBlock]) -> FftBlock | None:
    """The sheet whose rows for England count: that of the footprints, else that of the trusts or practices."""
    able = [b for b in blocks if b.layout.level in _WIDEST_FIRST and b.layout.has_shares and b.england.any()]
    able.sort(key=lambda block: _WIDEST_FIRST.index(block.layout.level))
    for block in able[1:]:
        ours, theirs = able[0].total_of_england, block.total_of_england
        if ours is not None and theirs is not None and ours != theirs:
            raise block.layout.sheet.changed(
                f"{ours:,.0f} responses in England, as on sheet {able[0].layout.sheet.name!r}", f"{theirs:,.0f}"
            )
    return able[0] if able else None
