"""Answers kept for all who ask the same: what is said not to depend on the comparator never asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from insight.queries import menu
from insight.queries.agreement import do_sources_agree, own_counts
from insight.queries.groups import closing, for_whom, worst_served
from insight.queries.headlines import changes_of
from insight.queries.issues import mixes
from insight.queries.months import month_by_month
from insight.queries.overview import who
from insight.queries.own_staff import own_staffs
from insight.queries.priorities import by_deprivation, deprivation_over_time
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.ratings import inspected
from insight.queries.resolve import resolve
from insight.selection import Selection
from insight.store import Store
from tests.silver import publish

OF_ITSELF = (
    do_sources_agree, own_counts, closing, for_whom, worst_served, changes_of, mixes, month_by_month, who, own_staffs, by_deprivation,
    deprivation_over_time, inspected,
)  # fmt: skip


def test_what_is_told_of_a_footprint_itself_never_asks_whom_it_is_compared_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path)
    published = PublishedSet(Store.open(tmp_path))
    asked = [
        ask(published, resolve(published, Selection(measure=id)).selection) for id in [*menu.measures(published)][::9]
    ]

    def nobody(_: Question) -> None:
        raise AssertionError("the comparator was asked for")

    monkeypatch.setattr(Question, "compared", property(nobody))
    for question in asked:
        assert question is not None
        for query in OF_ITSELF:
            query(question)
