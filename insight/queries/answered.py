"""Answers that are worked out once for all who ask the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from insight.queries.question import Question

_P = ParamSpec("_P")
_T = TypeVar("_T")


def answered(work: Callable[Concatenate[Question, _P], _T]) -> Callable[Concatenate[Question, _P], _T]:
    """Have a query work each answer out once per question and (hashable) arguments. Answers are read only.

    For what depends on the question, and of the rest of its address on the need, organisation, plan and kind of map it names.
    """

    def asked(question: Question) -> Hashable:
        chosen = question.selection
        return question.id, question.period, chosen.org, chosen.plan, chosen.shape

    return _once(work, asked)


def answered_whatever_measure(work: Callable[Concatenate[Question, _P], _T]) -> Callable[Concatenate[Question, _P], _T]:
    """The same for what a footprint is told whatever measure is chosen, up to the last period that is looked at."""
    return _once(work, lambda question: question.upto)


def _once(
    work: Callable[Concatenate[Question, _P], _T], asked: Callable[[Question], Hashable]
) -> Callable[Concatenate[Question, _P], _T]:
    @wraps(work)
    def recalled(question: Question, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        whom = (question.geography, question.footprint, question.compared.comparator, question.selection.need)
        key = (work, *whom, asked(question), args, tuple(sorted(kwargs.items())))
        return question.published.memo.recall(key, lambda: work(question, *args, **kwargs))

    return recalled
