"""Which direction is good for patients, as a number that arrays can be multiplied by."""

from __future__ import annotations

from enum import IntEnum


class Polarity(IntEnum):
    """Named as the model names it, so that `Polarity[measure.better.name]` always works."""

    LOWER = -1
    NEITHER = 0
    HIGHER = 1
