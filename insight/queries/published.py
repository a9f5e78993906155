"""One published set of tables and what has been worked out from it: kept together, and dropped together."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from insight.queries.memo import Memo
from insight.store import Store, cache_folder, current_generation

_P = ParamSpec("_P")
_T = TypeVar("_T")


class PublishedSet:
    """A set of tables, which never changes, and its memo."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.memo = Memo()


def spelt_out(work: Callable[..., object], *args: object) -> tuple[object, ...]:
    """The arguments by position, those left to their defaults too: the same question is then asked in one way only."""
    defaults, lacking = work.__defaults__ or (), work.__code__.co_argcount - len(args)
    return (*args, *defaults[len(defaults) - lacking :]) if 0 < lacking <= len(defaults) else args


def remembered(work: Callable[Concatenate[PublishedSet, _P], _T]) -> Callable[Concatenate[PublishedSet, _P], _T]:
    """Have a function of a published set work each answer out once per set and (hashable) arguments.

    For functions of a module, which depend on the set and their arguments only. Their answers are read only.
    """

    @wraps(work)
    def recalled(published: PublishedSet, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        key = (work, args if kwargs else spelt_out(work, published, *args)[1:], tuple(sorted(kwargs.items())))
        return published.memo.recall(key, lambda: work(published, *args, **kwargs))

    return recalled


_guard = Lock()
_current: PublishedSet | None = None


def current() -> PublishedSet:
    """The set that is current now; one that it replaces is let go of. Raises insight.store.NothingLoaded, NothingUsable."""
    global _current  # noqa: PLW0603  # one set serves everybody
    folder = current_generation(cache_folder())
    with _guard:
        if _current is None or _current.store.folder != folder:
            _current = PublishedSet(Store(folder))
        return _current
