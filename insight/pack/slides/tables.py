"""Tables that a slide has room for: figures with their units and what they are held against, as many rows as can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import isnan

import pandas as pd
from pptx.util import Inches

from insight.benchmarks.grammar import verb
from insight.benchmarks.verdicts import SHAPES
from insight.charts.cells import figure_in, readable
from insight.model import Unit
from insight.pack.native import staying
from insight.pack.slides.objects import LINE, SlideBox, SlideTable, lines_of, wide_of

_COLUMNS, _PROSE = 4, 60
"""Columns of a table that a slide has room for, beside that of what it is held against; letters of a cell that is none for a table."""
_UNTOLD = ("Code", "Compared with", "Lower", "Upper", ", lower", ", upper")
"""Columns that a table on a slide does without: its names and figures say enough, the zip holds all."""
_SIGNED = ("Value", "Lower", "Upper", "Benchmark")
"""Columns in the unit of a measure."""
_MARGINS, _TALLEST = Inches(0.08), Inches(0.5)
"""What stands over and under the lines of a cell, and how high a row is that has room to spare."""
_MARGIN = Inches(0.2)
"""What the margins of a cell take of its width."""
_WIDEST, _WHOLE, _MEASURE = Inches(6), 16, Inches(3.6)
"""How wide a column grows, the letters of a cell that is never broken, and how wide the names of measures are at least beside
several footprints."""


def verdicts_in(table: pd.DataFrame) -> str:
    """The column that says in a word how each row stands, or has changed; '' where none does."""
    return next((str(name) for name in table if name == "Verdict" or str(name).endswith(", in a word")), "")


def in_units(table: pd.DataFrame, units: Mapping[str, Unit], otherwise: Unit) -> pd.DataFrame:
    """The table as text, its figures with the sign of their measure's unit, or of `otherwise` where it names none."""
    told = readable(table)
    named = table["Measure"] if "Measure" in table else [""] * len(table)
    of = [units.get(str(each), otherwise).sign for each in named]
    for name in (each for each in _SIGNED if each in table):
        figures = [(found := figure_in(cell)) is not None and not isnan(found) for cell in table[name]]
        told[name] = [
            f"{text}{sign}" if figure else text for text, sign, figure in zip(told[name], of, figures, strict=True)
        ]
    return told


def at_a_glance(told: pd.DataFrame) -> pd.DataFrame:
    """Each measure with a shape and a word for its verdict, its figure with its interval, what it is held against, and of when it is."""
    against = list(dict.fromkeys(told["Compared with"]))
    beside = told["Benchmark"] if len(against) == 1 else told["Benchmark"] + " (" + told["Compared with"] + ")"
    known = told["Lower"].ne("[x]")
    return pd.DataFrame(
        {
            "Measure": told["Measure"],
            "Verdict": [f"{SHAPES.get(word, '')} {word}".strip() for word in told["Verdict"]],
            "Latest": told["Value"],
            "95% interval": (told["Lower"] + " to " + told["Upper"]).where(known, "none"),
            against[0] if len(against) == 1 else "Compared with": beside,
            "When": told["Period"],
        }
    )


def told_on_a_slide(told: pd.DataFrame, finding: str, own: str, area: SlideBox) -> tuple[pd.DataFrame, list[str]]:
    """Of a table the rows that its finding rests on, in the columns that a slide has room for; and what is said of columns left out.

    Several measures of several footprints stand side by side, `own` first.
    """
    rows = _named(told, finding)
    parted = {"Footprint", "Measure", "Benchmark"} <= set(rows) and not rows.duplicated(["Footprint", "Measure"]).any()
    if parted and rows["Footprint"].nunique() > 1 and rows["Measure"].nunique() > 1:
        return _side_by_side(rows, own, area)
    if "Compared with" in rows and rows["Compared with"].nunique() == 1:
        rows = rows.rename(columns={"Benchmark": rows["Compared with"].iloc[0]})
    return rows[_columns(rows)], []


