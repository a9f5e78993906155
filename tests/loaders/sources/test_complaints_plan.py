"""Where written complaints are fetched: pages by year, newest first, and the ZIP of each, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.errors import SourceUnavailable
from loaders.sources.complaints.plan import SERIES, releases


@dataclass(frozen=True)
class Pages:
    """A web of some pages; any other does not answer."""

    pages: dict[str, str]

    def page(self, url: str) -> str:
        if url not in self.pages:
            raise SourceUnavailable(url)
        return self.pages[url]


def _link(url: str) -> str:
    return f'<a href="{url}">a link</a>'


def test_publications_are_found_on_the_page_of_the_series_newest_first() -> None:
    files = "https://files.digital.nhs.uk"
    web = Pages(
        {
            SERIES: _link(f"{SERIES}/2023-24")
            + _link(f"{SERIES}/2021-22-quarter-3-and-quarter-4")
            + _link(SERIES + "/x"),
            f"{SERIES}/2023-24": _link(f"{files}/AB/12/CSV%20zip.zip#top") + _link(f"{files}/AB/12/report.pdf"),
            f"{SERIES}/2021-22-quarter-3-and-quarter-4": _link(f"{files}/CD/34/KO41a%20Q3.csv"),
            f"{SERIES}/2024-25": _link(f"{files}/EF/56/new.zip"),
        }
    )
    assert [(each.name, each.since) for each in releases(web)] == [
        ("new.zip", 2024),
        ("CSV zip.zip", 2023),
        ("KO41a Q3.csv", 2021),
    ]


def test_pages_that_do_not_answer_leave_nothing_to_fetch() -> None:
    assert list(releases(Pages({}))) == []
