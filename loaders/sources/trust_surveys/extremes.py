"""Holds the scores of trusts against the lowest and highest in England, where a workbook prints these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from loaders.errors import LayoutChanged
from loaders.read.rounding import NOISE, Floats, steps
from loaders.read.sheets import Sheet, as_number
from loaders.sources.trust_surveys.header import BenchmarkHeader, read_header

_ENDS = ("lowest", "highest")


def check_extremes(header: BenchmarkHeader, national: Sheet, orgs: Mapping[str, int], whole: bool) -> None:
    """Raise LayoutChanged for a score beyond the two ends, or for an end that nobody has where all trusts are there (`whole`).

    A hidden score may be an end. Headings of other years than 2022 were not seen: others say nothing.
    """
    try:
        printed = read_header(national, *_ENDS)
    except LayoutChanged:
        return
    keys = [key for key in header.keys("mean") if all(key in printed.keys(end) for end in _ENDS)]
    scores = figures(header, orgs.values(), "mean", keys)
    ends = np.vstack([figures(printed, [printed.row + 1], end, keys) for end in _ENDS])
    slack = NOISE + sum(max(steps([*figures.T]), default=0.0) / 2 for figures in (scores, ends))
    for org, at in np.argwhere((scores < ends[0] - slack) | (scores > ends[1] + slack))[:1]:
        what = f"a score for {keys[at]} from {ends[0, at]:g} to {ends[1, at]:g}, as on sheet {national.name!r}"
        code, row = [*orgs.items()][org]
        raise header.sheet.changed(what, f"{scores[org, at]:g} of {code} in row {row + 1}")
    held = np.vstack([scores.min(axis=0), scores.max(axis=0)])
    for end, at in np.argwhere(np.abs(held - ends) > slack)[:1] if whole else ():
        what = f"{held[end, at]:g} as the {_ENDS[end]} score for {keys[at]}, as on sheet {header.sheet.name!r}"
        raise national.changed(what, f"{ends[end, at]:g}")


def figures(header: BenchmarkHeader, rows: Iterable[int], field: str, keys: Iterable[str] = ("",)) -> Floats:
    """Rows x questions, or x the one column of a field; NaN where a cell holds no figure or a sheet has no such column."""
    at = header.keys(field) | ({"": header.single[field]} if field in header.single else {})
    places = [at.get(key) for key in keys]
    cells = [["" if place is None else header.sheet.cell(row, place) for place in places] for row in rows]
    return np.array([[as_number(cell) for cell in row] for row in cells], dtype=np.float64).reshape(
        len(cells), len(places)
    )
