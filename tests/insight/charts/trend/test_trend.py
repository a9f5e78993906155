"""A trend's lines stop where comparison stops, and say why; estimates are dashed; nothing lies outside the figure."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise

import pandas as pd
import pytest

from insight.benchmarks.explained_figures import worth
from insight.benchmarks.trajectory import trajectory
from insight.charts.provenance import Provenance
from insight.charts.trend.chart import _tick, _ticks, trend
from insight.measures.series import series
from insight.traits import Counts
from tests.invented import NO_BREAKS, OVERALL, RELEASES, england, fact, facts, footprint, geography

BROKEN = pd.DataFrame(
    {
        "measure": [OVERALL.id],
        "date": pd.to_datetime(["2024-01-01"]),
        "reason": ["New questionnaire: a new series."],
        "citation": ["invented"],
    }
)
YEARS = range(2018, 2026)


@cache
def draw(broken=True, missing=(2021,), demonstration=False, published=YEARS, nation=75):
    place = geography("mid", homes={"P1": "NN", "P2": "EE"})
    rows = [england(year, nation + year % 3) for year in YEARS]
    rows += [footprint("NN", year, 70 + year % 4) for year in published if year not in missing]
    rows += [footprint("NN", year, None, status="suppressed") for year in published if year in missing]
    rows += [footprint("EE", year, 80) for year in YEARS]
    rows += [fact("P1", year, 71.0) for year in YEARS if year not in published]
    history = series(facts(*rows), OVERALL, place)
    return trend(
        trajectory(OVERALL, history, place.group, BROKEN if broken else NO_BREAKS, "NN"),
        Provenance(RELEASES, place.title, demonstration),
    )


def lines(chart) -> list[dict]:
    return [t for t in chart.figure.to_plotly_json()["data"] if t["mode"] == "lines" and not t.get("fill")]


def steps(chart):
    """Every segment a reader sees, as (x from, x to)."""
    for trace in lines(chart):
        xs = list(trace["x"])
        yield from (pair for pair in pairwise(xs) if None not in pair)


def into_2022(xs):
    """The dashed segments that end in the first published year."""
    return (pair for pair in pairwise(xs) if pair[1] == "2022-01-01" and pair[0] is not None)


def words(chart) -> str:
    return " ".join(note["text"] for note in chart.figure.to_plotly_json()["layout"]["annotations"]).replace(
        "<br>", " "
    )


def test_no_segment_crosses_the_break():
    seen = list(steps(draw()))
    assert ("2022-01-01", "2023-01-01") in seen
    assert all((one < "2024-01-01") == (two < "2024-01-01") for one, two in seen)
    assert ("2023-01-01", "2024-01-01") in list(steps(draw(broken=False)))


def test_no_segment_of_the_footprint_crosses_a_hidden_year():
    own = [t for t in lines(draw()) if t["line"]["width"] == 4]
    xs = [x for trace in own for x in trace["x"]]
    assert "2021-01-01" not in xs
    assert "hidden" in words(draw())


def test_others_with_a_single_year_are_dots_and_never_vanish():
    rows = [england(2025, 75), footprint("NN", 2025, 70), footprint("EE", 2025, 80)]
    place = geography("mid", homes={})
    told = trajectory(OVERALL, series(facts(*rows), OVERALL, place), place.group, NO_BREAKS, "NN")
    others = trend(told, Provenance(RELEASES, place.title, False)).figure.to_plotly_json()["data"][0]
    shown = [size for y, size in zip(others["y"], others["marker"]["size"], strict=True) if y == 80]
    assert shown and all(size > 0 for size in shown)


def test_a_reason_that_comes_again_is_said_once_and_every_break_has_its_line():
    again = pd.concat([BROKEN.assign(date=pd.Timestamp(year, 1, 1)) for year in (2020, 2022, 2024)])
    place = geography("mid")
    rows = facts(*[each for year in YEARS for each in (england(year, 75), footprint("NN", year, 70))])
    told = trajectory(OVERALL, series(rows, OVERALL, place), place.group, again, "NN")
    chart = trend(told, Provenance(RELEASES, place.title, False))
    drawn = chart.figure.to_plotly_json()["layout"]
    between = "Series breaks between 2019 and 2020, 2021 and 2022, and 2023 and 2024: New questionnaire: a new series."
    assert chart.foot.count("New questionnaire") == 1 and between in chart.foot, chart.foot
    assert len([each for each in drawn["shapes"] if each["line"].get("dash") == "dash"]) == 3


def test_the_break_is_drawn_with_its_reason():
    chart = draw()
    assert "Series breaks" in words(chart)
    assert "Series breaks between 2023 and 2024: New questionnaire: a new series." in chart.foot
    shape = chart.figure.to_plotly_json()["layout"]["shapes"][0]
    assert shape["line"]["dash"] == "dash"
    assert "2023-01-01" < shape["x0"] < "2024-01-01"


def test_estimated_stretches_are_dashed_and_said():
    chart = draw(published=range(2022, 2026), missing=())
    own = {t["line"]["dash"]: list(t["x"]) for t in lines(chart) if t["line"]["width"] == 4}
    assert "2019-01-01" in own["dash"]
    assert "2019-01-01" not in own["solid"]
    assert "2025-01-01" in own["solid"]
    assert list(into_2022(own["dash"])) == [("2021-01-01", "2022-01-01")]  # from an estimate to a published figure
    assert "Dashed: estimated from practices." in chart.foot
    assert "Dashed" not in draw().foot


def test_the_lines_are_named_at_their_ends():
    assert "<b>North 71.0%</b>" in words(draw())
    assert "<b>England 75.0%</b>" in words(draw())


@pytest.mark.parametrize("nation", [70, 71, 72, 75])
def test_labels_do_not_lie_on_one_another(nation):
    layout = draw(nation=nation).figure.to_plotly_json()["layout"]
    low, high = layout["yaxis"]["range"]
    pixels = (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]) / (high - low)
    first, second = (note["y"] * pixels + note["yshift"] for note in layout["annotations"] if note.get("xshift") == 6)
    assert abs(first - second) >= 40


def test_the_axis_is_fitted_and_says_percent():
    axis = draw().figure.to_plotly_json()["layout"]["yaxis"]
    assert 60 < axis["range"][0] < 70
    assert axis["ticksuffix"] == "%"


def test_lists_that_come_out_unevenly_have_room_for_every_name_under_the_axis():
    days = pd.to_datetime(["2018-01-03", "2020-12-30", "2022-11-03", "2022-11-30", "2023-08-30", "2023-09-14"])
    ticks = _ticks(pd.DataFrame({"start": days}))["start"]
    assert list(ticks) == list(days[[0, 1, 3, 5]])
    years = pd.DataFrame({"start": pd.to_datetime([f"{year}-01-01" for year in range(2015, 2027)])})
    assert len(_ticks(years)) == 12
    assert [_tick(each) for each in ("2026", "2024/25", "March 2025", "30 November 2022")] == [
        "2026", "2024/25", "Mar<br>2025", "30 Nov<br>2022",
    ]  # fmt: skip


def test_the_change_and_what_cannot_be_said_stand_under_the_title():
    chart = draw()
    assert chart.finding == "North: no clear change on overall experience of GP practice since 2024"
    assert "3 more comparable years are needed since the series broke in 2024" in chart.subtitle
    assert chart.name == "gpps-overall-experience-nn-2018-to-2025-mid-trend"


def test_the_table_marks_the_break_and_the_hidden_year():
    table = draw().table.set_index("Period")
    assert table.loc["2024", "Note"] == "[b]"
    assert table.loc["2021", "Value"] == "[c]"
    assert table.loc["2025", "England"] == 75.0
    assert [note[:3] for note in draw().notes] == ["[b]", "[c]", "[x]"]


@pytest.mark.parametrize(
    ("counts", "heading", "sure"),
    [
        (Counts.REPLIES, "Respondents", "Replies it is worth"),
        (Counts.MENTIONS, "Mentions", "Mentions counted"),
        (Counts.PATIENTS, "Patients", "Patients counted"),
        (Counts.COMPLAINTS, "Complaints", "Complaints counted"),
        (Counts.RESOLVED, "Complaints resolved", "Complaints resolved"),
        (Counts.PLACES, "Places", "Rated places"),
    ],
)
def test_a_base_is_headed_by_what_it_counts(counts: Counts, heading: str, sure: str):
    measure, place = replace(OVERALL, traits=replace(OVERALL.traits, counts=counts)), geography("mid")
    rows = facts(*(each(2025, 70) for each in (england, partial(footprint, "NN"))))
    told = trend(
        trajectory(measure, series(rows, measure, place), place.group, NO_BREAKS, "NN"),
        Provenance(RELEASES, place.title, False),
    )
    assert heading in told.table and (heading == "Respondents") is ("Respondents" in told.table)
    assert worth(measure) == sure


def test_demonstration_is_said_and_the_figure_is_plain_json():
    chart = draw(demonstration=True)
    assert "<b>DEMONSTRATION DATA</b>" in words(chart)
    json.dumps(chart.figure.to_plotly_json())
