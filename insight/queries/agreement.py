"""What the sources say of a footprint side by side: whether they point one way, and what each of them tells."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from insight.benchmarks.agreement import Accord, Agreement, nothing_together
from insight.benchmarks.agreement import agreement as by_theme
from insight.benchmarks.bands import band_word
from insight.benchmarks.comparator import NATIONAL
from insight.benchmarks.control import is_monthly
from insight.benchmarks.explanations import VerdictRule
from insight.benchmarks.own_count import OwnCount, own_count
from insight.benchmarks.signals import signals
from insight.benchmarks.source_findings import (
    SourceFinding,
    of_bands,
    of_directions,
    of_parts,
    of_ratings,
    of_survey,
    trusts_in,
)
from insight.benchmarks.themes import Theme, measures_of
from insight.charts.priorities.agreement import sources_agree
from insight.measures.geography import Geography
from insight.measures.series import of_org
from insight.model import EVERYONE, Better, Level, Measure, Unit
from insight.queries import histories, single_orgs
from insight.queries.answer import MOST_SAID, Answer, by_one_rule
from insight.queries.answered import answered
from insight.queries.headlines import held_against
from insight.queries.issues import mixes
from insight.queries.organisations import Organisation
from insight.queries.own_months import its_months
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question
from insight.queries.ratings import ratings
from insight.traits import Cadence, Service

_WAYS = {"improvement": "improving", "concern": "getting worse", "usual variation": "no clear change"}


@answered(measure=False, period=False, comparator=False)
def do_sources_agree(question: Question) -> Answer:
    """What each source says of each theme; in words too, the themes on which they are opposed first."""
    judged = (each for theme in agreements(question) for each in theme.findings)
    return _answer(question, by_theme([*judged, *_mentioned(question)]))


def _answer(question: Question, found: Sequence[Agreement]) -> Answer:
    titles = titles_of(question)
    opposed_first = sorted(
        found, key=lambda each: (each.accord is not Accord.OPPOSED, each.accord is not Accord.IN_LINE)
    )
    said = [each.sentence(titles) for each in opposed_first if each.accord is not Accord.SILENT][:MOST_SAID]
    releases = sorted({each for theme in found for one in theme.findings for each in one.releases})
    told = [(each, "not compared") for each in said or [nothing_together(question.name)]]
    return by_one_rule(sources_agree(found, titles, question.place), told, releases, VerdictRule.AGREEMENT)


def titles_of(question: Question) -> dict[str, str]:
    """The sources by name: what patients say, what inspectors found, and last what may be held against its own past only."""
    names = {str(id): str(title) for id, title in question.store.sources["title"].items()}
    rows = question.store.measures
    inspectors, alone = (
        set(rows.loc[which, "source"]) for which in (rows["unit"].eq(Unit.RATING), ~rows["comparable"])
    )
    return dict(sorted(names.items(), key=lambda each: (each[0] in inspectors, each[0] in alone)))


@answered(measure=False, period=False, comparator=False)
def agreements(question: Question) -> Sequence[Agreement]:
    """What every loaded source that judges says of every theme; of a footprint the same whatever measure and period are chosen."""
    return by_theme(list(_findings_of_sources(question)))


@answered(measure=False, period=False, comparator=False)
def own_counts(question: Question) -> Sequence[OwnCount]:
    """What the monthly count of each trust of the footprint has to say to its survey, what is opposed first."""
    return _urgent_first(_own_counts(question))


def own_counts_of(question: Question, code: str) -> Sequence[OwnCount]:
    """The same of one trust of the footprint, without the months of its other trusts; nothing of any other organisation."""
    return _urgent_first(_own_counts(question, [code]))


def _urgent_first(found: Iterable[OwnCount]) -> Sequence[OwnCount]:
    return sorted(found, key=lambda each: (each.urgency, each.sentence))


def why_no_count(question: Question) -> str:
    """Which kind of file is missing where nothing of a hospital can be held beside its survey; empty where none is."""
    surveyed, counted = _overall(question)
    if surveyed and not counted:
        return "No file that follows hospitals month by month is loaded, so nothing can support or contradict their survey."
    if counted and not surveyed:
        return "No survey that judges single hospitals is loaded, so their months stand alone."
    return ""


def _own_counts(question: Question, among: Collection[str] | None = None) -> Iterator[OwnCount]:
    titles, (_, counted) = titles_of(question), _overall(question)
    for service, measure, rows in surveyed_trusts(question):
        if service not in counted:
            continue
        source, id = counted[service]
        for code, row in (rows if among is None else rows[rows.index.isin(among)]).iterrows():
            name = str(row["name"])
            months = {
                each.measure.id: each for each in its_months(Organisation(question, str(code), Level.TRUST, name))
            }
            if id not in months:
                continue
            others = [each for each in months.values() if each.measure.id != id]
            survey = (titles[measure.source], measure, row)
            told = own_count(str(code), name, survey, (titles[source], months[id], others))
            yield from [told] if told else []


@answered(measure=False, period=False, comparator=False)
def surveyed_trusts(question: Question) -> Sequence[tuple[Service, Measure, pd.DataFrame]]:
    """By service the survey's measure of the whole experience, and the latest fact and name of each trust that its publisher judged, and how its other results are judged (others, others_worse)."""
    return list(_surveyed_trusts(question))


