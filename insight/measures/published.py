"""What publishers themselves say of a footprint: used wherever they say it of exactly that area and period."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from insight.measures.geography import Geography
from insight.measures.lineage import REGIONS
from insight.model import ENGLAND, Level
from insight.stats.arrays import Indexes


def published(facts: Mapping[str, ArrayLike] | pd.DataFrame, geography: Geography) -> tuple[Indexes, Indexes]:
    """Which rows of `facts` tell of an org of the vintage or of England, and, side by side, its place in `geography.orgs`.

    `facts` are those of areas, by column. A footprint's figure belongs to the vintage in force on the last day of its period, and
    to the chosen vintage where every succession between the two kept the area.
    """
    level, org = (np.asarray(facts[name], dtype=object) for name in ("level", "org"))
    england = np.flatnonzero((level == Level.ENGLAND) & (org == ENGLAND))
    rows, codes = _of_footprints(np.flatnonzero(level == geography.level), org, np.asarray(facts["end"]), geography)
    place = geography.orgs.get_indexer(pd.Index([ENGLAND] * len(england) + codes, dtype=object))
    known = place >= 0
    return np.concatenate([england, rows])[known], place[known]


def _of_footprints(rows: Indexes, org: np.ndarray, ends: np.ndarray, geography: Geography) -> tuple[Indexes, list[str]]:
    """The rows that tell of a footprint, once for each footprint of the chosen vintage that has its area."""
    if geography.vintage == REGIONS:
        return rows, [str(code) for code in org[rows]]
    days, day = np.unique(ends[rows], return_inverse=True)
    then = geography.timetable.in_force(days)
    kin = geography.kin
    heirs = [(row, heir) for row, at in zip(rows, day, strict=True) for heir in kin.get((then[at], str(org[row])), ())]
    return np.asarray([row for row, _ in heirs], dtype=np.intp), [heir for _, heir in heirs]
