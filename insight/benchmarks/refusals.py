"""What may not be said of a figure, and why: a refusal is an answer, with a reason a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import Any

from insight.benchmarks.grammar import whose
from insight.benchmarks.wording import during, rated_good
from insight.measures.disclosure import Withheld
from insight.measures.rules import is_put_together, tells_of
from insight.model import Better, Level, Measure, Status, Unit
from insight.stats.rollup import COVERAGE_FLOOR
from insight.traits import Cadence, Serves


class Reason(StrEnum):
    """Why a comparison is not made."""

    NOT_FOR_COMPARISON = "not for comparison"
    NO_BENCHMARK = "nothing to compare with"
    FEW_TO_COMPARE = "too few to compare with"
    SUPPRESSED = "suppressed"
    WITHHELD = "withheld"
    TOO_FEW = "too few organisations"
    NEAR_ZERO = "under 0.5%"
    NOT_AVAILABLE = "no figure"
    SERVES_SEVERAL = "serves several footprints"
    THIN_COVERAGE = "too few practices covered"
    PARTIAL_FILE = "a file of few organisations"
    NONE_OF_ITS = "a file without its organisations"
    LOW_BASE = "few replies"
    FEW_PLACES = "few places"
    NO_INTERVAL = "no interval"
    BREAK = "break in the series"
    NO_MAP = "no map"
    FIRST_YEAR = "first year"
    TOO_FEW_YEARS = "too few years"
    YEARS_APART = "a break between every two years"
    ANOTHER_UNIT = "another unit"
    MONTHS = "read month by month"
    STANDING = "stands until the next inspection"
    NEVER_SUMMED = "never put together"
    WITHOUT_INTERVALS = "published without intervals"
    OUR_SCORE = "our mean of scores"
    A_TOTAL = "a total"
    A_PART = "part of a whole"
    PART_UNTESTED = "change of a part"
    UNTESTED = "not tested"
    NOT_MONTHLY = "not monthly"
    TOO_FEW_MONTHS = "too few months"
    NO_VARIATION = "no variation"
    TOO_FEW_FOOTPRINTS = "too few footprints"
    NO_SHARE = "not a share of patients"
    OWN_TYPE = "held against its own type"
    NO_DIRECTION = "neither good nor bad"
    NO_BASES = "replies not published"


@dataclass(frozen=True)
class Refusal:
    """Something that is not said, with the sentence to show in its place."""

    reason: Reason
    sentence: str


_SENTENCES: Mapping[Reason, str] = {
    Reason.NO_BENCHMARK: "There is no figure for {whom} {during}, so there is nothing to compare with.",
    Reason.FEW_TO_COMPARE: "{whom}: {known} {have} a figure {during}; at least 80% are needed to compare with them.",
    Reason.SUPPRESSED: "{whose} figure for {period} is hidden by the publisher: too few people replied.",
    Reason.WITHHELD: "{whose} figure for {period} is withheld: subtracted from another footprint's, it would reveal an "
    "organisation whose figure is hidden.",
    Reason.TOO_FEW: "{whose} figure for {period} is withheld: it rests on fewer than three organisations, one of them hidden.",
    Reason.NEAR_ZERO: "{whose} figure for {period} is above 0 and under 0.5%; the publisher gives no more.",
    Reason.NOT_AVAILABLE: "There is no figure for {name} {during}.",
    Reason.NEVER_SUMMED: "Nothing is published for {name}, and figures of this measure are never put together from those of "
    "smaller areas or organisations.",
    Reason.SERVES_SEVERAL: "{name} has no figure of its own: each of these services works across several footprints, and "
    "its publisher files it under the one where its headquarters are.",
    Reason.THIN_COVERAGE: "No estimate for {name} {during}: what is known of its practices, trusts or areas "
    "covers {covered} of the patients, and at least 80% is needed.",
    Reason.PARTIAL_FILE: "No estimate for {name} {during}: what is loaded holds figures of {held}, {covered} of what "
    "there is in England, and footprints are estimated from at least 80% of it.",
    Reason.NONE_OF_ITS: "There is no figure for {name} {during}: what is loaded holds figures of {held}, none of this area.",
    Reason.LOW_BASE: "{whose} figure for {period} rests on few people or places: shown, but not compared.",
    Reason.FEW_PLACES: "{name}: {counts} {during}; too few for a percentage.",
    Reason.NO_INTERVAL: "{whose} figure for {period} is published without an interval: shown, but not compared.",
    Reason.BREAK: "{earlier} and {later} may not be compared: {because}",
    Reason.NO_MAP: "There is no map of {vintage}: load its boundaries or hexagons first.",
    Reason.FIRST_YEAR: "The figure of {later} is the first for {name}, so there is no earlier one to compare it with.",
    Reason.TOO_FEW_YEARS: "Cannot tell a trend yet: {needed} more comparable {years} needed{since}.",
    Reason.YEARS_APART: "No two years may be compared, so no trend is told: {because}",
    Reason.ANOTHER_UNIT: "{title}: measured in another unit, so it cannot stand on the same scale.",
    Reason.MONTHS: "{title}: those who reply choose to, so two months are not tested against each other. A control chart of "
    "13 months or more tells which are special.",
    Reason.STANDING: "{title}: the same places are inspected again, so shares at two dates are not tested against each other.",
    Reason.OUR_SCORE: "{whose} score {during} is our mean of its trusts' scores, weighted by those who answered: shown, but "
    "compared with nothing, because nobody publishes how sure it is.",
    Reason.WITHOUT_INTERVALS: "{title}: published without intervals, so whether it changed cannot be told.",
    Reason.A_TOTAL: "{title}: a total, not held against England's, of which it is a part.",
    Reason.A_PART: "A share of all {counts}: more is not worse, so places are not ranked or coloured by it.",
    Reason.PART_UNTESTED: "A share of all {counts}: where one grows others shrink, so no change of one alone is tested.",
    Reason.UNTESTED: "{title}: a total without an interval, shown, but no change is tested.",
    Reason.NOT_MONTHLY: "{title}: not collected afresh each month, and a control chart needs months that are.",
    Reason.TOO_FEW_MONTHS: "Too early to say what is usual for {name}: {needed} more {months} needed, because a "
    "control chart takes 13.",
    Reason.NO_VARIATION: "{whose} months are all alike: there is no variation to judge.",
    Reason.TOO_FEW_FOOTPRINTS: "{count} of the footprints can be ranked for {period}; at least 4 are needed.",
    Reason.NO_SHARE: "{title} {why}. So chance cannot be told from difference between {orgs}.",
    Reason.OWN_TYPE: "Staff of an area are held against England's figure. Staff of one trust are called neither better nor worse: "
    "the publisher asks not to compare trusts of different types. On one question the Sources page says whether they are in the highest or the "
    "lowest quarter of trusts of the same type whose patients were surveyed too: the whole range of "
    "ranks that chance allows must lie there, and at least 10 such trusts are needed.",
    Reason.NO_DIRECTION: "{title}: neither good nor bad where high, so nobody is behind on it.",
    Reason.NO_BASES: "How many replies the figures of {orgs} for {period} rest on is not known, so chance cannot "
    "be told from difference.",
}

_UNSUMMED: Mapping[Unit, str] = {
    Unit.SCORE: "is a score, not a share of patients: the number of replies alone does not tell how far chance can move it",
    Unit.RATING: "is a rating by inspectors, not a share of patients",
    Unit.COUNT: "is a number, not a share of patients",
    Unit.PERCENT: "is shown as its publisher worked it out, and is not added up from single replies",
}

_OF_STATUS: Mapping[str, Reason] = {
    Status.SUPPRESSED: Reason.SUPPRESSED,
    Withheld.SUBTRACTION: Reason.WITHHELD,
    Withheld.TOO_FEW: Reason.TOO_FEW,
    Status.NEAR_ZERO: Reason.NEAR_ZERO,
    Status.LOW_BASE: Reason.LOW_BASE,
    Status.NOT_AVAILABLE: Reason.NOT_AVAILABLE,
}


def unavailable(sentence: str) -> Refusal:
    """The refusal of what there is no figure for, in the words of whoever asked."""
    return Refusal(Reason.NOT_AVAILABLE, sentence)


def refuse(reason: Reason, **words: str) -> Refusal:
    """The refusal for a reason, its sentence filled with `words`."""
    return Refusal(
        reason,
        _SENTENCES[reason].format(whose=whose(words.get("name", "")), during=during(words.get("period", "")), **words),
    )


def refuse_source(measure: Measure) -> Refusal | None:
    """The refusal for a measure whose publisher says that organisations must not be compared, or that is a part of a whole, which
    is read beside the other parts (insight.benchmarks.mix); None where they may be."""
    if barred := why_barred([measure]):
        return Refusal(Reason.NOT_FOR_COMPARISON, barred)
    return refuse(Reason.A_PART, counts=measure.traits.counts) if measure.part_of else None


def why_barred(measures: Iterable[Measure]) -> str:
    """Why places must not be compared on some measures, each reason and whoever gives it once; empty where they may be on all."""
    barred = [each for each in measures if not each.traits.comparability.allowed]
    said: dict[str, dict[str, None]] = {}
    for each in barred:
        said.setdefault(each.traits.comparability.who, {})[each.traits.comparability.why] = None
    plainly = ["Do not compare places on this."] if any(each.better is Better.NEITHER for each in barred) else []
    return " ".join([*plainly, *(f"{'. '.join(whys)} ({who})." for who, whys in said.items())])


def refuse_total(measure: Measure) -> Refusal | None:
    """The refusal for a count, which footprints have more of the larger they are; None for any other unit."""
    return refuse(Reason.A_TOTAL, title=measure.title) if measure.unit is Unit.COUNT else None


def refuse_unsummed(measure: Measure, orgs: str) -> Refusal | None:
    """The refusal to tell chance from difference between `orgs`, for what is no share added up from replies (of staff it says what tells it instead); None for such a share."""
    if measure.unit is Unit.PERCENT and measure.additive:
        return None
    if measure.traits.serves is Serves.STAFF:
        return refuse(Reason.OWN_TYPE)
    return refuse(Reason.NO_SHARE, title=measure.title, why=_UNSUMMED[measure.unit], orgs=orgs)


def refuse_test(measure: Measure) -> Refusal | None:
    """The refusal to test how a measure changes in time, for what is no survey of a sample, a part of a whole or has no intervals; None otherwise."""
    if measure.part_of:
        return refuse(Reason.PART_UNTESTED, counts=measure.traits.counts)
    if measure.unit is Unit.COUNT:
        return refuse(Reason.UNTESTED, title=measure.title)
    no_sample = {Cadence.MONTHS: Reason.MONTHS, Cadence.STANDING: Reason.STANDING}.get(measure.traits.cadence)
    if no_sample is None and measure.unit is not Unit.PERCENT:
        no_sample = Reason.WITHOUT_INTERVALS
    return refuse(no_sample, title=measure.title) if no_sample else None


def refuse_area(measure: Measure, level: Level, name: str) -> Refusal | None:
    """The refusal of a measure that has no figures of such areas at all; None where it may have."""
    return None if tells_of(measure, level) else refuse(Reason.SERVES_SEVERAL, name=name)


def refuse_figure(row: Mapping[str, Any], measure: Measure, name: str, period: str, *, of_area: bool) -> Refusal | None:
    """The refusal that the status of a figure (a row of a series, of an area or an organisation) asks for; None for a figure that stands."""
    if row["status"] == Status.OK:
        return None
    reason, counts = _OF_STATUS[row["status"]], ""
    if reason is Reason.NOT_AVAILABLE and of_area and not is_put_together(measure):
        return refuse(Reason.NEVER_SUMMED, name=name)
    if reason is Reason.NOT_AVAILABLE and row["coverage"] < COVERAGE_FLOOR:
        reason = Reason.THIN_COVERAGE
    if reason is Reason.LOW_BASE and isnan(row["value"]):
        reason = Reason.FEW_PLACES
        counts = rated_good(row["numerator"], row["denominator"])
    return refuse(reason, name=name, period=period, covered=_only(row["coverage"]), counts=counts)


def refuse_file(held: str, share: float, name: str, period: str, *, some: bool) -> Refusal:
    """The refusal to estimate a footprint from figures of few organisations, or of none of its own (not `some`); `held` says
    how many, `share` is theirs of England's patients."""
    reason = Reason.PARTIAL_FILE if some else Reason.NONE_OF_ITS
    return refuse(reason, name=name, period=period, held=held, covered=_only(share))


def _only(share: float) -> str:
    """A share too small to stand, rounded down: a refusal at 79.9% must not read 80%, nor one at 0.4% "none"."""
    if not share > 0:
        return "none"
    return f"only {int(share * 100)}%" if share >= 0.01 else "less than 1%"
