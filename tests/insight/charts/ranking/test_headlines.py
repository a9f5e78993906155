"""The overview puts the worst first and tells each verdict by word and shape, not by colour alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from insight.benchmarks.comparator import Comparator
from insight.benchmarks.refusals import Refusal
from insight.charts.chart import Chart
from insight.charts.drawn.picture import draw as pictured
from insight.charts.drawn.sizes import SLIDE
from insight.charts.provenance import Provenance
from insight.charts.ranking.headlines import headlines
from insight.measures.series import series
from insight.model import Better, Unit
from tests.headline import headline
from tests.invented import OVERALL, RELEASES, england, facts, footprint, geography

PLACE = geography()
PROVENANCE = Provenance(RELEASES, PLACE.title, True)


def one(name: str, value: float | None, measure=OVERALL, **other):
    measure = replace(measure, id=f"gpps.{name}", title=name.capitalize())
    rows = [england(2025, 75.0), footprint("NN", 2025, value, **other)]
    found = headline(measure, series(facts(*rows), measure, PLACE), PLACE.group, "NN")
    assert found is not None
    return found


def draw(*found) -> Chart:
    chart = headlines(found, "NN", "North", PROVENANCE)
    assert isinstance(chart, Chart)
    return chart


def test_worst_first_by_distance_towards_better():
    waiting = replace(OVERALL, better=Better.LOWER)
    chart = draw(one("listening", 80.0), one("wait", 90.0, waiting), one("trust", 70.0), one("care", 75.2))
    ticks = chart.figure.to_plotly_json()["layout"]["yaxis"]["ticktext"]
    assert [tick.split("<br>")[0] for tick in ticks] == ["Wait", "Trust", "Care", "Listening"]
    assert "lower is better" in ticks[0]
    assert list(chart.table["Verdict"]) == ["worse", "worse", "similar", "better"]
    assert chart.finding == "North: worse than England on 2 of 4 measures, better on 1"


def test_without_room_for_all_the_best_stand_beside_the_worst_where_there_are_any_better() -> None:
    worse = [one(f"worse_{at:02d}", 40.0 + at) for at in range(20)]
    better = [one(f"better_{at:02d}", 80.0 + at) for at in range(9)]
    alike = [one(f"alike_{at:02d}", 75.0 + at / 100) for at in range(9)]
    both, none_better, none_worse = (
        re.sub("<[^>]+>", "", pictured(draw(*each), SLIDE).body) for each in (worse + better, worse, alike + better)
    )
    assert "Worse_00" in both
    assert "Better_08" in both
    assert "of 29 rows." in both
    assert "Worse_00" in none_better
    assert "Worse_19" not in none_better
    assert "Better_08" in none_worse
    assert "Alike" not in none_worse


def test_verdicts_have_a_shape_and_a_word():
    spec = draw(one("listening", 80.0), one("trust", 70.0), one("care", 75.2)).figure.to_plotly_json()
    symbols = [trace["marker"]["symbol"] for trace in spec["data"] if trace["mode"] == "markers"]
    assert symbols == ["triangle-down", "circle", "triangle-up"]
    texts = " ".join(note["text"] for note in spec["layout"]["annotations"])
    for said in ("▼ worse", "● similar", "▲ better", "70.0%, against 75.0%", "DEMONSTRATION DATA"):
        assert said in texts
    json.dumps(spec)


def test_england_is_a_tick_at_its_place():
    shapes = draw(one("trust", 70.0)).figure.to_plotly_json()["layout"]["shapes"]
    assert any(shape["x0"] == shape["x1"] == 75.0 for shape in shapes)


def test_other_units_and_hidden_figures_stand_in_the_table_only():
    score = replace(OVERALL, unit=Unit.SCORE, additive=False)
    chart = draw(one("trust", 70.0), one("score", 8.1, score), one("care", None, status="suppressed"))
    assert sum(trace["mode"] == "markers" for trace in chart.figure.to_plotly_json()["data"]) == 1
    assert len(chart.table) == 3
    assert "2 more in the table only" in chart.foot
    assert "[c]" in list(chart.table["Value"])


def test_nothing_to_draw_is_refused():
    refused = headlines([one("care", None, status="suppressed")], "NN", "North", PROVENANCE)
    assert isinstance(refused, Refusal)


def test_what_is_held_against_england_instead_is_said_on_the_chart():
    own = one("trust", 70.0)
    similar = replace(own, standing=replace(own.standing, comparator=Comparator("similar areas", ("EE", "WW"))))
    chart = draw(similar, one("care", 70.0))
    assert chart.finding == "North is worse than similar areas on the only measure"
    instead = "1 more measure is held against England instead (1 worse)."
    assert chart.subtitle.endswith(f" {instead}") and instead in chart.stays
    texts = " ".join(note["text"] for note in chart.figure.to_plotly_json()["layout"]["annotations"])
    assert "</b> similar areas, England where named" in texts
    assert "70.0%, against 75.0%" in texts and "70.0%, England 75.0%" in texts


def test_every_mark_carries_its_measure_and_period_for_a_click():
    first = one("trust", 70.0)
    codes = [each["customdata"] for each in draw(first).figure.to_plotly_json()["data"] if "customdata" in each]
    assert codes == [[f"{first.measure.id} {first.standing.start:%Y-%m-%d}"]]
