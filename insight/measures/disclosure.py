"""Keeping hidden what publishers hide: no figure of a user's own footprint may give an organisation away by subtraction.

Whoever sees the figures of two areas that differ by little can subtract one from the other. Where what remains holds an
organisation whose figure is hidden, and too few replies to hide it among, the figure asked for is withheld (docs/own_footprints.md).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from insight.measures.custom import FEWEST
from insight.model import EVERYONE, Level, Status
from insight.stats.arrays import Flags, Floats, Indexes, floats

THRESHOLDS: Mapping[str, float] = MappingProxyType({"gpps": 10, "fft": 5, "inpatient": 30})
"""Under so many replies a source hides a figure: GPPS 2025, sheet "Explanation"; the notes of the FFT workbooks; Inpatient 2022,
sheet "Guidance"."""
_STRICTEST = max(THRESHOLDS.values())

_BUILT_FROM = (Level.PRACTICE, Level.TRUST, Level.LOCATION)
"""What footprints are built from, in order of preference."""

_NUMBERS = ["value", "lower", "upper", "numerator", "denominator", "respondents", "effective", "coverage"]


class Withheld(StrEnum):
    """The status of a figure that we hide ourselves."""

    SUBTRACTION = "withheld"
    TOO_FEW = "too few organisations"


@dataclass(frozen=True, eq=False)
class Replies:
    """Who answered and who is hidden, for one measure: one row per org, one column per period."""

    orgs: pd.Index
    starts: np.ndarray
    """Days as datetime64[ns]."""
    told: Flags
    """Whether the org has a row at all."""
    hidden: Flags
    counted: Floats
    """Replies that are known to lie behind a figure. Hidden: those published, else 0. Shown without a number: as many as
    it takes not to be hidden."""
    threshold: float

    def members(self, orgs: Collection[str]) -> Flags:
        """Which rows are of these orgs."""
        return self.orgs.isin(list(orgs))

    def groups(self, homes: pd.Series) -> tuple[Indexes, int]:
        """The number of each row's group, -1 where it is in none, and how many groups there are."""
        group, names = pd.factorize(homes.reindex(self.orgs))
        return np.asarray(group, dtype=np.intp), len(names)


def replies_behind(facts: pd.DataFrame, source: str, segment: str = EVERYONE) -> Replies:
    """Who answered and who is hidden among the orgs that footprints are built from; `facts` are those of one measure."""
    threshold = THRESHOLDS.get(source, _STRICTEST)
    level = next((each for each in _BUILT_FROM if facts["level"].eq(each).any()), _BUILT_FROM[0])
    rows = facts[facts["level"].eq(level) & facts["segment"].eq(segment)]
    org, orgs = pd.factorize(rows["org"])
    starts, period = np.unique(rows["start"].to_numpy(dtype="datetime64[ns]"), return_inverse=True)

    hidden = rows["status"].eq(Status.SUPPRESSED).to_numpy()
    counted = np.where(
        np.isnan(floats(rows["respondents"])), np.where(hidden, 0.0, threshold), floats(rows["respondents"])
    )
    counted = np.where(rows["status"].eq(Status.NOT_AVAILABLE), 0.0, counted)

    told, veiled, base = (np.zeros((len(orgs), len(starts)), dtype=kind) for kind in (bool, bool, float))
    told[org, period] = True
    veiled[org, period] = hidden
    base[org, period] = counted
    return Replies(pd.Index(orgs), starts, told, veiled, base, float(threshold))


