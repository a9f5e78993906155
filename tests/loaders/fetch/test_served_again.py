"""What a publisher's server serves now stands, but for a copy cut short, whatever the server says of its length."""

from __future__ import annotations

from pathlib import Path

import pytest

from insight.store import Store
from loaders.cli.check import Requirement, check_sources
from loaders.fetch.downloads import Drawer
from loaders.fetch.publishers import Publishers
from loaders.fetch.web import Internet
from loaders.outcome import Fate, Summary
from loaders.progress import say_nothing
from loaders.refresh import Refresh
from loaders.source import SourceInfo, Wanted
from loaders.store import bronze
from loaders.store.cache import Cache
from tests.loaders.server import Reply, Server
from tests.loaders.toys import Toy, write_practices


@pytest.fixture
def server(server: Server) -> Server:
    server.will("/alpha", Reply(body=b"<a href='a.csv'>2025</a>"))
    return server


def _fetch(cache: Cache, toy: Toy) -> Summary:
    kept = {item.receipt.sha256: item for item in bronze.kept_files(cache)}
    place = Publishers(Internet(sleep=lambda _: None), cache, {"alpha": toy}, kept)  # type: ignore[dict-item]
    return Refresh(cache, {"alpha": toy}, say_nothing).run(place)  # type: ignore[dict-item]


def _at(server: Server, toys: dict[str, Toy]) -> Toy:
    toy = toys["alpha"]
    toy.SOURCE = SourceInfo(**vars(toy.SOURCE) | {"page": f"{server.url}/alpha"})
    toy._wanted = [Wanted(f"{server.url}/a.csv", "a.csv")]
    return toy


@pytest.mark.parametrize("length", [{}, {"Content-Length": None}])
def test_a_short_answer_is_held_back_and_the_next_whole_one_stands(
    server: Server, cache: Cache, toys: dict[str, Toy], tmp_path: Path, length: dict[str, str | None]
) -> None:
    toy = _at(server, toys)
    body = write_practices(tmp_path, "alpha", 40).read_bytes()
    short = body[: body.index(b"A00024")]
    for answer, fate, complete in (
        (body, Fate.LOADED, True),
        (short, Fate.HELD, False),
        (body, Fate.ALREADY, True),
        (short, Fate.HELD, False),
        (body + b"A00040,75\n", Fate.LOADED, True),
    ):
        server.will("/a.csv", Reply(body=answer, headers=length))
        summary = _fetch(cache, toy)
        assert ([outcome.fate for outcome in summary.outcomes], summary.complete) == ([fate], complete)
        assert len(Store.open(cache.root).facts("alpha.good")) == (41 if b"A00040" in answer else 40)
    assert Store.open(cache.root).notices == []


def test_an_unchanged_short_file_is_told_by_every_fetch_and_by_a_check(
    server: Server, cache: Cache, toys: dict[str, Toy], tmp_path: Path
) -> None:
    toy = _at(server, toys)
    body = write_practices(tmp_path, "alpha", 40).read_bytes()
    server.will("/a.csv", Reply(body=body))
    _fetch(cache, toy)
    server.will("/a.csv", Reply(body=body[: body.index(b"A00024")], headers={"ETag": '"short"'}))
    _fetch(cache, toy)
    receipts = [kept.receipt for kept in bronze.kept_files(cache)]
    findings = check_sources({"alpha": toy}, Internet(sleep=lambda _: None), receipts, say_nothing)  # type: ignore[dict-item]
    (finding,) = [each for each in findings if each.url.endswith("/a.csv")]
    assert finding.needs is Requirement.LOOK and "24 instead of 40" in finding.said
    server.will("/a.csv", Reply(304))
    (outcome,) = _fetch(cache, toy).outcomes
    assert outcome.fate is Fate.HELD and "24 instead of 40" in outcome.reason


def test_a_kept_file_that_is_damaged_is_fetched_anew_before_its_server_is_asked_for_news(
    server: Server, cache: Cache, toys: dict[str, Toy], tmp_path: Path
) -> None:
    toy = _at(server, toys)
    body = write_practices(tmp_path, "alpha", 40).read_bytes()
    server.will("/a.csv", Reply(body=body, headers={"ETag": '"one"'}))
    _fetch(cache, toy)
    (kept,) = bronze.kept_files(cache)
    kept.path.write_bytes(body[::-1])
    summary = _fetch(cache, toy)
    assert ([outcome.fate for outcome in summary.outcomes], summary.complete) == ([Fate.ALREADY], True)
    assert kept.path.read_bytes() == body
    assert "if-none-match" not in server.asked[-1][2]


@pytest.mark.parametrize(
    "note", ["[]", "{}", '{"complete": {}}', '{"complete": {"validators": {"odd": 1}}}', '{"complete": 7}', "\\"]
)
def test_a_damaged_note_on_a_download_is_none(note: str, tmp_path: Path) -> None:
    drawer = Drawer(tmp_path, "https://publisher/a.csv", "a.csv")
    drawer.folder.mkdir(parents=True)
    (drawer.folder / ".note.json").write_text(note, encoding="utf-8")
    assert (drawer.known(), drawer.broken_off()) == (None, None)


def test_without_a_way_to_the_internet_one_sentence_says_so_and_what_stood_stands(
    server: Server, cache: Cache, toys: dict[str, Toy], tmp_path: Path
) -> None:
    toy = _at(server, toys)
    server.will("/a.csv", Reply(body=write_practices(tmp_path, "alpha", 40).read_bytes()))
    _fetch(cache, toy)
    nobody = {"alpha": "http://127.0.0.1:1/", "beta": "http://127.0.0.1:9/"}
    for name, page in nobody.items():
        toys[name].SOURCE = SourceInfo(**vars(toys[name].SOURCE) | {"page": page})
    place = Publishers(Internet(sleep=lambda _: None), cache, toys, {})  # type: ignore[arg-type]
    summary = Refresh(cache, toys, say_nothing).run(place)  # type: ignore[arg-type]
    (outcome,) = summary.outcomes
    assert outcome.fate is Fate.FAILED and "no way to the internet" in outcome.reason and not summary.complete
    assert len(Store.open(cache.root).facts("alpha.good")) == 40
