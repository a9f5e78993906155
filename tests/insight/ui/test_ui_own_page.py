"""The page that makes a footprint, and the pages that then show it, as Streamlit runs them. All figures are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.silver import publish
from tests.visitor import said, visit

COAST = "1~icb-2022~Coast~f.QZA~p.ZB0000"


@pytest.fixture(autouse=True)
def cache(cache: Path) -> Path:
    publish(cache)
    return cache


def run(page: str = "footprints", **query: str) -> AppTest:
    app = visit(page, **query)
    assert not app.exception
    return app


def asked(app: AppTest, name: str) -> str:
    """What the address says; Streamlit's driver holds it as text or as a list of one."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def paste(app: AppTest, codes: str) -> AppTest:
    app.segmented_control(key="insight.own.way").set_value("Paste codes").run()
    app.text_area(key="insight.own.pasted").set_value(codes).run()
    return app.button(key="insight.own.paste").click().run()


def test_from_search_to_every_page() -> None:
    app = run(vintage="icb-2022")
    app.text_input(key="insight.own.search").set_value("alder").run()
    app.button(key="insight.own.found.QZA").click().run()
    app.text_input(key="insight.own.name").set_value("Coast").run()
    assert "Made of 1 footprint: 3 GP practices in all." in said(app)
    app.button(key="insight.own.show").click().run()
    assert asked(app, "own") == "1~icb-2022~Coast~f.QZA"
    assert asked(app, "footprint").startswith("own-")
    assert "own=1~icb-2022~Coast~f.QZA" in app.code[0].value
    for page in ("overview", "map", "trends"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert app.selectbox(key="insight.footprint").value.startswith("own-")
    app.switch_page("pages/footprints.py").run()
    app.button(key="insight.own.stop").click().run()
    assert "own" not in app.query_params
    assert asked(app, "footprint") == "QZA"


def test_pasted_codes_that_are_unknown_are_listed() -> None:
    app = paste(run(vintage="icb-2022"), "za0000, ZA0001\nZB0000 NOPE9 <b>")
    app.text_input(key="insight.own.name").set_value("Mix").run()
    assert "left out: NOPE9, " in said(app)
    assert "<b>" not in said(app).replace("<b>DEMONSTRATION DATA</b>", "")
    assert "Made of 3 GP practices." in said(app)
    app.button(key="insight.own.unknown").click().run()
    assert "left out" not in said(app)


@pytest.mark.parametrize(
    ("codes", "name", "reason"),
    [
        ("ZA0000 ZA0001", "Two", "at least three practices or trusts"),
        ("ZA0000 ZA0001 ZA0002", "<script>", "needs a name"),
    ],
)
def test_what_cannot_be_a_footprint_is_refused_with_the_reason(codes: str, name: str, reason: str) -> None:
    app = paste(run(vintage="icb-2022"), codes)
    app.text_input(key="insight.own.name").set_value(name).run()
    assert reason in said(app)
    assert not [button for button in app.button if button.key == "insight.own.show"]


def test_a_link_opens_the_same_footprint_for_anybody() -> None:
    app = run(own=COAST, vintage="icb-2026")
    assert asked(app, "vintage") == "icb-2022"
    assert app.text_input(key="insight.own.name").value == "Coast"
    assert list(app.dataframe[0].value["Code"]) == ["QZA", "ZB0000"]
    app.multiselect(key="insight.own.leaving").select("ZB0000").run()
    assert list(app.dataframe[0].value["Code"]) == ["QZA"]


@pytest.mark.parametrize("own", ["1~icb-2022~Few~p.ZA0000", "1~x", "<script>", "1~icb-2022~A~p." + "Z" * 7000])
@pytest.mark.parametrize("page", ["overview", "trends", "footprints"])
def test_a_link_that_is_no_footprint_is_answered_politely(page: str, own: str) -> None:
    app = run(page, own=own, footprint="own-12345678")
    assert "your own in the link" in said(app)
    assert own not in said(app)
    assert asked(app, "footprint") == "QZA"


def test_a_footprint_shown_in_this_visit_can_be_taken_up_again() -> None:
    app = run("trends", own=COAST)
    app.switch_page("pages/footprints.py").run()
    app.button(key="insight.own.clear").click().run()
    assert "Nothing is in it yet." in said(app)
    again = next(button for button in app.button if str(button.key).startswith("insight.own.again."))
    again.click().run()
    assert app.text_input(key="insight.own.name").value == "Coast"
    assert asked(app, "vintage") == "icb-2022"
