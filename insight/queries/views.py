"""The answers that can be asked for by name: what a pack is made of, and what screens show in a meeting room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from insight.queries.agreement import do_sources_agree
from insight.queries.answer import Answer
from insight.queries.changes import what_changed
from insight.queries.compare_footprints import comparisons, how_alike
from insight.queries.context import needs_at_a_glance
from insight.queries.groups import for_whom
from insight.queries.issues import issues
from insight.queries.map import where
from insight.queries.months import month_by_month
from insight.queries.overview import at_a_glance
from insight.queries.place_answers import differing
from insight.queries.priorities import by_deprivation, what_matters
from insight.queries.question import Question
from insight.queries.ratings import inspected
from insight.queries.resolve import resolve
from insight.queries.trend import through_time
from insight.selection import day_of

MOST = 40
"""A sequence names at most so many views."""
_WANTED = re.compile(r"([a-z]{2,20})(?:~([a-z0-9_.]{1,80})(?:~(\d{4}-\d{2}-\d{2}))?)?")


@dataclass(frozen=True)
class View:
    """One kind of answer: what it is called, what it answers, and how."""

    title: str
    answer: Callable[[Question], Answer | None]
    board: bool = False
    """Whether a pack holds it where nobody chose."""
    screen: bool = False
    """Whether a meeting is shown it where nobody chose."""


@dataclass(frozen=True)
class AskedView:
    """A view, of the measure and period of the selection or of its own."""

    view: str
    measure: str | None = None
    period: date | None = None

    @property
    def link(self) -> str:
        """As it stands in an address."""
        parts = (self.view, self.measure, self.period.isoformat() if self.period else None)
        return "~".join(part for part in parts if part)


def _comparison(key: str) -> Callable[[Question], Answer | None]:
    """One part of the comparisons; where nothing may be compared, what says so."""

    def answer(question: Question) -> Answer | None:
        return next((each for each in comparisons(question) if each.key in (key, "refused")), None)

    return answer


def _most_issues(question: Question) -> Answer | None:
    """What is complained about at the first of the places that take complaints."""
    return next(iter(issues(question)), None)


VIEWS: Mapping[str, View] = {
    "glance": View("Where we stand", at_a_glance, board=True, screen=True),
    "map": View("Where in England", where, board=True, screen=True),
    "trend": View("Getting better or worse", through_time, board=True, screen=True),
    "changes": View("What changed", what_changed, board=True, screen=True),
    "monthly": View("Month by month", month_by_month),
    "ranked": View("Among all areas", _comparison("ranked"), board=True, screen=True),
    "spine": View("Ahead and behind", _comparison("spine")),
    "heat": View("Side by side", _comparison("heat"), board=True),
    "funnel": View("Practice by practice", differing, board=True, screen=True),
    "groups": View("For whom", for_whom, board=True, screen=True),
    "deprivation": View("Poorer and richer places", by_deprivation),
    "matters": View("What matters most", what_matters, board=True, screen=True),
    "agreement": View("Do the sources agree", do_sources_agree, board=True),
    "issues": View("What people complain about", _most_issues, board=True),
    "people": View("Who lives here", needs_at_a_glance, board=True),
    "likeness": View("How alike they are", how_alike),
    "inspected": View("What inspectors found", inspected, board=True, screen=True),
}
"""Every view under its name in a link, in the order in which a meeting takes them."""
BOARD = tuple(AskedView(name) for name, each in VIEWS.items() if each.board)
"""What a board is given where nobody chose."""
SHOWN = tuple(AskedView(name) for name, each in VIEWS.items() if each.screen)
"""What a meeting is shown where nobody chose: where we stand, the map, better or worse, where it hurts, for whom, the regulators."""


def read_sequence(text: str) -> tuple[AskedView, ...]:
    """The views of an address or a file, in order, each once; what names no view is left out."""
    return tuple(each for each in _named(text) if each.view in VIEWS)[:MOST]


def left_out(text: str) -> str | None:
    """The sentence on names of an address or a file that name no view, where there are any. It never repeats them."""
    unknown = len({each.view for each in _named(text)} - VIEWS.keys())
    if unknown > 1:
        return f"{unknown} of the findings asked for are not known here and were left out."
    return "One of the findings asked for is not known here and was left out." if unknown else None


def to_link(wanted: Iterable[AskedView]) -> str:
    """A sequence as it stands in an address."""
    return ",".join(each.link for each in wanted)


def view(question: Question, wanted: AskedView) -> Answer | None:
    """The answer of a view to a question; None where nothing loaded can give it."""
    return VIEWS[wanted.view].answer(_asked(question, wanted))


def title_of(question: Question, wanted: AskedView) -> str:
    """What a view is called in a list: with its measure where it has one of its own."""
    title = VIEWS[wanted.view].title
    return f"{title}: {_asked(question, wanted).measure.title}" if wanted.measure else title


def _asked(question: Question, wanted: AskedView) -> Question:
    """The question with the measure and period of a view; as it was where they are not loaded."""
    if wanted.measure is None or wanted.measure not in question.store.measures.index:
        return question
    selection = question.selection.choose(measure=wanted.measure, period=wanted.period)
    return question.asking(resolve(question.published, selection).selection)


def _named(text: str) -> tuple[AskedView, ...]:
    """What is written like a view, whether or not there is one, each once."""
    found = (_WANTED.fullmatch(piece) for piece in re.split(r"[,\s]+", text.strip())[: 2 * MOST])
    return tuple(dict.fromkeys(AskedView(each[1], each[2], day_of(each[3])) for each in found if each))
