"""What every page begins with: one set of tables, a selection in the address, and work that is not done twice."""

import importlib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from insight.queries.menu import Menu
from insight.selection import Selection
from insight.store import Store
from insight.ui.page import Page
from insight.ui.resolve import resolve
from tests.silver import publish

NOTE = '<p class="insight-note">'
HARNESS = Path(__file__).resolve().parents[2] / "browser" / "harness" / "app.py"
"""A small dashboard whose first page has every control and a map."""


def run(app: AppTest, cache: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    monkeypatch.setenv("INSIGHT_CACHE", str(cache))
    for name, value in query.items():
        app.query_params[name] = value
    return app.run(timeout=20)


def shown(cache: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    return run(AppTest.from_file(str(HARNESS)), cache, monkeypatch, **query)


def test_controls_show_what_the_address_asks_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    app = shown(tmp_path, monkeypatch, footprint="QZC", period="2021-01-01", shape="hex")
    assert not app.exception
    assert [box.value for box in app.selectbox] == ["gpps.overall_experience", "2021-01-01", "stp-2016", "QZC"]
    assert app.button_group[0].value == "hex"


def test_a_choice_goes_to_the_address_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    app = shown(tmp_path, monkeypatch, footprint="QZC")
    app.selectbox(key="insight.footprint").set_value("QZE").run()
    assert app.query_params["footprint"] == "QZE"
    app.selectbox(key="insight.vintage").set_value("stp-2016").run()
    assert (app.query_params["footprint"], app.query_params["vintage"]) == ("QZE", "stp-2016")


def test_another_measure_without_the_period_says_so_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    app = shown(tmp_path, monkeypatch, period="2019-01-01")
    app.selectbox(key="insight.measure").set_value("inpatient.overall").run()
    notes = [each.proto.body for each in app.get("html") if each.proto.body.startswith(NOTE)]
    assert notes == ['<p class="insight-note">There is no figure for the period asked for; showing 2025.</p>']
    app.run()
    assert not any(each.proto.body.startswith(NOTE) for each in app.get("html"))


WORKED: list[str] = []


def answer(store: Store, code: str) -> str:
    """Something that takes long."""
    WORKED.append(code)
    return f"{code} of {store.folder.name}"


REMEMBERER = """
from insight import ui
from tests.insight.ui.test_ui_page import answer

page = ui.page("Map & more", "Where <i>exactly</i>?")
for code in ("QZA", "QZB", "QZA"):
    ui.note(page.recall(answer, code))
"""


def test_work_is_done_once_per_published_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked = importlib.import_module("tests.insight.ui.test_ui_page").WORKED  # as the page imports it
    publish(tmp_path)
    app = run(AppTest.from_string(REMEMBERER), tmp_path, monkeypatch).run()
    assert not app.exception
    assert worked == ["QZA", "QZB"]
    publish(tmp_path, number=2)
    app.run()
    assert worked == ["QZA", "QZB", "QZA", "QZB"]
    assert any("QZA of 000002" in each.proto.body for each in app.get("html"))


def test_text_on_a_page_is_never_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    app = run(AppTest.from_string(REMEMBERER), tmp_path, monkeypatch)
    assert any("Where &lt;i&gt;exactly&lt;/i&gt;?" in each.proto.body for each in app.get("html"))


class Kept:
    """Something made of a store."""

    def __init__(self, store: Store) -> None:
        self.store = store


def test_a_class_can_be_made_once_as_well(tmp_path: Path) -> None:
    publish(tmp_path)
    store = Store.open(tmp_path)
    page = Page(store, Selection(), Menu(store), resolve(Menu(store), Selection()))
    assert page.recall(Kept) is page.recall(Kept)


def test_work_that_depends_on_its_surroundings_is_refused(tmp_path: Path) -> None:
    publish(tmp_path)
    store = Store.open(tmp_path)
    menu = Menu(store)
    page = Page(store, Selection(), menu, resolve(menu, Selection()))
    around = "x"
    with pytest.raises(TypeError, match="arguments only"):
        page.recall(lambda store: around)
