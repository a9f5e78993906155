"""The map says its finding, hatches what is hidden, names what is chosen and sends no outlines with its figure."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from insight.benchmarks.comparator import Comparator
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.scale import common_scale
from insight.benchmarks.standing import standing
from insight.charts.chart import Chart
from insight.charts.map.footprint_map import MapView, footprint_map, hex_map
from insight.charts.map.members import outline_compared
from insight.charts.map.outlines import complete, middle, read_shapes
from insight.charts.provenance import Provenance
from insight.charts.style.palette import ALIKE, CLASSES, SIZES
from insight.measures.series import series
from insight.model import Basis, Better, Unit
from insight.traits import Counts
from tests.insight.charts.drawn.boxes import faults, in_every_size
from tests.invented import OVERALL, RELEASES, england, fact, facts, footprint, geography
from tests.traits import traits_of

START = pd.Timestamp(2025, 1, 1)
ROWS = (
    england(2025, 75.4),
    footprint("NN", 2025, 72.1, lower=70.9, upper=73.3, respondents=8000),
    footprint("EE", 2025, None, status="suppressed"),
    england(2024, 70.0),
    footprint("NN", 2024, 60.0),
)


def square(x: float, y: float) -> list[float]:
    return [x, y, x + 100.0, y, x + 100.0, y + 100.0, x, y + 100.0, x, y]


OUTLINES = pd.DataFrame(
    {
        "code": ["NN", "EE", "XX"],
        "name": ["Nth", "Est", "W&S"],
        "rings": [[square(0, 100), square(300, 300)], [square(100, 0)], [square(0, 0)]],
    }
)


def view(measure=OVERALL, chosen: str | None = "NN", demonstration=False, rows=ROWS) -> MapView:
    place = geography()
    history = series(facts(*rows), measure, place)
    provenance = Provenance(RELEASES, place.title, demonstration)
    return MapView(standing(measure, history, place.group, START), common_scale(history), provenance, chosen)


def draw(draws=footprint_map, view_of: MapView | None = None, **choices) -> Chart:
    chart = draws(view_of or view(**choices), OUTLINES)
    assert isinstance(chart, Chart)
    return chart


def spec(chart: Chart) -> dict:
    return chart.figure.to_plotly_json()


def area(chart: Chart, code: str) -> dict:
    return next(t for t in spec(chart)["data"] if t.get("meta", {}).get("shape") == code and t.get("fill"))


def words(chart: Chart) -> str:
    layout = spec(chart)["layout"]
    texts = [note["text"] for note in layout["annotations"]]
    for trace in spec(chart)["data"]:
        if trace.get("mode") == "text":
            texts += list(trace["text"])
    return " ".join(texts).replace("<br>", " ")


def test_the_title_is_the_finding():
    chart = draw()
    assert chart.finding == "North is below England on overall experience of GP practice"
    assert chart.finding in words(chart)
    assert "higher is better" in words(chart)
    assert chart.name == "gpps-overall-experience-nn-2025-new-map"


def test_the_figure_carries_no_outline_and_is_plain_json():
    chart = draw()
    shaped = [trace for trace in spec(chart)["data"] if "shape" in trace.get("meta", {})]
    assert {trace["meta"]["shape"] for trace in shaped} == {"NN", "EE", "XX"}
    assert not any("x" in trace or "y" in trace for trace in shaped)
    assert json.loads(json.dumps(spec(chart)))["layout"]["height"] == 760


def test_complete_fills_every_outline_with_a_gap_between_rings():
    figure = complete(draw()).to_plotly_json()
    north = next(trace for trace in figure["data"] if trace.get("meta", {}).get("shape") == "NN")
    assert list(north["x"]) == [0, 100, 100, 0, 0, None, 300, 400, 400, 300, 300]


def test_the_proportions_of_the_ground_are_kept():
    layout = spec(draw())["layout"]
    assert layout["yaxis"]["scaleanchor"] == "x"
    assert layout["xaxis"]["domain"][0] > layout["xaxis2"]["domain"][1]


def test_hidden_is_hatched_and_missing_is_white_and_dashed():
    chart = draw()
    assert area(chart, "EE")["fillpattern"]["shape"] == "/"
    assert area(chart, "XX")["fillcolor"] == "#FFFFFF"
    assert area(chart, "XX")["line"]["dash"] == "dash"
    assert "fillpattern" not in area(chart, "NN")
    assert "hidden: too few replies" in words(chart)
    assert "no figure" in words(chart)


def test_what_is_hidden_for_another_reason_or_not_at_all_is_not_called_hidden_for_few_replies():
    whole = (*ROWS[:2], footprint("EE", 2025, 70.0), footprint("XX", 2025, 71.0))
    assert "hidden" not in words(draw(rows=whole)) and "no figure" not in words(draw(rows=whole))
    assert "hidden or withheld" in words(draw(rows=(*ROWS[:2], footprint("EE", 2025, None, status="near_zero"))))
    people = replace(OVERALL, traits=replace(OVERALL.traits, counts=Counts.PATIENTS))
    assert "hidden: too few patients" in words(draw(measure=people))


def test_a_part_of_a_whole_is_not_ranked_which_is_not_the_same_as_not_for_comparison():
    part = replace(OVERALL, part_of="What complaints are about", better=Better.NEITHER)
    said = words(draw(measure=part))
    assert "Not ranked: more is not worse" in said and "Not for comparison" not in said


def test_beside_a_region_with_a_long_name_no_word_lies_on_another_in_any_size():
    region = Comparator("the North East and Yorkshire region", ("NN", "EE"), short="the region")
    rows = (*ROWS[:2], footprint("EE", 2025, 72.0, lower=70.0, upper=74.0, respondents=5000))
    place, history = geography(), series(facts(*rows), OVERALL, geography())
    stands = standing(OVERALL, region.pooled(history), place.group, START, region)
    seen = MapView(stands, common_scale(history), Provenance(RELEASES, place.title, False), "NN")
    for draws in (footprint_map, hex_map):
        drawn = outline_compared(draw(draws, seen), region, "NN")
        assert isinstance(drawn, Chart)
        assert "Points from the region" in words(drawn)
        cards = [each for each in spec(drawn)["layout"]["annotations"] if each.get("y") == 1 and each.get("bgcolor")]
        assert len({each.get("yshift", 0) for each in cards}) == len(cards) == (1 if draws is footprint_map else 2)
        for picture in in_every_size(drawn):
            assert not faults(picture), picture.size.id


def test_the_scale_is_that_of_all_years_and_the_key_says_its_limits():
    """In 2024 North was 10 points away, so each class is 3 points wide in every year."""
    chart = draw()
    assert area(chart, "NN")["fillcolor"] == CLASSES[Better.HIGHER][2]  # 3.3 points below: class 1.5 to 4.5
    for said in ("Points from England's 75.4%", "7.5 or more above", "1.5 to 4.5 below", "within 1.5 of England"):
        assert said in words(chart)


def test_lower_is_better_turns_the_colours_and_the_verdict():
    chart = draw(measure=replace(OVERALL, better=Better.LOWER))
    assert area(chart, "NN")["fillcolor"] == CLASSES[Better.LOWER][2]
    assert "▲ better than England" in words(chart)
    assert "lower is better" in words(chart)


def test_hover_says_value_interval_verdict_and_basis():
    told = area(draw(), "NN")["text"].replace("<br>", " ")
    for said in ("North", "▼ worse than England", "72.1% (70.9 to 73.3) is below England's 75.4%", "Published"):
        assert said in told
    assert "hidden by the publisher" in area(draw(), "EE")["text"].replace("<br>", " ")


def test_the_chosen_footprint_is_outlined_last_and_named():
    data = spec(draw())["data"]
    outline = [trace for trace in data if trace.get("meta", {}).get("shape") == "NN" and not trace.get("fill")]
    assert [trace["line"]["width"] for trace in outline] == [8, 4]
    assert "<b>North</b>" in [note["text"] for note in spec(draw())["layout"]["annotations"]]


def test_nothing_chosen_tells_of_all():
    assert (
        draw(chosen=None).finding == "The only footprint below England on overall experience of GP practice, none above"
    )


def test_a_hidden_footprint_says_so_in_title_and_table():
    chart = draw(chosen="EE")
    assert chart.finding == "No figure for East in 2025"
    row = chart.table.set_index("Code").loc["EE"]
    assert (row["Value"], row["Verdict"]) == ("[c]", "not compared")
    assert chart.table.set_index("Code").loc["XX", "Value"] == "[x]"
    assert any(note.startswith("[c] confidential") for note in chart.notes)


def test_estimates_are_marked_in_the_table():
    place = geography(homes={"P1": "XX"})
    history = series(facts(*ROWS, fact("P1", 2025, 70)), OVERALL, place)
    provenance = Provenance(RELEASES, place.title, False)
    seen = MapView(standing(OVERALL, history, place.group, START), common_scale(history), provenance)
    chart = footprint_map(seen, OUTLINES)
    assert isinstance(chart, Chart)
    row = chart.table.set_index("Code").loc["XX"]
    assert (row["Value"], row["Basis"], row["Note"]) == (70.0, "estimated from practices", "[e]")
    assert "otherwise estimated from practices" in chart.foot


def test_the_foot_holds_source_date_areas_and_map_credit():
    chart = draw()
    for said in (
        "Source: GP Patient Survey 2025, NHS England and Ipsos.",
        "Published 10 July 2025.",
        "Areas: New plans.",
        "Contains OS data © Crown copyright and database right 2025.",
    ):
        assert said in chart.foot
        assert said in words(chart)
    assert "DEMONSTRATION" not in words(chart)


def test_the_credit_carries_the_year_of_the_boundaries():
    row = RELEASES.iloc[0].copy()
    row["id"], row["source"], row["published"] = "boundaries.new", "boundaries", pd.Timestamp(2023, 4, 1)
    known = view()
    releases = pd.concat([RELEASES, row.to_frame().T]).set_index("id", drop=False)
    chart = footprint_map(replace(known, provenance=replace(known.provenance, releases=releases)), OUTLINES)
    assert isinstance(chart, Chart)
    assert "database right 2023." in chart.foot


def test_demonstration_says_so_twice_and_claims_no_boundaries():
    chart = draw(demonstration=True)
    assert "<b>DEMONSTRATION DATA</b>" in words(chart)
    assert "DEMONSTRATION DATA: these figures are invented" in words(chart)
    assert "schematic" in chart.foot
    assert "Crown" not in chart.foot


def test_hexes_carry_their_short_labels():
    chart = draw(hex_map)
    labels = next(trace for trace in spec(chart)["data"] if trace.get("mode") == "text" and "W&amp;S" in trace["text"])
    assert set(labels["text"]) == {"Nth", "Est", "W&amp;S"}
    assert chart.name.endswith("-hex-map")
    assert "<b>Nth</b> North" in words(chart)
    assert "whatever its size" in chart.foot


@pytest.mark.parametrize(
    ("drawn", "outlines", "reason"),
    [
        (view(), OUTLINES.iloc[:0], Reason.NO_MAP),
        (view(rows=ROWS[1:]), OUTLINES, Reason.NO_BENCHMARK),
    ],
)
def test_what_cannot_be_mapped_is_refused_with_a_reason(drawn, outlines, reason):
    refused = footprint_map(drawn, outlines)
    assert isinstance(refused, Refusal)
    assert refused.reason == reason


def test_where_nobody_may_be_compared_colours_do_not_compare_either():
    both = (england(2025, 75.4), footprint("NN", 2025, 60.0), footprint("EE", 2025, 90.0))
    chart = draw(
        view_of=view(
            measure=replace(OVERALL, id="fft.positive", source="fft", traits=traits_of("fft.ae_positive")), rows=both
        )
    )
    assert area(chart, "NN")["fillcolor"] == area(chart, "EE")["fillcolor"] == ALIKE
    assert "not for comparing organisations" in chart.foot
    assert "England 75.4%" not in words(chart) and "better" not in words(chart).replace("is better", "")
    hovers = " ".join(
        str(trace.get("text")) for trace in chart.figure.to_dict()["data"] if trace.get("fill") == "toself"
    )
    assert "60.0%" in hovers and "90.0%" not in f"{hovers} {chart.alt}"
    assert chart.table["Code"].tolist() == ["NN"] and "Gap" not in chart.table


def test_parts_of_a_whole_have_one_colour_and_say_what_they_are_shares_of():
    counted = replace(OVERALL.traits, counts=Counts.MENTIONS)
    raised = replace(OVERALL, better=Better.NEITHER, part_of="What people raise", traits=counted)
    both = (england(2025, 75.4), footprint("NN", 2025, 60.0), footprint("EE", 2025, 90.0))
    chart = draw(view_of=view(measure=raised, rows=both))
    assert area(chart, "NN")["fillcolor"] == area(chart, "EE")["fillcolor"] == ALIKE
    assert chart.subtitle.endswith("; a share of all mentions, more is not worse")
    assert "<b>of all mentions</b>" in words(chart) and "not compared" not in words(chart)
    assert chart.table["Value"].tolist() == [90.0, 60.0, "[x]"] and set(chart.table["Rank from"]) == {"[x]"}


def test_where_nobody_is_judged_no_colour_says_better_or_worse():
    unsure = replace(
        OVERALL,
        id="inpatient.overall",
        source="inpatient",
        traits=traits_of("inpatient.overall"),
        unit=Unit.SCORE,
        additive=False,
    )
    both = (england(2025, 8.0), footprint("NN", 2025, 7.5), footprint("EE", 2025, 8.5))
    chart = draw(view_of=view(measure=unsure, rows=both))
    assert area(chart, "NN")["fillcolor"] in CLASSES[Better.NEITHER]
    assert "worse" not in words(chart)
    assert "colours show distances alone" in chart.foot
    assert "may be chance" not in draw().foot


def test_our_means_of_trusts_scores_are_shown_and_held_against_nothing():
    scored = replace(
        OVERALL, id="inpatient.overall", source="inpatient", traits=traits_of("inpatient.overall"), unit=Unit.SCORE, additive=False
    )  # fmt: skip
    rows, place = (england(2025, 8.0), footprint("NN", 2025, 7.5), footprint("EE", 2025, 8.5)), geography()
    history = series(facts(*rows), scored, place).assign(basis=Basis.CONSTRUCT)
    stands = standing(scored, history, place.group, START)
    assert stands.table["gap"].isna().all()
    chart = draw(view_of=replace(view(measure=scored, rows=rows), standing=stands))
    assert area(chart, "NN")["fillcolor"] == area(chart, "EE")["fillcolor"] == ALIKE
    assert "compared with nothing" in chart.foot and "above" not in words(chart)


def test_totals_are_coloured_by_size_and_not_held_against_their_sum():
    lists = replace(
        OVERALL,
        id="register.registered_patients",
        source="register",
        traits=traits_of("register.registered_patients"),
        unit=Unit.COUNT,
        better=Better.NEITHER,
    )
    both = (england(2025, 9_000_000.0), footprint("NN", 2025, 600_000.0), footprint("EE", 2025, 90_000.0))
    chart = draw(view_of=view(measure=lists, rows=both))
    assert area(chart, "NN")["fillcolor"] == SIZES[4] and area(chart, "EE")["fillcolor"] == SIZES[0]
    said = words(chart)
    assert "480,000 or more" not in said and "0 to 150,000" in said and "600,000 or more" in said
    assert "England" not in said.replace("NHS England", "") and "neither direction" not in said


def test_the_fingerprint_changes_with_any_coordinate():
    moved = OUTLINES.copy()
    moved["rings"] = [[square(0, 100), square(300, 301)], *OUTLINES["rings"][1:]]
    assert read_shapes(OUTLINES).id == read_shapes(OUTLINES.copy()).id != read_shapes(moved).id


def test_the_middle_of_an_area_is_that_of_its_largest_part():
    assert middle([square(0, 0), [500, 500, 510, 500, 510, 510, 500, 500]]) == (50, 50)


def test_a_name_is_never_read_as_markup():
    place = geography()
    names = place.footprints.assign(short_name=place.footprints["short_name"].replace("North", "<a href='x'>North</a>"))
    history = series(facts(*ROWS), OVERALL, replace(place, footprints=names))
    seen = standing(OVERALL, history, replace(place, footprints=names).group, START)
    chart = footprint_map(MapView(seen, common_scale(history), Provenance(RELEASES, "New", False), "NN"), OUTLINES)
    assert isinstance(chart, Chart)
    assert "<a " not in json.dumps(spec(chart))


def test_a_saved_table_says_in_every_row_what_it_was_part_of_and_where_it_comes_from():
    chart = draw(demonstration=True)
    assert list(chart.saved.columns) == [*chart.table.columns, "Chart", "Source"]
    assert chart.saved["Chart"].str.startswith(chart.finding).all()
    assert chart.saved["Source"].str.contains("DEMONSTRATION DATA").all()
