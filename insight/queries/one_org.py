"""One practice or trust beside those most like it in England, and through the years."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.bands import band_word
from insight.benchmarks.explained_figures import explain_change
from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.likeness import Likeness, likeness
from insight.benchmarks.peers import Held, hold_against
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.standing import PUBLISHERS_WORD, Standing, refuse_comparison, standing
from insight.benchmarks.trajectory import Trajectory, trajectory
from insight.charts.similar.among import among_similar
from insight.charts.trend.chart import trend
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.org_figures import org_figures
from insight.model import Level, Measure
from insight.queries import single_orgs
from insight.queries.answer import Answer, releases_of
from insight.queries.answered import answered
from insight.queries.menu import newest_of
from insight.queries.question import Question
from insight.queries.response import with_response_rate_of
from insight.stats.neighbours import PEERS

_LINE = 2
"""Figures that a line needs."""


@answered()
def over_time(question: Question, level: Level, code: str) -> Answer | None:
    """The organisation through the years; None where it has fewer than two figures."""
    told = _through_time(question, level, code)
    if told is None:
        return None
    return Answer(
        trend(told, question.provenance), (), [explain_change(told)], releases_of(told.table),
        "How has it changed?", "org-trend",
    )  # fmt: skip


@answered()
def beside_its_like(question: Question, level: Level, code: str) -> Answer:
    """The organisation beside those of its kind most like it."""
    asked = question.published, question.id, level, question.period, question.geography
    group, needs = single_orgs.group(*asked), single_orgs.needs(*asked)
    refusal = refuse_comparison(question.measure, group)
    if refusal is not None:
        return Answer(refusal)
    found = likeness(code, needs, group, listed=PEERS)
    codes = [code] if isinstance(found, Refusal) else [code, *found.peers]
    facts = single_orgs.counted_of(question.published, question.id, level, codes)
    figures = org_figures(facts, question.measure, question.history())
    stands = standing(question.measure, figures, group.only(codes), question.period)
    own = stands.table.iloc[0]
    said = [
        (f"{own['name']}: {own['sentence']}", _word(own, stands.measure)),
        *with_response_rate_of(question, code, level, str(own["name"])),
    ]
    releases = sorted({*stands.table["release"].dropna(), *needs.releases})
    if isinstance(found, Refusal):
        return Answer(found, said, [_explain_own(own)], releases)
    title = f"the {len(found.peers)} most similar {found.who} together"
    held = hold_against(stands, found.code, title, found.peers, figures)
    drawn = among_similar(stands, found, [held], question.provenance)
    if isinstance(drawn, Refusal):
        return Answer(drawn, (), [_explain_own(own)], releases)
    if held.sentence and held.sentence != own["sentence"]:
        said.append((held.sentence, held.verdict if isinstance(held, Held) else "not compared"))
    return Answer(drawn, said, _explanation(stands, found, held), releases)


def _through_time(question: Question, level: Level, code: str) -> Trajectory | None:
    """All periods of the organisation; None where it has fewer than two figures."""
    measure, name = question.measure, str(single_orgs.names(question.published).get(code, code))
    facts = single_orgs.counted_of(question.published, question.id, level, [code])
    rows = org_figures(facts, measure, question.history(), beside=[question.footprint])
    if rows.loc[rows["org"] == code, "value"].notna().sum() < _LINE:
        return None
    places = single_orgs.places(question.published, level, question.geography)
    alone = ComparisonGroup(f"{level}s", level, name, question.vintage, pd.Series({code: name}), places)
    pair = alone.with_one_more(question.footprint, question.name)
    return trajectory(
        measure, rows, pair, question.store.breaks, code, newest=newest_of(question.published, measure.source)
    )


def _explanation(stands: Standing, found: Likeness, held: Held | Refusal) -> list[Explanation]:
    """How the verdicts came about: the publisher's word, or the peers summed."""
    own = stands.table.iloc[0]
    alike = {each.title.replace(" ", "_"): each.figure(float(found.own[each.id])) for each in found.used}
    peers = f"{len(found.peers)} of {found.candidates:,} other {found.who}"
    farthest = f"{found.table['distance'].max():.2f}"
    return [
        _explain_own(own),
        explain_by(
            VerdictRule.PEERS, held.sentence or str(own["sentence"]), Peers=peers, Farthest_peer=farthest,
            **alike, **({"Region": found.region} if found.region else {}),
        ),
    ]  # fmt: skip


def _explain_own(own: pd.Series) -> Explanation:
    """How what is said of the organisation alone came about."""
    rule = VerdictRule.EXPECTED if own["reason"] == PUBLISHERS_WORD else VerdictRule.VERDICT
    answered = "not published" if pd.isna(own["respondents"]) else f"{own['respondents']:,.0f}"
    return explain_by(rule, f"{own['name']}: {own['sentence']}", People_who_answered=answered)


def _word(row: pd.Series, measure: Measure) -> str:
    if row["reason"] == PUBLISHERS_WORD and isinstance(row["label"], str):
        return band_word(row["label"], measure)
    return str(row["verdict"])
