"""What is worked out from a set of tables is kept with it, and gone with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from insight.queries.published import PublishedSet, current, remembered
from insight.store import NothingLoaded, Store
from tests.silver import publish

WORKED: list[str] = []


@remembered
def told(published: PublishedSet, code: str = "QZA") -> str:
    """Something that takes long."""
    WORKED.append(code)
    return f"{code} of {published.store.folder.name}"


def test_work_is_done_once_per_published_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    WORKED.clear()
    publish(tmp_path)
    first = current()
    assert current() is first
    assert [told(first, code) for code in ("QZA", "QZB", "QZA")] == ["QZA of 000001", "QZB of 000001", "QZA of 000001"]
    publish(tmp_path, number=2)
    assert told(current(), "QZA") == "QZA of 000002"
    assert WORKED == ["QZA", "QZB", "QZA"]


def test_what_is_left_to_its_default_is_the_same_question(tmp_path: Path) -> None:
    WORKED.clear()
    published = PublishedSet(Store(publish(tmp_path)))
    assert told(published) is told(published, "QZA")
    assert WORKED == ["QZA"]


def test_without_a_set_nothing_is_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    with pytest.raises(NothingLoaded):
        current()
