"""Fetching from the publishers: what is planned is downloaded once, and one silent publisher stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from insight.store import Store
from loaders.fetch.publishers import Publishers
from loaders.fetch.web import Internet
from loaders.outcome import Fate, Summary
from loaders.progress import say_nothing
from loaders.refresh import Refresh
from loaders.source import Wanted, Web
from loaders.store import bronze
from loaders.store.cache import Cache
from tests.loaders.server import Reply, Server
from tests.loaders.toys import Toy, write_toy


@pytest.fixture
def server(server: Server) -> Server:
    server.will("/alpha", Reply(body=b"<a href='a25.csv'>2025</a>"))
    server.will("/beta", Reply(body=b"<p>nothing here</p>"))
    return server


@pytest.fixture
def bodies(tmp_path: Path) -> dict[int, bytes]:
    """What the publisher alpha publishes, by year."""
    return {year: write_toy(tmp_path / "made", "alpha", year, year - 1955).read_bytes() for year in (2024, 2025)}


def _plan(toy: Toy, server: Server, *wanted: Wanted) -> None:
    toy.SOURCE = type(toy.SOURCE)(**vars(toy.SOURCE) | {"page": f"{server.url}/{toy.SOURCE.id}"})
    toy._wanted = wanted


def _fetch(cache: Cache, toys: dict[str, Toy], since: int | None = None) -> Summary:
    kept = {item.receipt.sha256: item for item in bronze.kept_files(cache)}
    web = Internet(sleep=lambda _: None)
    place = Publishers(web, cache, toys, kept, since)  # type: ignore[arg-type]
    return Refresh(cache, toys, say_nothing, since).run(place)  # type: ignore[arg-type]


def test_everything_planned_is_loaded_with_its_address_and_asked_for_politely_the_next_time(
    server: Server, cache: Cache, toys: dict[str, Toy], bodies: dict[int, bytes]
) -> None:
    urls = [server.will(f"/a{year}.csv", Reply(body=bodies[year], headers={"ETag": f'"{year}"'})) for year in bodies]
    _plan(toys["alpha"], server, *(Wanted(url, url.rpartition("/")[2], 2024) for url in urls), Wanted(urls[0], "twice"))
    _plan(toys["beta"], server, Wanted("builtin:list.csv", "list.csv"))
    summary = _fetch(cache, toys)
    assert summary.complete
    assert set(Store.open(cache.root).releases["url"]) == set(urls)
    assert [kept.receipt.etag for kept in bronze.kept_files(cache)] == ['"2024"', '"2025"']
    assert not [path for path in cache.downloads.rglob("*") if path.suffix == ".csv"], "bronze has the bytes"

    for url in urls:
        server.will(url.removeprefix(server.url), Reply(304))
    again = _fetch(cache, toys)
    assert [outcome.fate for outcome in again.outcomes] == [Fate.ALREADY, Fate.ALREADY]
    assert not again.published
    assert server.asked[-1][2]["if-none-match"] == '"2025"'


def test_a_silent_publisher_and_a_missing_file_stop_nothing(
    server: Server, cache: Cache, toys: dict[str, Toy], bodies: dict[int, bytes]
) -> None:
    good = server.will("/a2025.csv", Reply(body=bodies[2025]))
    page = server.will("/moved.csv", Reply(body=b"<!doctype html>We have moved"))
    gone = Wanted(f"{server.url}/gone.csv", "gone.csv")
    _plan(toys["alpha"], server, gone, Wanted(page, "moved.csv"), Wanted(good, "a2025.csv"))
    _plan(toys["beta"], server)
    server.will("/beta", Reply(503))
    summary = _fetch(cache, toys)
    assert {outcome.name: outcome.fate for outcome in summary.outcomes} == {
        "Toy survey beta": Fate.FAILED,
        "gone.csv": Fate.FAILED,
        "moved.csv": Fate.FAILED,
        "a2025.csv": Fate.LOADED,
    }
    assert summary.published and not summary.complete


def test_with_no_internet_at_all_the_last_good_set_stays(
    server: Server, cache: Cache, toys: dict[str, Toy], bodies: dict[int, bytes]
) -> None:
    url = server.will("/a2025.csv", Reply(body=bodies[2025]))
    _plan(toys["alpha"], server, Wanted(url, "a2025.csv"))
    _plan(toys["beta"], server)
    first = _fetch(cache, toys)
    for path in ("/alpha", "/beta"):
        server.will(path, Reply(503))
    second = _fetch(cache, toys)
    assert (second.generation, second.published, second.complete) == (first.generation, False, False)


def test_a_download_nobody_could_read_is_not_made_again(
    server: Server, cache: Cache, toys: dict[str, Toy], tmp_path: Path
) -> None:
    body = write_toy(tmp_path, "alpha", 2025, "broken").read_bytes()
    url = server.will("/a.csv", Reply(body=body, headers={"ETag": '"1"'}), Reply(304))
    _plan(toys["alpha"], server, Wanted(url, "a.csv"))
    _plan(toys["beta"], server)
    for _ in range(2):
        summary = _fetch(cache, toys)
        assert [outcome.fate for outcome in summary.outcomes] == [Fate.FAILED]
    assert [asked[2].get("if-none-match") for asked in server.asked if asked[1] == "/a.csv"] == [None, '"1"']


def test_a_file_lost_from_the_cache_is_downloaded_anew(
    server: Server, cache: Cache, toys: dict[str, Toy], bodies: dict[int, bytes]
) -> None:
    url = server.will("/a2025.csv", Reply(body=bodies[2025], headers={"ETag": '"1"'}))
    _plan(toys["alpha"], server, Wanted(url, "a2025.csv"))
    _plan(toys["beta"], server)
    _fetch(cache, toys)
    bronze.forget(bronze.kept_files(cache))
    assert _fetch(cache, toys).complete
    assert "if-none-match" not in server.asked[-1][2]


def test_earlier_years_are_not_even_asked_for(
    server: Server, cache: Cache, toys: dict[str, Toy], bodies: dict[int, bytes]
) -> None:
    urls = {year: server.will(f"/a{year}.csv", Reply(body=bodies[year])) for year in bodies}
    _plan(toys["alpha"], server, *(Wanted(url, f"{year}.csv", year) for year, url in urls.items()))
    _plan(toys["beta"], server)
    _fetch(cache, toys, since=2025)
    assert "/a2024.csv" not in [asked[1] for asked in server.asked]


def test_a_source_that_fails_half_way_keeps_what_it_planned_before(
    server: Server, cache: Cache, toys: dict[str, Toy], bodies: dict[int, bytes]
) -> None:
    wanted = Wanted(server.will("/a2025.csv", Reply(body=bodies[2025])), "a2025.csv")

    def releases(web: Web) -> Iterator[Wanted]:
        yield wanted
        raise ZeroDivisionError("one over nothing")

    toys["alpha"].releases = releases  # type: ignore[method-assign, assignment]
    _plan(toys["beta"], server)
    summary = _fetch(cache, toys)
    fates = {outcome.name: outcome.fate for outcome in summary.outcomes}
    assert fates == {"Toy survey alpha": Fate.FAILED, "a2025.csv": Fate.LOADED}
    (fault,) = summary.by_fate(Fate.FAILED)
    assert "a fault of ours in alpha: ZeroDivisionError" in fault.reason and "releases" in fault.trace


def test_a_file_that_is_gone_from_a_known_address_stands_as_it_was_loaded(
    server: Server, cache: Cache, toys: dict[str, Toy], bodies: dict[int, bytes]
) -> None:
    url = server.will("/a2025.csv", Reply(body=bodies[2025]))
    _plan(toys["alpha"], server, Wanted(url, "a2025.csv"))
    _plan(toys["beta"], server)
    _fetch(cache, toys)
    server.will("/a2025.csv", Reply(410))
    summary = _fetch(cache, toys)
    assert [outcome.fate for outcome in summary.outcomes] == [Fate.ALREADY] and summary.complete
