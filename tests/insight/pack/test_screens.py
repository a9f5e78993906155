"""Screens for a meeting room: read from five metres, each with its source, in the order of the link."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast
from xml.etree import ElementTree

import pandas as pd
import pytest
from pptx import Presentation

from insight.charts.style.palette import GROUND, contrast
from insight.pack.content import Pack
from insight.pack.notes import SOURCES, sources_line
from insight.pack.page import page
from insight.pack.screens import Screen, next_questions, screens
from insight.pack.slides.deck import deck
from insight.queries.views import BOARD, SHOWN, VIEWS, AskedView, left_out, read_sequence, to_link

LEAST = 1 / 30
"""Of the height of the picture, the smallest type."""


def found(made: Pack) -> list[Screen]:
    """The screens of findings."""
    return [each for each in screens(made)[1:] if not re.search(f"<title>({SOURCES}|What to ask next)", each.svg)]


def test_type_is_at_least_a_thirtieth_of_the_height_and_stands_out(made: Pack) -> None:
    for screen in screens(made):
        drawing = ElementTree.fromstring(screen.svg)
        high = float(str(drawing.get("viewBox")).split()[3])
        texts = drawing.findall(".//{http://www.w3.org/2000/svg}text")
        assert min(float(str(text.get("font-size"))) for text in texts) / high >= LEAST
        looks = {str(each.get("fill")) for text in texts for each in text.iter() if each.get("fill")}
        assert all(contrast(fill, GROUND) >= 3 for fill in looks - {GROUND}), looks


def test_every_screen_says_that_figures_are_invented_and_has_words_for_those_who_cannot_see_it(made: Pack) -> None:
    shown = screens(made)
    assert len(shown) >= 4
    for screen in shown:
        assert "DEMONSTRATION DATA" in screen.svg
        assert screen.alt


def test_every_finding_has_its_source(made: Pack) -> None:
    for screen in found(made):
        assert re.search(r"Source|Contains", screen.svg)


def test_the_last_screens_and_slides_name_every_source_in_full(made: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    named = [f"Invented publisher {at}. Contains what is under no licence, {'for ' * 16}ever." for at in range(10)]
    monkeypatch.setattr(Pack, "attributions", named)
    one = replace(made, parts=made.drawn[:1])
    last = [each for each in screens(one) if f"<title>{SOURCES}" in each.svg]
    assert len(last) == 2, "as many together as have room"
    seen = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(each.svg.partition("</desc>")[2] for each in last)))
    slides = Presentation(io.BytesIO(deck(one))).slides
    text = " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    written = page(one).decode()
    assert all(each in seen and each in text and each in written for each in named)


def test_sources_for_which_the_line_has_no_room_are_counted_and_no_name_is_cut(made: Pack) -> None:
    titles = {f"s{at}": f"An invented survey of {'many ' * 5}people {at}" for at in range(4)}
    files = pd.DataFrame({"id": list(titles), "source": list(titles), "published": pd.NaT})
    part = replace(made.drawn[0], answer=replace(made.drawn[0].answer, releases=list(titles)))
    store = SimpleNamespace(sources=pd.DataFrame({"title": titles}))
    one = cast("Any", SimpleNamespace(files=files, question=SimpleNamespace(store=store)))
    assert sources_line(one, part) == f"Source: {titles['s0']} and 3 more, named at the end."


def test_a_map_of_true_boundaries_carries_their_rights_on_its_own_screen_and_slide(made: Pack) -> None:
    rights = "Contains OS data © Crown copyright and database right 2025."
    part = next(each for each in made.drawn if each.wanted.view == "map")
    assert part.chart is not None
    foot = (
        f"Source: an invented publisher. {'Much is said of it. ' * 30}Map source: Invented statistics v.3.0. {rights}"
    )
    part = replace(part, answer=replace(part.answer, chart=replace(part.chart, foot=foot)))
    one = replace(made, parts=[part])
    assert sources_line(one, part).endswith(rights)
    drawn = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", screens(one)[1].svg.partition("</desc>")[2]))
    assert rights in drawn
    assert one.attributions[-1] == f"Map source: Invented statistics v.3.0. {rights}"


def test_what_is_asked_next_is_the_worst_of_each_source_and_every_question_has_room(made: Pack) -> None:
    part = next(each for each in made.drawn if each.wanted.view == "glance")
    assert part.chart is not None
    titles = made.question.store.measures.groupby("source", sort=False)["title"].first().tolist()
    row = part.chart.table.head(1).assign(Verdict="worse")
    rows = pd.concat([row.assign(Measure=each) for each in [titles[0], titles[0], *titles[1:]]])
    one = replace(made, parts=[replace(part, answer=replace(part.answer, chart=replace(part.chart, table=rows)))])
    asked = next_questions(one)
    assert [each.partition(":")[0] for each in asked[:2]] == titles[:2]
    last = next(each for each in screens(one) if "<title>What to ask next" in each.svg)
    drawn = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", last.svg.partition("</desc>")[2]))
    assert all(each in drawn for each in asked)


def test_screens_can_stand_on_one_page(made: Pack) -> None:
    names = [name for screen in screens(made) for name in re.findall(r' id="([^"]+)"', screen.svg)]
    assert len(names) == len(set(names))


def test_a_sequence_keeps_its_order_in_a_link_and_leaves_out_what_is_no_view() -> None:
    wanted = (AskedView("trend", "gpps.overall_experience"), AskedView("map"))
    assert read_sequence(to_link(wanted)) == wanted
    assert read_sequence("map,nothing,map,<b>,trend~m~2025-13-45") == (AskedView("map"), AskedView("trend", "m"))
    assert read_sequence(to_link(BOARD)) == BOARD
    assert len(read_sequence(",".join(f"map~m{at}" for at in range(500)))) == 40


def test_every_finding_shown_where_nobody_chose_is_a_view_and_comes_in_the_order_of_the_views() -> None:
    for usual in (BOARD, SHOWN):
        names = [each.view for each in usual]
        assert names == [name for name in VIEWS if name in names]
        assert names[:3] == ["glance", "map", "trend"]


def test_names_that_are_no_view_are_told_and_not_repeated() -> None:
    assert left_out("map,trend~m") is None
    assert left_out("map,gone,gone~m") == "One of the findings asked for is not known here and was left out."
    assert left_out("gone,lost,map") == "2 of the findings asked for are not known here and were left out."
