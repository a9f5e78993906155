"""What tells organisations apart before anybody is asked about care: how many patients, how deprived, how dense, of what type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import listed, sentence_case, verb
from insight.benchmarks.wording import period_of
from insight.model import EVERYONE, Measure, Status
from insight.traits import Role


@dataclass(frozen=True)
class Need:
    """One thing organisations may be alike in."""

    id: str
    title: str
    meaning: str
    decimals: int = 0
    sign: str = ""
    """What stands behind a value: "%"."""
    when: str = ""
    """Of which time the values are."""

    def figure(self, value: float) -> str:
        """A value as it is written; words where it is missing."""
        return "not known" if np.isnan(value) else f"{value:,.{self.decimals}f}{self.sign}"


PEOPLE: Mapping[Role, str] = {Role.AGE: "age", Role.ETHNIC_GROUP: "ethnic group", Role.RURALITY: "how rural it is"}
"""Who lives in a place, by the role of the measure that tells it, and what it is called where it is not known."""


@dataclass(frozen=True, eq=False)
class PeopleFacts:
    """What one measure tells of the people of each organisation, in one period."""

    measure: Measure
    facts: pd.DataFrame
    """One row per organisation: org, value, start, end, release."""

    @property
    def need(self) -> Need:
        """The measure as something to be alike in."""
        it = self.measure
        return Need(it.id, it.title, it.question, min(it.decimals, 1), it.unit.sign, period_of(self.facts))

    def of(self, codes: pd.Index) -> pd.Series:
        """The value of each organisation, missing where it has none."""
        return self.facts.drop_duplicates("org").set_index("org")["value"].reindex(codes).astype(float)


def unlike(own: float, others: pd.Series) -> float:
    """How far one lies from the middle of the others, in the width of their middle half; 0 where that cannot be told."""
    return float(unlike_each(pd.Series([own]), others).iloc[0])


def unlike_each(own: pd.Series, others: pd.Series) -> pd.Series:
    """The same of several."""
    width = others.quantile(0.75) - others.quantile(0.25)
    return (abs(own - others.median()) / width).fillna(0.0) if width > 0 else pd.Series(0.0, own.index)


def missing_note(told: Mapping[Role, PeopleFacts]) -> str:
    """What of the people of a place is not known and so plays no part; empty where all of it is."""
    gone = [words for role, words in PEOPLE.items() if role not in told]
    if not gone:
        return ""
    is_or_are, plays = verb(len(gone), "is"), verb(len(gone), "plays")
    return f"{sentence_case(listed(gone))} {is_or_are} not known of most of them and so {plays} no part."


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
    uncounted: str = ""
    """Which practices of one's own footprint the number of patients leaves out; empty where all are counted."""
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


def newest_period(candidates: Iterable[pd.DataFrame], enough: Callable[[pd.DataFrame], bool]) -> pd.DataFrame:
    """The newest facts of the first candidate that in some period knows enough organisations; empty where none does."""
    every = (facts[facts["start"] == start] for facts in candidates for start in sorted(facts["start"].unique())[::-1])
    return next(filter(enough, every), pd.DataFrame(columns=["org", "value", "start", "end", "release"]))


def as_counted(need: Need, counts: pd.DataFrame) -> Need:
    """A number of patients under the title of the measure that counts them (column `counted`): a survey cannot ask all who are registered."""
    return replace(need, title=str(counts["counted"].iloc[0])) if len(counts) and "counted" in counts else need


def dated(need: Need, facts: pd.DataFrame) -> Need:
    """A need with the period of its facts."""
    return replace(need, when=period_of(facts)) if len(facts) else need


def known_values(facts: pd.DataFrame) -> pd.DataFrame:
    """The facts about everyone that have a value which stands."""
    return facts[facts["segment"].eq(EVERYONE) & facts["status"].eq(Status.OK) & facts["value"].notna()]


def releases_behind(facts: pd.DataFrame) -> tuple[str, ...]:
    """The releases of some facts, each once."""
    return tuple(sorted(facts["release"].dropna().unique()))
