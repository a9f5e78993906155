"""What a figure's texts are for: beside the plot, at its head, at its left, within it. Each kind has its own way to find room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from insight.charts.drawn.scale import number
from insight.charts.style.layout import BODY, FOOT, SUBTITLE, WORDS
from insight.charts.style.palette import INK

Note = Mapping[str, Any]
_FIRST_ROW = -0.5
_LARGEST = 34
"""The largest type but a title's."""


@dataclass
class FigureTexts:
    """The texts of a figure by what they are for."""

    columns: dict[float, list[Note]] = field(default_factory=dict)
    """Columns at the right by their distance from the plot, the nearest first."""
    left: list[Note] = field(default_factory=list)
    head: list[Note] = field(default_factory=list)
    leaders: list[Note] = field(default_factory=list)
    """Names of points, each with a line to its point."""
    within: list[Note] = field(default_factory=list)


def parts_of(notes: Sequence[Note]) -> FigureTexts:
    """Sort the annotations of a figure; its words (finding, subtitle, foot, tag) are left out."""
    parts = FigureTexts()
    for note in notes:
        if note.get("name") in WORDS:
            continue
        across, up = note.get("xref", "x"), note.get("yref", "y")
        if note.get("showarrow", True):
            parts.leaders.append(note)
        elif across == "paper" and note.get("x") == 1 and note.get("xanchor") == "left":
            parts.columns.setdefault(float(note.get("xshift") or 0), []).append(note)
        elif across == "paper" and note.get("x") == 0 and note.get("xanchor") == "right":
            parts.left.append(note)
        elif _over(note, across, up):
            parts.head.append(note)
        else:
            parts.within.append(note)
    parts.columns = dict(sorted(parts.columns.items()))
    return parts


def _over(note: Note, across: str, up: str) -> bool:
    """Whether a text stands over the plot or over its first row, or hangs from its top, where it would cover what is drawn."""
    if up != "paper":
        return note.get("yanchor") == "bottom" and note.get("y") == _FIRST_ROW
    hangs = note.get("yanchor") == "top" and across != "paper"
    return note.get("y") == 1 and (note.get("yanchor") == "bottom" or hangs)


def type_size(note: Note) -> float:
    """The size of an annotation's type for print: nothing under FOOT, and body type as small as that."""
    asked = float((note.get("font") or {}).get("size", BODY))
    return FOOT if asked <= SUBTITLE else min(asked, _LARGEST)


def colour(note: Note) -> str:
    """The colour of an annotation's type."""
    return (note.get("font") or {}).get("color", INK)


def row_of(note: Note) -> int | None:
    """The row an annotation belongs to, where it belongs to one."""
    if note.get("yref", "y") != "y" or note.get("y") is None:
        return None
    return round(number(note["y"]))
