"""What CQC found in the invented places: good care where care is good, older and newer reports, and all the ways of having none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from demo.cqc.locations import Location
from demo.places import Reals
from demo.seeds import stream
from demo.world import World

DOMAINS = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")
EASIER = {"Safe": -0.4, "Caring": 1.6, "Effective": 0.4, "Responsive": 0.2, "Well-led": -0.3}
"""How much likelier than the whole a key question is found good, in logits."""
MOST_INSPECTIONS = 4
_WORDS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
FIRST = date(2014, 10, 1)
"""The first month of the four ratings."""


@dataclass(frozen=True)
class Inspected:
    """One place or trust and what stands about it: words by domain, the day of the report, words of single services."""

    location: Location
    words: dict[str, str]
    published: date | None
    services: dict[str, str]
    inherited: bool = False
    again: str = ""
    """A second overall rating published on the same day."""


@dataclass(frozen=True)
class Inspections:
    """Everything that stands on one day."""

    places: list[Inspected]
    trusts: list[Inspected]


def inspect(world: World, known: Sequence[Location], day: date) -> Inspections:
    """The latest rating of every place and of every trust that was published before a day."""
    leaning = world.leaning("CQC", 1.0, day.year, np.array([each.place for each in known]), 0.3)
    places = [_inspected(each, float(lean), day) for each, lean in zip(known, leaning, strict=True)]
    first = {each.location.provider: each for each in reversed(places) if each.location.provider.startswith("R")}
    trusts = [_of_trust(each, day) for _, each in sorted(first.items())]
    return Inspections(places, trusts)


def _inspected(location: Location, leaning: float, day: date) -> Inspected:
    chance = stream("CQC", "inspection", location.id)
    days = np.sort(chance.integers(0, (date(2026, 12, 31) - FIRST).days, MOST_INSPECTIONS)).tolist()
    draws = chance.random((MOST_INSPECTIONS, len(DOMAINS)))
    seen = [(FIRST + timedelta(days=since), draw) for since, draw in zip(days, draws, strict=True)]
    standing = [each for each in seen if each[0] < day]
    fate, services = chance.random(), _services(location, chance)
    if not standing or chance.random() > location.kind.rated:
        return _unrated(location, standing[-1][0] if standing else None, fate, services)
    published, draw = standing[-1]
    words = _words(location, leaning, draw)
    if published >= date(2024, 1, 1) and fate < 0.03:
        # Rated service by service since the single assessment framework: none for the place itself.
        services = {"Care Homes": words["Overall"], "Community Healthcare Services": words["Safe"]}
        return Inspected(location, dict.fromkeys(DOMAINS, "Not Rated"), None, services)
    if fate > 0.985:
        words["Effective"] = "Insufficient evidence to rate"
    again = "Requires improvement" if 0.03 <= fate < 0.036 and words["Overall"] == "Good" else ""
    return Inspected(location, words, published, services, inherited=0.04 <= fate < 0.07, again=again)


def _words(location: Location, leaning: float, draw: Reals) -> dict[str, str]:
    usual = np.log(location.kind.good / (1 - location.kind.good)) + leaning
    general = draw[0]
    found: dict[str, str] = {}
    for domain, own in zip(DOMAINS, draw.tolist(), strict=True):
        # A place good as a whole is mostly good in each question.
        luck = general if domain == "Overall" else 0.6 * general + 0.4 * own
        good = 1 / (1 + np.exp(-(usual + EASIER.get(domain, 0.0))))
        found[domain] = _word(luck, float(good))
    # CQC makes the rating as a whole of those of the five questions.
    among = sorted((_WORDS.index(word) for domain, word in found.items() if domain != "Overall"))
    found["Overall"] = _WORDS[min(max(_WORDS.index(found["Overall"]), among[0]), among[-1])]
    if location.number % 50 == 0:
        found = {domain: word.replace("improvement", "Improvement") for domain, word in found.items()}
    return found


def _word(luck: float, good: float) -> str:
    steps = (0.06 * good, good, 1 - 0.12 * (1 - good), 2.0)
    return next(word for below, word in zip(steps, _WORDS, strict=True) if luck < below)


def _unrated(location: Location, seen: date | None, fate: float, services: dict[str, str]) -> Inspected:
    if location.kind.category == "Dentists" or seen is None:
        return Inspected(location, {}, None, {})
    word = "Inspected but not rated" if fate < 0.4 else "No published rating"
    return Inspected(location, dict.fromkeys(DOMAINS, word), seen if fate < 0.4 else None, services)


def _services(location: Location, chance: np.random.Generator) -> dict[str, str]:
    """Ratings of single services or groups of patients, which stand in the same list and are not the place's own."""
    groups: Sequence[str] = ()
    if location.kind.category == "GP Practices" and location.number % 4 == 0:
        groups = ("Older people", "People with long term conditions", "Families, children and young people")
    elif location.kind.category.startswith("Acute hospital - NHS"):
        medical = "Medical care (including older people's care)"
        groups = ("Urgent and emergency services", medical, "Surgery", "Maternity")
    return {group: str(chance.choice(["Good", "Good", "Requires improvement"])) for group in groups}


def _of_trust(site: Inspected, day: date) -> Inspected:
    """The rating of a trust as a provider: its own, not that of its sites."""
    chance = stream("CQC", "trust", site.location.provider)
    published = date(2019, 1, 1) + timedelta(days=int(chance.integers(0, 2_200)))
    words = _words(site.location, 0.3, chance.random(len(DOMAINS)))
    return Inspected(site.location, words, min(published, day - timedelta(days=20)), {})
