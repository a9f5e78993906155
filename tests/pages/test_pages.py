"""Every page as Streamlit runs it: with data, with none, and asked for what is not there or is hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from insight.ui import fetching
from tests.silver import OVERALL, SUPPRESSED, publish
from tests.visitor import ROOT, said, unfolded, visit

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")
HEADINGS = {page: page.capitalize() for page in PAGES} | {
    "footprints": "Your own footprint",
    "groups": "For whom",
    "people": "Needs",
}
CHARTED = ("overview", "map", "trends")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    monkeypatch.setattr(fetching, "_latest", None)
    yield tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_and_says_that_figures_are_invented(cache: Path, page: str) -> None:
    publish(cache)
    app = visit(page)
    assert not app.exception
    assert "DEMONSTRATION DATA" in said(app)
    assert f"<h1>{HEADINGS[page]}</h1>" in said(app)


@pytest.mark.parametrize(
    ("page", "chart"), [("overview", "headlines"), ("map", "map"), ("trends", "trend"), ("compare", "ranked")]
)
def test_every_verdict_unfolds_to_its_rule_and_citation(cache: Path, page: str, chart: str) -> None:
    publish(cache)
    app = visit(page)
    assert "Why: the numbers, the rule and its source" in [each.label for each in app.expander]
    assert "<i>Rule.</i>" not in said(app), "it is sent to those who ask"
    told = said(unfolded(app, f"why.{chart}"))
    assert "<i>Rule.</i>" in told and "<i>Source.</i>" in told


@pytest.mark.parametrize("page", PAGES)
def test_real_data_carries_no_demonstration_banner(cache: Path, page: str) -> None:
    publish(cache, url="https://example.org/")
    app = visit(page)
    assert not app.exception
    assert "DEMONSTRATION DATA" not in said(app)


@pytest.mark.parametrize("page", PAGES)
def test_with_nothing_loaded_every_page_loads_the_demonstration_first(
    cache: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(place: str) -> fetching.Fetch:
        publish(cache)
        return fetching.Fetch(place, exit_code=0)

    monkeypatch.setattr(fetching, "start", start)
    app = visit(page)
    assert not app.exception
    assert "DEMONSTRATION DATA" in said(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_damaged_set_is_never_shown_and_says_what_to_do(cache: Path, page: str) -> None:
    newer = publish(cache, number=2)
    path = newer / "releases.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    app = visit(page)
    assert not app.exception
    assert "releases.parquet is damaged" in said(app) and "python -m loaders fetch" in said(app)

    publish(cache, number=1)
    (cache / "silver").unlink()
    (cache / "silver").symlink_to(newer, target_is_directory=True)
    app = visit(page)
    assert not app.exception
    assert "DEMONSTRATION DATA" in said(app)
    assert ("releases.parquet is damaged" in said(app)) == (page == "data")


@pytest.mark.parametrize("page", CHARTED)
@pytest.mark.parametrize(
    "query",
    [
        {"footprint": "NOBODY"},
        {"footprint": "<script>alert(1)</script>"},
        {"vintage": "stp-1066"},
        {"measure": "gpps.unheard_of"},
        {"period": "1999-01-01"},
        {"period": "tomorrow", "shape": "round"},
    ],
)
def test_what_a_link_asks_for_in_vain_is_replaced_politely(cache: Path, page: str, query: dict[str, str]) -> None:
    publish(cache)
    app = visit(page, **query)
    assert not app.exception
    assert "<script>" not in said(app)
    assert "Every number of this chart" in [each.label for each in app.expander]


def test_a_suppressed_footprint_is_named_and_never_numbered(cache: Path) -> None:
    publish(cache)
    footprint, year = SUPPRESSED
    app = unfolded(
        visit("map", footprint=footprint, measure=OVERALL, period=f"{year}-01-01", vintage="icb-2022"), "table.map"
    )
    assert "is hidden by the publisher: too few people replied" in said(app)
    table = app.dataframe[0].value.set_index("Code")
    assert table.loc[footprint, "Value"] == "[c]"
    assert table.loc[footprint, "Verdict"] == "not compared"


def test_a_table_stands_beside_every_chart_with_the_same_footprint(cache: Path) -> None:
    publish(cache)
    app = visit("trends", footprint="QZD", measure=OVERALL, vintage="icb-2022")
    assert not app.dataframe, "its numbers are sent to those who ask"
    app = unfolded(app, "table.trend")
    table = app.dataframe[0].value
    assert set(table["Code"]) == {"QZD"}
    assert list(table["Period"])[-1] == "2025"
    assert "[b]" in set(table["Note"])


def test_the_overview_says_what_the_footprint_is(cache: Path) -> None:
    publish(cache)
    app = visit("overview", footprint="QZG", vintage="icb-2026")
    assert "Its area dates from 1 April 2026, when it was formed from Alder and Birch." in said(app)


@pytest.mark.parametrize("page", CHARTED)
def test_while_more_is_loaded_a_page_says_so_and_keeps_what_it_has(
    cache: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(cache)
    monkeypatch.setattr(fetching, "_latest", fetching.Fetch("demo", step="Reading files", done=1, total=4))
    app = visit(page)
    assert not app.exception
    assert "More is arriving. Reading files." in app.get("progress")[0].proto.text
    assert "Every number of this chart" in [each.label for each in app.expander]
    monkeypatch.setattr(fetching, "_latest", fetching.Fetch("demo", exit_code=0))
    assert not visit(page).get("progress")


@pytest.mark.parametrize("page", ["map", "trends"])
def test_a_choice_of_footprints_says_what_changed_and_when(cache: Path, page: str) -> None:
    publish(cache)
    told = "Aldbirch: its area dates from 1 April 2026, when it was formed from Alder and Birch."
    assert told in said(visit(page, footprint="QZG", vintage="icb-2026"))
    assert "its area dates" not in said(visit(page, footprint="QZD", vintage="icb-2026"))


def test_trends_goes_to_the_newest_period_in_all_its_parts_whatever_was_chosen_elsewhere(cache: Path) -> None:
    publish(cache)
    chosen = {"footprint": "QZA", "vintage": "icb-2022", "measure": OVERALL}
    (now, then) = (said(visit("trends", **chosen, **when)) for when in ({}, {"period": "2024-01-01"}))
    assert "measures of the" in now, "a change is told"
    assert then == now
