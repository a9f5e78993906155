"""Keeping hidden what publishers hide: no figure of a user's own footprint may give an organisation away by subtraction.

Everything a visit has been given is one system of linear equations in the organisations' unknown numbers: a published figure is
the sum over all members of its area, an own footprint's that over its shown members only, since hidden ones add nothing. A further
figure is withheld where it would make the number of a hidden organisation follow (insight.stats.determined; docs/own_footprints.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from insight.measures.custom import FEWEST
from insight.model import EVERYONE, Level, Status
from insight.stats.arrays import Flags
from insight.stats.determined import RowSpace

_BUILT_FROM = (Level.PRACTICE, Level.TRUST, Level.LOCATION)
"""What footprints are built from, in order of preference."""

_NUMBERS = ["value", "lower", "upper", "numerator", "denominator", "respondents", "effective", "coverage"]


FEW_HIDDEN = 4
"""Of up to so many hidden organisations an area's figure, set closely enough against one that counts them, tells theirs."""


class Withheld(StrEnum):
    """The status of a figure that we hide ourselves."""

    SUBTRACTION = "withheld"
    TOO_FEW = "too few organisations"


@dataclass(frozen=True, eq=False)
class Published:
    """Which organisations have a figure and which are hidden, for one measure: one row per org, one column per period."""

    orgs: pd.Index
    starts: np.ndarray
    """Days as datetime64[ns]."""
    told: Flags
    """Whether the org has a row at all."""
    hidden: Flags

    def members(self, orgs: Collection[str]) -> Flags:
        """Which rows are of these orgs."""
        return self.orgs.isin(list(orgs))


def published_members(facts: pd.DataFrame, segment: str = EVERYONE) -> Published:
    """Who is shown and who is hidden among the orgs that footprints are built from; `facts` are those of one measure."""
    level = next((each for each in _BUILT_FROM if facts["level"].eq(each).any()), _BUILT_FROM[0])
    rows = facts[facts["level"].eq(level) & facts["segment"].eq(segment)]
    org, orgs = pd.factorize(rows["org"])
    starts, period = np.unique(rows["start"].to_numpy(dtype="datetime64[ns]"), return_inverse=True)
    told, hidden = (np.zeros((len(orgs), len(starts)), dtype=np.bool_) for _ in range(2))
    told[org, period] = True
    hidden[org, period] = rows["status"].eq(Status.SUPPRESSED)
    return Published(pd.Index(orgs), starts, told, hidden)


def withheld(asked: Sequence[Collection[str]], areas: Sequence[pd.Series], published: Published) -> np.ndarray:
    """One row per footprint asked for (its orgs), one column per period: a Withheld, or None where the figure may be shown.

    `areas`: the homes (org to code) of every kind of area that publishers give figures of. Footprints are asked for in order:
    what a visitor saw first stays, and what would complete a chain of subtractions is withheld.
    """
    own = [published.members(orgs) for orgs in asked]
    found = np.full((len(asked), len(published.starts)), None, dtype=object)
    if not own:
        return found
    groups = _groups(np.logical_or.reduce(own), areas, published)
    zone = np.logical_or.reduce([*own, *groups])
    spaces: dict[bytes, RowSpace] = {}
    for at in np.flatnonzero(published.hidden[zone].any(axis=0)):
        hidden, told = published.hidden[zone, at], published.told[zone, at]
        if (key := told.tobytes()) not in spaces:
            spaces[key] = RowSpace.of([group[zone] & told for group in groups])
        given = spaces[key]
        known = given.determined
        for number, members in enumerate(own):
            mine = members[zone] & told
            more = given.and_row(mine & ~hidden)
            if (hidden & mine).any() and mine.sum() < FEWEST:
                found[number, at] = Withheld.TOO_FEW
            elif (more.determined & hidden & ~known).any():
                found[number, at] = Withheld.SUBTRACTION
            else:
                given = more
    return found


def _groups(asked: Flags, areas: Sequence[pd.Series], published: Published) -> list[Flags]:
    """The areas whose figures could be set against those asked for, England too: all inside the areas that these overlap."""
    partitions = [homes.reindex(published.orgs).to_numpy(dtype=object) for homes in areas]
    overlapping = [group for homes in partitions for group in _split(homes, pd.unique(homes[asked]))]
    zone = np.logical_or.reduce([asked, *overlapping])
    inside = [
        group for homes in partitions for group in _split(homes, pd.unique(homes[zone])) if not (group & ~zone).any()
    ]
    return [*inside, zone] if zone.all() else inside


def _split(homes: np.ndarray, codes: Collection[object]) -> Iterator[Flags]:
    return (homes == code for code in codes if isinstance(code, str))


def withhold(rows: pd.DataFrame, starts: np.ndarray, reasons: np.ndarray) -> pd.DataFrame:
    """The rows of a series (one footprint) without the figures of the periods that have a reason, the status telling which."""
    told = pd.Series(reasons, index=pd.DatetimeIndex(starts).as_unit("ns"), dtype=object)
    reason = told.reindex(pd.DatetimeIndex(rows["start"]).as_unit("ns")).to_numpy(dtype=object)
    gone = np.array([each is not None and not pd.isna(each) for each in reason], dtype=bool)
    numbers = rows[_NUMBERS].mask(pd.Series(gone, index=rows.index))
    status = [str(why) if hides else kept for why, hides, kept in zip(reason, gone, rows["status"], strict=True)]
    return rows.assign(**{name: numbers[name] for name in _NUMBERS}, status=pd.Series(status, rows.index, dtype=object))
