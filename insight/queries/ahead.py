"""Work ahead: what visitors ask first of every footprint, page by page, answered before they come.

A server does it beside its visitors, at rest most of the time, so that nobody waits for it; whoever asks meanwhile is answered as ever.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from ctypes import CDLL
from dataclasses import replace
from itertools import islice, product
from threading import Event
from time import monotonic

import pandas as pd

from insight.queries import menu
from insight.queries.agreement import do_sources_agree
from insight.queries.briefing import big_numbers, six_questions
from insight.queries.comparator import ComparatorKind
from insight.queries.compare_footprints import across_measures, comparisons
from insight.queries.context import needs_at_a_glance
from insight.queries.groups import closing, for_whom, worst_served
from insight.queries.headlines import headlines_of
from insight.queries.issues import issues
from insight.queries.months import month_by_month
from insight.queries.overview import at_a_glance, who
from insight.queries.place_answers import in_a_funnel, on_a_map
from insight.queries.places import places
from insight.queries.priorities import by_deprivation, deprivation_over_time, what_matters
from insight.queries.published import PublishedSet, current
from insight.queries.question import Question, ask
from insight.queries.ratings import inspected
from insight.queries.resolve import resolve
from insight.queries.trend import through_time
from insight.selection import Selection
from insight.store import NothingLoaded, NothingUsable

_LOG = logging.getLogger(__name__)


def _listed(question: Question) -> None:
    listed = places(question)
    if listed is not None:
        on_a_map(question, listed)
        in_a_funnel(question, listed)


def _earlier_standings(question: Question) -> None:
    """Where all footprints stood against England in earlier periods: worked out for one, it serves all."""
    for period in list(menu.periods(question.published, question.id))[1:]:
        headlines_of(replace(question, period=pd.Timestamp(period)))


_Asked = tuple[Callable[[Question], object], ...]
_WHATEVER_MEASURE: _Asked = (
    who, big_numbers, six_questions, at_a_glance, needs_at_a_glance, across_measures, do_sources_agree, inspected, issues,
)  # fmt: skip
"""What a footprint is told whatever measure is chosen: the Overview, and what other pages have of it."""
_OF_THE_FIRST_MEASURE: _Asked = (
    lambda question: list(comparisons(question)), _listed, through_time, month_by_month, what_matters, for_whom, worst_served,
    closing, by_deprivation, deprivation_over_time,
)  # fmt: skip
"""What the other pages tell of the measure that is chosen where a visitor has not chosen one."""
_PASSES = (
    (_WHATEVER_MEASURE, ComparatorKind.ENGLAND, None),
    (_OF_THE_FIRST_MEASURE, ComparatorKind.ENGLAND, None),
    ((_earlier_standings,), ComparatorKind.ENGLAND, 1),
    (_WHATEVER_MEASURE, ComparatorKind.SIMILAR, None),
    (_WHATEVER_MEASURE, ComparatorKind.REGION, None),
)
"""What is answered, against whom, and of how many footprints (all where None), before the next of these begins."""
_RESTS = 1.5
"""How many times as long as it worked the server rests before the next answer."""
_LOOKS = 30.0
"""Seconds after which it looks whether other tables have been published. A set younger than that waits, as more may come in a load."""


def answers(published: PublishedSet) -> Iterator[str]:
    """Answer question after question of every footprint of today's map; yields the code of the footprint after each."""
    newest = list(menu.vintages(published))[:1]
    for (page, against, most), vintage in product(_PASSES, newest):
        for code in islice(menu.footprints(published, vintage), most):
            chosen = Selection(footprint=code, vintage=vintage, against=against)
            question = ask(published, resolve(published, chosen).selection)
            if question is None:
                return
            for asked in page:
                asked(question)
                yield code


def keep_ahead(ended: Event, tell: Callable[[str], object], rests: float = _RESTS, looks: float = _LOOKS) -> None:
    """Work ahead for the set that is published, and again for each that replaces it, until the event is set; tells when all is done."""
    seen = done = ""  # by name: a set that is held here would not be let go of
    while not ended.wait(looks):
        try:
            before, seen = seen, current().store.generation
            _give_back()
            if seen == before != done:
                began = monotonic()
                if _through(current(), ended, rests):
                    done = seen
                    _give_back()
                    tell(f"every footprint answered ahead in {monotonic() - began:.0f} s")
        except (NothingLoaded, NothingUsable):
            pass  # the pages say so
        except Exception:
            # A question that fails here fails on its page too, where it is told; the other footprints still get theirs.
            _LOG.exception("work ahead ended early")
            return


def _give_back() -> None:
    """Let the system have the memory that is free again: glibc keeps what tables were read into; other libraries do not ask."""
    with suppress(AttributeError, OSError, TypeError):
        CDLL(None).malloc_trim(0)


def _through(published: PublishedSet, ended: Event, rests: float) -> bool:
    """Whether all was answered before the end came, or another set."""
    began = monotonic()
    for _ in answers(published):
        if ended.wait(rests * (monotonic() - began)) or current() is not published:
            return False
        began = monotonic()
    return True
