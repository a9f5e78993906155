"""Answers that are worked out once for all who ask the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from insight.queries.published import PublishedSet, spelt_out
from insight.queries.question import Question

_P = ParamSpec("_P")
_T = TypeVar("_T")


def answered_by(key: Callable[..., Hashable]) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Have a query work each answer out once for what `key` makes of its arguments, which is all that it depends on.

    The first argument is whoever asks, and holds the published set. Answers are read only.
    """

    def once(work: Callable[_P, _T]) -> Callable[_P, _T]:
        @wraps(work)
        def recalled(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            published: PublishedSet = cast(Any, args[0]).published
            asked = key(*args, **kwargs) if kwargs else key(*spelt_out(work, *args))
            return published.memo.recall((work, asked), lambda: work(*args, **kwargs))

        return recalled

    return once


def answered(
    *, measure: bool = True, period: bool = True, comparator: bool = True
) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """The same per question and (hashable) arguments.

    For what depends on the question, and of the rest of its address on the need, organisation, plan and kind of map it names.
    `measure`, `period` and `comparator` say whether it depends on the measure and period chosen, else on the last period that is
    looked at, and on whom the footprint is compared with.
    """

    def asked(question: Question, *args: object, **kwargs: object) -> Hashable:
        chosen = question.selection
        last = question.upto if period else None
        of = (question.id, question.period, chosen.org, chosen.plan, chosen.shape) if measure else last
        whom = question.compared.comparator if comparator else None
        return question.geography, question.footprint, chosen.need, of, whom, args, tuple(sorted(kwargs.items()))

    return answered_by(asked)
