"""The pages Pack and Present: a pack is put together in the link, made and taken away; screens follow the same link."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inspected import publish_inspected
from tests.silver import hide_everything, publish
from tests.visitor import said, visit

VIEW = {"footprint": "QZC", "vintage": "icb-2022", "measure": "gpps.overall_experience", "period": "2025-01-01"}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_inspected(tmp_path)
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))


def test_a_pack_is_made_of_what_the_link_names(monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit("pack", **VIEW, views="trend,map")
    assert not app.exception
    assert app.multiselect[0].value == ["trend", "map"]
    app.selectbox(key="insight.pack.format").set_value("html").run()
    app.button(key="insight.pack.make").click().run()
    assert not app.exception
    assert any("cedar-patient-insight-2025.html" in str(each.proto) for each in app.get("download_button"))


def test_findings_without_a_chart_are_told_beforehand() -> None:
    app = visit("pack", **VIEW, views="monthly,map")
    box = next(each for each in app.expander if each.label.startswith("Which of them have no chart"))
    assert "Without a chart" not in said(app)
    app.session_state["insight.fold.left-out"] = True
    app.run()
    assert "Without a chart: Month by month. Nothing that is loaded tells it." in said(app), box


def test_a_finding_moves_up_in_the_link() -> None:
    app = visit("pack", **VIEW, views="trend,map")
    app.button(key="insight.pack.up.1").click().run()
    assert app.query_params["views"] in ("map,trend", ["map,trend"])


def test_a_finding_moves_down_in_the_link() -> None:
    app = visit("pack", **VIEW, views="trend,map,glance")
    app.button(key="insight.pack.down.0").click().run()
    assert app.query_params["views"] in ("map,trend,glance", ["map,trend,glance"])
    keys = {each.key for each in app.button}
    assert "insight.pack.up.0" not in keys and "insight.pack.down.2" not in keys


def test_a_title_stands_in_the_link_and_on_what_is_made_and_is_let_go_of() -> None:
    app = visit("pack", **VIEW, views="map")
    app.text_input(key="insight.pack.title").set_value("Quality committee: May").run()
    assert not app.exception
    assert app.query_params["title"] in ("Quality committee: May", ["Quality committee: May"])
    app.selectbox(key="insight.pack.format").set_value("html").run()
    app.button(key="insight.pack.make").click().run()
    made = app.session_state["insight.pack.made"]["content"].decode()
    assert "<h1>Quality committee: May</h1><p>Cedar. Compared with England." in made
    app.text_input(key="insight.pack.title").set_value("").run()
    assert "title" not in app.query_params


def test_a_title_that_is_markup_is_left_out_with_a_sentence() -> None:
    app = visit("pack", **VIEW, title="<img src=x>")
    assert not app.exception
    assert "title of the pack in the link could not be read" in said(app)
    assert app.text_input(key="insight.pack.title").value == ""


def test_the_pack_says_how_many_of_its_findings_are_presented() -> None:
    assert "Present shows 9 of them, until you choose your own." in said(visit("pack", **VIEW))
    assert "Present shows the same findings" in said(visit("pack", **VIEW, views="trend,map"))


def test_what_is_added_to_the_pack_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("insight.ui.leaving.st.popover", lambda *_, **__: type("Open", (), {
        "open": True, "__enter__": lambda self: self, "__exit__": lambda *_: None,
    })())  # fmt: skip
    app = visit("map", **VIEW)
    app.button(key="insight.add.map").click().run()
    assert not app.exception
    assert "holds 1 finding: those added, in place of the usual 13." in said(app)


def test_screens_are_on_the_page() -> None:
    app = visit("present", **VIEW)
    assert not app.exception
    assert "DEMONSTRATION DATA" in said(app)


def test_a_link_that_names_no_finding_shows_the_usual_ones() -> None:
    app = visit("pack", **VIEW, views="<script>")
    assert not app.exception
    assert "choice of findings in the link could not be read" in said(app)
    assert app.multiselect[0].value[0] == "glance"


@pytest.mark.parametrize("page", ["pack", "present"])
def test_a_page_opened_from_the_navigation_shows_the_usual_findings(page: str) -> None:
    app = visit(page)
    assert not app.exception
    assert "left out" not in said(app)


@pytest.mark.parametrize("page", ["pack", "present"])
def test_a_finding_that_is_not_known_any_more_is_left_out_with_a_sentence(page: str) -> None:
    app = visit(page, **VIEW, views="standouts,map")
    assert not app.exception
    assert "One of the findings asked for is not known here and was left out." in said(app)
    if page == "pack":
        assert app.multiselect[0].value == ["map"]


@pytest.mark.parametrize("page", ["pack", "present", "map", "trends"])
def test_where_every_figure_is_hidden_pages_say_so_and_offer_no_chart(page: str, tmp_path: Path) -> None:
    hide_everything(publish(tmp_path))
    app = visit(page, **VIEW)
    if page == "pack":
        app.button(key="insight.pack.make").click().run()
    assert not app.exception
    assert any(words in said(app) for words in ("no figure", "is hidden"))
    assert "insight.chart" not in str(app.main)
    assert not app.get("download_button")
