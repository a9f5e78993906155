"""NHS Staff Survey: which files are fetched, by names that change every year, and where addresses seen once stand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.errors import SourceUnavailable
from loaders.sources import staff

LOCAL, NATIONAL = (f"https://www.nhsstaffsurveys.com/results/{page}/" for page in ("local-results", "national-results"))


@dataclass
class Pages:
    """A web of a few pages; every other address refuses."""

    pages: dict[str, str] = field(default_factory=dict)

    def page(self, url: str) -> str:
        if url not in self.pages:
            raise SourceUnavailable(f"{url} refuses us")
        return self.pages[url]


def _links(*names: str) -> str:
    return "".join(f'<a href="/static/{at}abc/{name}">Download</a>' for at, name in enumerate(names))


def test_addresses_seen_once_stand_in_where_pages_refuse() -> None:
    found = list(staff.releases(Pages()))
    assert [each.since for each in found] == sorted((each.since or 0 for each in found), reverse=True)
    assert {each.name for each in found[:2]} == {
        "NSS-Benchmark-report-excel-data-for-2021-2025-v2.xlsx",
        "NSS25-Detailed-spreadsheets.zip",
    }
    assert all(each.url.startswith("https://www.nhsstaffsurveys.com/static/") for each in found)


def test_links_are_taken_by_what_their_names_speak_of_in_any_spelling() -> None:
    web = Pages({
        LOCAL: _links("Benchmark-report-Excel-data-for-2022-2026.xlsx", "benchmark_report_excel_data_2019-2023_v2.xlsx", "breakdown.pdf"),
        NATIONAL: _links("NSS26-Detailed-spreadsheets.zip", "NSS24%20detailed%20spreadsheets%20national%20results.xlsx",
                         "NSS24-detailed-spreadsheets-organisation-type-results.xlsx"),
    })  # fmt: skip
    linked = [each for each in staff.releases(web) if "abc/" in each.url]
    assert [(each.since, each.name) for each in linked] == [
        (2026, "NSS26-Detailed-spreadsheets.zip"),
        (2026, "Benchmark-report-Excel-data-for-2022-2026.xlsx"),
        (2024, "NSS24 detailed spreadsheets national results.xlsx"),
        (2023, "benchmark_report_excel_data_2019-2023_v2.xlsx"),
    ]


def test_the_first_of_two_links_to_one_file_is_the_newer_upload() -> None:
    web = Pages(
        {LOCAL: _links("NSS-Benchmark-excel-data-2021-2025-v3.xlsx", "NSS-Benchmark-excel-data-2021-2025.xlsx")}
    )
    newest = next(each for each in staff.releases(web) if "enchmark" in each.name)
    assert newest.name.endswith("v3.xlsx")
