"""Which figures a publisher once gave belong to a footprint of today: codes outlive areas, so codes alone never tell."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

REGIONS = "region"
"""The vintage whose footprints are the NHS regions."""

_NONE = -1


def same_areas(vintage: str, codes: pd.Series, vintages: pd.DataFrame, lineage: pd.DataFrame) -> pd.DataFrame:
    """One row per vintage and footprint whose area a footprint of the chosen vintage has had at every step between.

    `codes` are the footprints of the chosen vintage. Columns vintage, code (as it was then), org (the footprint of the
    chosen vintage). A step of succession that changed the area ends the walk: what was published beyond it is about
    somewhere else.
    """
    order = list(_areas(vintages)["id"])
    here = pd.DataFrame({"org": codes, "code": codes})
    if vintage not in order:
        return here.assign(vintage=vintage)

    kept = lineage[lineage["same_area"].astype(bool)]
    columns = ("earlier_vintage", "earlier", "later_vintage", "later")
    onward: dict[tuple[str, str, str], list[str]] = {}
    for then, earlier, now, later in zip(*(kept[name] for name in columns), strict=True):
        onward.setdefault((then, earlier, now), []).append(later)
        onward.setdefault((now, later, then), []).append(earlier)

    place = order.index(vintage)
    found = [(vintage, code, code) for code in codes]
    for path in (order[: place + 1][::-1], order[place:]):
        known = [(code, code) for code in codes]
        for step, other in pairwise(path):
            known = [(far, org) for near, org in known for far in onward.get((step, near, other), ())]
            found += [(other, code, org) for code, org in known]
    return pd.DataFrame(found, columns=["vintage", "code", "org"])


def vintage_in_force(ends: pd.Series, vintages: pd.DataFrame) -> pd.Series:
    """The vintage in force on the last day of each half-open period; missing where there was none."""
    areas = _areas(vintages)
    last_day = (pd.to_datetime(ends) - pd.Timedelta(days=1)).to_numpy()
    starts = pd.to_datetime(areas["start"]).to_numpy()
    closes = pd.to_datetime(areas["end"]).to_numpy()

    place = np.searchsorted(starts, last_day, side="right") - 1
    within = place > _NONE
    if len(areas):
        close = closes[np.maximum(place, 0)]
        within &= np.isnat(close) | (last_day < close)

    ids = areas["id"].to_numpy(dtype=object)
    names = [ids[at] if inside else None for at, inside in zip(place, within, strict=True)]
    return pd.Series(names, index=ends.index, dtype=object)


def _areas(vintages: pd.DataFrame) -> pd.DataFrame:
    """Vintages of planning footprints, oldest first. Regions stand beside them, not among them."""
    return vintages[vintages["id"] != REGIONS].sort_values("start").reset_index(drop=True)
