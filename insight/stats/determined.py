"""Which hidden numbers could be worked out from everything that was given: a question of linear algebra.

Each figure given is one linear equation in the organisations' unknown numbers. A number is determined exactly when its unit
vector lies in the row space of those equations, however long the chain of subtractions that finds it (Dobra, Karr and Sanil 2003,
Statistics and Computing 13:363, on disclosure of linked tables).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Flags, Floats, floats

_TOLERANCE = 1e-8


@dataclass(frozen=True, eq=False)
class RowSpace:
    """What a set of linear equations tells of some organisations' numbers."""

    basis: Floats
    """Orthonormal rows, one column per organisation."""

    @classmethod
    def of(cls, equations: ArrayLike) -> RowSpace:
        """One row per figure given, one column per organisation: 1 where its number is part of the sum, else 0."""
        rows = np.atleast_2d(floats(equations))
        if 0 in rows.shape:
            return cls(rows[:0])
        _, size, basis = np.linalg.svd(rows, full_matrices=False)
        return cls(basis[size > _TOLERANCE * max(float(size[0]), 1.0)])

    def and_row(self, equation: ArrayLike) -> RowSpace:
        """The same with one figure more."""
        row = floats(equation)
        rest = row
        for _ in range(2):  # once more, because the first subtraction leaves rounding behind
            rest = rest - self.basis.T @ (self.basis @ rest)
        length = float(np.linalg.norm(rest))
        if length <= _TOLERANCE * max(float(np.linalg.norm(row)), 1.0):
            return self
        return RowSpace(np.vstack([self.basis, rest / length]))

    @property
    def determined(self) -> Flags:
        """One flag per organisation: whether its number follows from the equations."""
        return np.asarray((self.basis**2).sum(axis=0) > 1 - _TOLERANCE, dtype=np.bool_)
