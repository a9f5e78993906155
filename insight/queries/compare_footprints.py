"""A footprint among all footprints: its rank and how far it is to the best, over all headline measures, beside its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from math import isnan

import pandas as pd

from insight.benchmarks.case_mix import CaseMix, case_mix
from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.grammar import listed
from insight.benchmarks.headlines import worst_first
from insight.benchmarks.likeness import likeness
from insight.benchmarks.ranking import Ranking, distance_sentence, explain_ranking, ranking, ranking_sentence
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.screen import screen
from insight.benchmarks.spine import SpineRow, spine
from insight.benchmarks.standing import Standing
from insight.charts.ranking.heat import HeatRows, heat
from insight.charts.ranking.ranked import ranked
from insight.charts.ranking.spine import draw_spine
from insight.charts.similar.likeness import likeness_strips
from insight.measures.custom_geography import lies_in
from insight.model import Better, Level, Unit
from insight.queries import histories, single_orgs
from insight.queries.answer import Answer, Sentences, by_one_rule, releases_of
from insight.queries.answered import answered
from insight.queries.comparator import ComparatorKind, alike
from insight.queries.headlines import headlines_of
from insight.queries.issues import beside_england, mixes
from insight.queries.question import Question
from insight.queries.response import with_response_rate
from insight.traits import Role

_ABREAST = 8
"""Measures that have room beside one another."""
_OVER_TIME = "What the footprint's own figures say over time is on the Trends page."
_ONE_BY_ONE = {Level.PRACTICE: "practices", Level.TRUST: "hospitals"}
_BELOW = "Its {whom} are on the Places page."
_SUBJECTS = "What comes up here more than elsewhere is on the Priorities page."


@answered()
def among_all(question: Question) -> Answer:
    """The ranking, and in words how far it is to the best quarter. The axis holds all years, so that years can be compared."""
    found = ranking(question.standing(), question.footprint, _people(question))
    asked = "Where do we stand among all footprints?"
    if isinstance(found, Refusal):
        return Answer(found, question=asked, key="ranked")
    told, explanation, releases = (
        [*_told(found), *with_response_rate(question)],
        explain_ranking(found),
        releases_of(found.table),
    )
    expected = areas_like_us(question)
    if isinstance(expected, CaseMix):
        told = [*told, (expected.sentence, "not compared")]
        explanation = [*explanation, explain_case_mix(expected)]
        releases = sorted({*releases, *expected.releases})
    reach = histories.reach(question.published, question.id, question.geography)
    return Answer(ranked(found, question.provenance, reach), told, explanation, releases, asked, "ranked")


def explain_case_mix(found: CaseMix) -> Explanation:
    """How the expected figure came about."""
    return explain_by(
        VerdictRule.CASE_MIX, found.sentence, Expected=f"{found.expected:.1f}%", Observed=f"{found.observed:.1f}%",
        Told_of_the_patients=listed(found.by), Practices_elsewhere=f"{found.others:,}", Explained=f"{100 * found.explained:.0f}%",
    )  # fmt: skip


def _people(question: Question) -> float:
    """How many patients of the footprint could be asked, where the question is asked of everybody; else missing."""
    counts = question.store.with_role(Role.SURVEY_POPULATION, question.measure.source)
    if Role.ASKED_OF_ALL not in question.measure.roles or not counts:
        return float("nan")
    history = question.history(counts[0])
    there = history["org"].eq(question.footprint) & history["start"].eq(question.period)
    return float(history.loc[there, "value"].iloc[0]) if there.any() else float("nan")


@answered(measure=False)
def across_measures(question: Question) -> Answer:
    """The spine: every measure a footprint is judged by, counted as on the Overview."""
    found = headlines_of(question)
    rows = spine(worst_first(found))
    said = [
        (
            f"{each.headline.measure.title}{each.headline.aside}: {each.headline.row['sentence']}",
            str(each.headline.row["verdict"]),
        )
        for each in rows
    ]
    return Answer(
        draw_spine(rows, found, question.footprint, question.name, question.provenance),
        [said[0], said[-1]] if len(said) > 1 else said,
        [_place_explained(each) for each in rows],
        releases_of(pd.DataFrame([each.headline.row for each in rows])),
        "On which measures are we ahead or behind?",
        "spine",
    )


@answered()
def side_by_side(question: Question) -> Answer:
    """The heat table of the footprint and those it is compared with, or of its region; all footprints for those who ask."""
    screened = screen([question.standing(id) for id in headline_ids(question)])
    draw = partial(heat, screened, provenance=question.provenance)
    everyone = HeatRows(list(question.geography.names["code"]), question.footprint, "All footprints")
    some = _beside(question)
    at95, at998 = screened.by_chance
    explanation = explain_by(
        VerdictRule.SCREEN, f"{screened.comparisons:,} figures are compared: those of all footprints, whether shown here or not.",
        **{"Marks by chance at 95%": f"about {at95:.0f}", "Marks by chance at 99.8%": f"about {at998:.1f}"},
    )  # fmt: skip
    return Answer(
        draw(some if len(some.codes) > 1 else everyone), (), [explanation], releases_of(screened.table),
        "How do they do, side by side?", "heat", partial(draw, everyone) if len(some.codes) > 1 else None,
    )  # fmt: skip


_TOGETHER = {
    ComparatorKind.REGION: "The footprints of {whom}",
    ComparatorKind.SIMILAR: "{name} and its {whom}",
    ComparatorKind.PICKED: "{name} and {whom}",
}


def _beside(question: Question) -> HeatRows:
    """The footprint and those it is compared with; its region where that is England."""
    compared, code, name = question.compared, question.footprint, question.name
    if not compared.comparator.codes:
        home = question.group.home.get(code)
        return HeatRows(question.group.at_home_of(code), code, str(home) if isinstance(home, str) else name)
    together = list(dict.fromkeys([code, *compared.comparator.codes]))
    title = _TOGETHER[compared.kind].format(whom=compared.comparator.name, name=name)
    return HeatRows(together, code, title, pooled=True)


def headline_ids(question: Question) -> Sequence[str]:
    """The measures to hold beside one another: the chosen one, and the headlines of its source with figures in the period."""
    rows, catalogue, chosen = question.store.measures, question.store.catalogue, question.id
    there = set(catalogue.loc[catalogue["start"] == question.period, "measure"])
    mine = rows["source"].eq(chosen.partition(".")[0]) & rows["id"].isin(there)
    judged = rows["unit"].eq(Unit.PERCENT) & rows["better"].ne(Better.NEITHER)
    first = list(rows.index[mine & judged])[:_ABREAST]
    return first if chosen in first else [chosen, *first[: _ABREAST - 1]]


def _told(found: Ranking) -> Sentences:
    if found.own is None:
        return [(ranking_sentence(found), "not compared")]
    own = (f"{found.name}: {found.own['sentence']}", str(found.own["verdict"]))
    return [own, (ranking_sentence(found), "not compared"), (distance_sentence(found), "not compared")]


def _place_explained(found: SpineRow) -> Explanation:
    """How a place on the spine came about."""
    return explain_by(
        VerdictRule.SPINE, f"{found.headline.measure.title}: {found.headline.row['sentence']}",
        Place_from_minus_1_to_1=f"{found.place:.2f}", Worst=f"{found.worst:.1f}", Best=f"{found.best:.1f}",
        Middle_half=f"{found.spread.first:.1f} to {found.spread.third:.1f}",
    )  # fmt: skip


def areas_like_us(question: Question) -> CaseMix | Refusal:
    """The expected figure of the footprint on the measure and in the period chosen."""
    published, practice = question.published, Level.PRACTICE
    row = question.standing().of(question.footprint)
    return case_mix(
        single_orgs.facts(published, question.id, practice),
        question.measure,
        single_orgs.deprivation_scores(published),
        {
            published.store.measure(id).title: single_orgs.facts(published, id, practice)
            for id in published.store.with_role(Role.AGE)
        },
        members=question.members,
        start=question.period,
        name=question.name,
        observed=float("nan") if row is None else float(row["value"]),
    )


def comparisons(question: Question) -> Iterator[Answer]:
    """Rank, spine, several footprints side by side, and how alike they are.

    Where the chosen measure may not be compared at all, one part that says why.
    """
    standing = question.standing()
    refusal = standing.refusal or _nobody_judged(standing, question.footprint)
    if refusal is not None:
        row = standing.of(question.footprint)
        known = row is not None and not isnan(row["value"])
        parts = any(each.measures[0].source == question.measure.source for each in mixes(question))
        rows = question.store.catalogue
        levels = set(rows.loc[rows["measure"].eq(question.id), "level"])
        kinds = [words for level, words in _ONE_BY_ONE.items() if level in levels]
        below = _BELOW.format(whom=listed(kinds)) if kinds else ""
        elsewhere = " ".join(filter(None, (_OVER_TIME if known else "", below, _SUBJECTS if parts else "")))
        beside = beside_england(question)
        answer = by_one_rule(refusal, beside, releases_of(standing.table) if beside else (), VerdictRule.PARTS)
        held = any(word != "not compared" for _, word in beside)
        asked = "How does it compare with England?" if held else "Why is nothing compared here?"
        yield replace(
            answer,
            sentences=[*beside, *([(elsewhere, "not compared")] if elsewhere else [])],
            question=asked,
            key="refused",
        )
        return
    yield among_all(question)
    yield across_measures(question)
    yield side_by_side(question)
    alike = how_alike(question)
    if alike is not None:
        yield alike


def _nobody_judged(standing: Standing, footprint: str) -> Refusal | None:
    """Where no footprint at all has a verdict, what the chosen one's says instead of one."""
    row = standing.of(footprint)
    if row is None or standing.judged:
        return None
    return Refusal(Reason(row["reason"]), str(row["sentence"]))


@answered()
def how_alike(question: Question) -> Answer | None:
    """What makes similar footprints similar, and what those picked by hand have in common; None for other comparators."""
    asked = "How alike are the areas we compare with?"
    compared, footprint = question.compared, question.footprint
    if compared.kind not in (ComparatorKind.SIMILAR, ComparatorKind.PICKED):
        return None
    nearest = alike(question.published, question.geography, footprint)
    if isinstance(nearest, Refusal):
        return Answer(nearest, question=asked, key="alike")
    codes = compared.comparator.codes
    known, group = nearest.needs, question.group.without(lies_in(question.geography, footprint))
    added, dropped = set(codes) - set(nearest.peers), set(nearest.peers) - set(codes)
    found = likeness(footprint, known, group, added=added, dropped=dropped)
    if isinstance(found, Refusal):
        return Answer(found, question=asked, key="alike")
    return Answer(likeness_strips(found, question.place), releases=list(known.releases), question=asked, key="alike")
