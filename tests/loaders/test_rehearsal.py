"""From the publishers' pages to our tables, every source: found under any name, downloaded once, dated by what is inside."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo import boundaries, cqc, fft, gpps, inpatient, ods_reports, patient_lists
from demo.site import File, IndexPage, Site, lay_out
from demo.world import build
from insight.store import Store
from loaders import intake
from loaders.fetch.planning import Plan, plan
from loaders.source import discover
from tests.loaders.rehearsal import Rehearsal, rehearsing
from tests.loaders.sick_publisher import Publisher, serving

pytestmark = pytest.mark.slow

QUICK = (
    "FFT_AE",
    "FFT_Amb",
    "FFT_Community",
    "2026",
    "aip24_Benchmark_Trust",
    "apr-26",
    "epraccur",
    "etr",
    "ets",
    "succ",
    "NHS_England",
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that is published, with one year of the largest survey."""
    folder = tmp_path_factory.mktemp("everything")
    world = build()
    for publisher in (boundaries, ods_reports, patient_lists, cqc, inpatient, fft):
        publisher.publish(world, folder)
    gpps.publish(world, 2026, folder)
    return folder


@pytest.fixture(scope="module")
def site(everything: Path) -> Site:
    return lay_out(everything)


@pytest.fixture(scope="module")
def plans(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    """What every source plans when it asks the sites over HTTP."""
    with serving(site) as publisher, rehearsing(publisher, tmp_path_factory.mktemp("none")) as rehearsal:
        web = rehearsal.internet()
        return {name: plan(name, source, web) for name, source in discover().items()}  # type: ignore[arg-type]


@pytest.fixture
def rehearsal(everything: Path, tmp_path: Path) -> Iterator[Rehearsal]:
    """The publishers of one spring, quick to load."""
    published = tmp_path / "published"
    published.mkdir()
    for path in everything.iterdir():
        fine = path.name.startswith("FFT") and "Apr-26" not in path.name
        if any(word in path.name for word in QUICK) and not fine:
            shutil.copy(path, published)
    for level in ("PCN", "Practice"):
        path = published / f"GPPS_2026_{level}_data_(weighted)_(csv)_PUBLIC.csv"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:40]))
    with serving(lay_out(published)) as publisher, rehearsing(publisher, tmp_path / "cache") as running:
        yield running


def _found(site: Site, made: Plan) -> set[str]:
    """The files on disk that a plan leads to."""
    at = [site.get(item.wanted.url) for item in made.files]
    return {it.path.name for it in at if isinstance(it, File)}


@pytest.mark.parametrize(
    ("source", "pattern"),
    [
        ("fft", "FFT_*.xlsm"),
        ("inpatient", "*aip*.ods"),
        ("cqc", "*20[0-9][0-9]_*.ods"),
        ("gpps", "GPPS_2026*.csv"),
        ("boundaries", "*.geojson"),
        ("register", "*apr-26.csv"),
        ("register", "e[pt][rs]*.csv"),
        ("register", "succ.csv"),
    ],
)
def test_every_source_finds_its_files_on_pages_of_the_true_shape(
    source: str, pattern: str, everything: Path, site: Site, plans: dict[str, Plan]
) -> None:
    published = {path.name for path in everything.glob(pattern)}
    assert published and published <= _found(site, plans[source])
    assert not plans[source].problem


def test_file_names_nobody_could_predict_are_found_and_a_second_upload_replaces_the_first(
    site: Site, plans: dict[str, Plan]
) -> None:
    linked = [item.wanted for item in plans["fft"].files if item.page]
    names = " ".join(item.name for item in linked)
    assert all(
        spelling in names for spelling in ("ftt-", "FFT_", "-v2.xlsm", "--", "021225_", "-a-e-", "mental-health")
    )
    assert {item.page.startswith("https://www.england.nhs.uk/publication/") for item in plans["fft"].files if item.page} == {True, False}  # fmt: skip
    uploaded = {at: it.path for at, it in site.items() if isinstance(it, File) and "/wp-content/" in at}
    again = {path for at, path in uploaded.items() if at.endswith("-v2.xlsm")}
    assert len(again) > 10
    for item in linked:
        assert (uploaded[item.url] in again) == item.url.endswith("-v2.xlsm")


