"""GP Patient Survey: links on the publishers' pages are preferred, known addresses stand in, nothing unweighted is wanted."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from loaders.errors import SourceUnavailable
from loaders.sources import gpps

ICS_2025 = (
    "https://www.gp-patient.co.uk/FileDownload/Download?fileRedirect=2025%2Fsurvey-results%2Fics-results%2Fics-data-csv"
    "%2FGPPS_2025_ICS_data_%28weighted%29_%28csv%29_PUBLIC.csv"
)

PAGE = """<a href="/FileDownload/Download?fileRedirect=2027%2Fx%2FGPPS_2027_Practice_data_(weighted)_(csv)_PUBLIC.csv">new</a>
<a href="/FileDownload/Download?fileRedirect=2025%2Felsewhere%2FGPPS 2025 ics data (weighted) (csv) PUBLIC.csv">moved</a>
<a href="/FileDownload/Download?fileRedirect=2025%2FGPPS_2025_PCN_data_(unweighted)_(csv)_PUBLIC.csv">unweighted</a>
<a href="/FileDownload/Download?fileRedirect=GPPS 2012 Practice data (weighted) (csv) PUBLIC.csv">old</a>
<a href="https://www.england.nhs.uk/a/GP-Patient-Survey-Dental-Results-January-to-March-2022.xlsx">dental</a>
<a name="nowhere">no link</a>"""


class Site:
    """A publisher whose every page says the same, or who answers nobody."""

    def __init__(self, page: str | None) -> None:
        self.content = page
        self.asked: list[str] = []

    def page(self, url: str) -> str:
        self.asked.append(url)
        if self.content is None:
            raise SourceUnavailable(f"{url} does not answer")
        return self.content


def test_known_addresses_stand_in_when_no_page_answers() -> None:
    site = Site(None)
    wanted = list(gpps.releases(site))

    assert len(site.asked) >= 4
    assert ICS_2025 in {one.url for one in wanted}
    assert [one.since for one in wanted] == sorted((one.since for one in wanted), reverse=True)
    by_year = {year: sum(one.since == year for one in wanted) for year in range(2018, 2027)}
    assert by_year == {2018: 3, 2019: 3, 2020: 3, 2021: 3, 2022: 4, 2023: 4, 2024: 4, 2025: 5, 2026: 5}
    assert len({one.name for one in wanted}) == len(wanted)


def test_addresses_carry_the_path_in_one_percent_encoded_argument() -> None:
    paths = {parse_qs(urlsplit(one.url).query)["fileRedirect"][0] for one in gpps.releases(Site(None))}

    assert "archive/2018/Weighted/GPPS 2018 CCG data (weighted) (csv) PUBLIC.csv" in paths
    assert "2023/Weighted/GPPS_2023_PCN_data_(weighted)_(csv)_PUBLIC.csv" in paths
    assert "2024/GPPS_2024_National_data_(weighted)_(csv)_PUBLIC.csv" in paths


def test_links_on_the_pages_are_preferred_and_only_weighted_files_of_years_that_load_are_wanted() -> None:
    wanted = {one.name: one for one in gpps.releases(Site(PAGE))}

    assert next(iter(wanted.values())).since == 2027
    assert "elsewhere" in wanted["GPPS 2025 ics data (weighted) (csv) PUBLIC.csv"].url
    assert "GPPS_2025_ICS_data_(weighted)_(csv)_PUBLIC.csv" not in wanted
    assert wanted["GP-Patient-Survey-Dental-Results-January-to-March-2022.xlsx"].since == 2022
    assert not [name for name in wanted if "unweighted" in name or "2012" in name]
