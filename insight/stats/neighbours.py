"""Which footprints are most like this one, in the people who live there and not in how they rate their care.

Standardised Euclidean distance, as in RightCare's similar areas and the NHS Atlas 2015 (10 peers). Show variables,
values and distances; the user may drop or add a peer.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Flags, Floats, Indexes, floats

PEERS = 10
"""How many similar footprints are shown unless the user asks otherwise."""

NO_SPREAD = 1e-12
"""A variable that varies by less than this share of its size does not vary: it only rounds."""


class Standardised(NamedTuple):
    """(footprints, variables) with mean 0 and standard deviation 1; a missing value counts as average, 0.

    `missing` tells which they were, `kept` which variables had any spread to compare by (the others are dropped).
    """

    values: Floats
    missing: Flags
    kept: Flags


def standardise(variables: ArrayLike) -> Standardised:
    """Put every variable on one scale over all footprints of the vintage, with the standard deviation over n."""
    raw = floats(variables)
    missing = np.isnan(raw)
    number = np.maximum((~missing).sum(axis=0), 1)
    filled = np.where(missing, 0.0, raw)

    away = np.where(missing, 0.0, raw - filled.sum(axis=0) / number)
    spread = np.sqrt((away**2).sum(axis=0) / number)
    flat = spread <= NO_SPREAD * np.abs(filled).max(axis=0)

    return Standardised(away[:, ~flat] / spread[~flat], missing, ~flat)


def distances_from(standardised: Floats, at: int) -> Floats:
    """How unlike the one in row `at` each of them is."""
    return np.sqrt(((standardised - standardised[at]) ** 2).sum(axis=1))


def nearest_to(distance: ArrayLike, codes: ArrayLike, at: int, peers: int = PEERS) -> Indexes:
    """The rows most similar to row `at`, the nearest first, by a row of distances; ties by code. It is never its own peer."""
    by_code = np.argsort(np.asarray(codes), kind="stable")
    order = by_code[np.argsort(floats(distance)[by_code], kind="stable")]
    return order[order != at][:peers]
