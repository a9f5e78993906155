"""Figures in a table as people read them: one number of decimals a column, thousands apart, shorthand left as it is."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd


def is_figures(column: pd.Series) -> bool:
    """Whether a column holds figures, possibly with shorthand such as `[x]` between them."""
    return any(_figure(cell) is not None for cell in column)


def readable(column: pd.Series) -> pd.Series:
    """The same column as text; figures get as many decimals (none or one) as the finest of them needs."""
    figures = [_figure(cell) for cell in column]
    places = 0 if all(figure is None or isnan(figure) or figure.is_integer() for figure in figures) else 1
    cells = [_text(cell, figure, places) for cell, figure in zip(column, figures, strict=True)]
    return pd.Series(cells, index=column.index, dtype=object)


def _figure(cell: object) -> float | None:
    return float(cell) if isinstance(cell, (int, float, np.number)) and not isinstance(cell, bool) else None


def _text(cell: object, figure: float | None, places: int) -> str:
    if figure is None:
        return "" if cell is None or cell is pd.NaT else str(cell)
    return "" if isnan(figure) else f"{figure:,.{places}f}"
