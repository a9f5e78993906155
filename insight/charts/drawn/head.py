"""What stands at the head of a plot: names of lines, keys and headings, in as many levels as keep them off one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from insight.charts.drawn.parts import Note, colour, type_size
from insight.charts.drawn.rich import Line, broken, read
from insight.charts.drawn.scale import AxisScale
from insight.charts.drawn.sheet import DrawnSheet, room_of

_GAP, _BESIDE, _PAD = 8, 3, 4
_SHARE = 0.6
"""At most so much of the width is one text at the head."""


@dataclass(frozen=True)
class PlacedText:
    """A text with its box: `bottom` is counted upwards from the top of the plot."""

    note: Note
    lines: list[Line]
    left: float
    bottom: float
    wide: float
    high: float

    @property
    def top(self) -> float:
        """The upper edge, counted upwards from the top of the plot."""
        return self.bottom + self.high


@dataclass(frozen=True)
class Span:
    """From where to where something may be written, where the plot lies in it, and how high columns beside it are headed."""

    left: float
    right: float
    plot_left: float
    plot_right: float
    headed: float


def place_heads(
    notes: Sequence[Note], x: AxisScale, span: Span, cell: float | None, *, brief: bool
) -> list[PlacedText]:
    """Each text at the head with its place; `cell` is the room of each where they head columns.

    Where it must be `brief`, of a text that hangs from a line only its own heading stays.
    """
    lines = [note for note in notes if note.get("xref", "x") != "paper"]
    keys = sorted((note for note in notes if note not in lines), key=lambda note: float(note.get("xshift") or 0))
    placed: list[PlacedText] = []
    end = span.plot_right if span.headed else span.right
    for note in lines:
        text = read(str(note["text"]))
        if brief and note.get("yanchor") == "top" and len(text) > 1:
            text = text[:1]
        size = type_size(note)
        fitted = broken(text, cell - 6, size) if cell else broken(text, (end - span.left) * _SHARE, size)
        wide, high = room_of(fitted, size)
        at = x.at(note["x"])
        anchor = note.get("xanchor") or "auto"
        left = {"left": at, "right": at - wide}.get(anchor, at - wide / 2) + float(note.get("xshift") or 0)
        left = left if cell else max(span.left, min(left, end - wide))
        found = PlacedText(note, fitted, left, _PAD, wide, high)
        placed.append(found if cell else _lifted(found, placed))
    for row in reversed(_flowed(keys, span)):
        base = max([span.headed, *(each.top for each in placed)]) + _PAD
        placed += [replace(each, bottom=base) for each in row]
    return placed


def _lifted(text: PlacedText, others: Sequence[PlacedText]) -> PlacedText:
    """As near to the plot as the texts placed before let it."""
    end = text.left + text.wide + _BESIDE
    under = [each.top for each in others if text.left < each.left + each.wide + _BESIDE and each.left < end]
    return replace(text, bottom=max(under, default=_PAD))


def _flowed(notes: Sequence[Note], span: Span) -> list[list[PlacedText]]:
    """Keys one after another, in rows from the top down; how high each row lies is still open."""
    rows: list[list[PlacedText]] = []
    at = span.right + 1
    sized = []
    for note in notes:
        pad = float(note.get("borderpad") or 0) if note.get("bgcolor") else 0.0
        lines = broken(read(str(note["text"])), span.right - span.left - 2 * pad, type_size(note))
        wide, high = room_of(lines, type_size(note))
        sized.append((note, lines, wide + 2 * pad, high + 2 * pad))
    whole = sum(wide + _GAP for _, _, wide, _ in sized)
    for note, lines, wide, high in sized:
        begin = span.plot_left if span.plot_left + whole <= span.right else span.left
        if note.get("x") == 1:
            begin = max(span.left, span.right - wide)
        if at + wide > span.right:
            rows.append([])
            at = begin
        rows[-1].append(PlacedText(note, lines, at, 0.0, wide, high))
        at += wide + _GAP
    return rows


def write_heads(sheet: DrawnSheet, placed: Sequence[PlacedText], top: float) -> None:
    """Write them above a plot whose top lies there."""
    for each in placed:
        pad = float(each.note.get("borderpad") or 0) if each.note.get("bgcolor") else 0.0
        upper = top - each.top
        sheet.card((each.left, upper, each.left + each.wide, upper + each.high), each.note)
        towards = _towards(each.note)
        x = {"center": each.left + each.wide / 2, "right": each.left + each.wide}.get(towards, each.left + pad)
        sheet.write(each.lines, x, upper + pad, type_size(each.note), colour(each.note), towards)


def _towards(note: Note) -> str:
    """Keys begin at the left; the name of a line is centred, or leans where it is anchored."""
    if note.get("xref", "x") == "paper":
        return "left"
    return str(note.get("xanchor")) if note.get("xanchor") in ("left", "right") else "center"
