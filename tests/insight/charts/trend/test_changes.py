"""What changed on every measure: what got worse stands at the top, whichever way is better, and both steps are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from insight.benchmarks.change import Change, PeriodChange
from insight.charts.chart import Chart
from insight.charts.drawn.plot import _across
from insight.charts.drawn.reading import read_plot
from insight.charts.drawn.sizes import SCREENS
from insight.charts.provenance import Provenance
from insight.charts.style.framing import ChartFootprint
from insight.charts.trend.changes import changes
from insight.measures.series import series
from insight.model import Better, Measure
from tests.invented import OVERALL, RELEASES, facts, footprint, geography

AREAS = geography()
PLACE = ChartFootprint("NN", "North", AREAS.vintage, Provenance(RELEASES, AREAS.title, True))
OF_2020 = PeriodChange("2020", "2025", 6.0, 5.0, 7.0, "improved")


def moved(
    title: str, value: float, word: str, better: Better = Better.HIGHER, first: PeriodChange | None = None
) -> tuple[Measure, Change]:
    step = Change("2024", "2025", value, value - 1, value + 1, word, f"{title} moved.", first)
    return replace(OVERALL, id=f"gpps.{title.lower()}", title=title, better=better), step


@pytest.fixture
def chart() -> Chart:
    found = [
        moved("Care", 3.0, "improved", first=OF_2020),
        moved("Trust", -0.4, "no clear change"),
        moved("Needs", 0.4, "no clear change"),
        moved("Early", 0.2, "no clear change", first=replace(OF_2020, word="got worse")),
        moved("Phone", -2.0, "got worse"),
        moved("Waits", 5.0, "got worse", Better.LOWER),
    ]
    drawn = series(facts(footprint("NN", 2024, 70.0), footprint("NN", 2025, 71.0)), OVERALL, AREAS)
    return changes(found, PLACE, drawn)


def test_what_got_worse_stands_first_whichever_way_is_better(chart: Chart) -> None:
    assert list(chart.table["Measure"]) == ["Waits", "Phone", "Early", "Trust", "Needs", "Care"]
    labels = chart.figure.to_plotly_json()["layout"]["yaxis"]["ticktext"]
    assert "lower is better" in labels[0] and "lower is better" not in labels[1]
    assert not any("2024" in each for each in labels) and "Change from 2024 to 2025" in chart.subtitle
    assert chart.finding == "North: since 2024, 2 of 6 measures got worse and 1 improved"


def test_both_steps_stand_beside_the_row_and_in_the_table(chart: Chart) -> None:
    said = [each["text"] for each in chart.figure.to_plotly_json()["layout"]["annotations"]]
    assert "<b>▼ got worse</b>, up 5.0 points" in said
    assert "<b>▲ improved</b>, up 3.0 points;<br>since 2020: improved, up 6.0 points" in said
    care = chart.table.set_index("Measure").loc["Care"]
    assert [care["Change since the earliest year"], care["Change since the earliest year (points)"]] == ["2020", 6.0]
    assert chart.table.set_index("Measure").loc["Phone", "Change since the earliest year (points)"] == "[x]"
    assert all(f"{title} moved." in chart.alt for title in ("Care", "Waits"))


def test_an_older_step_names_both_its_years() -> None:
    first = replace(OF_2020, newest=False)
    drawn = series(facts(footprint("NN", 2024, 70.0), footprint("NN", 2025, 71.0)), OVERALL, AREAS)
    chart = changes([moved("Care", 3.0, "improved", first=first)], PLACE, drawn)
    said = [each["text"] for each in chart.figure.to_plotly_json()["layout"]["annotations"]]
    assert "<b>▲ improved</b>, up 3.0 points;<br>between 2020 and 2025: improved, up 6.0 points" in said


def test_on_a_phone_the_marks_have_nearly_half_the_width(chart: Chart) -> None:
    drawn, size = chart.figure.to_plotly_json(), SCREENS["narrow"]
    _, left, right = _across(read_plot(drawn), size)
    assert (right - left) / size.width > 0.45


def test_years_stand_under_each_measure_where_they_are_not_those_of_all() -> None:
    measure, step = moved("Care", 3.0, "improved")
    older = replace(measure, id="gpps.older", title="Older"), replace(step, earlier="2019")
    drawn = series(facts(footprint("NN", 2024, 70.0), footprint("NN", 2025, 71.0)), OVERALL, AREAS)
    chart = changes([(measure, step), older], PLACE, drawn)
    labels = chart.figure.to_plotly_json()["layout"]["yaxis"]["ticktext"]
    assert {each.split("<br>")[1] for each in labels} == {"<i>2024 to 2025</i>", "<i>2019 to 2025</i>"}
    assert "since the last comparable year" in chart.subtitle
