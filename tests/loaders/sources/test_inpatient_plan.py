"""Trust surveys: which workbooks are fetched, from links that look like anything and from the addresses we know."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.errors import SourceUnavailable
from tests.loaders.sources.families import children, inpatient, urgentcare

PAGE = "https://www.cqc.org.uk/publications/surveys/adult-inpatient-survey"


@dataclass
class Pages:
    """A web of a few pages; every other address refuses."""

    pages: dict[str, str] = field(default_factory=dict)

    def page(self, url: str) -> str:
        if url not in self.pages:
            raise SourceUnavailable(f"{url} refuses us")
        return self.pages[url]


def _links(*urls: str) -> str:
    return "<main>" + "".join(f"<p><a class=x href='{url}'>Download</a></p>" for url in urls) + "<a>no link</a></main>"


def test_known_addresses_stand_in_where_pages_refuse() -> None:
    found = list(inpatient.releases(Pages()))

    assert [item.since for item in found] == [2024, 2024, 2020]
    assert found[0].name == "20250909_aip24_Benchmark_TrustLevel.ods"
    assert all(item.url.startswith("https://www.cqc.org.uk/") for item in found)


def test_links_are_taken_by_survey_code_and_year_and_come_before_known_addresses() -> None:
    web = Pages(
        {
            PAGE: _links(
                "/sites/default/files/2026-09/20260910%20AIP25%20Trust%20results.ods",
                "/sites/default/files/2026-09/20260910_aip25_National.ods",
                "/sites/default/files/2026-09/20260910_aip25_Benchmark_SiteLevel.ods",
                "/sites/default/files/2025-10/20251001_aip24_Benchmark_TrustLevel.ods",
                "/sites/default/files/2025-09/20250909_aip24_Benchmark_TrustLevel.ods",
                "/sites/default/files/20250909_aip24_report.pdf",
                "/sites/default/files/20230101_mat22_trust.ods",
                "/sites/default/files/ship24.ods",
            )
        }
    )

    found = {item.name: item for item in inpatient.releases(web)}

    assert list(found) == [
        "20260910 AIP25 Trust results.ods",
        "20260910_aip25_Benchmark_SiteLevel.ods",
        "20251001_aip24_Benchmark_TrustLevel.ods",
        "20250909_aip24_Benchmark_SiteLevel.ods",
        "20220128_aip20_trust-benchmark-data.ods",
    ]
    assert found["20260910 AIP25 Trust results.ods"].since == 2025


def test_both_questionnaires_of_urgent_care_are_wanted() -> None:
    assert len(list(urgentcare.releases(Pages()))) == 2


def test_a_survey_whose_files_were_never_seen_wants_nothing_until_a_page_tells() -> None:
    assert list(children.releases(Pages())) == []
