"""What practices' patients need: scores of one index alone."""

from __future__ import annotations

from typing import Any

import pandas as pd

from insight.queries.published import PublishedSet
from insight.queries.single_orgs import deprivation_scores
from tests.invented import fact, facts

OLD = [fact(f"P{n:02d}", 2019, 90.0 - n) for n in range(20)]
NEW = [fact(f"P{n:02d}", 2025, 10.0 + n) for n in range(18)]
"""Two practices have closed since; those that were the most deprived are the least by the newer index."""


class _Store:
    """As much of a store as is asked for: one measure of deprivation."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = facts(*rows)

    def with_role(self, role: str, source: str | None = None) -> list[str]:
        return ["gpps.deprivation"]

    def facts(self, id: str, levels: list[str]) -> pd.DataFrame:
        return self._rows


def _set(rows: list[dict[str, Any]]) -> PublishedSet:
    return PublishedSet(_Store(rows))  # type: ignore[arg-type]  # stands in for a store


def test_practices_are_never_sorted_by_a_mixture_of_two_indices() -> None:
    assert set(deprivation_scores(_set([*OLD, *NEW]))["start"].dt.year) == {2025}


def test_an_index_that_few_practices_have_does_not_displace_one_that_all_have() -> None:
    assert set(deprivation_scores(_set([*OLD, *NEW[:3]]))["start"].dt.year) == {2019}
