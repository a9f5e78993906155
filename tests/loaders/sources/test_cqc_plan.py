"""CQC ratings: links on the index page whatever their form, known addresses behind them, and the API only with a key."""

from __future__ import annotations

import json

import pytest

from loaders.errors import SourceUnavailable
from loaders.sources import cqc
from loaders.sources.cqc import plan

PAGE = """<a href="/system/files/2026-10/02_October_2026_Latest_ratings.ods">Ratings</a>
<a href="https://www.cqc.org.uk/system/files/2026-10/02_october_2026_hsca_active_locations-v2.ODS">Care directory with filters</a>
<a href="/system/files/2026-10/02_October_2026_CQC_directory.csv">names</a>
<a href="/system/files/2026-10/Deactivated_Locations1_October_2026.ods">closed</a>
<a href="/system/files/2026-11/Latest_ratings.ods">no date in its name</a>
<a name="nowhere">no link</a>"""


class Site:
    """CQC's page and its API, with two pages of locations."""

    def __init__(self, page: str | None) -> None:
        self.content = page
        self.asked: list[str] = []

    def page(self, url: str) -> str:
        self.asked.append(url)
        if self.content is None:
            raise SourceUnavailable(f"{url} does not answer")
        if url.startswith(plan.API):
            number = 1 if "page=1&" in url else 2
            return json.dumps({"totalPages": 2, "locations": [{"locationId": f"1-99000000{number}"}]})
        return self.content


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(plan.KEY, raising=False)
    monkeypatch.delenv(plan.AUTHORITIES, raising=False)


def test_known_addresses_stand_in_when_the_page_does_not_answer() -> None:
    wanted = list(cqc.releases(Site(None)))

    assert [each.since for each in wanted] == [2026, 2026, 2026, 2025, 2022, 2020]
    assert wanted[0].url.endswith("/system/files/2026-09/01_September_2026_Latest_ratings.ods")


def test_links_are_found_by_the_end_of_their_name_and_the_newest_come_first() -> None:
    wanted = list(cqc.releases(Site(PAGE)))

    assert [each.name for each in wanted[:4]] == [
        "Latest_ratings.ods",
        "02_october_2026_hsca_active_locations-v2.ODS",
        "02_October_2026_Latest_ratings.ods",
        "01_September_2026_Latest_ratings.ods",
    ]
    assert wanted[2].url == "https://www.cqc.org.uk/system/files/2026-10/02_October_2026_Latest_ratings.ods"
    assert not [each for each in wanted if "directory" in each.name or "Deactivated" in each.name]
    assert len({each.name for each in wanted}) == len(wanted)


def test_the_api_is_asked_only_with_a_key_and_for_named_authorities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(plan.KEY, "invented")
    site = Site("")
    assert not [each for each in cqc.releases(site) if each.url.startswith(plan.API)]

    monkeypatch.setenv(plan.AUTHORITIES, "Oldham; Kingston upon Hull")
    records = [each for each in cqc.releases(site) if each.url.startswith(plan.API)]

    assert [each.url for each in records[:2]] == [
        f"{plan.API}/locations/1-990000001",
        f"{plan.API}/locations/1-990000002",
    ]
    assert records[0].name.endswith("_location_1-990000001.json")
    assert site.asked[-1] == f"{plan.API}/locations?page=2&perPage=1000&localAuthority=Kingston%20upon%20Hull"


def test_an_api_that_refuses_takes_nothing_from_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(plan.KEY, "invented")
    monkeypatch.setenv(plan.AUTHORITIES, "Oldham")

    assert len(list(cqc.releases(Site(None)))) == 6
