"""Answers that are worked out once for all who ask the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from insight.queries.question import Question

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Work = Callable[Concatenate[Question, _P], _T]


def answered(*, measure: bool = True, comparator: bool = True) -> Callable[[_Work[_P, _T]], _Work[_P, _T]]:
    """Have a query work each answer out once per question and (hashable) arguments. Answers are read only.

    For what depends on the question, and of the rest of its address on the need, organisation, plan and kind of map it names.
    `measure` and `comparator` say whether it depends on the measure and period chosen, else on the last period that is looked at,
    and on whom the footprint is compared with.
    """

    def once(work: _Work[_P, _T]) -> _Work[_P, _T]:
        @wraps(work)
        def recalled(question: Question, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            chosen = question.selection
            asked = (question.id, question.period, chosen.org, chosen.plan, chosen.shape) if measure else question.upto
            whom = question.compared.comparator if comparator else None
            key = (
                work,
                question.geography,
                question.footprint,
                chosen.need,
                asked,
                whom,
                args,
                tuple(sorted(kwargs.items())),
            )
            return question.published.memo.recall(key, lambda: work(question, *args, **kwargs))

        return recalled

    return once
