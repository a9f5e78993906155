"""What practices' patients need: scores of one index alone, in national tenths, for whoever shows them beside a practice."""

from __future__ import annotations

from typing import Any

import pandas as pd

from insight.queries.needs import practice_deprivation
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


def test_each_practice_has_its_score_and_its_national_tenth() -> None:
    found = practice_deprivation(_set([*OLD, *NEW]))
    assert list(found.index[:2]) == ["P17", "P16"], "the most deprived first"
    assert found.loc["P17", ["score", "tenth"]].to_list() == [27.0, 1]
    assert found["tenth"].max() == 10 and "P19" not in found.index


def test_a_practice_without_a_score_has_none() -> None:
    hidden = fact("P18", 2025, None, status="not_available")
    assert "P18" not in practice_deprivation(_set([*NEW, hidden])).index
