"""The charts of the priorities page: names that never lie on one another, words in the image, and tables that hold it all."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.benchmarks.agreement import agreement
from insight.benchmarks.comparator import Comparator
from insight.benchmarks.deprivation import Slope, deciles, slope
from insight.benchmarks.footprint_needs import NEEDS
from insight.benchmarks.gap_history import GapHistory, gap_history
from insight.benchmarks.gaps import Gaps, gaps
from insight.benchmarks.likeness import Likeness, likeness
from insight.benchmarks.needs import Needs
from insight.benchmarks.peers import hold_against
from insight.benchmarks.priorities import Priorities, priorities
from insight.benchmarks.ratings import Found
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.source_findings import Judgement
from insight.benchmarks.source_findings import SourceFinding as Said
from insight.benchmarks.standing import standing
from insight.benchmarks.themes import Theme
from insight.charts.chart import Chart
from insight.charts.drawn.picture import draw
from insight.charts.drawn.sizes import A4
from insight.charts.priorities.agreement import sources_agree
from insight.charts.priorities.deprivation import deprivation_slope
from insight.charts.priorities.gap_history import gap_lines
from insight.charts.priorities.gaps import group_gaps
from insight.charts.priorities.matrix import priorities_grid
from insight.charts.provenance import Provenance
from insight.charts.ratings.chart import COLOURS, rating_words
from insight.charts.similar.among import among_similar
from insight.charts.similar.likeness import likeness_strips
from insight.charts.style.framing import ChartFootprint
from insight.charts.style.labels import Box, LabelLayout, Offset, Point, place_names, size_of
from insight.charts.style.layout import TELLING
from insight.charts.style.palette import contrast
from insight.measures.series import series
from insight.model import Unit
from insight.traits import Service
from tests.insight.benchmarks.test_gaps import MEMBERS, SCORES, START, by_segment, group, practices
from tests.insight.benchmarks.test_priorities import GRID, IMPORTANCE
from tests.invented import OVERALL, RELEASES, england, facts, footprint, geography
from tests.traits import declared

OLD = geography("old")
PLACE = ChartFootprint("NN", "North", "old", Provenance(RELEASES, OLD.title, True))


def sound(chart: Chart | Refusal) -> Chart:
    """What holds for every chart: it travels as JSON, says where it is from, and carries its numbers."""
    assert isinstance(chart, Chart)
    spec = chart.figure.to_plotly_json()
    json.dumps(spec, default=lambda each: each.tolist())
    texts = " ".join(note["text"] for note in spec["layout"]["annotations"])
    assert "DEMONSTRATION DATA" in texts and "Areas: Old plans" in texts.replace("<br>", " ")
    assert chart.finding and chart.alt and len(chart.table) and chart.name == chart.name.lower()
    assert max(len(line) for line in chart.finding.split("\n")) < 140
    return chart


def words(chart: Chart) -> str:
    return " ".join(note["text"] for note in chart.figure.to_plotly_json()["layout"]["annotations"])


def box_of(point: Point, offset: Offset, size: tuple[float, float]) -> Box:
    """The room a name takes."""
    x, y = point[0] + offset.dx, point[1] + offset.dy
    return Box(x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)


def meet(one: Box, other: Box) -> bool:
    """Whether two rectangles share any room."""
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)), min_size=1, max_size=16))
def test_names_never_lie_on_one_another(places):
    texts = ["Contacting the practice"] * len(places)
    layouts = [LabelLayout([(x * w, y * 560) for x, y in places], Box(0, 0, w, 560)) for w in (860, 1200, 1500)]
    offsets, size = place_names(layouts, texts, 14), size_of(texts[0], 14)
    for layout in layouts:
        boxes = [box_of(*each, size) for each in zip(layout.points, offsets, strict=True)]
        assert not any(meet(one, other) for one, other in combinations(boxes, 2))


def test_a_lone_name_stands_right_beside_its_point_and_off_what_stays_free():
    room = Box(0, 0, 800, 500)
    (free,) = place_names([LabelLayout([(400, 250)], room)], ["Phone"], 14)
    assert free.dx > 0 and free.dy == 0
    (kept,) = place_names([LabelLayout([(400, 250)], room, (Box(410, 0, 414, 500),))], ["Phone"], 14)
    assert kept.dx < 0


def test_a_measure_is_named_by_its_short_title_where_it_has_one():
    assert declared("gpps.ease_phone").short == "Phone"
    found = priorities(GRID, "NN", "North", IMPORTANCE)
    assert not isinstance(found, Refusal)
    assert {"Listening", "Phone"} <= set(found.table["short"])


def test_the_grid_names_quarters_and_points_directly():
    found = priorities(GRID, "NN", "North", IMPORTANCE)
    assert isinstance(found, Priorities)
    chart = sound(priorities_grid(found, PLACE, "gpps", "GP Patient Survey"))
    for said in (
        "Put right first",
        "Protect",
        "Keep an eye on",
        "Carry on",
        "Phone",
        "Listening",
        "Website",
        "Wait",
    ):
        assert said in words(chart)
    assert chart.finding == "North, put right first: phone (2025)"
    symbols = {trace["marker"]["symbol"] for trace in chart.figure.to_plotly_json()["data"]}
    assert len(symbols) == 5
    assert "not what causes it nor what any one patient feels" in chart.foot
    assert list(chart.table["Measure"])[:2] == ["Phone", "Listened_to"]


def test_the_grid_names_the_comparator_in_use_and_says_why_grey_points_are_not_sorted():
    against = Comparator("similar areas", ("EE", "WW"))
    found = priorities([replace(each, comparator=against) for each in GRID], "NN", "North", IMPORTANCE)
    assert isinstance(found, Priorities)
    chart = sound(priorities_grid(found, PLACE, "gpps", "GP Patient Survey"))
    axis = chart.figure.to_plotly_json()["layout"]["xaxis"]["title"]["text"]
    assert "worse than similar areas" in axis and "England" not in axis
    assert "▼ Put right first</b><br>important, worse than similar areas" in words(chart)
    assert "worse than England" not in words(chart)
    assert "Similar areas" in chart.table and "England" not in chart.table
    assert "Grey points are not sorted: chance could move them across a line." in chart.subtitle
    assert "A clear difference from similar areas alone does not sort them." in chart.subtitle
    assert "Grey points" in chart.stays and "▲ how closely it goes with overall experience" in words(chart)


def test_groups_are_drawn_with_their_gap_in_words():
    found = gaps(OVERALL, by_segment(group("age=16-24", 60.0, 500.0), group("age=25-34", 80.0, 2000.0)), "NN", "North")
    assert isinstance(found, Gaps)
    chart = sound(group_gaps(found, PLACE))
    assert chart.finding == "North: 16-24 20.0 points below the largest group on overall experience of GP practice"
    assert "20.0 points below, ▼ worse" in words(chart)
    assert "Basis: published." in chart.foot
    assert list(chart.table["Held against"]) == ["the largest group", ""]
    order = chart.drawing.layout["meta"][TELLING]
    assert len(order) == 2 and 0 not in order, "the heading is no row"
    assert order[0] == 1 + list(found.table["verdict"]).index("worse")


def test_the_slope_says_that_it_is_of_practices_and_not_of_patients():
    found = slope(
        OVERALL, practices([60 + 0.4 * n for n in range(40)]), deciles(SCORES), MEMBERS, name="North", start=START
    )
    assert isinstance(found, Slope)
    chart = sound(deprivation_slope(found, PLACE))
    assert "does not say which patients replied" in chart.foot.replace("\n", " ")
    assert "lower where deprivation is greatest" in chart.finding
    assert list(chart.table.iloc[:, 0]) == list(range(1, 11))


def known_needs() -> Needs:
    values = {"deprivation": [10.0, 20.0, 15.0, 30.0], "density": [1.0, 2.0, np.nan, 4.0]}
    index = pd.Index(["NN", "EE", "WW", "SS"])
    table = pd.DataFrame({need.id: values.get(need.id, [np.nan] * 4) for need in NEEDS}, index=index)
    return Needs(NEEDS, table, ("Of 2017.",), ())


def similar(**values: float | None):
    rows = [england(2017, 75.0)]
    rows += [footprint(c, 2017, v, status="ok" if v is not None else "suppressed") for c, v in values.items()]
    history = series(facts(*rows), OVERALL, OLD)
    stands = standing(OVERALL, history, OLD.group, START.replace(year=2017))
    found = likeness("NN", known_needs(), OLD.group, number=2, added=["SS"])
    assert isinstance(found, Likeness)
    held = [hold_against(stands, "NN", "its peers", found.peers, history)]
    return among_similar(stands, found, held, PLACE.provenance), found


def test_similar_footprints_show_distance_and_both_lines():
    drawn, found = similar(NN=80.0, EE=70.0, WW=71.0, SS=72.0)
    chart = sound(drawn)
    assert chart.finding == "North is above similar footprints on overall experience of GP practice"
    for said in ("England 75.0%", "Peers together 71.0%", "How far"):
        assert said in words(chart)
    assert list(chart.table["Peer"]) == ["chosen", "similar", "similar", "added"]
    assert "What patients say of their care is never used" in chart.foot
    strips = sound(likeness_strips(found, PLACE))
    assert list(strips.table["Used"]) == ["no", "no", "yes", "yes"]


def test_parts_of_a_total_are_not_drawn_beside_the_whole():
    total = replace(OVERALL, unit=Unit.COUNT)
    rows = [england(2017, 9000.0), *(footprint(code, 2017, 75.0) for code in ("NN", "EE", "WW", "SS"))]
    history = series(facts(*rows), total, OLD)
    stands = standing(total, history, OLD.group, START.replace(year=2017))
    _, found = similar(NN=80.0, EE=70.0, WW=71.0, SS=72.0)
    chart = sound(among_similar(stands, found, [], PLACE.provenance))
    assert "England" not in words(chart)
    assert chart.figure.layout["xaxis"]["range"][1] < 200
    assert "direction" not in chart.subtitle


def test_a_peer_without_a_figure_is_named_and_a_footprint_without_one_refused():
    drawn, _ = similar(NN=80.0, EE=None, WW=71.0, SS=72.0)
    assert "hidden" in words(sound(drawn))
    assert isinstance(similar(NN=None, EE=70.0, WW=71.0, SS=72.0)[0], Refusal)


def judged(word: str) -> tuple[Judgement, ...]:
    return (Judgement("phone", Service.GENERAL_PRACTICE, word, START),)


def test_the_table_of_sources_has_a_cell_each_and_no_score():
    told = agreement(
        [
            Said(
                "gpps",
                Theme.ACCESS,
                "worse",
                "GPPS says.",
                "3 of 5 questions worse",
                "2025",
                ("gpps.2025",),
                judged("worse"),
            ),
            Said("cqc", Theme.ACCESS, "better", "CQC says.", "Better than England", "May 2025", (), judged("better")),
        ]
    )
    chart = sound(sources_agree(told, {"gpps": "GP Patient Survey", "fft": "FFT", "cqc": "CQC"}, PLACE))
    for said in ("▼", "≠ Opposed", "– Nothing to", "says nothing"):
        assert said in words(chart)
    assert "FFT" not in words(chart)
    many = {f"source{at}": f"Survey number {at}" for at in range(7)}
    spoken = [Said(each, Theme.ACCESS, "similar", "Says.", "Similar to England", "2025", (), ()) for each in many]
    page = draw(sound(sources_agree(agreement(spoken), many, PLACE)), A4).body
    assert "Survey number 6" in page and "says nothing of it" in page and ">says nothing<" not in page
    assert len(chart.table) == 6
    assert not any(np.issubdtype(dtype, np.number) for dtype in chart.table.dtypes if isinstance(dtype, np.dtype))
    assert isinstance(sources_agree(agreement([]), {"gpps": "x"}, PLACE), Refusal)


def test_rating_bars_count_and_never_average():
    here = Found("GP practices", {"Outstanding": 2, "Good": 30, "Requires improvement": 15, "Inadequate": 3}, 4)
    whole = Found("GP practices", {"Outstanding": 500, "Good": 8500, "Requires improvement": 800, "Inadequate": 200}, 0)
    few = Found("Hospitals", {"Outstanding": 0, "Good": 2, "Requires improvement": 1, "Inadequate": 0}, 0)
    chart = sound(rating_words([(here, whole), (few, few)], "May 2025", [], PLACE, "cqc.overall"))
    assert chart.finding == "North: a smaller share good or outstanding than in England, GP practices"
    assert "64.0%</b> good or outstanding" in words(chart) and "2 of 3</b> good or outstanding" in words(chart)
    assert "too few for a share" in words(chart)
    assert list(chart.table["Without a rating"]) == [4, 0, 0, 0]
    assert isinstance(rating_words([], "May 2025", [], PLACE, "cqc.overall"), Refusal)


def test_records_of_single_places_are_never_called_england():
    here = Found("GP practices", {"Outstanding": 2, "Good": 30, "Requires improvement": 15, "Inadequate": 3}, 4)
    nobody = Found("GP practices", dict.fromkeys(here.counts, 0), 0)
    chart = sound(rating_words([(here, nobody)], "May 2025", [], PLACE, "cqc.overall"))
    assert chart.finding == "North: 32 of 50 rated places good or outstanding, no national list to compare with"
    assert chart.subtitle.endswith("Of the places whose records are loaded, a part of all places here.")
    assert list(chart.table["Area"]) == ["North"]


@pytest.mark.parametrize(("one", "other"), [("Outstanding", "Good"), ("Requires improvement", "Inadequate")])
def test_neighbouring_words_can_be_told_apart(one, other):
    assert contrast(COLOURS[one], COLOURS[other]) > 2


def test_seven_rated_places_are_not_called_like_england():
    few = Found("Hospitals", {"Outstanding": 0, "Good": 6, "Requires improvement": 1, "Inadequate": 0}, 0)
    whole = Found("Hospitals", {"Outstanding": 50, "Good": 850, "Requires improvement": 80, "Inadequate": 20}, 0)
    chart = sound(rating_words([(few, whole)], "May 2025", [], PLACE, "cqc.overall"))
    assert chart.finding == "North: 7 rated places, too few to hold against England"


@pytest.mark.parametrize("people", [500.0, None])
def test_bars_are_spoken_of_only_where_there_are_intervals(people):
    rows = [group("age=16-24", 60.0, people, year) for year in (2024, 2025)]
    rows += [group("age=25-34", 80.0, people and 2000.0, year) for year in (2024, 2025)]
    parts = by_segment(*rows)
    found = gaps(OVERALL, parts, "NN", "North")
    assert isinstance(found, Gaps)
    told = gap_history(found, parts, "NN", "E", pd.DataFrame(columns=["measure", "date", "reason", "citation"]))
    assert isinstance(told, GapHistory)
    spoken = " ".join(words(sound(gap_lines(told, PLACE))).split())
    assert "0 is no gap" in spoken
    assert ("95% intervals" in spoken) == bool(people)
    estimated = told.table.assign(basis="estimated from practices")
    spoken = " ".join(words(sound(gap_lines(replace(told, table=estimated), PLACE))).split())
    assert "Basis: estimated from practices." in spoken
    assert told.table["basis"].equals(parts["age=16-24"].query("org == 'NN'")["basis"].reset_index(drop=True))
