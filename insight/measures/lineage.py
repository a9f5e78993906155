"""Which figures a publisher once gave belong to a footprint of today: codes outlive areas, so codes alone never tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

REGIONS = "region"
"""The vintage whose footprints are the NHS regions."""


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

    onward = _links(lineage[lineage["same_area"].astype(bool)])
    place = order.index(vintage)
    found = [(vintage, code, code) for code in codes]
    for path in (order[: place + 1][::-1], order[place:]):
        known = [(code, code) for code in codes]
        for step, other in pairwise(path):
            known = [(far, org) for near, org in known for far in onward.get((step, near, other), ())]
            found += [(other, code, org) for code, org in known]
    return pd.DataFrame(found, columns=["vintage", "code", "org"])


@dataclass(frozen=True)
class VintageStep:
    """What the area of one footprint is in another vintage."""

    vintage: str
    codes: tuple[str, ...]
    """The footprints of that vintage that hold some of it, sorted."""
    parts: frozenset[str]
    """Those of them that hold something else besides."""
    same: bool
    """Whether it is one footprint with exactly this area, in this vintage and all on the way to it."""


def steps(code: str, path: Sequence[str], lineage: pd.DataFrame) -> list[VintageStep]:
    """One step per vintage of `path` after the first, which is the footprint's own, as far as the lineage tells."""
    every, kept = _links(lineage), _links(lineage[lineage["same_area"].astype(bool)])
    codes, same, found = [code], True, []
    for near, far in pairwise(path):
        links = [(near, each, far) for each in codes]
        beyond = sorted({other for link in links for other in every.get(link, ())})
        if not beyond:
            break
        parts = frozenset(other for other in beyond if not set(codes).issuperset(every[far, other, near]))
        same = same and all(every[link] == kept.get(link) for link in links)
        found.append(VintageStep(far, tuple(beyond), parts, same))
        codes = beyond
    return found


def _links(lineage: pd.DataFrame) -> dict[tuple[str, str, str], list[str]]:
    """By vintage, footprint and another vintage: the footprints of the other that hold some of its area, either way in time."""
    columns = ("earlier_vintage", "earlier", "later_vintage", "later")
    onward: dict[tuple[str, str, str], list[str]] = {}
    for then, earlier, now, later in zip(*(lineage[name] for name in columns), strict=True):
        onward.setdefault((then, earlier, now), []).append(later)
        onward.setdefault((now, later, then), []).append(earlier)
    return onward


@dataclass(frozen=True, eq=False)
class Timetable:
    """When each vintage of planning footprints was in force: one entry per vintage, oldest first."""

    vintages: list[str]
    starts: np.ndarray
    ends: np.ndarray
    """The day it was no longer in force; NaT for the one in force now. Days as datetime64[ns]."""

    @classmethod
    def of(cls, vintages: pd.DataFrame) -> Timetable:
        """From the table of silver of that name."""
        areas = _areas(vintages)
        start, end = (pd.to_datetime(areas[name]).to_numpy(dtype="datetime64[ns]") for name in ("start", "end"))
        return cls(list(areas["id"]), start, end)

    def place(self, vintage: str) -> int:
        """The place of a vintage among these; one behind the last for a vintage that is not of planning footprints."""
        return self.vintages.index(vintage) if vintage in self.vintages else len(self.vintages)

    def in_force(self, ends: np.ndarray) -> list[str | None]:
        """The vintage in force on the last day of each half-open period; None where there was none."""
        last_days = ends - np.timedelta64(1, "D")
        places = np.searchsorted(self.starts, last_days, side="right") - 1
        return [
            self.vintages[at] if at >= 0 and not last_day >= self.ends[at] else None
            for at, last_day in zip(places, last_days, strict=True)
        ]


def _areas(vintages: pd.DataFrame) -> pd.DataFrame:
    """Vintages of planning footprints, oldest first. Regions stand beside them, not among them."""
    return vintages[vintages["id"] != REGIONS].sort_values("start").reset_index(drop=True)
