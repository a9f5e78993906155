"""The charts of comparison: ranking, spine, heat table. Verdicts by word and shape; nothing claimed that is not known."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.ranking import Ranking, ranking
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.screen import screen
from insight.benchmarks.spine import spine
from insight.benchmarks.standing import standing
from insight.charts.chart import Chart
from insight.charts.provenance import Provenance
from insight.charts.ranking.heat import HeatRows, heat
from insight.charts.ranking.ranked import ranked
from insight.charts.ranking.spine import draw_spine
from insight.charts.style.layout import FOOT_LINE, TELLING
from insight.charts.style.palette import contrast
from insight.measures.series import series
from insight.model import Better
from tests.headline import headline
from tests.insight.charts.spoken import complete, markers, spec, words
from tests.invented import OVERALL, RELEASES, england, facts, footprint, geography
from tests.traits import traits_of

PLACE = geography("mid")
START = pd.Timestamp(2023, 1, 1)
PROVENANCE = Provenance(RELEASES, PLACE.title, True)
FOUR = {"NN": 72.0, "EE": 75.0, "WW": 78.0, "SS": 81.0}
CODES = ["EE", "NN", "SS", "WW"]


def history(values=None, measure=OVERALL, **hidden):
    rows = [england(2023, 76.0)]
    rows += [footprint(code, 2023, value) for code, value in (values or FOUR).items() if code not in hidden]
    rows += [footprint(code, 2023, None, status=status) for code, status in hidden.items()]
    return series(facts(*rows), measure, PLACE)


def rank(code="NN", measure=OVERALL) -> Ranking:
    found = ranking(standing(measure, history(measure=measure), PLACE.group, START), code)
    assert isinstance(found, Ranking)
    return found


def heated(*measures, values=None, chosen="NN", codes=CODES) -> Chart:
    standings = [standing(each, history(values, each), PLACE.group, START) for each in measures or (OVERALL,)]
    chart = heat(screen(standings), HeatRows(codes, chosen, "Invented region"), PROVENANCE)
    assert isinstance(chart, Chart)
    return chart


def test_the_ranking_puts_the_best_on_top_and_the_chosen_in_bold():
    chart = ranked(rank(), PROVENANCE)
    assert complete(chart)
    ticks = spec(chart)["layout"]["yaxis"]["ticktext"]
    assert ticks == ["South", "West", "East", "<b>North</b>"]
    assert "England 76.0%" in words(chart)
    assert "72.0% ▼ worse" in words(chart)
    assert chart.name == "gpps-overall-experience-nn-2023-mid-ranked"


def test_every_row_of_the_ranking_can_be_clicked_and_has_its_interval():
    chart = ranked(rank(), PROVENANCE)
    assert sorted(code for trace in markers(chart) for code in trace["customdata"]) == CODES
    bars = [t for t in spec(chart)["data"] if t["mode"] == "lines"]
    ends = sorted(x for bar in bars for x in bar["x"] if x is not None)
    assert len(ends) == 8
    assert "95% intervals" in chart.subtitle
    assert all(low <= end <= high for end in ends for low, high in [spec(chart)["layout"]["xaxis"]["range"]])


def test_verdicts_of_the_ranking_differ_in_shape():
    shapes = [trace["marker"]["symbol"] for trace in markers(ranked(rank(), PROVENANCE))]
    assert sorted(set(shapes)) == ["circle", "triangle-down", "triangle-up"]


def test_the_table_of_the_ranking_holds_ranks_as_ranges():
    table = ranked(rank(), PROVENANCE).table
    assert {"Rank from", "Rank to", "Lower", "Upper", "Verdict"} <= set(table.columns)


def one(measure=OVERALL, code="NN"):
    found = headline(measure, history(measure=measure), PLACE.group, code)
    assert found is not None
    return found


def bones():
    return spine([one()])


def test_the_spine_marks_the_verdict_and_names_worst_and_best():
    chart = draw_spine(bones(), [one()], "NN", "North", PROVENANCE)
    assert isinstance(chart, Chart)
    assert complete(chart)
    assert [trace["marker"]["symbol"] for trace in markers(chart)] == ["triangle-down"]
    for said in ("◀ worse", "better ▶", "England", "72.0% ▼\u00a0worse", "81.0%"):
        assert said in words(chart)
    assert list(chart.table["Highest"]) == [81.0]


def test_a_long_name_over_its_column_stays_clear_of_the_subtitle():
    tops = []
    for name in ("North", "Bath and North East Somerset, Swindon and Wiltshire"):
        chart = draw_spine(bones(), [one()], "NN", name, PROVENANCE)
        assert isinstance(chart, Chart)
        tops.append(spec(chart)["layout"]["margin"]["t"])
    assert tops[1] >= tops[0] + 2 * FOOT_LINE


def test_a_measure_compared_in_too_few_areas_is_counted_and_told():
    chart = draw_spine(bones(), [one(), one()], "NN", "North", PROVENANCE)
    assert isinstance(chart, Chart)
    assert chart.finding == "North is worse than England on 2 of 2 measures"
    assert "1 measure has no row: fewer than four areas are compared." in chart.subtitle


def test_a_figure_in_a_spine_that_is_not_of_whom_the_column_names_says_whose_it_is():
    similar = one()
    similar = replace(similar, standing=replace(similar.standing, comparator=Comparator("similar areas", ("EE", "WW"))))
    judged = [similar, one(replace(OVERALL, id="gpps.trust"))]
    chart = draw_spine(spine(judged), judged, "NN", "North", PROVENANCE)
    assert isinstance(chart, Chart)
    assert words(chart).count("England 76.0%") == 1
    assert "held against England instead" in chart.stays
    assert spec(chart)["layout"]["meta"][TELLING] == [0, 1]


def test_a_spine_of_nothing_is_refused():
    assert isinstance(draw_spine([], [], "NN", "North", PROVENANCE), Refusal)


def test_the_heat_table_says_what_chance_would_do():
    chart = heated(OVERALL, replace(OVERALL, id="gpps.trust", title="Trust"))
    assert complete(chart)
    assert "Among all 8 comparisons about 0 marks would be there by chance" in chart.subtitle
    assert len(chart.table) == 8


def test_the_longest_titles_over_the_columns_stay_clear_of_the_subtitle():
    long = replace(OVERALL, title="Hospital and community health locations rated good or outstanding")
    tops = [spec(heated(each))["layout"]["margin"]["t"] for each in (OVERALL, long)]
    assert tops[1] > tops[0]


def test_cells_carry_marks_doubled_where_surer():
    texts = spec(heated())["data"][-1]["text"]
    assert texts[CODES.index("NN")] == "72.0 ▼▼"
    assert texts[CODES.index("SS")] == "81.0 ▲▲"
    assert spec(heated())["data"][-1]["customdata"] == CODES


def test_text_in_every_cell_can_be_read():
    *fills, cells = spec(heated())["data"]
    ground = {
        (round(west + 0.46), round(top + 0.46)): trace["fillcolor"]
        for trace in fills
        for west, top in zip(trace["x"][::6], trace["y"][::6], strict=True)
    }
    inks = dict(zip(zip(cells["x"], cells["y"], strict=True), cells["textfont"]["color"], strict=True))
    assert ground.keys() == inks.keys()
    assert all(contrast(inks[cell], ground[cell]) >= 4.5 for cell in ground)


def test_the_finding_names_the_measure_on_which_most_differ():
    second = replace(OVERALL, id="gpps.trust", title="Trust in staff")
    standings = [
        standing(OVERALL, history({"NN": 76.0, "EE": 76.0, "WW": 76.0, "SS": 81.0}), PLACE.group, START),
        standing(second, history({"NN": 70.0, "EE": 70.0, "WW": 76.0, "SS": 81.0}, second), PLACE.group, START),
    ]
    chart = heat(screen(standings), HeatRows(CODES, "NN", "Region"), PROVENANCE)
    assert isinstance(chart, Chart)
    assert chart.finding == "Region: worse than England most often on trust in staff (2 of 4)"


def test_as_many_above_as_below_and_one_measure_alone_are_told_as_such() -> None:
    def told(*values: float) -> str:
        rows = history(dict(zip(("NN", "EE", "WW", "SS"), values, strict=True)))
        chart = heat(screen([standing(OVERALL, rows, PLACE.group, START)]), HeatRows(CODES, "NN", "Region"), PROVENANCE)
        assert isinstance(chart, Chart)
        return chart.finding

    assert told(60.0, 60.0, 90.0, 90.0) == (
        "Region: worse than England in 2 of 4 and better than it in as many, on overall experience of GP practice"
    )
    assert told(60.0, 60.0, 60.0, 90.0) == "Region: worse than England in 3 of 4, on overall experience of GP practice"


def test_beside_its_peers_the_finding_is_of_the_one_chosen_and_england_is_none_of_them():
    alike = Comparator("similar areas", ("EE", "WW", "SS"))
    for whom, said in ((alike, "Side by side: North"), (NATIONAL, "North and its similar areas: ")):
        figures = whom.pooled(history())
        stands = standing(OVERALL, figures, PLACE.group, START, whom)
        rows = HeatRows(CODES, "NN", "North and its similar areas", pooled=True)
        chart = heat(screen([stands]), rows, PROVENANCE)
        assert isinstance(chart, Chart) and chart.finding.startswith(said)
        assert f"than {whom.name} at 95%" in chart.subtitle


@pytest.mark.parametrize(
    ("east", "told"),
    [
        (
            70.0,
            "worse than England in 2 footprints on each of 2 measures, overall experience of GP practice among them",
        ),
        (76.0, "on no measure do two footprints differ from England in the same direction"),
    ],
)
def test_measures_that_share_the_first_place_are_told_as_a_tie(east: float, told: str):
    second = replace(OVERALL, id="gpps.trust", title="Trust in staff")
    low = {"NN": 70.0, "EE": east, "WW": 82.0, "SS": 76.0}
    standings = [standing(each, history(low, each), PLACE.group, START) for each in (OVERALL, second)]
    chart = heat(screen(standings), HeatRows(CODES, "NN", "Region"), PROVENANCE)
    assert isinstance(chart, Chart)
    assert chart.finding == f"Region: {told}"


def test_a_heat_table_of_some_still_counts_all_comparisons():
    chart = heated(codes=["NN", "EE"])
    assert len(chart.table) == 2
    assert "Among all 4 comparisons" in chart.subtitle


def test_sources_that_may_not_be_compared_have_no_heat_table():
    fft = replace(OVERALL, id="fft.positive", source="fft", traits=traits_of("fft.ae_positive"))
    standings = [standing(fft, history(measure=fft), PLACE.group, START)]
    assert isinstance(heat(screen(standings), HeatRows(CODES, "NN", "Region"), PROVENANCE), Refusal)


def test_a_footprint_called_like_markup_stays_text():
    names = PLACE.footprints.assign(short_name="<script>x</script>")
    place = replace(PLACE, footprints=names)
    found = ranking(standing(OVERALL, history(), place.group, START), "NN")
    assert isinstance(found, Ranking)
    assert "<script>" not in str(spec(ranked(found, PROVENANCE)))


def test_the_finding_is_the_pattern_of_most_and_counts_only_what_is_compared():
    stands = standing(OVERALL, history({"NN": 70.0, "EE": 82.0, "WW": 82.0}, SS="suppressed"), PLACE.group, START)
    chart = heat(screen([stands]), HeatRows(CODES, "NN", "Region"), PROVENANCE)
    assert isinstance(chart, Chart)
    said = "Region: better than England in 2 of 3 with a figure, on overall experience of GP practice"
    assert chart.finding == said
    assert "–" in spec(chart)["data"][-1]["text"]
    assert "[c]" in list(chart.table["Value"])


def test_one_footprint_with_a_figure_is_no_pattern_of_several():
    hidden = dict.fromkeys(("EE", "WW", "SS"), "suppressed")
    stands = standing(OVERALL, history({"NN": 70.0}, **hidden), PLACE.group, START)
    chart = heat(screen([stands]), HeatRows(CODES, "NN", "Region"), PROVENANCE)
    assert isinstance(chart, Chart)
    assert chart.finding == "Region: fewer than 3 footprints can be compared with England on any one measure"


def test_what_is_neither_better_nor_worse_is_never_called_so_in_the_heat():
    low = {"NN": 60.0, "EE": 62.0, "WW": 64.0, "SS": 76.0}
    chart = heated(replace(OVERALL, better=Better.NEITHER), values=low)
    assert "below England in 3 of 4, on" in chart.finding
    assert "▽ lower" in chart.subtitle
