"""The pages as Streamlit runs them: with data, with none, with a failed load, and with addresses from anybody."""

import re
from pathlib import Path

import pytest

from insight.ui import fetching, navigation
from tests.silver import publish
from tests.visitor import said, visit


def test_the_data_page_says_what_is_loaded(cache: Path) -> None:
    publish(cache)
    app = visit("data")
    assert not app.exception
    assert "<h1>Data</h1>" in said(app)
    table = app.dataframe[0].value
    assert list(table["Source"]) == ["GP Patient Survey", "Adult Inpatient Survey"]
    assert list(table["Latest period"]) == ["2025", "2025"]
    assert "DEMONSTRATION DATA" in said(app)
    assert "Not comparable across 1 January 2022: The question changed (invented)." in said(app)
    assert "0" * 62 + "25" in said(app)


def test_published_data_carries_no_demonstration_banner(cache: Path) -> None:
    publish(cache, url="https://example.org/")
    app = visit("data")
    assert "DEMONSTRATION DATA" not in said(app)
    assert 'href="https://example.org/gpps_2025.csv"' in said(app)


def test_a_refresh_shows_at_the_next_run(cache: Path) -> None:
    publish(cache)
    app = visit("data")
    publish(cache, url="https://example.org/", number=2)
    app.run()
    assert "DEMONSTRATION DATA" not in said(app)


@pytest.mark.parametrize(
    "query",
    [
        {"footprint": "<script>alert(1)</script>"},
        {"measure": "../../etc/passwd", "period": "0000-00-00"},
        {"vintage": "x" * 5000},
        {"period": "2025-13-45", "shape": "true; drop table", "embed": "true"},
        {"footprint": "=HYPERLINK()", "unheard_of": "1"},
    ],
)
def test_hostile_addresses_are_answered_politely(cache: Path, query: dict[str, str]) -> None:
    publish(cache)
    app = visit("data", **query)
    assert not app.exception
    assert not any(value in said(app) for value in query.values() if len(value) > 4)


def test_an_empty_cache_loads_the_demonstration_and_goes_on(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def start(place: str) -> fetching.Fetch:
        asked.append(place)
        publish(cache)
        return fetching.Fetch(place, exit_code=0)

    monkeypatch.setattr(fetching, "start", start)
    app = visit("data")
    assert not app.exception
    assert asked == ["demo"]
    assert list(app.dataframe[0].value["Files"]) == [7, 7]


def test_a_load_that_fails_says_why_and_waits_to_be_asked_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = fetching.Fetch("demo", exit_code=1)
    failed.said.append("The disk is full.")
    asked: list[str] = []
    monkeypatch.setattr(fetching, "_latest", failed)
    monkeypatch.setattr(fetching, "start", lambda place: asked.append(place) or failed)
    app = visit("data")
    assert not app.exception
    assert asked == []
    assert app.code[0].value == "The disk is full."
    app.button[0].click().run()
    assert asked == ["demo"]


def test_the_data_page_starts_a_load_from_a_folder(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(cache)
    asked: list[tuple[str, list[str]]] = []
    done = fetching.Fetch("x", exit_code=0)
    monkeypatch.setattr(fetching, "start", lambda place, sources: asked.append((place, sources)) or done)
    monkeypatch.setenv("INSIGHT_LOADS", "on")
    monkeypatch.setenv("INSIGHT_FOLDERS", str(cache.parent))
    app = visit("data")
    app.radio(key="insight.load.place").set_value("folder").run()
    assert app.button(key="insight.load.start").disabled
    app.text_input(key="insight.load.folder").set_value("/no/such/folder").run()
    assert "There is no such folder" in said(app)
    app.text_input(key="insight.load.folder").set_value(str(cache)).run()
    app.multiselect(key="insight.load.sources").select("gpps").run()
    app.button(key="insight.load.start").click().run()
    assert asked == [(str(cache.resolve()), ["gpps"])]


def test_a_page_view_is_one_line_of_the_log_and_says_nothing_of_the_visitor(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(cache)
    lines: list[str] = []
    monkeypatch.setattr(navigation._LOG, "info", lambda line, *values: lines.append(line % values))
    visit("map")
    assert lines
    assert all(re.fullmatch(r"page Overview in \d+ ms", line) for line in lines)