def _surveyed_trusts(question: Question) -> Iterator[tuple[Service, Measure, pd.DataFrame]]:
    trusts, names = _trusts(question), single_orgs.names(question.published)
    for service, (_, id) in _overall(question)[0].items():
        found = single_orgs.facts(question.published, id, Level.TRUST)
        found = found[found["org"].isin(list(trusts)) & found["segment"].eq(EVERYONE) & found["label"].notna()]
        latest = found.sort_values("start").drop_duplicates("org", keep="last").set_index("org")
        if len(latest):
            measure = histories.measure(question.published, id)
            named = latest.assign(name=[names[code] for code in latest.index])
            at = pd.MultiIndex.from_arrays([latest.index, latest["start"]])
            others = _other_results(question.published, id).reindex(at, fill_value=0).set_axis(latest.index)
            yield service, measure, named.join(others)


@remembered
def _other_results(published: PublishedSet, id: str) -> pd.DataFrame:
    """By code of a trust and start of a survey: how many measures besides this one have their publisher's word (others), and of how many it is that they are worse (others_worse)."""
    measure, rows = histories.measure(published, id), published.store.measures
    asked = rows["source"].eq(measure.source) & rows["unit"].eq(measure.unit) & rows["better"].ne(Better.NEITHER)
    facts = published.store.figures(measure.source, [each for each in rows.index[asked] if each != id], [Level.TRUST])
    facts = facts[facts["segment"].eq(EVERYONE)]
    words = facts["label"].map({label: band_word(label, measure) for label in facts["label"].unique()})
    told = facts[["org", "start"]].assign(others=words.ne("not compared"), others_worse=words.eq("worse"))
    return told.groupby(["org", "start"]).sum()


def _overall(question: Question) -> tuple[dict[Service, tuple[str, str]], dict[Service, tuple[str, str]]]:
    """By service the source and first measure of the whole experience: of surveys that judge trusts, and of monthly counts."""
    surveyed: dict[Service, tuple[str, str]] = {}
    counted: dict[Service, tuple[str, str]] = {}
    for source in question.store.source_order:
        for each in question.store.source(source).themes:
            if each.theme is not Theme.OVERALL or each.measure not in question.store.measures.index:
                continue
            measure = histories.measure(question.published, each.measure)
            if measure.traits.cadence is Cadence.MONTHS and not measure.traits.comparability.allowed:
                counted.setdefault(each.service, (source, each.measure))
            elif measure.unit is Unit.SCORE:
                surveyed.setdefault(each.service, (source, each.measure))
    return surveyed, counted


