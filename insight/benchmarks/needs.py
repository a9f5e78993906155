"""What tells organisations apart before anybody is asked about care: how many patients, how deprived, how dense, of what type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from insight.benchmarks.wording import period_name
from insight.model import EVERYONE, Status


@dataclass(frozen=True)
class Need:
    """One thing organisations may be alike in."""

    id: str
    title: str
    meaning: str
    decimals: int = 0

    def figure(self, value: float) -> str:
        """A value as it is written; words where it is missing."""
        return "not known" if np.isnan(value) else f"{value:,.{self.decimals}f}"


@dataclass(frozen=True, eq=False)
class Needs:
    """What is known of every organisation of a group around one day. How patients rate their care plays no part."""

    variables: tuple[Need, ...]
    table: pd.DataFrame
    """One row per organisation, indexed by code; one column per id of `variables`, missing where unknown."""
    notes: tuple[str, ...]
    """Of which day the figures are, and what is not known."""
    releases: tuple[str, ...]
    sizes: frozenset[str] = field(default_factory=frozenset)
    """The variables that count people and are compared by ratio: twice as many is as far off for small as for large ones."""
    types: pd.Series | None = None
    """The type of each, by code, where peers must be of one type; None where that does not arise."""
    regions: pd.Series | None = None
    """The name of the region of each, by code, where it counts; None where it does not."""
    unknown: str = "Nothing that peers are chosen by ({variables}) is known of {name}, so none can be called similar."
    """What to say of one of which nothing is known."""


def nearest_period(
    candidates: Iterable[pd.DataFrame], day: pd.Timestamp, enough: Callable[[pd.DataFrame], bool]
) -> pd.DataFrame:
    """The facts of the period nearest to a day of those that know enough organisations; empty where none does.

    Of two equally near the first candidate's stands, and of one candidate's the later.
    """
    best, distance = pd.DataFrame(columns=["org", "value", "start", "end", "release"]), None
    for facts in candidates:
        for start in sorted(facts["start"].unique(), reverse=True):
            rows = facts[facts["start"] == start]
            away = max(pd.Timestamp(start) - day, day - pd.Timestamp(rows["end"].max()), pd.Timedelta(0))
            if (distance is None or away < distance) and enough(rows):
                best, distance = rows, away
    return best


def known_values(facts: pd.DataFrame) -> pd.DataFrame:
    """The facts about everyone that have a value which stands."""
    return facts[facts["segment"].eq(EVERYONE) & facts["status"].eq(Status.OK) & facts["value"].notna()]


def period_of(facts: pd.DataFrame) -> str:
    """The period of some facts as people say it."""
    return period_name(pd.Timestamp(facts["start"].iloc[0]), pd.Timestamp(facts["end"].max()))


def releases_behind(facts: pd.DataFrame) -> tuple[str, ...]:
    """The releases of some facts, each once."""
    return tuple(sorted(facts["release"].dropna().unique()))
