"""Staff of the trusts of a footprint beside the patients of the same trusts, on the one service that a trust is there for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from insight.benchmarks.own_staff import NO_CAUSE, OwnStaff, own_staff
from insight.benchmarks.refusals import Reason, refuse
from insight.queries.agreement import surveyed_trusts, titles_of
from insight.queries.answered import answered
from insight.queries.question import Question
from insight.queries.staff_beside import staff_beside, staff_measure

STAFF_RULE = f"{refuse(Reason.OWN_TYPE).sentence} Shown is the year of the staff survey nearest to that of the patients'. {NO_CAUSE}"


@answered(measure=False, period=False, comparator=False)
def own_staffs(question: Question) -> Sequence[OwnStaff]:
    """What staff and patients of each trust of the footprint say together, the most urgent first."""
    return sorted(_own_staffs(question), key=lambda each: (each.urgency, each.sentence))


def _own_staffs(question: Question) -> Iterator[OwnStaff]:
    asked, titles = staff_measure(question.published), titles_of(question)
    if asked is None:
        return
    for service, measure, rows in surveyed_trusts(question):
        for code, row in rows.iterrows():
            staff = staff_beside(question.published, measure.id, row["start"], service, question.geography)
            for _, own in staff[staff.index == code].iterrows():
                survey, beside = (titles[measure.source], measure, row), (titles[asked.source], asked, own)
                told = own_staff(str(code), str(row["name"]), survey, beside)
                yield from [told] if told else []