def fitted(told: pd.DataFrame, area: SlideBox, cut: int, telling: Sequence[int], chosen: str = "") -> SlideTable:
    """The heading and the rows that tell most, as many as have room; `cut` is the height of what says that it is cut."""
    own = [at for at, name in enumerate(told.iloc[:, 0]) if name == chosen][:1]
    found = _laid(told, area)
    lowest = LINE + _MARGINS  # no row is lower, so no more than these are worth a look
    for most in range(min(len(told) - 1, int(area.high // lowest)), 0, -1):
        if sum(found.heights) <= area.high - (cut if found.shown < len(told) else 0):
            break
        found = _laid(staying(told, most, telling, own), area)._replace(whole=len(told))
    spare = max(area.high - cut - sum(found.heights), 0) // len(found.rows)
    return found._replace(heights=[max(each, min(each + spare, _TALLEST)) for each in found.heights])


def _laid(told: pd.DataFrame, area: SlideBox) -> SlideTable:
    rows = [[str(name) for name in told], *([str(cell) for cell in row] for row in told.itertuples(index=False))]
    widths = _widths(rows, area.wide)
    lines = [
        max(lines_of(cell, wide - _MARGIN, bold=not at) for cell, wide in zip(row, widths, strict=True))
        for at, row in enumerate(rows)
    ]
    return SlideTable(rows, widths, [each * LINE + _MARGINS for each in lines], len(told))


def _widths(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """How wide each column is: as its words, so that a row keeps to one line where it can, and never narrower than its longest word."""
    whole = [[min(wide_of(each, not at), _WIDEST) + _MARGIN for each in row] for at, row in enumerate(rows)]
    words = [[_widest_word(each, not at) + _MARGIN for each in row] for at, row in enumerate(rows)]
    wide, least = ([max(column) for column in zip(*each, strict=True)] for each in (whole, words))
    if sum(wide) <= room or sum(least) >= room:
        return [each * room / sum(wide) for each in wide]
    share = (room - sum(least)) / max(sum(wide) - sum(least), 1)
    return [low + (each - low) * share for low, each in zip(least, wide, strict=True)]


def _widest_word(text: str, bold: bool) -> float:
    """How wide a text is that must stand in one line: a figure with its interval, or the longest word."""
    pieces = [text] if len(text) <= _WHOLE else text.split()
    return max((wide_of(each, bold) for each in pieces), default=0.0)


def _named(table: pd.DataFrame, finding: str) -> pd.DataFrame:
    """Of a table of several measures the rows of those that the finding names, else of the area, where it names any: it rests on them."""
    for column in ("Measure", "Footprint"):
        named = [each for each in table.get(column, pd.Series()).unique() if str(each).lower() in finding.lower()]
        if named:
            return table[table[column].isin(named)]
    return table


def _side_by_side(rows: pd.DataFrame, own: str, area: SlideBox) -> tuple[pd.DataFrame, list[str]]:
    """One row per measure: what it is held against, then each footprint with a shape for its verdict, as many as have room."""
    when = rows["Period"].unique() if "Period" in rows else []
    measure = f"Measure, {when[0]}" if len(when) == 1 else "Measure"
    against = rows["Compared with"].iloc[0] if rows["Compared with"].nunique() == 1 else "Compared with"
    first = rows.drop_duplicates("Measure").set_index("Measure")
    known = rows[~rows["Value"].str.startswith("[")]
    shapes = [f" {SHAPES.get(str(word), '')}".rstrip() for word in known["Verdict"]]
    table = known.assign(Cell=known["Value"] + shapes).pivot(index="Measure", columns="Footprint", values="Cell")
    table = table.reindex(first.index).fillna("no figure")
    names, room = sorted(table.columns, key=lambda name: name != own), area.wide - _MEASURE
    taken = accumulate(_widest_word(each, True) + _MARGIN for each in (against, *names))
    shown = names[: max(sum(each <= room for each in taken) - 1, 1)]
    of, words = rows["Footprint"].nunique(), [each for each in SHAPES if each in set(known["Verdict"])]
    key = f"{', '.join(f'{SHAPES[each]} {each}' for each in words)}."
    cut = [f"{len(shown)} of {of} areas {verb(len(shown), 'is')} shown."] if len(shown) < of else []
    beside = pd.DataFrame({against: first["Benchmark"]}).join(table[shown])
    return beside.rename_axis(measure).reset_index(), [key, *cut]


def _columns(table: pd.DataFrame) -> list[str]:
    """The columns of a table that a slide has room for: the measure, what it is held against, and the first that differ from row to row, with the verdict last."""
    alone, against = len(table) == 1, next(iter(table.get("Compared with", ())), "")
    told = [
        str(each)
        for each in table
        if not str(each).endswith(_UNTOLD) and (alone or table[each].nunique() > 1 or each in ("Measure", against))
        if table[each].str.len().max() <= _PROSE
    ]
    said, most = verdicts_in(table), _COLUMNS + (against in told)
    return [*told[: most - 1], said] if said in told[most:] else told[:most]
