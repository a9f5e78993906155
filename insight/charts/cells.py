"""Figures in a table as people read them: one number of decimals a column, thousands apart, shorthand left as it is."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd

_IN_ITS_UNIT = frozenset(
    {"Value", "Lower", "Upper", "England", "Benchmark", "Gap", "Expected from", "Expected to", "Average"}
)


def figure_in(cell: object) -> float | None:
    """A cell as a figure; None for shorthand and words."""
    return float(cell) if isinstance(cell, (int, float, np.number)) and not isinstance(cell, bool) else None


def is_figures(column: pd.Series) -> bool:
    """Whether a column holds figures, possibly with shorthand such as `[x]` between them."""
    return any(figure_in(cell) is not None for cell in column)


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """The same table as text; figures get as many decimals (none or one, two where all lie between -1 and 1) as the finest of their column needs.

    Columns in the measure's own unit share theirs: a value of 78 beside limits of 77.3 and 78.7 is 78.0.
    """
    shared = max((_places(table[name]) for name in table.columns if name in _IN_ITS_UNIT), default=0)
    return pd.DataFrame(
        {name: _as_text(table[name], shared if name in _IN_ITS_UNIT else _places(table[name])) for name in table}
    )


def _places(column: pd.Series) -> int:
    figures = [figure for cell in column if (figure := figure_in(cell)) is not None and not isnan(figure)]
    if all(figure.is_integer() for figure in figures):
        return 0
    fine = any(round(figure, 1) != figure for figure in figures) and all(abs(figure) <= 1 for figure in figures)
    return 2 if fine else 1


def _as_text(column: pd.Series, places: int) -> pd.Series:
    cells = [_text(cell, figure_in(cell), places) for cell in column]
    return pd.Series(cells, index=column.index, dtype=object)


def _text(cell: object, figure: float | None, places: int) -> str:
    if figure is None:
        return "" if cell is None or cell is pd.NaT else str(cell)
    return "" if isnan(figure) else f"{figure:,.{places}f}"
