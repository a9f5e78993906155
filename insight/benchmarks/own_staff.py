"""What those who work in a trust say of its care beside what its patients say: one service, near in time, neither as the cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from insight.benchmarks.agreement import FARTHEST
from insight.benchmarks.bands import band_word, in_its_words
from insight.benchmarks.needs import known_values
from insight.benchmarks.ranking import place
from insight.benchmarks.wording import figure, period_name, topic, with_span
from insight.measures.precision import add_precision
from insight.model import Better, Measure
from insight.stats.arrays import floats
from insight.stats.rank_simulation import outer_quarter, rank_range
from insight.traits import Service, TrustType

FEWEST = 10
"""Trusts of a type under which no quarter of them is told."""
_COLUMNS = [
    "value",
    "lower",
    "upper",
    "start",
    "end",
    "release",
    "type",
    "service",
    "word",
    "best",
    "worst",
    "many",
    "high",
    "low",
]
_WORDS = {1: "better", 0: "similar", -1: "worse"}
_WHERE = {
    "better": "in the highest quarter (above {high})",
    "worse": "in the lowest quarter (below {low})",
    "similar": "not clearly in the highest quarter (above {high}) or the lowest (below {low})",
}
_FIND = {"better": "better than expected", "worse": "worse than expected", "similar": "as expected"}


NO_CAUSE = "What staff say does not explain what patients say, nor the other way round."


class Echo(StrEnum):
    """What the two come to, said before where each of them lies. In the order of urgency."""

    OPPOSED = "staff and patients point opposite ways"
    IN_LINE = "staff and patients point the same way"
    STAFF_ALONE = "only staff stand out"
    PATIENTS_ALONE = "only patients stand out"
    QUIET = "neither staff nor patients stand out"


@dataclass(frozen=True)
class OwnStaff:
    """One trust, one service: its staff beside its patients."""

    code: str
    echo: Echo
    worse: bool
    """Whether its staff lie in the lowest quarter or its patients find it worse than expected."""
    brief: str
    """What both come to, where each of them lies, and the edges of the quarters."""
    sentence: str
    """The same with both figures and where they come from."""
    releases: tuple[str, ...]

    @property
    def urgency(self) -> tuple[bool, bool, int]:
        """What is opposed first, then whatever is worse."""
        return self.echo is not Echo.OPPOSED, not self.worse, list(Echo).index(self.echo)


def nearest_year(starts: Iterable[pd.Timestamp], day: pd.Timestamp) -> pd.Timestamp | None:
    """The first day of the survey that began nearest to a day; None where none did within two years of it."""
    near = [each for each in starts if day - FARTHEST <= each <= day + FARTHEST]
    return min(near, key=lambda each: abs(each - day), default=None)


def staff_by_type(facts: pd.DataFrame, measure: Measure, types: pd.Series) -> pd.DataFrame:
    """What staff of each trust say in one survey, by code, as in _COLUMNS.

    `facts` of trusts in one period, `types` of those by code. `best` and `worst` are the range of its ranks among `many` of its type,
    `high` and `low` the edges of their outer quarters. The column word is better where the whole range of ranks lies in the highest quarter of the trusts of its type, worse where in the lowest, else similar; not
    compared where too few are of its type. Trusts of different types are never held beside each other, as the publisher asks.
    """
    rows = add_precision(known_values(facts), measure).drop_duplicates("org").set_index("org")
    rows = rows.assign(type=types.reindex(rows.index)).dropna(subset="type")
    rows = rows.assign(service=[TrustType(each).service for each in rows["type"]])
    ranked = [_ranked(alike) for _, alike in rows.groupby("type")]
    return (pd.concat(ranked).reindex(rows.index) if ranked else rows.reindex(columns=_COLUMNS))[_COLUMNS]


def _ranked(alike: pd.DataFrame) -> pd.DataFrame:
    """The trusts of one type with their ranks, 1 being the highest, and the figures next outside its outer quarters."""
    value, lower, upper = (floats(alike[name]) for name in ("value", "lower", "upper"))
    found = rank_range(value, lower, upper, Better.HIGHER.sign)
    told = (found.best > 0) & (found.of >= FEWEST)
    word = np.where(told, [_WORDS[int(side)] for side in outer_quarter(found)], "not compared")
    known = sorted(value[found.best > 0], reverse=True)
    high, low = (known[found.of // 4], known[-1 - found.of // 4]) if known else (float("nan"),) * 2
    return alike.assign(word=word, best=found.best, worst=found.worst, many=found.of, high=high, low=low)


def own_staff(
    code: str, name: str, survey: tuple[str, Measure, pd.Series], staff: tuple[str, Measure, pd.Series]
) -> OwnStaff | None:
    """What staff and patients of a trust say together; each is title of its source, measure, and the trust's row.

    `survey` has the publisher's word for the trust and what insight.benchmarks.bands.in_its_words reads, `staff` a row of
    `staff_by_type`. None where either has no word.
    """
    (title, measure, row), (staffed, asked, own) = survey, staff
    patients, word = band_word(row["label"], measure), str(own["word"])
    if "not compared" in (patients, word):
        return None
    echo = _echo(word, patients)
    service: Service = own["service"]
    when, then = (period_name(each["start"], each["end"]) for each in (own, row))
    where = _WHERE[word].format(high=figure(own["high"], asked), low=figure(own["low"], asked))
    brief = (
        f"{name}, {service}: {echo}. Staff ({when}) rank {place(own['best'], own['worst'], own['many'])} {own['type']} trusts in both "
        f"surveys, 1st being highest: {where}. Patients ({then}) find it {_FIND[patients]}."
    )
    return OwnStaff(
        code,
        echo,
        "worse" in (word, patients),
        brief,
        f"{brief} {asked.title}: {with_span(own['value'], own['lower'], own['upper'], asked)}, in the year nearest to the patients' "
        f"survey ({staffed}). Patients: {topic(measure)} {in_its_words(row)} ({title}).",
        (str(own["release"]), str(row["release"])),
    )


def _echo(staff: str, patients: str) -> Echo:
    if "similar" not in (staff, patients):
        return Echo.IN_LINE if staff == patients else Echo.OPPOSED
    if staff == patients:
        return Echo.QUIET
    return Echo.PATIENTS_ALONE if staff == "similar" else Echo.STAFF_ALONE
