"""Work ahead: every footprint is answered once, a visitor afterwards is answered from what is there, and another set begins it anew."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from insight.queries import ahead, menu
from insight.queries.overview import at_a_glance
from insight.queries.published import PublishedSet, current
from insight.queries.question import ask
from insight.queries.resolve import resolve
from insight.selection import Selection
from insight.store import Store
from tests.silver import publish


def test_every_footprint_of_todays_map_is_answered_and_a_visitor_gets_the_same_answer(tmp_path: Path) -> None:
    publish(tmp_path)
    published = PublishedSet(Store.open(tmp_path))
    vintage, *_ = menu.vintages(published)
    assert set(ahead.answers(published)) == set(menu.footprints(published, vintage))
    question = ask(published, resolve(published, Selection()).selection)
    assert question is not None
    before = at_a_glance(question)
    again = ask(published, resolve(published, Selection()).selection)
    assert again is not None and at_a_glance(again) is before


def test_the_server_works_ahead_until_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    through, ended, seen, told = Event(), Event(), list[PublishedSet](), list[str]()

    def answers(published: PublishedSet) -> list[str]:
        seen.append(published)
        through.set()
        return []

    monkeypatch.setattr(ahead, "answers", answers)
    worker = Thread(target=ahead.keep_ahead, args=(ended, told.append, 0.0, 0.01))
    worker.start()
    assert through.wait(30)
    ended.set()
    worker.join(30)
    assert not worker.is_alive() and seen == [current()]
    assert [each.startswith("every footprint answered ahead") for each in told] == [True]
