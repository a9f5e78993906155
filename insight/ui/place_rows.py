"""The list of places as rows to read: a table on a wide screen, one card a place on a narrow one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from insight.benchmarks.places import FEW, Places
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import day, distance_unit, figure, ordinal, span
from insight.model import Measure
from insight.selection import Selection
from insight.traits import Role
from insight.ui.navigation import to_org
from insight.ui.own_rows import change_cell
from insight.ui.reading_table import Cell, reading_table

Row = Mapping[Any, Any]
_WORDS: Mapping[str, tuple[str, str]] = {
    "likely": ("▼ likely behind", "worse"),
    "may be": ("▽ may be behind", "worse"),
    FEW: ("○ few replies, no verdict", "quiet"),
    "cannot tell": ("● cannot tell", "quiet"),
    "probably not": ("● probably not behind", "quiet"),
}
_TIPS = {"Allowing for chance": "allowing for chance", "Latest month, by its own past": "usual variation"}
_MONTHS = {"concern": ("▼ ", "worse"), "improvement": ("▲ ", "better")}
_ASKS = ("Inadequate", "Requires improvement")


def place_rows(places: Places, selection: Selection, most: int) -> str:
    """The first `most` of the list as an HTML table; columns that nobody fills are left out."""
    rows = places.table.head(most).to_dict("records")
    columns = [(title, cell) for title, cell, filled in _columns(places, selection) if filled]
    return reading_table([title for title, _ in columns], ([cell(row) for _, cell in columns] for row in rows), _TIPS)


def _columns(places: Places, selection: Selection) -> Sequence[tuple[str, Callable[[Row], Cell], bool]]:
    """Title, what stands in it, and whether anybody fills it."""
    rows, measure = places.table, places.measure
    said: list[tuple[str, Callable[[Row], Cell], bool]] = [
        ("Place", lambda row: (_place(row, selection), "plain"), True)
    ]
    if measure is not None:
        short = "" if Role.NEED in measure.roles else measure.short  # of a need it says whom there are more of
        title = f"{short or measure.title}, {places.period}"
        worded = rows["word"].notna().any()
        said += [
            (title, lambda row: _published(row, measure), bool(rows["value"].notna().any())),
            ("Allowing for chance" if rows["estimate"].notna().any() else "What was expected",
             lambda row: _worth(row, measure), bool(worded)),
            (f"Change {_first(rows['when'])}", lambda row: change_cell(row, measure, f"{distance_unit(row['change'], measure)}, clear"), bool(rows["change"].notna().any())),
            ("Also likely behind on", lambda row: _text(row["also"]), bool(rows["also"].notna().any())),
        ]  # fmt: skip
    said += [
        ("Tenth of deprivation (1st the most)", _deprived, bool(rows["tenth"].notna().any())),
        ("What its staff say", lambda row: _text(row["workforce"]), bool(rows["workforce"].notna().any())),
        ("Inspectors' rating", _rating, bool(rows["rating"].notna().any())),
        ("Latest month, by its own past", _month, bool(rows["month"].notna().any())),
    ]
    return said


def _place(row: Row, selection: Selection) -> str:
    below = [str(row["home"])] if isinstance(row["home"], str) else []
    if not below and isinstance(row["category"], str):
        below.append(row["category"])
    if row["patients"] == row["patients"]:
        below.append(f"{row['patients']:,.0f} patients")
    if pd.notna(row["closed"]):
        below.append(f"closed {day(row['closed'])}")
    return f"{to_org(row['org'], row['name'], selection)}<small>{escape(' · '.join(below))}</small>"


def _deprived(row: Row) -> Cell:
    """How deprived the places are where its patients live: context, so it is never coloured."""
    tenth = row["tenth"]
    if pd.isna(tenth):
        return "not known", "quiet"
    end = {1: "<small>the most deprived</small>", 10: "<small>the least deprived</small>"}.get(int(tenth), "")
    return f"{ordinal(int(tenth))} of 10{end}", "plain"


def _published(row: Row, measure: Measure) -> Cell:
    if row["value"] != row["value"]:
        return "no figure", "quiet"
    base = f"<small>{row['base']:,.0f} replies</small>" if row["base"] == row["base"] else ""
    return f"{figure(row['value'], measure)}{base}", "plain"


def _worth(row: Row, measure: Measure) -> Cell:
    word = row["word"]
    if not isinstance(word, str):
        return "", "quiet"
    if row["estimate"] != row["estimate"]:
        band = row["band"] if isinstance(row["band"], str) else "not compared"
        return f"{SHAPES.get(band, '')} {escape(word)}".strip(), band.replace(" ", "-")
    text, tone = _WORDS[word]
    worth = f"{figure(row['estimate'], measure)} ({span(row['lower'], row['upper'], measure)})"
    return f"{text}<small>{worth.replace(' ', '&nbsp;')}</small>", tone


def _rating(row: Row) -> Cell:
    if not isinstance(row["rating"], str):
        return "", "quiet"
    when = f"<small>{row['rated']:%b %Y}</small>" if pd.notna(row["rated"]) else ""
    asks = row["rating"] in _ASKS
    return f"{'▼ ' if asks else ''}{escape(row['rating'])}{when}", "worse" if asks else "plain"


def _month(row: Row) -> Cell:
    text, _ = _text(row["month"])
    if isinstance(row["month_figures"], str):
        text = f"{row['month_word']}<small>{escape(row['month_figures'])}</small>"
    shape, tone = _MONTHS.get(row["month_word"], ("", "quiet"))
    return f"{shape}{text}", tone


def _text(value: object) -> Cell:
    return (escape(value), "plain") if isinstance(value, str) else ("", "quiet")


def _first(column: pd.Series) -> str:
    known = column.dropna()
    return str(known.iloc[0]) if len(known) else ""
