"""A chart's table as a chart that an office program draws and people edit: its categories and series, with their limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

import pandas as pd

from insight.benchmarks.ratings import WORDS
from insight.charts.cells import figure_in
from insight.charts.style.staying import kept_rows

MOST_ROWS = 7
"""Bars that a slide has room for in type of 18 points."""
_VALUE, _LIMITS = "Value", ("Lower", "Upper")
_BREAK, _BUILT, _TOO_FEW = "[b]", "[e]", "[x]"
_NOT_FIGURES = 2
_DRAWN_OTHERWISE = frozenset({"Association with overall experience", "Expected from"})
"""Columns of charts that say what bars cannot: two figures of each mark, or a range of its own."""


@dataclass(frozen=True)
class Series:
    """One series: its name, a figure for each category (None where there is none) and how far its limits lie."""

    name: str
    values: Sequence[float | None]
    below: Sequence[float] = ()
    """From each figure down to its lower limit; none where no limits are drawn."""
    above: Sequence[float] = ()
    main: bool = False
    """Whether it is the one the chart is about."""
    built: Sequence[int] = ()
    """The categories whose figures are estimated."""
    listed: bool = True
    """Whether the key names it; one that goes on after a break is named once."""


@dataclass(frozen=True)
class Native:
    """Categories with their series. `kind`: bars, line, or shares that make up a whole."""

    kind: str
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str
    left_out: int = 0
    """Rows that had no room."""
    blank: Sequence[str] = ()
    """Rows without a bar because their figures are too few for shares."""
    chosen: int | None = None
    """The category the chart is about, where it is about one."""


def staying(rows: pd.DataFrame, most: int, telling: Sequence[int] = (), chosen: Sequence[int] = ()) -> pd.DataFrame:
    """The rows of a table for which there is room, by the rule of the drawing of the same chart (insight.charts.style.staying).

    `telling` are the rows of the whole table, which `rows` are some of, in the order of its chart; `chosen` are places among `rows`.
    """
    places = {int(at): place for place, at in enumerate(rows.index)}
    return rows.iloc[[*kept_rows(len(rows), most, chosen, [places[at] for at in telling if at in places])]]


def native(table: pd.DataFrame, unit: str, chosen: str, comparator: str, telling: Sequence[int] = ()) -> Native | None:
    """The chart of a table; None where it says nothing in one column of figures.

    `chosen` is the name of the footprint, `comparator` what it is held against, `telling` the order in which rows stay.
    """
    table = table.reset_index(drop=True)
    columns = [str(name) for name in table.columns]
    if _VALUE not in columns:
        return _shares(table)
    if _DRAWN_OTHERWISE & set(columns):
        return None
    if columns[0] == "Period":
        return _line(table, unit, chosen, comparator)
    return _bars(table, unit, chosen, telling)


def _bars(table: pd.DataFrame, unit: str, chosen: str, telling: Sequence[int]) -> Native | None:
    """A bar for each row with a figure: all, or those that tell most, or the first and the last with those around the chosen one.

    None where the first column does not tell the bars apart: a bar that is labelled by its area alone shows one measure.
    """
    rows = table[[_figure(value) is not None for value in table[_VALUE]]]
    if "Peer" in rows.columns:
        rows = rows[rows["Peer"].ne("")]
    label = str(table.columns[0])
    several = "Measure" in rows.columns and rows["Measure"].nunique() > 1
    if rows.empty or rows[label].duplicated().any() or (several and label != "Measure"):
        return None
    if label in ("Footprint", "Organisation") and "Rank from" in rows:
        rows = rows.sort_values(_VALUE, ascending=False, key=lambda column: column.astype(float))
    at = [place for place, name in enumerate(rows[label]) if str(name) == chosen][:1]
    rows = staying(rows, MOST_ROWS, telling, at)
    names = [str(name) for name in rows[label]]
    main = _series(chosen if label in ("Measure", "Group") else f"Each {label.lower()}", rows, main=True)
    series = [main]
    if "Benchmark" in rows.columns:
        against = rows["Compared with"].unique()
        name = str(against[0]) if len(against) == 1 else "What each is compared with"
        series.append(Series(name, [_figure(value) for value in rows["Benchmark"]]))
    return Native(
        "bars", names, series, unit, len(table) - len(rows), chosen=names.index(chosen) if chosen in names else None
    )


def _line(table: pd.DataFrame, unit: str, chosen: str, comparator: str) -> Native | None:
    """A line for each stretch between breaks: none is drawn across one."""
    values = [_figure(value) for value in table[_VALUE]]
    if all(value is None for value in values):
        return None
    built = [at for at, note in enumerate(table.get("Note", [])) if _BUILT in str(note)]
    lines = [replace(_series(chosen, table, main=True), built=built)]
    comparator = comparator if comparator in table.columns else "England"
    if comparator in table.columns:
        lines.append(Series(comparator, [_figure(value) for value in table[comparator]]))
    periods = [str(period) for period in table["Period"]]
    eras = _eras(table)
    return Native("line", periods, [each for line in lines for each in _stretches(line, eras, periods)], unit)


def _stretches(line: Series, eras: Sequence[int], periods: Sequence[str]) -> Iterator[Series]:
    """A line in pieces between breaks, those without a figure left out; the key names the first alone."""
    first = True
    for era in sorted(set(eras)):
        values = [value if each == era else None for value, each in zip(line.values, eras, strict=True)]
        if any(value is not None for value in values):
            name = line.name if first else f"{line.name}, from {periods[eras.index(era)]}"
            yield replace(
                line, name=name, values=values, listed=first, built=[at for at in line.built if eras[at] == era]
            )
            first = False


def _shares(table: pd.DataFrame) -> Native | None:
    """Bars of shares that make up a whole, where a table counts words for each of its rows."""
    counts = [str(name) for name in table.columns if name in WORDS.values()]
    if len(counts) < _NOT_FIGURES:
        return None
    labels = [", ".join(str(cell) for cell in row) for row in table[list(table.columns[:2])].itertuples(index=False)]
    # Too few for a share have no bar of shares, which would say the same.
    told = (table != _TOO_FEW).all(axis=1)
    names = [label for label, known in zip(labels, told, strict=True) if known]
    blank = [str(each) for each in table.loc[~told].iloc[:, 0]]
    series = [Series(name, [_figure(value) for value in table.loc[told, name]]) for name in counts]
    return Native("shares", names, series, "", blank=blank)


def _series(name: str, rows: pd.DataFrame, *, main: bool) -> Series:
    values = [_figure(value) for value in rows[_VALUE]]
    if not set(_LIMITS) <= set(rows.columns):
        return Series(name, values, main=main)
    lower, upper = ([_figure(value) for value in rows[limit]] for limit in _LIMITS)
    return Series(name, values, _lengths(lower, values), _lengths(values, upper), main)


def _lengths(starts: Sequence[float | None], ends: Sequence[float | None]) -> list[float]:
    """How far each end lies above its start; 0 where either is missing."""
    pairs = zip(starts, ends, strict=True)
    return [0.0 if low is None or high is None else max(round(high - low, 6), 0.0) for low, high in pairs]


def _eras(table: pd.DataFrame) -> list[int]:
    """For each row, how many breaks lie before it."""
    notes = table["Note"].astype(str) if "Note" in table.columns else pd.Series("", index=table.index)
    return [int(each) for each in notes.str.contains(_BREAK, regex=False).cumsum()]


def _figure(value: Any) -> float | None:
    """A cell as a figure; None for shorthand and for what is missing."""
    found = figure_in(value)
    return None if found is None or isnan(found) else found
