"""What must be known of a source and of a measure to treat its figures rightly. Declared by the source, carried in silver.

Nothing that could lead to a wrong figure has a default: whoever declares a measure states all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Counts(StrEnum):
    """What the base of a figure counts."""

    REPLIES = "replies"
    PEOPLE_ASKED = "people asked"
    PATIENTS = "patients"
    RESIDENTS = "residents"
    PLACES = "places"
    COMPLAINTS = "complaints received"
    RESOLVED = "complaints resolved"
    MENTIONS = "mentions"
    AREAS = "areas"


class Cadence(StrEnum):
    """How often a measure is asked anew, which decides whether its history is read as years or on a control chart."""

    MONTHS = "months"
    YEARS = "years"
    STANDING = "standing until the next"
    """Found once and valid until somebody looks again, however often the publisher lists it."""


class Serves(StrEnum):
    """Whom the figure of one organisation is about: the patients of which footprint, or those who work there."""

    ONE = "its own footprint"
    SEVERAL = "several footprints"
    """It is filed under the footprint of its headquarters: what stands there tells of no footprint's patients."""
    STAFF = "its own staff"
    """It is about who works there, weighted within its publisher's walls: an area has the figure its publisher gives, or none."""


class Method(StrEnum):
    """How the publisher works out the 95% intervals it prints."""

    NONE = "none published"
    WILSON = "Wilson"


class Theme(StrEnum):
    """One thing that several sources ask about, each in its own words."""

    ACCESS = "access"
    KINDNESS = "kindness"
    INVOLVEMENT = "involvement"
    SAFETY = "safety"
    OVERALL = "overall"
    STAFF = "what staff say"


class Service(StrEnum):
    """What is asked about or inspected, as it stands after "on": sources are held together on one service only."""

    GENERAL_PRACTICE = "general practice"
    DENTISTRY = "dentistry"
    HOSPITAL = "hospital care"
    EMERGENCY = "emergency care"
    MATERNITY = "maternity care"
    MENTAL_HEALTH = "mental health care"
    COMMUNITY = "community care"
    AMBULANCE = "ambulances"
    SOCIAL_CARE = "social care"
    WORKPLACE = "working for the NHS"
    SEVERAL = "several services"
    """Told apart elsewhere, or not at all: held together with nothing."""
    OF_ITS_TRUST = "the care of its trust"
    """Of a trust it is the service that its type is there for; of an area it is of several."""

    @property
    def is_one(self) -> bool:
        """Whether figures of an area about it can be held together with another source's."""
        return self not in (Service.SEVERAL, Service.OF_ITS_TRUST)


class TrustType(StrEnum):
    """A type of trust, as it stands before the word "trusts"."""

    SPECIALIST = "acute specialist"
    ACUTE = "acute"
    COMMUNITY = "community"
    MENTAL_HEALTH = "mental health"
    AMBULANCE = "ambulance"

    @property
    def service(self) -> Service:
        """What a trust of this type is there for."""
        return {
            TrustType.SPECIALIST: Service.HOSPITAL,
            TrustType.ACUTE: Service.HOSPITAL,
            TrustType.COMMUNITY: Service.COMMUNITY,
            TrustType.MENTAL_HEALTH: Service.MENTAL_HEALTH,
            TrustType.AMBULANCE: Service.AMBULANCE,
        }[self]


class Role(StrEnum):
    """What a measure is needed for beside being shown."""

    OUTCOME = "outcome"
    """The whole experience, which other measures of its source are set against."""
    ASKED_OF_ALL = "asked of all"
    """A question that everybody answers, so that its weighted base is that of all who replied."""
    RESPONSE_RATE = "response rate"
    """Of those asked, how many replied; where counts are printed too, its numerator is the replies received."""
    WAYS_OF_ANSWERING = "ways of answering"
    """Its segments `mode=...` count by which ways the replies came in to the measures that share its `short` name."""
    PEOPLE_ANSWERED = "people answered"
    """Its value counts the people who answered the whole survey."""
    REGISTERED_PATIENTS = "registered patients"
    SURVEY_POPULATION = "survey population"
    """Registered patients who could be asked: stands in where the register's own count is not loaded."""
    DEPRIVATION = "deprivation"
    NEED = "need"
    """It tells who lives in a place, whom experience is set beside; never how well a place does."""
    MOST_DEPRIVED = "most deprived"
    """The share of people who live where deprivation is greatest, which can be summed; a score of deprivation cannot."""
    AGE = "age"
    ETHNIC_GROUP = "ethnic group"
    RURALITY = "rurality"
    INPATIENTS = "inpatients"
    RATING = "rating"
    """The overall word of an inspector."""
    KEY_QUESTION = "key question"
    """One of the questions an inspector asks, rated by itself."""
    SECTOR = "sector"
    """Its facts say which places are of one sector, and whether each is rated good."""