def withheld(
    asked: Sequence[Collection[str]], beside: Sequence[pd.Series], parts: Sequence[pd.Series], replies: Replies
) -> np.ndarray:
    """One row per footprint asked for (its orgs), one column per period: a Withheld, or None where the figure may be shown.

    `beside`: the homes (org to code) of published footprints, any of which may be seen at the same time; `parts`: those
    of PCNs and sub-ICB locations. Footprints are asked for in order: each is held against England, all of those, and
    the ones before it that are shown, so that what a visitor saw first stays and what came later is withheld.
    """
    england = pd.Series("England", index=replies.orgs)
    found = np.full((len(asked), len(replies.starts)), None, dtype=object)
    shown = np.zeros(found.shape, dtype=bool)
    for at, orgs in enumerate(asked):
        mine = replies.members(orgs)
        reveals = np.zeros(len(replies.starts), dtype=bool)
        for homes in (england, *beside):
            reveals |= _reveals(_compared(mine, *replies.groups(homes), replies), replies.threshold)
        for homes in parts:
            reveals |= _reveals(_nested(_compared(mine, *replies.groups(homes), replies)), replies.threshold)
        for before in range(at):
            other = np.where(replies.members(asked[before]), 0, -1)
            reveals |= shown[before] & _reveals(_compared(mine, other, 1, replies), replies.threshold)
        few = replies.hidden[mine].any(axis=0) & (replies.told[mine].sum(axis=0) < FEWEST)
        found[at, reveals] = Withheld.SUBTRACTION
        found[at, few] = Withheld.TOO_FEW
        shown[at] = ~(few | reveals)
    return found


def withhold(rows: pd.DataFrame, starts: np.ndarray, reasons: np.ndarray) -> pd.DataFrame:
    """The rows of a series (one footprint) without the figures of the periods that have a reason, the status telling which."""
    told = pd.Series(reasons, index=pd.DatetimeIndex(starts).as_unit("ns"), dtype=object)
    reason = told.reindex(pd.DatetimeIndex(rows["start"]).as_unit("ns")).to_numpy(dtype=object)
    gone = np.array([each is not None and not pd.isna(each) for each in reason], dtype=bool)
    numbers = rows[_NUMBERS].mask(pd.Series(gone, index=rows.index))
    status = [str(why) if hides else kept for why, hides, kept in zip(reason, gone, rows["status"], strict=True)]
    return rows.assign(**{name: numbers[name] for name in _NUMBERS}, status=pd.Series(status, rows.index, dtype=object))


class _Rest(NamedTuple):
    """What subtraction leaves, one row per group and one column per period."""

    orgs: np.ndarray
    hidden: np.ndarray
    replies: np.ndarray


class _Difference(NamedTuple):
    overlap: Flags
    theirs: _Rest
    """The group without mine."""
    mine: _Rest
    """Mine without the group."""


def _compared(mine: Flags, group: Indexes, groups: int, replies: Replies) -> _Difference:
    """What lies in one and not in the other, for one footprint and each of some groups that do not overlap one another."""
    tables = (replies.told.astype(float), replies.hidden.astype(float), replies.counted)
    own = [table[mine].sum(axis=0) for table in tables]
    whole = [_sums(table, group, groups) for table in tables]
    both = [_sums(table[mine], group[mine], groups) for table in tables]
    return _Difference(
        overlap=both[0] > 0,
        theirs=_Rest(*(total - shared for total, shared in zip(whole, both, strict=True))),
        mine=_Rest(*(total - shared for total, shared in zip(own, both, strict=True))),
    )


def _sums(table: Floats, group: Indexes, groups: int) -> Floats:
    """Sums over the rows of each group; rows in none are passed over."""
    inside, periods = group >= 0, table.shape[1]
    cell = group[inside, None] * periods + np.arange(periods)
    sums = np.bincount(cell.ravel(), table[inside].ravel(), minlength=groups * periods)
    return floats(sums).reshape(groups, periods)


def _nested(difference: _Difference) -> _Difference:
    """Only groups that lie in the footprint or around it: no other can be subtracted by itself."""
    nested = (difference.theirs.orgs == 0) | (difference.mine.orgs == 0)
    return difference._replace(overlap=difference.overlap & nested)


def _reveals(difference: _Difference, threshold: float) -> Flags:
    """The periods in which any group, held against the footprint, leaves a hidden org among too few replies."""
    alone = [(rest.hidden > 0) & (rest.replies < threshold) for rest in (difference.theirs, difference.mine)]
    return np.any(difference.overlap & (alone[0] | alone[1]), axis=0)
