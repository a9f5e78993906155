"""What CQC says of one place: who and where it is, and its ratings - the same for the monthly files and the API."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from insight.model import Level
from loaders.sources.cqc.tables import SOURCE_ID, RatingWord

OVERALL = f"{SOURCE_ID}.overall"

NHS = "nhs healthcare organisation"
"""What CQC calls the kind of provider that NHS trusts are."""
_ODS_CODE = re.compile(r"[A-Z0-9]{3,6}")
"""NHS trusts carry their ODS code, whatever its letters and length (`RXL`, `G6V2S`); all others a number such as `1-980000001`."""
PLACE = re.compile(r"[A-Z0-9][A-Z0-9-]{2,19}")
"""`1-569934227`, or the ODS code of an NHS site."""


def is_trust(provider: str, kind: str = "") -> bool:
    """Whether CQC says that a provider is an NHS trust: by its number, and by its kind where the file prints one."""
    return _ODS_CODE.fullmatch(provider) is not None and kind.casefold() in ("", NHS)


@dataclass(frozen=True, slots=True)
class RegisteredLocation:
    """One registered location: nothing in it is about a person. Codes are as CQC prints them, empty where it prints none."""

    id: str
    name: str
    category: str
    provider: str
    ods: str = ""
    postcode: str = ""
    area: str = ""
    """The CCG or sub-ICB location it lies in, by postcode (ONSPD)."""
    commissioner: str = ""
    """The CCG or sub-ICB location that pays for it."""
    icb: str = ""
    """The ICB it lies in; only the API tells."""
    opened: date | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating as published: the word, the day its report came out, and the address of the report if a fit one is printed."""

    word: RatingWord
    published: date | None
    link: str = ""

    @property
    def weight(self) -> tuple[date, bool, float]:
        """Which of two ratings of one thing stands: the higher weight.

        The later one; of two on one day a rating before a reason for having none, and of two ratings the worse, so that no
        place looks better than its record.
        """
        value = self.word.value
        return self.published or date.min, value is not None, -(value or 0.0)


@dataclass
class Findings:
    """All that one file says, collected place by place; a place counts once, however many rows it fills."""

    places: dict[str, RegisteredLocation] = field(default_factory=dict)
    trusts: dict[str, str] = field(default_factory=dict)
    """Code and name of the NHS trusts rated as providers."""
    past: list[tuple[str, Level, str, Rating]] = field(default_factory=list)
    """Ratings that no longer stand, each with its measure and what it was of; only the API tells."""
    _ratings: dict[str, dict[tuple[Level, str], Rating]] = field(default_factory=dict)

    def rate(self, measure: str, level: Level, org: str, rating: Rating) -> None:
        """Take note of a rating; of several of one thing the one that weighs most stands."""
        known = self._ratings.setdefault(measure, {})
        standing = known.get((level, org))
        if standing is None or rating.weight > standing.weight:
            known[level, org] = rating

    def ratings(self, measure: str) -> Iterable[tuple[Level, str, Rating]]:
        """The standing ratings of one measure."""
        return ((level, org, rating) for (level, org), rating in self._ratings.get(measure, {}).items())

    @property
    def measures(self) -> set[str]:
        """What has been rated."""
        return set(self._ratings)

    def mark_silence(self, word: RatingWord) -> None:
        """Note, of every place about whose rating as a whole nothing was said, that there is none."""
        for place in self.places:
            self._ratings.setdefault(OVERALL, {}).setdefault((Level.LOCATION, place), Rating(word, None))

    @property
    def latest(self) -> date | None:
        """The day of the newest report."""
        days = (each.published for known in self._ratings.values() for each in known.values() if each.published)
        return max(days, default=None)
