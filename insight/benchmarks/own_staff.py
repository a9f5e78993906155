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
from insight.benchmarks.verdicts import verdicts
from insight.benchmarks.wording import figure, period_name, topic
from insight.measures.precision import add_precision
from insight.model import Measure
from insight.stats.arrays import floats
from insight.traits import Service, TrustType

FEWEST = 10
"""Trusts of a type under which no quarter of them is told."""
_WHERE = {
    "better": "in the highest quarter",
    "worse": "in the lowest quarter",
    "similar": "not clearly in the highest or the lowest quarter",
}
_FIND = {"better": "better than expected", "worse": "worse than expected", "similar": "as expected"}


class Echo(StrEnum):
    """What the two come to, said after where each of them lies. In the order of urgency."""

    OPPOSED = "they point opposite ways"
    IN_LINE = "they point the same way"
    STAFF_ALONE = "only staff stand out"
    PATIENTS_ALONE = "only patients stand out"
    QUIET = "neither stands out"


@dataclass(frozen=True)
class OwnStaff:
    """One trust, one service: its staff beside its patients."""

    code: str
    echo: Echo
    worse: bool
    """Whether its staff lie in the lowest quarter or its patients find it worse than expected."""
    sentence: str
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
    """What staff of each trust say in one survey, by code: value, start, end, release; type, service and many (trusts of that type).

    `facts` of trusts in one period, `types` of those by code. The column word is better where the whole interval lies above the
    third quartile of the trusts of its type, worse where below the first, else similar; not compared where too few are of
    its type. Trusts of different types are never held beside each other, as the publisher asks.
    """
    rows = add_precision(known_values(facts), measure).drop_duplicates("org").set_index("org")
    rows = rows.assign(type=types.reindex(rows.index)).dropna(subset="type")
    alike = rows.groupby("type")["value"]
    many = alike.transform("size")
    lower, upper = (np.where(many < FEWEST, np.nan, floats(rows[name])) for name in ("lower", "upper"))
    low, high = (floats(alike.transform("quantile", share)) for share in (0.25, 0.75))
    above, below = verdicts(lower, upper, high, measure), verdicts(lower, upper, low, measure)
    told = zip(above, below, strict=True)
    word = [up if up in ("better", "not compared") else "worse" if down == "worse" else "similar" for up, down in told]
    service = [TrustType(each).service for each in rows["type"]]
    return rows.assign(service=service, many=many, word=word)[
        ["value", "start", "end", "release", "type", "service", "many", "word"]
    ]


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
    return OwnStaff(
        code,
        echo,
        "worse" in (word, patients),
        f"{name}: on {service}, staff ({when}) are {_WHERE[word]} of trusts of its type and patients ({then}) find it {_FIND[patients]}: {echo}. "
        f"{asked.title}: {figure(own['value'], asked)} in {when}, the year nearest to the patients' survey, one of {own['many']} {own['type']} trusts in both surveys ({staffed}). "
        f"Patients: {topic(measure)} {in_its_words(row)} ({title}). "
        "What staff say does not explain what patients say, nor the other way round.",
        (str(own["release"]), str(row["release"])),
    )


def _echo(staff: str, patients: str) -> Echo:
    if "similar" not in (staff, patients):
        return Echo.IN_LINE if staff == patients else Echo.OPPOSED
    if staff == patients:
        return Echo.QUIET
    return Echo.PATIENTS_ALONE if staff == "similar" else Echo.STAFF_ALONE
