"""A plot with only some of its rows, each at its new place, and what says that others are left out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from insight.charts.drawn.beside import DrawnColumn
from insight.charts.drawn.parts import Note, row_of
from insight.charts.drawn.reading import Plot
from insight.charts.drawn.scale import number

Kept = Mapping[int, int]
"""The rows that stay, each with its new place."""


def reduced(plot: Plot, kept: Kept) -> Plot:
    """The plot with the rows that stay."""
    parts = plot.parts
    return replace(
        plot,
        traces=[_trace(each, kept) for each in plot.traces],
        shapes=[_shape(each, kept) for each in plot.shapes if _shape_stays(each, kept)],
        parts=replace(
            parts,
            within=[_note(each, kept) for each in parts.within if _stays(each, kept)],
            leaders=[_note(each, kept) for each in parts.leaders if _stays(each, kept)],
        ),
        names={kept[row]: text for row, text in plot.names.items() if row in kept},
        rows=len(kept),
        note=f"{len(kept)} of {plot.rows} rows; the table has all.",
    )


def reduced_column(column: DrawnColumn, kept: Kept) -> DrawnColumn:
    """The column beside the rows that stay."""
    pairs = zip(column.notes, column.lines, strict=True)
    staying = [(_note(note, kept), lines) for note, lines in pairs if _stays(note, kept)]
    return DrawnColumn([note for note, _ in staying], [lines for _, lines in staying], column.wide)


def _trace(trace: Mapping[str, Any], kept: Kept) -> dict[str, Any]:
    """A trace with the points of the rows that stay; what is given for each point stays with it."""
    stays = [row is None or _row(row) in kept for row in trace["y"]]

    def staying(part: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: [one for one, stay in zip(value, stays, strict=True) if stay]
            if isinstance(value, list) and len(value) == len(stays)
            else value
            for key, value in part.items()
        }

    found = staying(trace)
    found |= {part: staying(found[part]) for part in ("marker", "textfont") if found.get(part)}
    return found | {"y": [row if row is None else _placed(row, kept) for row in found["y"]]}


def _shape_stays(shape: Mapping[str, Any], kept: Kept) -> bool:
    return shape.get("yref", "y") != "y" or _row((shape["y0"] + shape["y1"]) / 2) in kept


def _shape(shape: Mapping[str, Any], kept: Kept) -> dict[str, Any]:
    if shape.get("yref", "y") != "y":
        return dict(shape)
    middle = (shape["y0"] + shape["y1"]) / 2
    shift = _placed(middle, kept) - middle
    return {**shape, "y0": shape["y0"] + shift, "y1": shape["y1"] + shift}


def _stays(note: Note, kept: Kept) -> bool:
    return row_of(note) is None or _row(note["y"]) in kept


def _note(note: Note, kept: Kept) -> Note:
    return note if row_of(note) is None else {**note, "y": _placed(note["y"], kept)}


def _row(place: Any) -> int:
    return math.floor(number(place) + 0.5)


def _placed(place: Any, kept: Kept) -> float:
    return number(place) - _row(place) + kept[_row(place)]
