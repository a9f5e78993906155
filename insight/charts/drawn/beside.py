"""Columns of words at the right of a plot, as wide as they need to be and no wider than the size allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from insight.charts.drawn.field import Field
from insight.charts.drawn.parts import Note, colour, row_of, type_size
from insight.charts.drawn.rich import LINE, Line, broken, height, joined, longest_word, read, widest
from insight.charts.drawn.sheet import DrawnSheet

GAP = 12


@dataclass(frozen=True)
class DrawnColumn:
    """One column: its texts by annotation, broken for its width."""

    notes: Sequence[Note]
    lines: Sequence[list[Line]]
    wide: float

    @property
    def headings(self) -> list[tuple[Note, list[Line]]]:
        """What stands over the column."""
        return [(note, text) for note, text in zip(self.notes, self.lines, strict=True) if _is_heading(note)]

    @property
    def cells(self) -> list[tuple[Note, list[Line]]]:
        """What stands beside the plot."""
        return [(note, text) for note, text in zip(self.notes, self.lines, strict=True) if not _is_heading(note)]

    def height(self, row: int) -> float:
        """Units that the texts of a row need."""
        return max((len(text) * type_size(note) * 1.3 for note, text in self.cells if row_of(note) == row), default=0.0)


def columns_of(notes: Mapping[float, Sequence[Note]], room: float, least: float, *, flat: bool) -> list[DrawnColumn]:
    """The columns for which there is room, the nearest to the plot first; one column may always be there.

    A column is at least `least` wide before its texts are broken; `flat` cells say in one line what else takes two.
    """
    found: list[DrawnColumn] = []
    used = 0.0
    share = room if len(notes) == 1 else least
    for each in notes.values():
        column = _column(each, share, flat)
        if found and used + column.wide > room:
            break
        found.append(column)
        used += column.wide + GAP
    return found


def _column(notes: Sequence[Note], room: float, flat: bool) -> DrawnColumn:
    texts = [read(str(note["text"])) for note in notes]
    texts = [
        joined(each, "  ") if flat and not _is_heading(note) else each for note, each in zip(notes, texts, strict=True)
    ]
    sizes = [type_size(note) for note in notes]
    limit = max(room, *map(longest_word, texts, sizes))
    lines = [broken(text, limit, size) for text, size in zip(texts, sizes, strict=True)]
    return DrawnColumn(notes, lines, max(map(widest, lines, sizes)))


def _is_heading(note: Note) -> bool:
    return note.get("yref") == "paper"


def heading_height(column: DrawnColumn) -> float:
    """Units that what stands over a column needs."""
    return max((len(lines) * type_size(note) * LINE + 6 for note, lines in column.headings), default=0.0)


def write_columns(sheet: DrawnSheet, columns: Sequence[DrawnColumn], field: Field) -> None:
    """The columns from the plot to the right, each with its heading."""
    left = field.right + GAP
    for column in columns:
        for note, lines in column.headings:
            size = type_size(note)
            sheet.write(lines, left, field.top - height(lines, size) - 5, size, colour(note))
        for note, lines, top in _apart(column, field):
            sheet.write(lines, left, top, type_size(note), colour(note))
        left += column.wide + GAP


def _apart(column: DrawnColumn, field: Field) -> list[tuple[Note, list[Line], float]]:
    """The texts of a column with their tops, moved apart where they would lie on one another; none begins over the plot."""
    placed = []
    for note, lines in column.cells:
        middle = field.y.at(note["y"]) if note.get("y") is not None else 0.0
        high = height(lines, type_size(note))
        placed.append([note, lines, middle - high / 2, high])
    placed.sort(key=lambda each: each[2])
    for before, after in pairwise(placed):
        overlap = before[2] + before[3] + 2 - after[2]
        if overlap > 0:
            after[2] += overlap / 2 if before is placed[0] else overlap
            if before is placed[0]:
                before[2] -= overlap / 2
    least = field.top
    for each in placed:
        each[2] = max(each[2], least)
        least = each[2] + each[3]
    return [(note, lines, top) for note, lines, top, _ in placed]
