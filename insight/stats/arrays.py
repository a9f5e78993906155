"""The kinds of array the statistics speak in, and the one door through which numbers enter.

Missing is NaN in numbers, and its own code in codes. A missing figure goes in missing and comes out missing.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
"""Numbers, NaN where a figure is missing."""

Codes: TypeAlias = NDArray[np.int8]
"""Members of one of our IntEnums."""

Flags: TypeAlias = NDArray[np.bool_]

Indexes: TypeAlias = NDArray[np.intp]
"""Places in another array, or whole-number ranks and groups."""


def floats(values: ArrayLike) -> Floats:
    """The same numbers as double precision, whatever they came as."""
    return np.asarray(values, dtype=np.float64)
