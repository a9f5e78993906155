"""What a check tells a person: what is new, what has changed, what is gone, and what to do about it. It downloads nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loaders.cli.check import Finding, Requirement, check_sources, describe
from loaders.declared import is_backup
from loaders.errors import SourceUnavailable
from loaders.fetch.web import Internet
from loaders.progress import say_nothing
from loaders.source import Release, SourceInfo, Wanted
from loaders.store.receipt import Receipt
from tests.loaders.server import Reply, Server
from tests.loaders.toys import Toy


def _toy(server: Server, *wanted: Wanted) -> Toy:
    toy = Toy("alpha", wanted)
    toy.SOURCE = SourceInfo(**vars(toy.SOURCE) | {"page": f"{server.url}/alpha"})
    return toy


def _receipt(url: str, etag: str | None = None, size: int = 4) -> Receipt:
    release = Release("alpha.2025.practice", "Toy 2025")
    return Receipt("alpha", release, "a.csv", url, "0" * 64, size, datetime(2026, 7, 10, tzinfo=UTC), etag)


def _check(toy: Toy, *loaded: Receipt) -> list[Finding]:
    return check_sources({"alpha": toy}, Internet(sleep=lambda _: None), loaded, say_nothing)  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("reply", "linked", "loaded", "needs", "said", "advice"),
    [
        (Reply(body=b"1234"), True, None, Requirement.FETCH, "not loaded yet (200, 0.0 MB), linked on", "fetch alpha"),
        (Reply(body=b"1234"), False, None, Requirement.FETCH, "at a known address", "fetch alpha"),
        (Reply(body=b"1234", headers={"ETag": '"1"'}), True, '"1"', Requirement.NOTHING, "200", ""),
        (Reply(body=b"1234", headers={"ETag": '"2"'}), True, '"1"', Requirement.FETCH, "changed since it was loaded on 10 July 2026", "fetch alpha"),
        (Reply(body=b"12345"), True, "", Requirement.FETCH, "changed since", "fetch alpha"),
        (Reply(body=b"1234"), True, "", Requirement.NOTHING, "200", ""),
        (Reply(404), True, None, Requirement.LOOK, "no such file (404)", "leads nowhere"),
        (Reply(404), False, "", Requirement.NOTHING, "gone; the copy of 10 July 2026 stands", ""),
        (Reply(404), False, None, Requirement.LOOK, "no such file (404)", "no other address"),
        (Reply(403), True, "", Requirement.LOOK, "refuses us (403)", "What was loaded from here stands"),
    ],
)  # fmt: skip
def test_what_a_file_needs(  # noqa: PLR0917
    server: Server, reply: Reply, linked: bool, loaded: str | None, needs: Requirement, said: str, advice: str
) -> None:
    url = server.will("/a.csv", reply)
    server.will("/alpha", Reply(body=b"<a href='/a.csv'>2025</a>" if linked else b"<a href='/b.csv'>2024</a>"))
    receipts = [] if loaded is None else [_receipt(url, loaded or None)]
    finding = next(each for each in _check(_toy(server, Wanted(url, "a.csv")), *receipts) if each.url == url)
    assert finding.needs is needs
    assert said in finding.said and advice in finding.advice
    assert all(method == "HEAD" for method, path, _ in server.asked if path == "/a.csv" and reply.status != 403)


def test_a_page_that_no_longer_links_to_anything_we_know_is_told(server: Server) -> None:
    url = server.will("/a.csv", Reply(body=b"1234"))
    server.will("/alpha", Reply(body=b"<p>We have a new web site</p>"))
    said = [finding.said for finding in _check(_toy(server, Wanted(url, "a.csv")), _receipt(url))]
    assert any("may have rebuilt them" in each for each in said)


def test_a_page_that_fails_is_told_once_and_the_summary_counts(server: Server) -> None:
    server.will("/alpha", Reply(404))
    findings = _check(_toy(server))
    assert [finding.needs for finding in findings] == [Requirement.LOOK]
    text = describe(findings)
    assert "alpha: 0 of 1 addresses are as they should be" in text
    assert text.endswith("0 addresses are fine, 0 have something new to fetch, 1 want looking at.")


def test_the_catalogue_is_known_by_whole_addresses_and_by_paths() -> None:
    assert is_backup("https://www.england.nhs.uk/wp-content/uploads/2026/06/ftt-gp-apr-26.xlsm")
    assert is_backup("https://www.cqc.org.uk/sites/default/files/2025-04/01_April_2025_Latest_ratings.ods")
    assert not is_backup("https://www.england.nhs.uk/wp-content/uploads/2026/06/another.xlsm")


def test_without_a_way_to_the_internet_that_is_said_once_and_nobody_is_waited_for() -> None:
    waits: list[float] = []
    toys = {name: _at_nobody(name, port) for name, port in (("alpha", 1), ("beta", 9))}
    with pytest.raises(
        SourceUnavailable, match=r"no way to the internet from here: none of the 2 servers asked"
    ) as told:
        check_sources(toys, Internet(sleep=waits.append), [], say_nothing)  # type: ignore[arg-type]
    assert str(told.value).count("ConnectionRefusedError") == 1
    assert sum(waits) < 5, "a try or two each, and no patience"


def test_one_server_that_does_not_answer_is_no_missing_internet(server: Server) -> None:
    toy = _toy(server)
    server.will("/alpha", Reply(body=b"nothing"))
    findings = check_sources(
        {"alpha": toy, "beta": _at_nobody("beta", 1), "gamma": _at_nobody("gamma", 9)},  # type: ignore[dict-item]
        Internet(sleep=lambda _: None), [], say_nothing,
    )  # fmt: skip
    assert {finding.source for finding in findings if finding.needs is Requirement.LOOK} == {"beta", "gamma"}


def test_what_is_said_of_many_addresses_is_said_once() -> None:
    findings = [
        Finding("alpha", f"https://a/{n}.csv", Requirement.FETCH, "a file that is not loaded yet", "Load it")
        for n in range(9)
    ]
    text = describe(findings)
    assert text.count("not loaded yet") == text.count("Load it") == 1
    assert "https://a/4.csv" in text and "https://a/5.csv" not in text and "and 4 more" in text


def _at_nobody(name: str, port: int) -> Toy:
    toy = Toy(name)
    toy.SOURCE = SourceInfo(**vars(toy.SOURCE) | {"page": f"http://127.0.0.1:{port}/"})
    return toy
