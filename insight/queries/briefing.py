"""The overview: the six questions of the guidance, each answered in a sentence or two, worst first, with the way to its proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from insight.benchmarks import briefing
from insight.benchmarks.agreement import Accord, Agreement, nothing_together
from insight.benchmarks.footprint_needs import with_people, with_published
from insight.benchmarks.gaps import Gaps
from insight.benchmarks.headlines import Headline, by_comparator
from insight.benchmarks.introduction import history as told_history
from insight.benchmarks.own_count import OwnCount
from insight.benchmarks.own_staff import OwnStaff
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.wording import figures_beside
from insight.measures.breaks import eras
from insight.measures.series import of_org
from insight.model import Level, Status
from insight.queries import histories
from insight.queries.agreement import agreements, own_counts, surveyed_trusts, titles_of, why_no_count
from insight.queries.answered import answered
from insight.queries.groups import gaps_of, nearest_with_groups
from insight.queries.headlines import changes_of, headlines_of, judged
from insight.queries.issues import most_raised
from insight.queries.needs import every_need, needs, needs_of_footprints, told
from insight.queries.overview import described
from insight.queries.own_staff import own_staffs
from insight.queries.priorities import deprivation_gap
from insight.queries.question import Question
from insight.queries.response import response_rate
from insight.queries.visits import to_visit
from insight.selection import Choices
from insight.traits import Role


@dataclass(frozen=True)
class BriefingSentence:
    """One sentence, the word of its verdict, and the page that proves it."""

    sentence: str
    word: str
    page: str
    choices: Choices
    """What is chosen there beside all that a visitor has chosen."""


@dataclass(frozen=True)
class Chapter:
    """One of the six questions and its answer."""

    question: str
    told: Sequence[BriefingSentence]


@dataclass(frozen=True)
class BigNumber:
    """One figure large: what it is, how much, of when, and what stands beside it."""

    title: str
    figure: str
    when: str
    beside: str
    word: str
    proof: Choices | None = None
    """What is chosen where areas are compared on it; None where it has no figures of its own."""


@dataclass(frozen=True)
class WhoLivesHere:
    """What is known of the people of a footprint, figure by figure, beside the middle of some others."""

    known: Sequence[briefing.NeedBeside]
    whom: str
    note: str
    """What is not counted; empty where all is."""
    missing: str
    """Of which needs the footprint has no figure, though others have; empty where it has all."""
    releases: tuple[str, ...]

    @property
    def words(self) -> str:
        """How to read the figures, and what is not among them."""
        first = "What sets the area apart the most stands first." if self.known else ""
        return " ".join(filter(None, (first, self.note, self.missing)))

    @property
    def numbers(self) -> Sequence[BigNumber]:
        """Each figure large."""
        return [
            BigNumber(each.need.title, each.own, each.need.when, f"middle of {self.whom} {each.middle}", "not compared")
            for each in self.known
        ]


@answered(measure=False)
def six_questions(question: Question) -> Sequence[Chapter]:
    """The answers, in the order of the guidance."""
    parts: Sequence[tuple[str, Callable[[Question], Sequence[BriefingSentence]]]] = (
        ("Where do we stand?", _standing),
        ("What changed?", _changed),
        ("Where does it hurt?", _hurts),
        ("For whom?", _for_whom),
        ("What do the sources say together?", _together),
        ("What do people here need?", _needed),
    )
    chapters = [Chapter(asked, answer(question)) for asked, answer in parts]
    became = _became(question)
    return [Chapter("What was it, and what became of it?", became), *chapters] if became else chapters


@answered(measure=False)
def big_numbers(question: Question) -> Sequence[BigNumber]:
    """The first figure of each source, since sources put what matters most first."""
    firsts: dict[str, Headline] = {}
    for each in headlines_of(question):
        if not pd.isna(each.row["value"]):
            firsts.setdefault(each.measure.source, each)
    return [_large(question, each) for each in firsts.values()]


def where_we_stand(question: Question) -> tuple[str, str]:
    """On how many measures the footprint is behind, the same on every page that says so, and the word of it."""
    found = headlines_of(question)
    word = "worse" if briefing.weaknesses(by_comparator(found)[0]) else "similar"
    return briefing.standing_sentence(found, question.name, question.compared.comparator), word


def _large(question: Question, found: Headline) -> BigNumber:
    figure, benchmark = figures_beside(found.row, found.standing.benchmark, found.measure)
    beside = "" if pd.isna(found.standing.benchmark) else f"{found.standing.comparator.heading} {benchmark}"
    rate = response_rate(question, found.measure.source, found.standing.start)
    when = f"{found.standing.period}, {rate} replied" if rate else found.standing.period
    return BigNumber(found.measure.title, figure, when, beside, str(found.row["verdict"]), _beside(question, found))


def _leading(sentence: str, word: str, page: str, **choices: str | date | None) -> BriefingSentence:
    """A sentence that leads to the page that proves it, with these choices made there."""
    return BriefingSentence(sentence, word, page, choices)


def _at(found: Headline) -> Choices:
    """The measure and period of a headline, as choices."""
    return {"measure": found.measure.id, "period": found.standing.start.date(), "release": None}


def _beside(question: Question, found: Headline) -> Choices:
    """The same, and England where it is held against England though others were chosen: a page proves what is said of it."""
    instead = question.compared.comparator.codes and not found.standing.comparator.codes
    return {**_at(found), **({"against": "england"} if instead else {})}


def _standing(question: Question) -> Sequence[BriefingSentence]:
    found, asked = by_comparator(headlines_of(question))[0], question.compared.comparator
    best, behind = briefing.strength(found), briefing.weaknesses(found)
    told = (
        [_leading(briefing.strength_sentence(best, asked), "better", "compare", **_beside(question, best))]
        if best
        else []
    )
    sentence, word = where_we_stand(question)
    told.append(_leading(sentence, word, "compare", **(_beside(question, behind[0]) if behind else {})))
    if behind:
        told.append(
            _leading(briefing.weakness_sentence(behind[0], asked), "worse", "map", **_beside(question, behind[0]))
        )
    return told


def _changed(question: Question) -> Sequence[BriefingSentence]:
    found = changes_of(question)
    most = briefing.moved_most(found)
    whole = briefing.change_sentence(found, question.name)
    if most is None:
        return [_leading(whole, "similar", "trends")]
    measure, change = most
    word = change.verdict
    whole = f"{whole} {briefing.by_chance(found)}"
    return [
        _leading(whole, word, "trends", measure=measure.id, release=None),
        _leading(briefing.moved_sentence(measure, change), word, "trends", measure=measure.id, release=None),
    ]


def _hurts(question: Question) -> Sequence[BriefingSentence]:
    """The practices on the measure that the footprint is farthest behind on, of those they can be judged by; and its trusts."""
    found = headlines_of(question)
    outcome = question.store.with_role(Role.OUTCOME)
    asked = [*briefing.weaknesses(found), *(each for each in found if each.measure.id in outcome)]
    told: list[BriefingSentence] = []
    for each in asked:
        visits = to_visit(replace(question, id=each.measure.id, period=each.standing.start))
        if not isinstance(visits, Refusal):
            word = "worse" if visits.likely else "similar"
            said = briefing.visits_sentence(visits, described(question).counts.get(Level.PRACTICE, 0))
            sentence = _leading(said, word, "places", **_at(each), places="practice")
            if visits.judged:
                told = [sentence]
                break
            told = told or [sentence]
    titles, trusts = titles_of(question), described(question).counts.get(Level.TRUST, 0)
    for _, measure, rows in surveyed_trusts(question):
        sentence, word = briefing.trusts_sentence(measure, rows, titles[measure.source], trusts)
        if word == "worse" or not told:
            start = rows["start"].max().date()
            told.append(
                _leading(sentence, word, "places", measure=measure.id, period=start, release=None, places="trust")
            )
    if told:
        return told
    said = f"No figures of single practices of {question.name} are loaded for these measures."
    return [_leading(said, "not compared", "data")]


def _for_whom(question: Question) -> Sequence[BriefingSentence]:
    """By deprivation on the whole experience, which is tested, and the widest gap between groups of patients."""
    told: list[BriefingSentence] = []
    for whole in (_whole(question, id) for id in question.store.with_role(Role.OUTCOME)):
        slope = deprivation_gap(whole) if whole else None
        if whole and slope:
            closing, clear = slope[1].sentences[0]
            said = slope[0].verdict != "similar" or clear in ("better", "worse")
            sentence = f"{slope[0].in_short} {closing}" if said else slope[0].in_short
            told.append(
                _leading(
                    sentence,
                    slope[0].verdict,
                    "groups",
                    measure=whole.id,
                    period=whole.period.date(),
                    release=None,
                )
            )
            break
    asked = nearest_with_groups(question)
    found = gaps_of(question, asked) if asked else None
    if isinstance(found, Gaps):
        sentence, word = briefing.gap_sentence(found)
        told.append(_leading(sentence, word, "groups", measure=asked, period=found.start.date(), release=None))
    if not told:
        said = f"No loaded source tells figures of {question.name} apart by group, such as age or ethnicity."
        return [_leading(said, "not compared", "groups")]
    return told


def _whole(question: Question, id: str) -> Question | None:
    """The same question on another measure, in the latest period up to the one chosen that practices have figures of."""
    rows, last = question.store.catalogue, question.upto
    starts = rows.loc[rows["measure"].eq(id) & rows["level"].eq(Level.PRACTICE), "start"]
    starts = starts if last is None else starts[starts <= last]
    return replace(question, id=id, period=starts.max()) if len(starts) else None


def told_together(question: Question) -> tuple[Sequence[Agreement], Sequence[OwnCount], Sequence[OwnStaff]]:
    """The first of what the sources say together: of themes, of a trust's months beside its survey, and of its staff."""
    found = [each for each in agreements(question) if each.accord is not Accord.SILENT]
    opposed_first = sorted(found, key=lambda each: each.accord is not Accord.OPPOSED)
    return opposed_first[:2], own_counts(question)[:1], own_staffs(question)[:1]


