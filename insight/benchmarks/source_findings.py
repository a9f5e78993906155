"""What one source says of one theme in one footprint, in the source's own terms and never on another's scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.bands import band_word
from insight.benchmarks.comparator import NATIONAL
from insight.benchmarks.grammar import listed, sentence_case
from insight.benchmarks.headlines import Headline
from insight.benchmarks.mix import ALIKE, LESS, MORE, TOO_FEW, Mix
from insight.benchmarks.org_names import written
from insight.benchmarks.ratings import Found
from insight.benchmarks.themes import Theme
from insight.benchmarks.wording import period_name, period_of, topic
from insight.model import Level, Measure
from insight.stats.among import is_among
from insight.traits import Serves, Service

_WAYS = ("getting worse", "improving", "no clear change")
"""The words of a source that tells a direction only."""
_OFTEN = {MORE: "more often", LESS: "less often", ALIKE: "not clearly more or less often"}
"""What is said of a part of a whole beside England's."""
_IN_ORDER = ("worse", "similar", "better", "higher", "lower", *_WAYS, *_OFTEN.values())


@dataclass(frozen=True)
class Judgement:
    """One verdict of a source on one service: of a question, of a trust or of a sector."""

    about: str
    """As it stands in a sentence."""
    service: Service
    word: str
    """better, similar or worse."""
    start: pd.Timestamp
    """When its period began."""

    @property
    def points(self) -> bool:
        """Whether it says that something is better or worse; "similar" is no finding of likeness and points nowhere."""
        return self.word in ("better", "worse")


@dataclass(frozen=True)
class SourceFinding:
    """One source on one theme."""

    source: str
    theme: Theme
    word: str
    """All it says in one: better, similar, worse, or mixed (some of it better, some worse); `improving`, `getting worse` or `no
    clear change` for a source that tells a direction only; empty where it says nothing of the kind."""
    said: str
    """What it says, in its own terms, as one sentence."""
    brief: str
    """The same in a few words, for a cell of a table."""
    period: str
    releases: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    """What can be held together with another source's; none of a source that tells a direction only."""


def in_one_word(words: Collection[str]) -> str:
    """Several verdicts as one word: all similar; better, or worse, where nothing contradicts it; else mixed."""
    up, down = "better" in words, "worse" in words
    if up and down:
        return "mixed"
    if up or down:
        return "better" if up else "worse"
    return "similar" if "similar" in words else ""


def of_survey(
    source: str, theme: Theme, headlines: Sequence[Headline], services: Mapping[str, Service]
) -> SourceFinding | None:
    """A survey of patients, or of staff, against England's figure: the verdict on each of its measures of a theme, counted.

    Only measures of the latest period count, so that questions no longer asked do not speak; `services` says by measure what
    is asked about. None without a verdict.
    """
    compared = [each for each in headlines if each.compared]
    if not compared:
        return None
    latest = max(each.standing.start for each in compared)
    now = [each for each in compared if each.standing.start == latest]
    words = [str(each.row["verdict"]) for each in now]
    word = in_one_word(words)
    said = [f"{topic(each.measure)} {NATIONAL.verdict(str(each.row['verdict']))}" for each in now]
    period = now[0].standing.period
    count = Counter(words)
    brief = sentence_case(NATIONAL.verdict(words[0])) if len(now) == 1 else _counted(count, "questions")
    releases = tuple(sorted({str(each.row["release"]) for each in now}))
    who = "Staff" if now[0].measure.traits.serves is Serves.STAFF else "Patients"
    judgements = tuple(
        Judgement(topic(each.measure), services[each.measure.id], str(each.row["verdict"]), each.standing.start)
        for each in now
    )
    return SourceFinding(
        source, theme, word, f"{who}, {period}: {'; '.join(said)}.", brief, period, releases, judgements
    )


