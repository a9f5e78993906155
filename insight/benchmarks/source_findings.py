"""What one source says of one theme in one footprint, in the source's own terms and never on another's scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.bands import band_word
from insight.benchmarks.grammar import listed
from insight.benchmarks.headlines import Headline
from insight.benchmarks.ratings import Found
from insight.benchmarks.themes import Theme
from insight.benchmarks.wording import period_name, topic
from insight.model import Level, Measure
from insight.traits import Serves

JUDGED = ("better", "similar", "worse", "mixed")
"""The words that say how good something is, and so can agree or differ. `mixed`: some of it better, some worse."""
_WAYS = ("getting worse", "improving", "no clear change")
"""The words of a source that tells a direction only."""
_IN_ORDER = ("worse", "similar", "better", "higher", "lower", *_WAYS)


@dataclass(frozen=True)
class SourceFinding:
    """One source on one theme."""

    source: str
    theme: Theme
    word: str
    """One of JUDGED; `improving`, `getting worse` or `no clear change` for a source that tells a direction only; empty
    where it says nothing that could be held against another source."""
    said: str
    """What it says, in its own terms, as one sentence."""
    brief: str
    """The same in a few words, for a cell of a table."""
    period: str
    releases: tuple[str, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether it says how good something is."""
        return self.word in JUDGED


def in_one_word(words: Collection[str]) -> str:
    """Several verdicts as one word: all similar; better, or worse, where nothing contradicts it; else mixed."""
    up, down = "better" in words, "worse" in words
    if up and down:
        return "mixed"
    if up or down:
        return "better" if up else "worse"
    return "similar" if "similar" in words else ""


def of_survey(source: str, theme: Theme, headlines: Sequence[Headline]) -> SourceFinding | None:
    """A survey of patients, or of staff, against England's figure: the verdict on each of its measures of a theme, counted.

    Only measures of the latest period count, so that questions no longer asked do not speak. None without a verdict.
    """
    compared = [each for each in headlines if each.compared]
    if not compared:
        return None
    latest = max(each.standing.start for each in compared)
    now = [each for each in compared if each.standing.start == latest]
    words = [str(each.row["verdict"]) for each in now]
    word = in_one_word(words)
    said = [f"{topic(each.measure)} {_than_england(str(each.row['verdict']))}" for each in now]
    period = now[0].standing.period
    count = Counter(words)
    brief = _first_large(_than_england(words[0])) if len(now) == 1 else _counted(count, "questions")
    releases = tuple(sorted({str(each.row["release"]) for each in now}))
    who = "Staff" if now[0].measure.traits.serves is Serves.STAFF else "Patients"
    return SourceFinding(source, theme, word, f"{who}, {period}: {'; '.join(said)}.", brief, period, releases)


def of_bands(
    source: str, theme: Theme, measure: Measure, facts: pd.DataFrame, trusts: Mapping[str, str]
) -> SourceFinding | None:
    """A survey whose publisher says of each trust whether it does as expected: the trusts' words, counted.

    `facts` of one measure; `trusts` are code and name of those in the footprint. Bands are never rolled up: only what
    was published of each trust is repeated. None where no trust has a word.
    """
    rows = facts[facts["level"].eq(Level.TRUST) & facts["org"].isin(list(trusts))]
    rows = rows[[band_word(each, measure) != "not compared" for each in rows["label"]]]
    if rows.empty:
        return None
    rows = rows[rows["start"] == rows["start"].max()].sort_values("org")
    labels = [str(each) for each in rows["label"]]
    words = [band_word(each, measure) for each in labels]
    period = period_name(pd.Timestamp(rows["start"].iloc[0]), pd.Timestamp(rows["end"].iloc[0]))
    named = [f"{trusts[org]} {label.lower()}" for org, label in zip(rows["org"], labels, strict=True)]
    said = f"{measure.title}, {period}: {listed(named)} (the publisher's own words)."
    brief = labels[0] if len(labels) == 1 else _counted(Counter(words), "trusts")
    return SourceFinding(source, theme, in_one_word(words), said, brief, period, tuple(sorted(set(rows["release"]))))


def of_directions(
    source: str, theme: Theme, ways: Sequence[tuple[Measure, str]], *, period: str, releases: Collection[str]
) -> SourceFinding | None:
    """A source that may not be held against others: only which way its own figures go, service by service.

    `ways` are measures, each with `improving`, `getting worse` or `no clear change`. None without any.
    """
    if not ways:
        return None
    count = Counter(way for _, way in ways)
    there = [way for way in _WAYS if count[way]]
    services = [(topic(measure).partition(":")[0], way) for measure, way in ways]
    told = [f"{way} on {listed([name for name, its in services if its == way])}" for way in there]
    said = f"To {period}, against its own past only: {'; '.join(told)}."
    brief = f"{there[0]} in all {len(ways)} services" if len(ways) > 1 else there[0]
    if len(there) > 1:
        brief = _counted(count, "services")
    # What moves decides the word; services that move apart leave none.
    word = "" if {"getting worse", "improving"} <= {*there} else there[0]
    return SourceFinding(source, theme, word, said, f"{_first_large(brief)} (own past)", period, tuple(releases))


def of_ratings(
    source: str, theme: Theme, period: str, pairs: Sequence[tuple[Found, Found]], releases: Collection[str]
) -> SourceFinding | None:
    """The inspectors: the share of places good or outstanding in each sector, beside England's.

    `pairs` are the footprint's ratings and England's, by sector. None where no place is rated.
    """
    rated = [(here, england) for here, england in pairs if here.rated]
    if not rated:
        return None
    words = [here.word(england) for here, england in rated]
    said = " ".join(
        here.sentence
        if word == "not compared"
        else f"{here.sentence[:-1]}, {_than_england(word)} ({england.share:.1f}%)."
        for (here, england), word in zip(rated, words, strict=True)
    )
    judged = [word for word in words if word != "not compared"]
    if len(judged) == 1:
        brief = _first_large(_than_england(judged[0]))
    elif judged:
        brief = _counted(Counter(judged), "sectors")
    elif any(england.rated for _, england in rated):
        brief = "Too few rated places"
    else:
        brief = "Not held against England"
    return SourceFinding(source, theme, in_one_word(judged), said, brief, period, tuple(releases))


def trusts_in(members: pd.Index, orgs: pd.DataFrame) -> dict[str, str]:
    """Code and name of the trusts among the members of a footprint. A trust may well serve others too."""
    names = orgs[orgs["level"].eq(Level.TRUST)].drop_duplicates("code").set_index("code")["name"]
    inside = names.index.intersection(members)
    return {str(code): str(names[code]) for code in sorted(inside)}


def _than_england(word: str) -> str:
    return f"{word} {'to' if word == 'similar' else 'than'} England"


def _first_large(text: str) -> str:
    return text[0].upper() + text[1:]


def _counted(count: Counter[str], what: str) -> str:
    """As in "3 of 5 questions worse, 2 similar"."""
    (first, number), *others = [(word, count[word]) for word in _IN_ORDER if count[word]]
    return ", ".join([f"{number} of {count.total()} {what} {first}", *(f"{n} {word}" for word, n in others)])
