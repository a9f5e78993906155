"""The footprints most like the chosen one, and the ones wished for: how it does beside them, and how alike they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from insight.benchmarks.explanations import VerdictRule, explain_each
from insight.benchmarks.likeness import Likeness, likeness
from insight.benchmarks.peers import Held, hold_against, hold_against_home
from insight.benchmarks.refusals import Refusal
from insight.charts.similar.among import among_similar
from insight.charts.similar.likeness import likeness_strips
from insight.measures.custom_geography import lies_in
from insight.queries.answer import Answer, Peers, releases_of
from insight.queries.needs import needs
from insight.queries.question import Question


def like_us(question: Question) -> Sequence[Answer]:
    """The footprint beside its similar ones, with the choice of peers, and how alike they are."""
    stands, footprint, history = question.standing(), question.footprint, question.history()
    known = needs(question.published, question.around, stands.end)
    group = question.group.without(lies_in(question.geography, footprint))
    like = partial(likeness, footprint, known, group)
    nearest = like()
    if isinstance(nearest, Refusal):
        return [Answer(nearest)]
    choice = _peers(question, nearest)
    added, dropped = set(choice.codes) - set(nearest.peers), set(nearest.peers) - set(choice.codes)
    found = like(added=added, dropped=dropped)
    if isinstance(found, Refusal):
        return [Answer(found, choice=choice)]
    title = f"its {len(found.peers)} similar footprints together"
    by_peers = hold_against(stands, footprint, title, found.peers, history)
    held = [each for each in (by_peers, hold_against_home(stands, footprint, history)) if each is not None]
    said = [(each.sentence, each.verdict if isinstance(each, Held) else "not compared") for each in held]
    # What refuses one comparator often refuses the next, and is said once.
    spoken = list(dict.fromkeys(each for each in said if each[0]))
    shown = stands.table[stands.table["code"].isin([footprint, *found.peers])]
    drawn = among_similar(stands, found, held, question.provenance)
    if isinstance(drawn, Refusal):
        spoken = [each for each in spoken if each[0] != drawn.sentence]
    explanation = explain_each(VerdictRule.PEERS, (sentence for sentence, _ in spoken))
    return [
        Answer(drawn, spoken, explanation, releases_of(shown), choice=choice),
        Answer(likeness_strips(found, question.place), releases=list(known.releases)),
    ]


def _peers(question: Question, nearest: Likeness) -> Peers:
    """The peers that are wished for; the nearest where nobody wishes, or wishes for those of another footprint."""
    known = dict(zip(nearest.table["code"], nearest.table["name"], strict=True))
    whose, _, wished = (question.selection.peers or "").partition("~")
    codes: Collection[str] = nearest.peers
    if whose == question.footprint:
        codes = [code for code in dict.fromkeys(wished.split("~")) if code in known]
    return Peers(question.footprint, list(codes), known)
