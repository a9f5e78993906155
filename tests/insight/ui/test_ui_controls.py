"""A select box with hundreds of options is not sent again while its visitor moves it, and follows the address all the same."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.silver import publish

HARNESS = Path(__file__).resolve().parents[2] / "browser" / "harness" / "app.py"
BOX = "insight.footprint"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    publish(tmp_path)
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    app = AppTest.from_file(str(HARNESS))
    app.query_params["footprint"] = "QZC"
    return app.run(timeout=20)


def sent(app: AppTest) -> bytes:
    return app.selectbox(key=BOX).proto.SerializeToString()


def test_a_box_its_visitor_moves_is_the_same_message_every_time(app: AppTest) -> None:
    first = sent(app)
    for code in ("QZE", "QZD", "QZC"):
        app.selectbox(key=BOX).set_value(code).run()
        assert (app.query_params["footprint"], app.selectbox(key=BOX).value) == (code, code)
        assert sent(app) == first


def test_a_box_moved_by_the_address_shows_it_and_can_be_moved_again(app: AppTest) -> None:
    app.query_params["footprint"] = "QZE"
    app.run()
    assert app.selectbox(key=BOX).value == "QZE"
    app.selectbox(key=BOX).set_value("QZD").run()
    assert (app.query_params["footprint"], app.selectbox(key=BOX).value) == ("QZD", "QZD")


def test_a_box_whose_choice_is_gone_with_its_options_shows_what_came_in_its_place(app: AppTest) -> None:
    app.selectbox(key="insight.measure").set_value("inpatient.overall").run()
    asked = app.query_params["period"]
    assert app.selectbox(key="insight.period").value == (asked[0] if isinstance(asked, list) else asked)


def test_what_is_offered_is_chosen_with_its_own_year() -> None:
    """Else the period beside the charts would be that of the measure left."""
    offered = ("gpps.ease_phone", "2020-01-01", "Ease of phoning, 2020")
    app = AppTest.from_string(f"from insight.ui.answer import offer\noffer({offered!r})")
    app.query_params.update({"measure": "staff.morale", "period": "2026-01-01"})
    app.run().button(key="insight.offer").click().run()
    assert not app.exception
    assert [app.query_params[name] for name in ("measure", "period")] == ["gpps.ease_phone", "2020-01-01"]


def test_a_map_that_can_be_drawn_in_one_way_offers_no_choice() -> None:
    for options, shown in (({"hex": "Hexagons"}, 0), ({"hex": "Hexagons", "true": "True shapes"}, 1)):
        app = AppTest.from_string(
            f"from insight.ui.controls import control\ncontrol('shape', {options!r}, 'hex')"
        ).run()
        assert not app.exception
        assert len(app.get("button_group")) == shown