def of_bands(
    theme: Theme, measure: Measure, facts: pd.DataFrame, trusts: Mapping[str, str], service: Service
) -> SourceFinding | None:
    """A survey whose publisher says of each trust whether it does as expected: the trusts' words, counted.

    `facts` of one measure, which is about `service`; `trusts` are code and name of those in the footprint. Bands are never rolled up: only what
    was published of each trust is repeated. None where no trust has a word.
    """
    rows = facts[facts["org"].isin(list(trusts))]
    rows = rows[rows["level"] == Level.TRUST]
    rows = rows[[band_word(each, measure) != "not compared" for each in rows["label"]]]
    if rows.empty:
        return None
    rows = rows[rows["start"] == rows["start"].max()].sort_values("org")
    labels = [str(each) for each in rows["label"]]
    words = [band_word(each, measure) for each in labels]
    period = period_of(rows)
    named = [f"{trusts[org]} {label.lower()}" for org, label in zip(rows["org"], labels, strict=True)]
    said = f"{measure.title}, {period}: {listed(named)} (the publisher's own words)."
    counts = labels[0] if len(labels) == 1 else _counted(Counter(words), "trusts")
    brief = f"{counts} on {topic(measure)}"
    judgements = tuple(
        Judgement(trusts[org], service, word, pd.Timestamp(rows["start"].iloc[0]))
        for org, word in zip(rows["org"], words, strict=True)
    )
    releases = tuple(sorted(set(rows["release"])))
    return SourceFinding(measure.source, theme, in_one_word(words), said, brief, period, releases, judgements)


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
    services = [(measure.short or topic(measure), way) for measure, way in ways]
    told = [f"{way} on {listed([name for name, its in services if its == way])}" for way in there]
    said = f"To {period}, against its own past only: {'; '.join(told)}."
    brief = f"{there[0]} in all {len(ways)} services" if len(ways) > 1 else there[0]
    if len(there) > 1:
        brief = _counted(count, "services")
    # What moves decides the word; services that move apart leave none.
    word = "" if {"getting worse", "improving"} <= {*there} else there[0]
    return SourceFinding(source, theme, word, said, f"{sentence_case(brief)} (own past)", period, tuple(releases))


def of_ratings(
    measure: Measure,
    theme: Theme,
    facts: pd.DataFrame,
    pairs: Sequence[tuple[Found, Found]],
    services: Mapping[str, Service],
) -> SourceFinding | None:
    """The inspectors: the share of places good or outstanding in each sector, beside England's.

    `pairs` are the footprint's ratings and England's, by sector, out of `facts`; `services` says by sector what is inspected.
    None where no place is rated.
    """
    rated = [(here, england) for here, england in pairs if here.rated]
    if not rated:
        return None
    words = [here.word(england) for here, england in rated]
    said = f"Rated on “{measure.title}”. " + " ".join(
        here.sentence
        if word == "not compared"
        else f"{here.sentence[:-1]}, {NATIONAL.verdict(word)} ({england.share:.1f}%)."
        for (here, england), word in zip(rated, words, strict=True)
    )
    judged = [word for word in words if word != "not compared"]
    if len(judged) == 1:
        brief = sentence_case(NATIONAL.verdict(judged[0]))
    elif judged:
        brief = _counted(Counter(judged), "sectors")
    elif any(england.rated for _, england in rated):
        brief = "Too few rated places"
    else:
        brief = "Not held against England"
    start = pd.Timestamp(facts["start"].max())
    judgements = tuple(
        Judgement(f"ratings of {here.name}", services.get(here.name, Service.SEVERAL), word, start)
        for (here, _), word in zip(rated, words, strict=True)
        if word != "not compared"
    )
    releases = tuple(sorted(facts["release"].unique()))
    period = period_name(start, pd.Timestamp(facts["end"].max()))
    return SourceFinding(measure.source, theme, in_one_word(judged), said, brief, period, releases, judgements)


def of_parts(source: str, theme: Theme, found: Sequence[Mix], ids: Collection[str]) -> SourceFinding | None:
    """A source that counts what is mentioned: how many of its subjects come up more often here than in England, and less.

    `found` are the wholes whose parts the `ids` are. More is not worse, so nothing is judged. None where no subject can be tested.
    """
    spoken = [(each, each.table[each.table["id"].isin(list(ids)) & each.table["word"].ne(TOO_FEW)]) for each in found]
    spoken = [(each, rows) for each, rows in spoken if len(rows)]
    if not spoken:
        return None
    rows = pd.concat([rows for _, rows in spoken])
    brief = _counted(Counter(_OFTEN[word] for word in rows["word"]), "subjects")
    said = " ".join(f"{each.whole}, {each.period}: {' '.join(rows['sentence'])}" for each, rows in spoken)
    releases = tuple(sorted(set(rows["release"].dropna())))
    return SourceFinding(source, theme, "", said, brief, max(each.period for each, _ in spoken), releases)


def trusts_in(members: pd.Index, orgs: pd.DataFrame) -> dict[str, str]:
    """Code and name of the trusts among the members of a footprint. A trust may well serve others too."""
    inside = orgs[is_among(orgs["code"], members)]
    inside = inside[inside["level"] == Level.TRUST].drop_duplicates("code").sort_values("code")
    return {str(code): written(str(name)) for code, name in zip(inside["code"], inside["name"], strict=True)}


def _counted(count: Counter[str], what: str) -> str:
    """As in "3 of 5 questions worse, 2 similar"."""
    (first, number), *others = [(word, count[word]) for word in _IN_ORDER if count[word]]
    return ", ".join([f"{number} of {count.total()} {what} {first}", *(f"{n} {word}" for word, n in others)])
