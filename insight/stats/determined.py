"""Which hidden numbers could be worked out from everything that was given: a question of linear algebra.

Each figure given is one linear equation in the organisations' unknown numbers. A number is determined exactly when its unit
vector lies in the row space of those equations, however long the chain of subtractions that finds it (Dobra, Karr and Sanil 2003,
Statistics and Computing 13:363, on disclosure of linked tables).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Flags, floats

_TOLERANCE = 1e-9


def determined(equations: ArrayLike, hidden: ArrayLike) -> Flags:
    """One flag per organisation: whether it is hidden and its number follows from the equations.

    `equations` has one row per figure given and one column per organisation: 1 where its number is part of the sum, else 0.
    Organisations that always appear together share one column, so the work grows with the figures given, not with England.
    """
    rows, veiled = np.atleast_2d(floats(equations)), np.asarray(hidden, dtype=np.bool_)
    if rows.size == 0 or not veiled.any():
        return np.zeros(veiled.shape, dtype=np.bool_)
    kinds, kind, members = np.unique(rows, axis=1, return_inverse=True, return_counts=True)
    kind = kind.reshape(-1)
    # A kind with two members is only ever seen as a sum; alone, its unit vector is tested against the row space.
    _, size, basis = np.linalg.svd(kinds * np.sqrt(members), full_matrices=False)
    basis = basis[size > _TOLERANCE * max(size.max(initial=0.0), 1.0)]
    within = (basis**2).sum(axis=0) > 1 - _TOLERANCE
    return veiled & (within & (members == 1))[kind]