def _together(question: Question) -> Sequence[BriefingSentence]:
    titles, (first, counts, staff) = titles_of(question), told_together(question)
    said = [each.in_short(titles) for each in first]
    said += [*(each.sentence for each in counts), *(each.brief for each in staff)]
    if not said:
        said = [f"{nothing_together(question.name)} {why_no_count(question)}".strip()]
    raised = most_raised(question)
    told = [_leading(each, "not compared", "sources") for each in said]
    return [*told, *([_leading(raised, "not compared", "priorities")] if raised else [])]


def _needed(question: Question) -> Sequence[BriefingSentence]:
    found = who_lives_here(question)
    sentence = briefing.needs_sentence(found.known, found.whom, question.name)
    return [_leading(f"{sentence} {found.note}".strip(), "not compared", "people")]


@answered(measure=False, period=False)
def who_lives_here(question: Question) -> WhoLivesHere:
    """Who lives in the footprint beside who lives in those it is compared with: in all where that is England."""
    scores = told(question.published, Role.DEPRIVATION, question.around)
    found = with_published(needs(question.published, question.around), scores, question.footprint)
    found = with_people(found, every_need(question.published, question.around))
    compared = question.compared.comparator
    everyone = histories.without_own(question.published, question.around).names["code"]
    codes = [each for each in compared.codes or everyone if each in found.table.index]
    table = found.table.reindex([question.footprint, *codes])
    known = briefing.needs_beside(found.variables, table.iloc[0], table.iloc[1:])
    whom = compared.name if compared.codes else "all areas of England"
    published = needs_of_footprints(question.published)
    asked = [each for each in found.variables if each.id in published]
    missing = briefing.needs_missing(asked, table.iloc[0], table.iloc[1:], question.name)
    return WhoLivesHere(known, whom, found.uncounted, missing, found.releases)