def test_what_is_listed_beside_the_files_is_left_alone(plans: dict[str, Plan]) -> None:
    names = [item.wanted.name.casefold() for made in plans.values() for item in made.files if item.page]
    unwanted = ("unweighted", "national.ods", ".pdf", ".xlsx")
    assert names and not [name for name in names if any(word in name for word in unwanted)]


def test_all_of_it_is_loaded_once_and_asked_for_politely_after_that(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("fetch", "--since", "2024", "fft", "cqc", "inpatient", "register", "boundaries")
    first = rehearsal.run(*command)
    loaded = {"fft", "cqc", "inpatient", "register"}
    assert set(rehearsal.facts()) == loaded, first.out
    assert rehearsal.run("fetch", "--since", "2026", "gpps").code == 0
    releases = Store.open(rehearsal.cache).releases
    assert {"fft.2026-04.ae", "cqc.2026-04.ratings", "inpatient.2024.trust", "gpps.2026.ics"} <= set(releases["id"])
    assert str(releases.loc["fft.2026-04.ae", "url"]).startswith(
        "https://www.england.nhs.uk/wp-content/uploads/2026/06/"
    )

    rehearsal.asked()
    monkeypatch.setattr(intake, "read_files", lambda tasks, _: pytest.fail("read again") if tasks else ())
    before = rehearsal.facts()
    second = rehearsal.run(*command)
    assert "Nothing new; the tables stay as they are" in second.out
    files = [each for each in rehearsal.publisher.asked if isinstance(rehearsal.publisher.site.get(each.address), File)]
    assert len(files) > 10 and {each.status for each in files} == {304}
    after = rehearsal.facts()
    assert all(before[name].equals(after[name]) for name in before)


def test_the_month_is_told_by_the_workbook_whatever_its_page_and_its_name_say(rehearsal: Rehearsal) -> None:
    site = rehearsal.publisher.site
    april = next(
        at for at, it in site.items() if isinstance(it, File) and it.path.name == "FFT_Amb_MacroWebfile_Apr-26.xlsm"
    )
    index = "https://www.england.nhs.uk/fft/friends-and-family-test-data/"
    misplaced = "https://www.england.nhs.uk/wp-content/uploads/2026/05/fft-amb-march-26.xlsm"
    site[misplaced] = site.pop(april)
    page = "https://www.england.nhs.uk/publication/friends-and-family-test-data-march-2026/"
    site[page] = IndexPage(f'<a href="{misplaced}">Document</a>')
    listed = site[index]
    assert isinstance(listed, IndexPage)
    site[index] = IndexPage(listed.html.replace("<ul>", f'<ul><li><a href="{page}">March 2026</a></li>', 1))
    rehearsal.run("fetch", "--since", "2026", "fft")
    releases = Store.open(rehearsal.cache).releases
    assert releases.loc["fft.2026-04.ambulance", "url"] == misplaced
    assert not [release for release in releases.index if release.startswith("fft.2026-03")]


def test_a_check_says_what_is_new_and_a_fetch_settles_it(rehearsal: Rehearsal) -> None:
    before = rehearsal.run("check", "fft")
    assert before.out.count("  FETCH  ") == 3 and "a file that is not loaded yet" in before.out
    assert f'Load it with: python -m loaders fetch --cache "{rehearsal.cache}" fft' in before.out
    rehearsal.run("fetch", "--since", "2026", "fft")
    after = rehearsal.run("check", "fft")
    assert "  FETCH  " not in after.out
    assert "a known link is gone" in after.out and after.code == 1


def test_the_publisher_says_everywhere_that_it_is_a_demonstration(site: Site) -> None:
    pages = [it for it in site.values() if isinstance(it, IndexPage)]
    assert len(pages) > 60 and all("DEMONSTRATION DATA" in each.html for each in pages)


def test_publishers_are_asked_by_name(rehearsal: Rehearsal) -> None:
    publisher: Publisher = rehearsal.publisher
    rehearsal.run("fetch", "--since", "2026", "register", "boundaries")
    asked = {each.address.split("/")[2] for each in publisher.asked}
    assert asked == {
        "digital.nhs.uk", "files.digital.nhs.uk", "services1.arcgis.com", "www.odsdatasearchandexport.nhs.uk",
    }  # fmt: skip
    assert all("PatientInsightBenchmarks" in each.headers["user-agent"] for each in publisher.asked)
