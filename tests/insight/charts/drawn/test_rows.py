"""Where there is no room for all rows: what the title tells stays first, headings never stand alone, what is left out is said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from insight.benchmarks.explanations import VerdictRule, explain_by
from insight.charts.chart import Chart
from insight.charts.drawn import within
from insight.charts.drawn.fitted import FittedRows, TooSmall, fit_rows
from insight.charts.drawn.parts import FigureTexts
from insight.charts.drawn.picture import draw
from insight.charts.drawn.reading import Plot
from insight.charts.drawn.sizes import A4, SIZES, Size
from insight.charts.provenance import DEMONSTRATION
from insight.charts.style.labels import Offset
from insight.charts.style.staying import kept_rows, telling_order
from tests.insight.charts.drawn.charts import charts

NAN = float("nan")


@pytest.fixture(scope="module")
def drawn_charts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Chart]:
    return charts(tmp_path_factory.mktemp("cache"))


def said(chart: Chart, size: Size) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", draw(chart, size).body))


def test_the_widest_clear_gaps_come_first_of_each_word_in_a_title_and_what_has_no_gap_last() -> None:
    words = ["similar", "worse", "better", "worse", "", "better"]
    assert telling_order(words, [9.0, 1.0, 2.0, -5.0, NAN, 4.0]) == [3, 5, 1, 2, 0, 4]
    assert telling_order(["clear", "", "clear"], [-1.0, 8.0, 3.0], ("clear",)) == [2, 0, 1]


def test_a_heading_stays_with_a_row_of_its_own_and_never_alone() -> None:
    rows = [1, 2, 4, 5, 7]  # 0, 3 and 6 are headings
    assert [*kept_rows(8, 4, (), [5, 1, *rows])] == [0, 1, 3, 5]
    assert [*kept_rows(8, 5, (), [5, 1, *rows])] == [0, 1, 2, 3, 5]
    assert [*kept_rows(8, 3, (), [7, 1, *rows])] == [6, 7]


def test_without_an_order_the_chosen_row_stays_with_its_neighbours_and_the_ends() -> None:
    assert [*kept_rows(20, 5, [10], ())] == [0, 9, 10, 11, 19]
    assert [*kept_rows(20, 2, (), ())] == [0, 1]


def test_rows_that_are_left_out_between_two_others_are_counted_there_where_their_order_says_something() -> None:
    plot = Plot([], [], FigureTexts(), {}, {}, 20, {10: "<b>North</b>"}, 400.0)
    some = fit_rows(FittedRows(plot, {}, [], False), 200.0, SIZES["slide"], None)
    assert some.plot.note == f"Room for {some.plot.rows} of 20 rows."
    assert sum(some.between.values()) == 20 - some.plot.rows
    assert sum(some.heights) <= 200.0
    telling = replace(plot, telling=[*range(1, 20)])
    some = fit_rows(FittedRows(telling, {}, [], False), 200.0, SIZES["slide"], None)
    assert not some.between
    assert some.plot.note == f"Room for {some.plot.rows - 1} of 19 rows.", "a heading is no row"


def _drawn(chart: Chart, size: Size) -> bool:
    try:
        return bool(draw(chart, size))
    except TooSmall:
        return False


def test_what_a_chart_cannot_be_read_without_is_said_in_every_size(drawn_charts: dict[str, Chart]) -> None:
    key = "Only this tells."
    for chart in drawn_charts.values():
        long = replace(
            chart,
            subtitle=f"{chart.subtitle} {key}",
            foot=f"Source: A. {'Words. ' * 99}{key} {DEMONSTRATION}",
            stays=key,
        )
        for size in SIZES.values():
            if _drawn(long, size):
                assert said(long, size).count(key) == 2, (chart.name, size.id)


def test_a_name_far_from_its_point_is_left_out(drawn_charts: dict[str, Chart], monkeypatch: pytest.MonkeyPatch) -> None:
    note = {"text": "Primrose Practice", "x": 30, "y": 80, "ax": 20, "ay": 0, "showarrow": True}
    funnel = next(chart for name, chart in drawn_charts.items() if name.endswith("funnel"))
    drawing = funnel.drawing
    drawing.layout["annotations"] = [each for each in drawing.layout["annotations"] if not each.get("showarrow", True)]
    drawing.add_annotation(**note)
    named = replace(funnel, kept=drawing.kept())
    for away, found in ((10, True), (190, False)):
        monkeypatch.setattr(within, "place_names", lambda *_, dx=away: [Offset(dx + 60, 0)])
        assert ("Primrose Practice" in said(named, A4)) is found


def test_no_rule_names_england_where_others_may_be_compared_with() -> None:
    for rule in (VerdictRule.SCREEN, VerdictRule.SPINE):
        assert "England" not in explain_by(rule, "").rule


def test_a_whole_page_that_has_no_room_is_told_of_the_table() -> None:
    assert "Choose a whole page." in str(TooSmall(SIZES["slide"]))
    assert "CSV" in str(TooSmall(A4))
