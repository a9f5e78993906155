"""NHS Staff Survey: how much its weights cost in precision, read back from the publisher's own workbooks of 2024.

The figures of an area are means of those of its trusts. Over some hundred answers that fixes the weight of every trust, and Kish's
n * sum(weight^2 / answers) says how many times more people such weights need. England is also weighted by occupation: its figures as
means of those of the occupation groups.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from scipy.optimize import nnls

from loaders.sources import staff
from loaders.sources.staff.workbook import Results
from tests.loaders.sources.test_staff import REAL_NATIONAL, REAL_TRUSTS, real

_NEVER_WEIGHTED = re.compile(r"Q(?:1|10a|13d|14d|16c.*|26d|2[7-9].*|3[0-5].*)")
Cells = dict[tuple[str, ...], np.ndarray]


@cache
def _cells(name: str) -> Cells:
    """Every weighted percentage of every row, in one order of questions and answers."""
    results: Results = real(name)
    found: dict[tuple[str, ...], list[float]] = {who: [] for who in results.places}
    for page in results.pages:
        for block in page.blocks:
            if block.code.startswith("Q") and not _NEVER_WEIGHTED.fullmatch(block.code):
                for who, row in page.named.items():
                    cells = [page.sheet.cell(row, block.first + at) for at in range(len(block.headings) - 1)]
                    found[who] += [float(cell) if isinstance(cell, int | float) else np.nan for cell in cells]
    return {who: np.array(cells) for who, cells in found.items()}


@cache
def _answered(name: str) -> dict[tuple[str, ...], float]:
    return {who: each.base or 0 for who, each in real(name).answers("engagement", real(name).places).items()}


def kish(whole: np.ndarray, parts: np.ndarray, answered: np.ndarray) -> float:
    """The design effect of the weights with which the parts (one column each) make up the whole."""
    rows = ~(np.isnan(whole) | np.isnan(parts).any(axis=1))
    sure = 1e4  # the weights add up to 1
    weights, _ = nnls(np.vstack([parts[rows], np.full(parts.shape[1], sure)]), np.append(whole[rows], sure))
    return float(answered.sum() * (weights**2 / answered).sum() / weights.sum() ** 2)


def _of_trusts(column: int, area: str) -> tuple[np.ndarray, np.ndarray]:
    trusts = [who for who in _cells(REAL_TRUSTS) if "Trusts" in who[2] and area in ("", who[column])]
    return np.stack([_cells(REAL_TRUSTS)[who] for who in trusts], axis=1), np.array(
        [_answered(REAL_TRUSTS)[who] for who in trusts]
    )


def _effects(breakdown: str, column: int) -> list[float]:
    areas = [who for who in _cells(REAL_NATIONAL) if who[1] == breakdown]
    return [kish(_cells(REAL_NATIONAL)[who], *_of_trusts(column, who[2])) for who in areas]


def test_equal_weights_cost_nothing_and_unequal_ones_what_kish_says() -> None:
    parts, answered = np.random.default_rng(1).uniform(0, 100, (50, 2)), np.array([100.0, 100.0])
    assert kish(parts @ [0.5, 0.5], parts, answered) == pytest.approx(1)
    assert kish(parts @ [0.75, 0.25], parts, answered) == pytest.approx(2 * (0.75**2 + 0.25**2))


def test_declared_design_effects_are_the_widest_that_the_workbooks_show() -> None:
    declared = {each.level: each.effect for each in staff.MEASURES[0].traits.weighting.effects}
    england = next(who for who in _cells(REAL_NATIONAL) if not who[1])
    size = kish(_cells(REAL_NATIONAL)[england], *_of_trusts(2, ""))
    groups = [who for who in _cells(REAL_NATIONAL) if who[1] == "Occupation group"]
    occupation = kish(
        _cells(REAL_NATIONAL)[england],
        np.stack([_cells(REAL_NATIONAL)[who] for who in groups], axis=1),
        np.array([_answered(REAL_NATIONAL)[who] for who in groups]),
    )
    assert declared["trust"] == pytest.approx(occupation, abs=0.005)
    assert declared["england"] == pytest.approx(size * occupation, abs=0.01)
    assert declared["footprint"] == pytest.approx(max(_effects("ICS", 4)), abs=0.005)
    assert declared["region"] == pytest.approx(max(_effects("Region", 3)), abs=0.005)
