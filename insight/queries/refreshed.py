"""What changed with the last refresh: releases that came, files their publishers replaced, and releases that went."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.benchmarks.briefing import named
from insight.benchmarks.grammar import counted, verb
from insight.generations import fault
from insight.store import Store

_NAMED = 4


def since_the_refresh(store: Store) -> Sequence[str]:
    """The sentences for the set that is shown beside the one before it; one that says so where there is none before."""
    earlier = sorted(each for each in store.folder.parent.glob("[0-9]*") if each.name < store.folder.name)
    before = next((each for each in reversed(earlier) if not fault(each)), None)
    if before is None:
        return ["Nothing was loaded before this set, so nothing has changed."]
    return told(Store(before).releases, store.releases)


def told(before: pd.DataFrame, now: pd.DataFrame) -> Sequence[str]:
    """What tells two tables of releases apart, each indexed by id, in sentences."""
    both = now.index.intersection(before.index)
    revised = both[now.loc[both, "sha256"].to_numpy() != before.loc[both, "sha256"].to_numpy()]
    said = [
        _say(now.loc[now.index.difference(before.index), "title"], "came"),
        _say(now.loc[revised, "title"], "replaced by the publisher, who may have revised figures"),
        _say(before.loc[before.index.difference(now.index), "title"], "is no longer there"),
    ]
    return [each for each in said if each] or ["The last refresh brought the same files as the one before."]


def _say(titles: pd.Series, what: str) -> str:
    if titles.empty:
        return ""
    number = len(titles)
    if what.startswith("replaced"):
        what = f"{verb(number, 'was')} {what}"
    elif what.startswith("is "):
        what = f"{verb(number, 'is')} {what.removeprefix('is ')}"
    return f"{counted(number, 'file').capitalize()} {what}: {named(list(titles.sort_values()), _NAMED)}."
