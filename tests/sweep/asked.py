"""What pages answer, asked of the queries themselves without a browser's page and mostly without drawing: some hundred times cheaper than visits.

First every measure as Map and Compare tell it of all footprints, which is one standing; then what pages say of each footprint whatever the
measure, and what they say of each measure, footprints in an order drawn by lot, for as long as there is time.
One process and one memo serve all.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import chain, product
from time import process_time
from typing import Any, NamedTuple
from unittest.mock import patch

import pandas as pd

from insight import queries
from insight.benchmarks import place_sentences
from insight.benchmarks.findings import standing_finding, trajectory_finding
from insight.benchmarks.funnel import funnel_finding
from insight.benchmarks.ranking import distance_sentence, ranking, ranking_finding, ranking_sentence
from insight.benchmarks.refusals import Refusal
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing
from insight.charts.priorities import deprivation, gap_history, gaps, matrix
from insight.charts.ranking.standing_table import standing_table
from insight.queries import menu
from insight.queries.answer import Answer
from insight.queries.memo import Memo
from insight.queries.place_choice import PlaceChoice
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.resolve import resolve
from insight.selection import Selection
from tests.sweep.grid import View, drawn
from tests.sweep.views import Shown

_MEMO = 3 << 30
_AT_ONCE = 2
Finding = Callable[..., str]
_UNDRAWN: Mapping[str, Mapping[str, Finding]] = {
    "trend": {"trend": lambda told, *_: trajectory_finding(told)},
    "one_org": {"trend": lambda told, *_: trajectory_finding(told)},
    "map": dict.fromkeys(("footprint_map", "hex_map"), lambda seen, *_: standing_finding(seen.standing, seen.chosen)),
    "compare_footprints": {"ranked": lambda found, *_: ranking_finding(found), "heat": lambda *_, **__: ""},
    "context": {"context_scatter": lambda found, *_: found.finding},
    "priorities": {
        "deprivation_slope": lambda found, *_: deprivation._finding(found),
        "gap_lines": lambda found, *_: gap_history._finding(found),
        "priorities_grid": lambda found, *_: matrix._finding(found),
    },
    "groups": {
        "gap_lines": lambda found, *_: gap_history._finding(found),
        "group_gaps": lambda found, *_: gaps._finding(found),
    },
    "place_answers": {
        "draw_funnel": lambda found, *_: funnel_finding(found),
        "places_map": lambda *given: str(given[-1]),
    },
}
"""The charts whose drawing takes most of the time, by the module that asks for them, and what says their finding alone."""


class Asked(NamedTuple):
    """What a page answers to one question, and for how many footprints."""

    view: str
    shown: Shown
    footprints: int = 1


def asked(published: PublishedSet, seconds: float) -> Iterator[Asked]:
    """Every answer in turn, for so many seconds of processor time: all of one set of areas after another, the newest first."""
    published.memo = Memo(_MEMO)
    until = process_time() + seconds
    with _undrawn():
        for each in chain.from_iterable(_of_areas(published, vintage) for vintage in menu.vintages(published)):
            yield each
            if process_time() > until:
                return


def _of_areas(published: PublishedSet, vintage: str) -> Iterator[Asked]:
    """Every measure for all footprints at once; every footprint whatever the measure; then each measure of a few footprints, and
    again of others, until all have been."""
    measures, codes = list(menu.measures(published)), list(menu.footprints(published, vintage))
    for measure in measures:
        yield from _of_all_footprints(published, measure, vintage)
    for code in drawn(codes, len(codes), vintage):
        yield from _on_pages(_question(published, Selection(vintage=vintage, footprint=code)), _WHATEVER_MEASURE)
    for first, measure in product(range(0, len(codes), _AT_ONCE), measures):
        for code in drawn(codes, len(codes), f"{measure} {vintage}")[first : first + _AT_ONCE]:
            yield from _on_pages(
                _question(published, Selection(measure=measure, vintage=vintage, footprint=code)), _ABOUT_A_MEASURE
            )


def _of_all_footprints(published: PublishedSet, measure: str, vintage: str) -> Iterator[Asked]:
    """Map and Compare of one measure in its newest period, for every footprint at once."""
    question = _question(published, Selection(measure=measure, vintage=vintage))
    stands = question.standing()
    codes, table = list(stands.table["code"]), {"0": _plain(standing_table(stands))}
    said = [f"html {row['name']}: {row['sentence']}" for row in stands.table.to_dict("records")]
    said += [f"html {standing_finding(stands, code)}" for code in codes]
    yield _asked(question, "map", said, table, len(codes))
    if stands.refusal is not None or not stands.judged:
        return
    found = [ranking(stands, code) for code in codes]
    words: tuple[Callable[[Any], str], ...] = (ranking_finding, ranking_sentence, distance_sentence)
    yield _asked(question, "compare", [f"html {f(each)}" for each in found if not isinstance(each, Refusal) for f in words],
                 {}, len(codes))  # fmt: skip


def _answers(*asks: Callable[[Question], Any]) -> Callable[[Question], Iterator[str | tuple[str, pd.DataFrame]]]:
    return lambda question: (line for each in asks for line in _lines(each(question)))


def _lines(told: Any) -> Iterator[str | tuple[str, pd.DataFrame]]:
    """Every sentence of an answer, of several, or of sentences with their verdicts; the table of a chart that is drawn."""
    if told is None:
        return
    if isinstance(told, str):
        yield told
    elif isinstance(told, Answer):
        chart = told.chart
        yield from (told.question, *(sentence for sentence, _ in told.sentences))
        if isinstance(chart, Refusal):
            yield chart.sentence
        else:
            yield from (chart.finding, chart.subtitle, chart.alt, *chart.notes)
            if len(chart.table):
                yield "", chart.table
    elif isinstance(told, tuple) and len(told) == 2 and isinstance(told[0], str):
        yield told[0]
    elif isinstance(told, Iterable):
        for each in told:
            yield from _lines(each)
    else:
        yield from (
            getattr(told, name) for name in ("sentence", "beside") if isinstance(getattr(told, name, None), str)
        )
        yield from _lines(getattr(told, "told", None))


def _places(question: Question) -> Iterator[str]:
    """What is said of the places of one kind, another kind for each measure."""
    found = queries.places(question)
    if found is not None:
        kind = drawn(list(found.kinds), 1, f"{question.id} {question.footprint}")[0]
        found = queries.places(
            question.asking(question.selection.choose(places=PlaceChoice().change(kind=kind).written()))
        )
    if found is None:
        return
    yield from (place_sentences.summary(found.places), found.note, place_sentences.chance(found.places))
    yield from (place_sentences.refusal(found.places), queries.list_and_funnel(found))
    yield from (f"{each.name}. {each.sentence}" for each in place_sentences.first_few(found.places))
    for answer in (queries.on_a_map(question, found), queries.in_a_funnel(question, found)):
        yield from (line for line in _lines(answer) if isinstance(line, str))


_Pages = Mapping[str, Callable[[Question], Iterator[Any]]]
_WHATEVER_MEASURE: _Pages = {
    "overview": _answers(
        queries.opening, queries.big_numbers, queries.six_questions, queries.at_a_glance, queries.needs_at_a_glance
    ),
    "compare": _answers(queries.comparisons),
    "sources": _answers(
        queries.own_counts, queries.why_no_count, queries.own_staffs, queries.do_sources_agree, queries.inspected
    ),
    "priorities": _answers(queries.where_we_stand, queries.issues, queries.what_matters),
}
_ABOUT_A_MEASURE: _Pages = {
    "trends": _answers(queries.since_when, queries.through_time),
    "groups": _answers(
        queries.worst_served, queries.for_whom, queries.closing, queries.by_deprivation, queries.deprivation_over_time
    ),
    "people": _answers(queries.needs_beside),
    "places": _places,
}


def _on_pages(question: Question, pages: _Pages) -> Iterator[Asked]:
    for page, told in pages.items():
        lines = list(told(question))
        tables = [_plain(each[1]) for each in lines if isinstance(each, tuple)]
        said = [f"html {each}" for each in lines if isinstance(each, str) and each]
        yield _asked(question, page, said, dict(zip(map(str, range(len(tables))), tables, strict=True)), 1)


def _question(published: PublishedSet, selection: Selection) -> Question:
    question = ask(published, resolve(published, selection).selection)
    assert question is not None
    return question


def _asked(question: Question, page: str, said: list[str], tables: dict[str, dict[str, list[str]]], of: int) -> Asked:
    address = question.selection.to_query()
    names = ("measure", "vintage") if of > 1 else ("measure", "vintage", "footprint")
    view = View(page, tuple((name, address[name]) for name in names))
    return Asked(str(view), {"address": address, "text": said, "tables": tables, "charts": {}, "csv": {}}, of)


def _plain(table: pd.DataFrame) -> dict[str, list[str]]:
    return {str(name): [str(cell) for cell in table[name]] for name in table}


@contextmanager
def _undrawn() -> Iterator[None]:
    """Have the queries say what a chart would find, instead of drawing it."""
    with ExitStack() as patches:
        for module, charts in _UNDRAWN.items():
            for name, finding in charts.items():
                where = importlib.import_module(f"insight.queries.{module}")
                patches.enter_context(patch.object(where, name, _stub(finding)))
        where = importlib.import_module("insight.queries.map")
        for name in ("outline_members", "outline_compared"):
            patches.enter_context(patch.object(where, name, lambda chart, *_: chart))
        yield


def _stub(finding: Finding) -> Callable[..., Chart]:
    return lambda *given, **named: Chart(Drawing(), finding(*given, **named), "", "", "", pd.DataFrame(), "")
