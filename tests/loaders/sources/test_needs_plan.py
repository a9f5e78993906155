"""What there is of needs to fetch: one indicator and area type a request, files found on pages by their names."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from demo import needs as invented
from demo.site import File, IndexPage, lay_out
from demo.world import World, build
from loaders.errors import SourceUnavailable
from loaders.sources import needs
from loaders.sources.needs.plan import INDICES, MONTHLY


class Pages:
    """Pages by address; any other is not there."""

    def __init__(self, pages: dict[str, str]) -> None:
        self._pages = pages

    def page(self, url: str) -> str:
        if url not in self._pages:
            raise SourceUnavailable(f"{url} does not answer")
        return self._pages[url]


@pytest.fixture(scope="module")
def world() -> World:
    return build()


def test_each_request_asks_for_one_indicator_of_one_area_type() -> None:
    asked = [item.url for item in needs.releases(Pages({})) if "fingertips" in item.url]
    queries = [parse_qs(urlsplit(url).query) for url in asked]
    assert len(asked) == len(set(asked)) == 3
    assert all(len(values) == 1 and "," not in values[0] for query in queries for values in query.values())
    assert {query["parent_area_type_id"][0] for query in queries} == {"15"}


def test_files_are_found_by_their_names_whatever_their_addresses() -> None:
    assets = "https://assets.publishing.service.gov.uk/media"
    file_7 = f"{assets}/691ded56/File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv"
    file_13 = f"{assets}/68ff7ed0/File_13_-_IoD2025_Integrated_Care_Board__ICB__Summaries.xlsx"
    files = "https://files.digital.nhs.uk/2B/9D0C10"
    pages = {
        INDICES: "".join(f'<a href="{url}">x</a>' for url in (file_7, f"{assets}/1/File_10_-_IoD2025_x.xlsx", file_13)),
        MONTHLY: "".join(f'<a href="{MONTHLY}/{month}">x</a>' for month in ("april-2026", "may-2026", "december-2025")),
        f"{MONTHLY}/may-2026": f'<a href="{files}/gp-reg-pat-prac-all.csv">x</a><a href="{files}/gp-reg-pat-prac-quin-age.csv">x</a>',
    }
    found = {item.url: item for item in needs.releases(Pages(pages)) if "fingertips" not in item.url}
    assert set(found) == {file_7, file_13, f"{files}/gp-reg-pat-prac-quin-age.csv"}
    assert found[f"{files}/gp-reg-pat-prac-quin-age.csv"].name == "2026-05-gp-reg-pat-prac-quin-age.csv"


def test_the_demonstration_publisher_answers_what_is_asked(world: World, tmp_path: Path) -> None:
    invented.publish(world, tmp_path)
    site = lay_out(tmp_path)
    pages = {url: it.html for url, it in site.items() if isinstance(it, IndexPage)}
    answered = {it.path.name for item in needs.releases(Pages(pages)) if isinstance(it := site.get(item.url), File)}
    assert answered >= {"fingertips_94240_GPs.csv", "fingertips_91547_GPs.csv"}
    assert sum(name.startswith("File_") for name in answered) == 2
