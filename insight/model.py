"""The nouns of patient insight: measures, releases, footprints, periods, breaks. Frozen, and impossible to build wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from insight.traits import Role, Traits

ENGLAND = "E92000001"
"""The code England carries in every table: the ONS code, because no ODS code exists."""

EVERYONE = "all"
"""The segment of a figure that is about every respondent."""

_MEASURE_ID = re.compile(r"[a-z][a-z0-9]*\.[a-z][a-z0-9_]*")
_SEGMENT = re.compile(r"all|[a-z][a-z_]*=[^=&]+")


class Level(StrEnum):
    """What kind of org a figure is about, from the whole to the part."""

    ENGLAND = "england"
    REGION = "region"
    FOOTPRINT = "footprint"
    SUB_ICB = "sub_icb"
    PCN = "pcn"
    PRACTICE = "practice"
    TRUST = "trust"
    SITE = "site"
    WARD = "ward"
    LOCATION = "location"


class Unit(StrEnum):
    """What a value counts: percent 0-100, score 0-10, a number of people or places, rating 1-4."""

    PERCENT = "percent"
    SCORE = "score"
    COUNT = "count"
    RATING = "rating"

    @property
    def sign(self) -> str:
        """What stands behind a value on an axis: "%", or nothing."""
        return "%" if self is Unit.PERCENT else ""


class Better(StrEnum):
    """Which direction is good for patients."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"

    @property
    def sign(self) -> int:
        """The direction as a number that arrays can be multiplied by: 1, -1, or 0 where neither is better."""
        return {"higher": 1, "lower": -1, "neither": 0}[self]


class Status(StrEnum):
    """What stands behind a value. A hidden number is a status, never a bare null or a zero."""

    OK = "ok"
    SUPPRESSED = "suppressed"
    NEAR_ZERO = "near_zero"
    LOW_BASE = "low_base"
    NOT_AVAILABLE = "not_available"


class Basis(StrEnum):
    """How a figure for a footprint came about."""

    PUBLISHED = "published"
    ESTIMATED = "estimated from practices"
    CONSTRUCT = "put together from trusts"
    LOCATIONS = "added up from rated places"
    NETWORKS = "estimated from primary care networks"
    AREAS = "estimated from local commissioning areas"


ACROSS = "ours: lies across several footprints"
"""The basis of a membership that tells where parts of an area are. Such an area is summed nowhere and missed in all of them."""

BUILT = frozenset(Basis) - {Basis.PUBLISHED}
"""The bases of figures that no publisher gives."""


@dataclass(frozen=True, order=True)
class Period:
    """The days a figure is about, half-open: the first day belongs to it, the last does not."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period must end after it starts, not {self.start} to {self.end}")


class Bounds(NamedTuple):
    """What a figure can be: from `low` to `high`, both included; counts of people are `whole`."""

    low: float
    high: float
    whole: bool = False


@dataclass(frozen=True)
class Measure:
    """One question with one unit and one direction, as the publisher words it."""

    id: str
    source: str
    title: str
    question: str
    unit: Unit
    better: Better
    additive: bool
    traits: Traits
    """How its figures are to be treated: stated by the source, assumed nowhere."""
    caveat: str = ""
    decimals: int = 1
    bounds: Bounds | None = None
    """What its values can be, where that is not what figures in its unit can be (insight.bounds.OF_UNIT)."""
    short: str = ""
    """A word or two for where there is no room for the title."""
    roles: tuple[Role, ...] = ()
    """What it is needed for beside being shown."""
    part_of: str = ""
    """The whole it is a share of, in words; measures of one whole are read together, side by side."""

    def __post_init__(self) -> None:
        if not _MEASURE_ID.fullmatch(self.id) or not self.id.startswith(f"{self.source}."):
            raise ValueError(f"measure id {self.id!r} must read '{self.source}.<name>' in lower case")
        if self.additive and self.unit in (Unit.SCORE, Unit.RATING):
            raise ValueError(f"{self.id}: a {self.unit} cannot be summed across organisations")
        if not self.title or not self.question:
            raise ValueError(f"{self.id}: a measure needs a title and the publisher's question")
        for level in (*(each.level for each in self.traits.weighting.effects), *self.traits.limits.misleading_at):
            Level(level)


@dataclass(frozen=True)
class Break:
    """A date across which a measure may not be compared, with the publisher's reason."""

    measure: str
    date: date
    reason: str
    citation: str


@dataclass(frozen=True)
class Vintage:
    """One dated set of footprints; `end` is None while it is in force."""

    id: str
    title: str
    start: date
    end: date | None

    def in_force(self, day: date) -> bool:
        """Whether these were the footprints of England on that day."""
        return self.start <= day and (self.end is None or day < self.end)


def is_segment(text: str) -> bool:
    """Whether a text is a well-formed segment: `all`, or one group such as `age=16-24`."""
    return bool(_SEGMENT.fullmatch(text))
