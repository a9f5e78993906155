"""Chance that repeats itself: every part of the invented world draws from its own stream, named in words."""

from __future__ import annotations

import zlib

import numpy as np

SEED = 20160315
"""The day the guidance on footprints appeared; any other number would do, and would make another world."""


def stream(*words: object) -> np.random.Generator:
    """The random numbers that belong to these words: the same words give the same numbers, whatever else was drawn."""
    return np.random.default_rng([SEED, *(zlib.crc32(str(word).encode()) for word in words)])
