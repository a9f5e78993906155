"""Picking footprints on a map, and outlining those that one's own lies in. All places are invented."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.charts.chart import Chart
from insight.charts.map.members import outline_compared, outline_members
from insight.charts.map.outlines import complete
from insight.charts.map.picking_map import picking_map
from insight.charts.provenance import Provenance
from tests.invented import RELEASES

SQUARE = [0.0, 0.0, 0.0, 9.0, 9.0, 9.0, 9.0, 0.0, 0.0, 0.0]
OUTLINES = pd.DataFrame({"code": ["NN", "EE"], "name": ["N", "E"], "rings": [[SQUARE], [[x + 9 for x in SQUARE]]]})
NAMES = {"NN": "North <i>", "EE": "East"}


def draw(shape: str = "true", picked: tuple[str, ...] = ("EE", "own-1")) -> Chart:
    drawn = picking_map(OUTLINES, NAMES, picked, Provenance(RELEASES, "New plans", True), vintage="new", shape=shape)
    assert isinstance(drawn, Chart)
    return drawn


def test_every_area_can_be_picked_and_says_what_a_click_does() -> None:
    drawn = draw()
    told = {trace.meta["shape"]: trace for trace in drawn.figure.data}
    assert set(told) == {"NN", "EE"}
    assert told["EE"].fillcolor != told["NN"].fillcolor
    assert "take out" in told["EE"].text and "take in" in told["NN"].text
    assert "<i>" not in told["NN"].text
    assert drawn.finding == "1 of 2 footprints picked"
    assert list(drawn.table["Picked"]) == ["yes", "no"]
    assert any("DEMONSTRATION DATA" in note.text for note in drawn.figure.layout.annotations)
    assert complete(drawn).to_json()


def test_it_fits_beside_the_list_of_what_is_picked() -> None:
    drawn = draw()
    foot = next(note.text for note in drawn.figure.layout.annotations if note.text.startswith("Areas: "))
    assert max(map(len, foot.split("<br>"))) * 7.5 < 700


def test_hexagons_carry_their_labels() -> None:
    assert list(draw("hex").figure.data[-1].text) == ["N", "E"]


def test_without_a_map_it_says_so() -> None:
    drawn = picking_map(OUTLINES[:0], NAMES, (), Provenance(RELEASES, "New plans", False), vintage="new", shape="hex")
    assert isinstance(drawn, Refusal)
    assert drawn.reason is Reason.NO_MAP


def test_the_footprints_ones_own_lies_in_are_outlined_and_said() -> None:
    plain = draw()
    told = outline_members(plain, "Coast & hills", ["EE", "gone"])
    assert isinstance(told, Chart)
    assert len(told.figure.data) == len(plain.figure.data) + 2
    assert {trace.meta["shape"] for trace in told.figure.data[-2:]} == {"EE"}
    assert "Outlined: the footprint its practices and trusts lie in." in told.alt
    assert any("Coast &amp; hills has no boundary" in note.text for note in told.figure.layout.annotations)
    assert isinstance(complete(told), go.Figure)


def test_nothing_to_outline_leaves_the_map_as_it_came() -> None:
    plain = draw()
    assert outline_members(plain, "Coast", []) is plain
    refused = refuse(Reason.NO_MAP, vintage="new")
    assert outline_members(refused, "Coast", ["EE"]) is refused


def test_those_compared_with_are_outlined_and_said_but_not_the_chosen_one_nor_england() -> None:
    plain = draw()
    told = outline_compared(plain, Comparator("similar areas", ("NN", "EE")), "NN")
    assert isinstance(told, Chart)
    assert {trace.meta["shape"] for trace in told.figure.data[-2:]} == {"EE"}
    assert told.alt.endswith("Dashed outline: similar areas.")
    assert outline_compared(plain, NATIONAL, "NN") is plain