def _findings_of_sources(question: Question) -> Iterator[SourceFinding | None]:
    for theme, measures in _asked(question.published):
        if not measures[0].part_of:
            yield _finding_of(question, theme, measures)


def _mentioned(question: Question) -> Iterator[SourceFinding | None]:
    """What sources that count mentions say of every theme, which judges nothing."""
    for theme, measures in _asked(question.published):
        if measures[0].part_of:
            source, ids = measures[0].source, [each.id for each in measures]
            yield of_parts(source, theme, [each for each in mixes(question) if each.measures[0].source == source], ids)


@remembered
def _asked(published: PublishedSet) -> Sequence[tuple[Theme, list[Measure]]]:
    """The measures of each theme and source."""
    store, loaded = published.store, set(published.store.measures.index)
    sources = [id for id in store.measures["source"].unique() if id in store.sources.index]
    told = ((theme, measures_of(theme, store.source(source), loaded)) for theme in Theme for source in sources)
    return [(theme, [store.measure(id) for id in mine]) for theme, mine in told if mine]


@answered(measure=False, period=False, comparator=False)
def _trusts(question: Question) -> dict[str, str]:
    return trusts_in(question.members, single_orgs.trusts(question.published))


def _finding_of(question: Question, theme: Theme, measures: list[Measure]) -> SourceFinding | None:
    source = measures[0].source
    services = {
        each.measure: each.service
        for each in question.store.source(source).themes
        if each.measure in question.store.measures.index
    }
    if measures[0].unit is Unit.RATING:
        pairs, latest = ratings(question, measures[0].id)
        by_sector = {histories.measure(question.published, id).short: service for id, service in services.items()}
        return of_ratings(measures[0], theme, latest, pairs, by_sector)
    if not measures[0].traits.comparability.allowed:
        return _directions(question, theme, measures)
    surveyed = [each for each in measures if each.unit is Unit.PERCENT]
    if surveyed:
        told = [held_against(question, each.id, NATIONAL) for each in surveyed]
        return of_survey(source, theme, [each for each in told if each is not None], services)
    trusts, published = _trusts(question), question.published
    bands = (
        of_bands(theme, each, single_orgs.facts(published, each.id, Level.TRUST), trusts, services[each.id])
        for each in measures
    )
    return next(filter(None, bands), None)


def _directions(question: Question, theme: Theme, measures: list[Measure]) -> SourceFinding | None:
    """Which way each measure goes, of those read up to the latest month that any of them has."""
    told = [(measure, row) for measure in measures if (row := _way(question, measure.id)) is not None]
    if not told:
        return None
    latest = max((row for _, row in told), key=lambda row: row["start"])
    now = [(measure, row) for measure, row in told if row["start"] == latest["start"]]
    released = (of_org(question.history(measure.id), question.footprint)["release"] for measure, _ in now)
    releases = sorted({release for each in released for release in each.dropna().unique()[-1:]})
    return of_directions(
        measures[0].source,
        theme,
        [(measure, _WAYS[row["meaning"]]) for measure, row in now],
        period=str(latest["period"]),
        releases=releases,
    )


def _way(question: Question, id: str) -> dict[Hashable, Any] | None:
    """The latest month of a measure by its own past (insight.benchmarks.signals); None where it is not judged."""
    found = _ways(question.published, id, question.geography)
    row = found.get(question.footprint)
    return row if row is not None and row["meaning"] in _WAYS else None


@remembered
def _ways(published: PublishedSet, id: str, around: Geography) -> dict[str, dict[Hashable, Any]]:
    """The latest month of every footprint, read in one pass."""
    measure, rows = histories.measure(published, id), histories.history(published, id, around)
    if rows.empty or not is_monthly(measure, of_org(rows, rows["org"].iloc[0])):  # all have the same periods
        return {}
    read = signals(rows.assign(segment=EVERYONE), measure, published.store.breaks).table
    return dict(zip(map(str, read.index), read.to_dict("records"), strict=True))