def _became(question: Question) -> Sequence[BriefingSentence]:
    """Of a footprint of an earlier set: its own last year beside today's, and what became of it."""
    began, ended = (
        pd.Timestamp(str(question.store.vintages[name].to_dict()[question.vintage])) for name in ("start", "end")
    )
    if pd.isna(ended):
        return []
    told = " ".join(told_history(described(question)))
    said = [_leading(told, "not compared", "map")] if told else []
    for id in dict.fromkeys([*question.store.with_role(Role.OUTCOME), *judged(question.published)]):
        measure, rows = histories.measure(question.published, id), question.beside(id)
        own = of_org(rows, question.footprint)
        own = own[own["status"].eq(Status.OK)]
        lived = own[own["end"].gt(began) & own["end"].le(ended)]
        if lived.empty:
            continue
        whom = question.comparator(id)
        benchmarks = of_org(rows, whom.org).set_index("start")["value"]
        then, now = (
            each.assign(benchmark=each["start"].map(benchmarks), whom=whom.name).iloc[-1] for each in (lived, own)
        )
        cuts = histories.breaks(question.published, id)
        era = eras(pd.Series([then["end"], now["end"]]), cuts)
        parted = str(cuts["reason"].iloc[int(era[1]) - 1]) if era[0] != era[1] else None
        sentence = briefing.then_and_now(measure, then, now, question.name, parted)
        said.insert(
            0,
            _leading(sentence, "not compared", "trends", measure=id, period=then["start"].date(), release=None),
        )
        break
    return said
