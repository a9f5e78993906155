"""The words of a chart take as much room as was made for them."""

from insight.charts.style.framing import Caption, Room, framed
from insight.charts.style.layout import words, words_height

FINDING, SUBTITLE, FOOT = (
    "North is below England on overall experience",
    "2025; higher is better",
    ["Source: invented."],
)


def test_room_is_made_for_the_words_that_are_written() -> None:
    chart, plot = framed(Caption(FINDING, SUBTITLE, FOOT), Room(60, above=24, below=40), 400, 30)
    margin = chart.layout["margin"]
    assert margin["t"] == words_height(FINDING, SUBTITLE, 30) + 24
    assert plot == 400 - margin["t"] - margin["b"]
    assert chart.layout["annotations"] == words(FINDING, SUBTITLE, FOOT, 30, margin)


def test_a_longer_finding_takes_more_room() -> None:
    assert words_height(FINDING * 2, SUBTITLE, 30) > words_height(FINDING, SUBTITLE, 30)
