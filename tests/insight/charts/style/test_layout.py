"""The words of a chart take as much room as was made for them, and a figure is checked once however many it carries."""

from insight.charts.drawing import Drawing
from insight.charts.style.layout import EDGE, add_words, chart_layout, words, words_height

FINDING, SUBTITLE, FOOT = (
    "North is below England on overall experience",
    "2025; higher is better",
    ["Source: invented."],
)


def test_room_is_made_for_the_words_that_are_written() -> None:
    margin = {"l": 60, "r": EDGE, "t": 90, "b": 40}
    figure = Drawing(chart_layout(400, margin))
    figure.add_annotation(text="was here before")
    assert add_words(figure, FINDING, SUBTITLE, FOOT, 30) == words_height(FINDING, SUBTITLE, 30)
    written = figure.layout["annotations"]
    assert written[0]["text"] == "was here before"
    assert written[1:] == words(FINDING, SUBTITLE, FOOT, 30, margin)


def test_a_longer_finding_takes_more_room() -> None:
    assert words_height(FINDING * 2, SUBTITLE, 30) > words_height(FINDING, SUBTITLE, 30)
