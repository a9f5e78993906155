"""What the tests of the loading engine share: an empty cache, two invented publishers, and a refresh from a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loaders import intake, names, rereading
from loaders.fetch.places import Folder, Origin
from loaders.outcome import Summary
from loaders.progress import say_nothing
from loaders.read import file_reader
from loaders.refresh import Refresh
from loaders.store.cache import Cache
from tests.loaders.reading import read_here
from tests.loaders.server import Server, serving
from tests.loaders.toys import Toy


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A publisher's site that says what a test wants, asked without a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as running:
        yield running


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> dict[str, Toy]:
    """Two publishers, in place of the real ones wherever a file is read."""
    sources = {"alpha": Toy("alpha"), "beta": Toy("beta")}
    monkeypatch.setattr(file_reader, "discover", lambda: sources)
    for module in (intake, names, rereading):
        monkeypatch.setattr(module, "read_files", read_here)
    return sources


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder a person has filled with published files."""
    folder = tmp_path / "published"
    folder.mkdir()
    return folder


@pytest.fixture
def refresh(cache: Cache, toys: dict[str, Toy], published: Path) -> Callable[..., Summary]:
    """One refresh from the folder of published files, or from another place."""

    def run(place: Origin | None = None, since: int | None = None) -> Summary:
        return Refresh(cache, toys, say_nothing, since).run(place or Folder(published, tuple(toys)))  # type: ignore[arg-type]

    return run