@dataclass(frozen=True)
class DesignEffect:
    """How many times more people a weighted survey needs at one level of organisation than a plain random sample."""

    level: str
    """A word of `insight.model.Level`."""
    effect: float

    def __post_init__(self) -> None:
        if not self.effect > 0:
            raise ValueError(f"a design effect is above 0, not {self.effect} ({self.level})")


@dataclass(frozen=True)
class Weighting:
    """Whether replies are weighted, and what that costs in precision."""

    weighted: bool
    effects: tuple[DesignEffect, ...] = ()
    """By level. A weighted figure of a level that is not here has no interval of ours."""

    def __post_init__(self) -> None:
        if self.effects and not self.weighted:
            raise ValueError("figures that are not weighted have no design effect")


UNWEIGHTED = Weighting(False)


def weighted(**effects: float) -> Weighting:
    """Weighted replies, with the design effect of each level of organisation for which one is known."""
    return Weighting(True, tuple(DesignEffect(level, effect) for level, effect in effects.items()))


@dataclass(frozen=True)
class Comparability:
    """Whether organisations may be held beside one another; where not, why, and who says so."""

    allowed: bool
    why: str = ""
    who: str = ""

    def __post_init__(self) -> None:
        if self.allowed == bool(self.why and self.who):
            raise ValueError("a refusal to compare states why and who says so; a permission states neither")


COMPARABLE = Comparability(True)


@dataclass(frozen=True)
class PrintedIntervals:
    """The intervals a publisher prints, and the levels at which they do not tell how sure its figures are."""

    method: Method
    misleading_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Band:
    """A word a publisher gives an organisation, in full and in short, and the verdict it amounts to."""

    label: str
    short: str
    verdict: str
    """`better`, `similar` or `worse`."""

    def __post_init__(self) -> None:
        if self.verdict not in ("better", "similar", "worse"):
            raise ValueError(f"the band {self.label!r} amounts to better, similar or worse, not {self.verdict!r}")


@dataclass(frozen=True)
class Traits:
    """How the figures of a measure are to be treated. Every field is stated, none is assumed."""

    counts: Counts
    weighting: Weighting
    limits: PrintedIntervals
    hidden_under: int | None
    """A publisher hides a figure of fewer than so many; None where it hides none."""
    low_base_under: int
    """A footprint's figure put together from fewer is shown and not compared; 0 where no authority draws the line."""
    reliable_from: int
    """An organisation's figure of fewer is not listed as standing out; 0 where no authority draws the line."""
    comparability: Comparability
    cadence: Cadence
    serves: Serves
    bands: tuple[Band, ...]
    """The publisher's words for an organisation; empty where it gives none."""


@dataclass(frozen=True)
class ThemeMeasure:
    """One measure that speaks of a theme."""

    theme: Theme
    measure: str
    service: Service


@dataclass(frozen=True)
class TrustCategory:
    """Categories of places (a pattern of the publisher's words, whole) that tell the type of the trust that has them."""

    type: TrustType
    category: str


@dataclass(frozen=True)
class SourceTraits:
    """What holds for a source as a whole. Every field is stated; an empty one says that there is nothing of the kind."""

    order: int
    """Where it stands among headlines and in menus, 1 first; sources of one order stand by id."""
    brings: tuple[str, ...]
    """The tables of silver that its files fill."""
    themes: tuple[ThemeMeasure, ...]
    """Which measures speak of which theme, in the order in which they are spoken of."""
    taking_part: tuple[TrustType, ...]
    """The types of trust it surveys; the last is that of all trusts whose name tells none of the others."""
    trust_categories: tuple[TrustCategory, ...]
    """How the categories of the places it lists tell a trust's type; the first that fits counts."""


@dataclass(frozen=True)
class Driver:
    """A published weight: how strongly an aspect of care goes with overall experience, with its 95% interval."""

    study: str
    aspect: str
    coefficient: float
    lower: float
    upper: float
    measures: tuple[str, ...]
    """The measures of today that ask most nearly the same; none for an aspect nobody asks about now."""
    citation: str
