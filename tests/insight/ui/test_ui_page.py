"""What every page begins with: one set of tables, a selection in the address, and work that is not done twice."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

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
    assert [box.value for box in app.selectbox] == ["QZC", "stp-2016", "gpps.overall_experience", "2021-01-01"]
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
    assert notes == [
        f"{NOTE}Overall experience in hospital: no figure for the period asked for (from 1 January 2019); showing 2025.</p>"
    ]
    app.run()
    assert not any(each.proto.body.startswith(NOTE) for each in app.get("html"))


TITLED = """
from insight import ui

ui.page("Map & more", "Where <i>exactly</i>?")
"""


def test_text_on_a_page_is_never_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    app = run(AppTest.from_string(TITLED), tmp_path, monkeypatch)
    assert any("Where &lt;i&gt;exactly&lt;/i&gt;?" in each.proto.body for each in app.get("html"))


@pytest.mark.parametrize(("title", "says"), [("Map", True), ("Data", False)])
def test_while_the_newest_set_is_damaged_every_page_but_that_which_tells_why_says_so_in_one_sentence(
    title: str, says: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, number=1)
    newer = publish(tmp_path, number=2)
    (newer / "orgs.parquet").unlink()
    app = run(AppTest.from_string(f"from insight import ui\nui.page({title!r}, 'What?')"), tmp_path, monkeypatch)
    told = [each.proto.body for each in app.get("html") if "The newest figures are damaged" in each.proto.body]
    assert len(told) == int(says)
