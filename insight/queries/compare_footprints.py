"""A footprint among all footprints: its rank and how far it is to the best, over all headline measures, beside its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from insight.benchmarks.case_mix import CaseMix
from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.grammar import listed
from insight.benchmarks.headlines import headline, worst_first
from insight.benchmarks.ranking import Ranking, ranking
from insight.benchmarks.ranking_sentences import explain_ranking, ranking_sentence
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.screen import screen
from insight.benchmarks.spine import SpineRow, spine
from insight.charts.ranking.heat import HeatRows, heat
from insight.charts.ranking.ranked import ranked
from insight.charts.ranking.spine import draw_spine
from insight.charts.ranking.strip import strip
from insight.model import Better, Unit
from insight.queries import histories
from insight.queries.answer import Answer, Sentences, releases_of
from insight.queries.case_mix import areas_like_us
from insight.queries.overview import HEADLINES
from insight.queries.question import Question
from insight.queries.response import with_response_rate
from insight.traits import Role


def among_all(question: Question) -> Iterator[Answer]:
    """The ranking, and how far it is to the best quarter."""
    found = ranking(question.standing(), question.footprint, _people(question))
    asked = "Where do we stand among all footprints?"
    if isinstance(found, Refusal):
        yield Answer(found, question=asked, key="ranked")
        return
    explanation, releases = explain_ranking(found), releases_of(found.table)
    drawn, spread = ranked(found, question.provenance), strip(found, question.provenance)
    told, expected = [*_told(found), *with_response_rate(question)], areas_like_us(question)
    if isinstance(expected, CaseMix):
        told = [*told, (expected.sentence, "not compared")]
        explanation = [*explanation[:2], explain_case_mix(expected), *explanation[2:]]
        releases = sorted({*releases, *expected.releases})
    shown = 3 if isinstance(expected, CaseMix) else 2
    yield Answer(drawn, told, explanation[:shown], releases, asked, "ranked")
    yield Answer(spread, (), explanation[shown:], releases, "How far is it to the best?", "spread")


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


def across_measures(question: Question) -> Answer:
    """The spine: every headline measure of the source, in the period chosen."""
    found = [
        headline(
            histories.measure(question.published, id),
            _until(question, id),
            question.group,
            question.footprint,
            question.comparator(id),
        )
        for id in headline_ids(question)
    ]
    rows = spine(worst_first(each for each in found if each is not None))
    said = [
        (f"{each.headline.measure.title}: {each.headline.row['sentence']}", str(each.headline.row["verdict"]))
        for each in rows
    ]
    return Answer(
        draw_spine(rows, question.footprint, question.name, question.provenance),
        [said[0], said[-1]] if len(said) > 1 else said,
        [_place_explained(each) for each in rows],
        releases_of(pd.DataFrame([each.headline.row for each in rows])),
        "On which measures are we ahead or behind?",
        "spine",
    )


def beside_neighbours(question: Question) -> Answer:
    """The heat table of the footprints of the same region; all footprints for those who ask."""
    screened = screen([question.standing(id) for id in headline_ids(question)])
    names, provenance = question.geography.names, question.provenance
    region = names.set_index("code")["region"].get(question.footprint, "")
    near = list(names.loc[names["region"] == region, "code"])
    orgs = question.store.orgs
    title = next(iter(orgs.loc[orgs["code"] == region, "name"]), str(region))
    everyone = heat(screened, HeatRows(list(names["code"]), question.footprint, "All footprints"), provenance)
    drawn = heat(screened, HeatRows(near, question.footprint, title), provenance) if len(near) > 1 else everyone
    at95, at998 = screened.by_chance
    explanation = explain_by(
        VerdictRule.SCREEN, f"{screened.comparisons:,} figures are held against England's.",
        **{"Marks by chance at 95%": f"about {at95:.0f}", "Marks by chance at 99.8%": f"about {at998:.1f}"},
    )  # fmt: skip
    return Answer(
        drawn, (), [explanation], releases_of(screened.table), "How do our neighbours do?", "heat",
        None if drawn is everyone else everyone,
    )  # fmt: skip


def headline_ids(question: Question) -> Sequence[str]:
    """The measures to hold beside one another: the chosen one, and the headlines of its source with figures in the period."""
    rows, catalogue, chosen = question.store.measures, question.store.catalogue, question.id
    there = set(catalogue.loc[catalogue["start"] == question.period, "measure"])
    mine = rows["source"].eq(chosen.partition(".")[0]) & rows["id"].isin(there)
    judged = rows["unit"].eq(Unit.PERCENT) & rows["better"].ne(Better.NEITHER)
    first = list(rows.index[mine & judged])[:HEADLINES]
    return first if chosen in first else [chosen, *first[: HEADLINES - 1]]


def _told(found: Ranking) -> Sentences:
    if found.own is None:
        return [(ranking_sentence(found), "not compared")]
    own = (f"{found.name}: {found.own['sentence']}", str(found.own["verdict"]))
    return [own, (ranking_sentence(found), "not compared")]


def _place_explained(found: SpineRow) -> Explanation:
    """How a place on the spine came about."""
    return explain_by(
        VerdictRule.SPINE, f"{found.headline.measure.title}: {found.headline.row['sentence']}",
        Place_from_minus_1_to_1=f"{found.place:.2f}", Worst=f"{found.worst:.1f}", Best=f"{found.best:.1f}",
        Middle_half=f"{found.spread.first:.1f} to {found.spread.third:.1f}",
    )  # fmt: skip


def _until(question: Question, id: str) -> pd.DataFrame:
    """The history of a measure up to the period chosen."""
    history = question.beside(id)
    return history[history["start"] <= question.period]
