"""One practice or trust among those like it, as drawn: rows, columns, lines, bars of expected ranges, and its table."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from insight.benchmarks.likeness import Likeness, likeness
from insight.benchmarks.needs import Need, Needs
from insight.benchmarks.peers import hold_against
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.standing import standing
from insight.charts.chart import Chart
from insight.charts.provenance import Provenance
from insight.charts.similar.among import among_similar
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.gathered import SERIES
from insight.measures.org_figures import org_figures
from insight.model import ENGLAND, Level, Unit
from tests.invented import OVERALL, RELEASES, fact, facts
from tests.traits import traits_of

START = pd.Timestamp("2025-01-01")
NAMES = pd.Series({"P1": "Elm <b>Surgery</b>", "P2": "Oak Surgery", "P3": "Ash Surgery", "P4": "Fir NHS Trust"})
PLACES = pd.Series({"P1": "North", "P2": "East", "P3": "South"})
SIZE = Need("size", "Registered patients", "people")
SCORED = replace(
    OVERALL,
    id="inpatient.overall",
    source="inpatient",
    traits=traits_of("inpatient.overall"),
    unit=Unit.SCORE,
    additive=False,
)
FROM = Provenance(RELEASES, "New plans", demonstration=False)


GROUP = ComparisonGroup("practices", Level.PRACTICE, "the practices of this survey", "new", NAMES, PLACES)


def like(**other) -> Likeness:
    table = pd.DataFrame({"size": [4000.0, 4100.0, 5000.0, 9000.0]}, index=pd.Index(list(NAMES.index)))
    found = likeness("P1", Needs((SIZE,), table, (), (), frozenset({"size"}), **other), GROUP, listed=10)
    assert isinstance(found, Likeness)
    return found


def drawn(rows: pd.DataFrame, measure=OVERALL, england: float = 75.0, found: Likeness | None = None):
    found = found or like()
    status = "not_available" if pd.isna(england) else "ok"
    home = pd.DataFrame(
        [{"org": ENGLAND, "start": START, "end": rows["end"].max(), "value": england, "status": status}]
    )
    figures = org_figures(rows, measure, home.reindex(columns=list(SERIES)))
    stands = standing(measure, figures, GROUP.only(["P1", *found.peers]), START)
    held = hold_against(stands, "P1", "its peers", found.peers, figures)
    return among_similar(stands, found, [held], FROM)


def shares(*values: float | None) -> pd.DataFrame:
    status = {True: "ok", False: "suppressed"}
    return facts(*[fact(f"P{n}", 2025, v, status=status[v is not None]) for n, v in enumerate(values, 1)])


def words(chart: Chart) -> list[str]:
    return [each["text"] for each in chart.figure.to_dict()["layout"]["annotations"]]


def test_the_practice_stands_on_top_then_its_peers_with_what_makes_them_alike() -> None:
    chart = drawn(shares(50.0, 80.0, 82.0, 84.0))
    assert isinstance(chart, Chart)
    assert chart.finding == "Elm <b>Surgery</b> is below similar practices on overall experience of GP practice"
    assert list(chart.table["Code"]) == ["P1", "P2", "P3", "P4"]
    assert chart.table["How far apart (0 is alike)"].is_monotonic_increasing
    assert list(chart.table["Registered patients"]) == [4000, 4100, 5000, 9000]
    said = words(chart)
    assert {"<b>England 75.0%</b>", "<b>Peers together 82.0%</b>", "4,100", "<b>4,000</b>"} <= set(said)
    assert "<b>▼ 50.0%</b>" in said
    assert "never used" in chart.foot
    assert chart.name == "gpps-overall-experience-p1-2025-similar"


def test_a_name_is_never_read_as_markup() -> None:
    chart = drawn(shares(50.0, 80.0, 82.0, 84.0))
    assert isinstance(chart, Chart)
    labels = chart.figure.to_dict()["layout"]["yaxis"]["ticktext"]
    assert "Elm &lt;b&gt;Surgery&lt;/b&gt;" in labels[0]
    assert labels[3].startswith("Fir<br>"), "that all are trusts goes without saying"


def test_a_hidden_peer_is_named_but_not_drawn_and_a_hidden_practice_is_said() -> None:
    chart = drawn(shares(50.0, 80.0, None, 84.0))
    assert isinstance(chart, Chart)
    assert "hidden" in words(chart)
    assert chart.table.set_index("Code").loc["P3", "Value"] == "[c]"
    assert "beside similar practices" in chart.finding, "two of three peers are too few to take together"
    refused = drawn(shares(None, 80.0, 82.0, 84.0))
    assert isinstance(refused, Refusal)
    assert "hidden by the publisher" in refused.sentence


def scores(label: str | None = "Better than expected") -> pd.DataFrame:
    expected = {"expected_lower": 7.5, "expected_upper": 8.5} if label else {}
    rows = [fact(f"P{n}", 2025, 8.0 + n / 4, "trust", label=label, **expected) for n in range(1, 5)]
    return facts(*rows).reindex(columns=[*facts(*rows).columns, *({"expected_lower", "expected_upper"} - {*rows[0]})])


def test_a_score_carries_the_publishers_range_and_word_and_no_line_of_peers() -> None:
    regions = pd.Series({"P1": "North", "P2": "North", "P3": "South"})
    chart = drawn(scores(), SCORED, 8.2, like(regions=regions))
    assert isinstance(chart, Chart)
    assert chart.finding.endswith("does better than expected on overall experience of GP practice")
    bars = [trace for trace in chart.figure.to_dict()["data"] if trace.get("line", {}).get("width") == 16]
    assert [list(bar["x"]) for bar in bars] == [[7.5, 8.5]] * 4
    assert "Better" in words(chart)
    assert not any("Peers together" in each for each in words(chart))
    assert {"Expected from", "Publisher's word"} <= set(chart.table)
    assert "Lower" not in chart.table
    assert "not an interval" in chart.foot
    assert "Another region counts as one standard deviation" in chart.foot
    assert chart.table.set_index("Code").loc["P4", "Not known"] == "Region"


@pytest.mark.parametrize("england", [75.0, float("nan")])
def test_a_score_without_a_band_is_drawn_without_a_word(england: float) -> None:
    chart = drawn(scores(None), SCORED, england)
    assert isinstance(chart, Chart)
    assert "beside similar practices" in chart.finding
    assert not any("Publisher" in each for each in words(chart))


def test_what_its_publisher_will_not_have_compared_is_never_drawn_side_by_side():
    fft = replace(OVERALL, traits=traits_of("fft.gp_positive"))
    refused = drawn(shares(80.0, 70.0, 71.0, 72.0), measure=fft)
    assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_FOR_COMPARISON
