"""The control chart: lines that end where comparison ends, a shape per kind of month, and a tooltip that names the rule."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from insight.benchmarks.control import Control, ControlPlan, Rebase, control
from insight.charts.chart import Chart
from insight.charts.control.chart import spc
from insight.charts.control.icons import ASSURANCES, VARIATIONS
from insight.charts.control.lines import MARKS
from insight.charts.provenance import Provenance
from insight.charts.style.palette import contrast
from insight.model import Better
from insight.stats.spc.assurance import Assurance
from insight.stats.spc.variation import Variation
from tests.insight.charts.spoken import complete, markers, spec, words
from tests.invented import NO_BREAKS
from tests.monthly import POSITIVE, RELEASES, months, wobble

PROVENANCE = Provenance(RELEASES, "New plans", True)
FALLING = wobble(94, 14) + wobble(92, 7, 0.3)
REBASE = Rebase(pd.Timestamp("2023-03-01"), "A new ward opened.")


def draw(values=None, plan: ControlPlan | None = None, measure=POSITIVE, breaks=NO_BREAKS) -> Chart:
    found = control(months(FALLING if values is None else values), measure, breaks, "North", plan)
    assert isinstance(found, Control)
    return spc(found, PROVENANCE)


def lines(chart: Chart, dash: str | None = None) -> list[dict]:
    made = [trace for trace in spec(chart)["data"] if trace["mode"] == "lines"]
    return made if dash is None else [trace for trace in made if trace["line"].get("dash") == dash]


def test_the_chart_is_complete_and_its_title_is_the_finding():
    chart = draw()
    assert complete(chart)
    assert chart.finding == "North: special cause of concern since March 2023"
    assert chart.name == "fft-inpatient-positive-nn-january-2022-to-september-2023-control-chart"
    assert "Not for comparison with other organisations." in chart.foot


def test_the_tooltip_names_the_rule():
    (special,) = [t for t in markers(draw()) if t["marker"]["symbol"] == "triangle-down"]
    assert len(special["x"]) == 7
    assert "Concern: one of seven or more in a row below the mean." in special["text"][0]
    assert "on 200 replies" in special["text"][0]


def test_a_triangle_points_the_way_of_the_signal_and_a_diamond_has_none():
    low_good = draw(measure=replace(POSITIVE, better=Better.LOWER))
    assert "triangle-down" in {t["marker"]["symbol"] for t in markers(low_good)}
    neither = draw(measure=replace(POSITIVE, better=Better.NEITHER))
    assert "diamond-wide" in {t["marker"]["symbol"] for t in markers(neither)}
    assert "◆ unusually high or low" in words(neither)


def test_no_line_crosses_a_gap_or_a_rebase():
    values = [*wobble(94, 14), None, *wobble(90, 14)]
    chart = draw(values, ControlPlan(rebases=(Rebase(pd.Timestamp("2023-08-01"), "A new ward opened."),)))
    (path,) = [t for t in lines(chart) if len(t["x"]) > 20]
    drawn = [
        pair
        for pair, height in zip(pairwise(path["x"]), pairwise(path["y"]), strict=True)
        if None not in pair and None not in height
    ]
    assert ("2023-02-01", "2023-03-01") not in drawn
    assert ("2023-03-01", "2023-04-01") not in drawn
    assert ("2023-07-01", "2023-08-01") not in drawn
    assert ("2023-08-01", "2023-09-01") in drawn


def test_limits_break_at_a_rebase_and_its_reason_is_written():
    chart = draw(wobble(94, 14) + wobble(90, 14), ControlPlan(rebases=(REBASE,)))
    mean, lower, upper = (t for t in lines(chart) if t["x"].count(None) == 2)
    assert (mean["y"][0], mean["y"][3]) == (94.0, 90.0)
    assert lower["line"]["dash"] == upper["line"]["dash"] == "dash"
    assert "Limits start anew A new ward opened." in words(chart).replace("<b>", "").replace("</b>", "")


def test_a_rebase_decided_for_a_month_without_data_says_when_it_took_hold():
    values = [*wobble(94, 14), *wobble(90, 14)]
    rows = months(values)
    plan = ControlPlan(rebases=(Rebase(pd.Timestamp("2021-06-01"), "Long ago."),))
    found = control(rows, POSITIVE, NO_BREAKS, "North", plan)
    assert isinstance(found, Control)
    assert "in force from the next month with data" in words(spc(found, PROVENANCE))


def test_a_break_is_drawn_with_the_publishers_reason():
    breaks = pd.DataFrame(
        {
            "measure": [POSITIVE.id],
            "date": pd.to_datetime(["2023-03-01"]),
            "reason": ["New question."],
            "citation": ["x"],
        }
    )
    chart = draw(wobble(94, 14) + wobble(90, 14), breaks=breaks)
    assert "Series breaks" in words(chart)
    assert "New question." in words(chart)
    assert list(chart.table.loc[chart.table["Note"] == "[b]", "Month"]) == ["March 2023"]


def test_a_gap_says_why():
    chart = draw([*wobble(94, 14), *[None] * 5, *wobble(94, 5)])
    assert "hidden" in words(chart)
    assert list(chart.table["Value"]).count("[c]") == 5
    assert list(chart.table["Reading"]).count("gap: hidden") == 5


def test_a_remark_changes_nothing_but_is_written():
    remark = Rebase(pd.Timestamp("2023-05-01"), "Texts replace paper.")
    chart = draw(plan=ControlPlan(remarks=(remark,)))
    assert "Texts replace paper." in words(chart)
    assert chart.finding == draw().finding


def test_too_few_months_draw_the_line_only():
    chart = draw(wobble(94, 12))
    assert len(lines(chart)) == 1
    assert {t["marker"]["symbol"] for t in markers(chart)} == {"circle-open"}
    assert "1 more month is needed" in chart.subtitle
    assert "Variation not judged" in words(chart)


def test_a_limit_beyond_what_can_be_is_drawn_at_the_edge_and_said():
    chart = draw(wobble(99, 20))
    top = max(y for trace in lines(chart) for y in trace["y"] if y is not None)
    assert top == 100.0
    assert "drawn at its edge" in chart.foot
    assert "Upper limit 100.0%" in words(chart), "as the sentence names it"


@pytest.mark.parametrize(
    ("target", "icon"), [(99, "CONSISTENTLY_FAILS"), (80, "CONSISTENTLY_PASSES"), (94, "HIT_OR_MISS")]
)
def test_the_target_has_a_line_a_name_and_an_icon(target, icon):
    chart = draw(wobble(94, 20, 0.5), ControlPlan(target=target))
    assert f"Target {target}.0%" in words(chart)
    assert ASSURANCES[Assurance[icon]].words in words(chart)


def test_labels_of_the_lines_do_not_lie_on_one_another():
    chart = draw(wobble(94, 20, 0.1), ControlPlan(target=94.05))
    layout = spec(chart)["layout"]
    low, high = layout["yaxis"]["range"]
    pixels = (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]) / (high - low)
    names = ("Upper limit", "Mean", "Lower limit", "Target")
    placed = sorted(
        note["y"] * pixels + note["yshift"]
        for note in layout["annotations"]
        if note.get("xshift") == 6 and any(name in note["text"] for name in names)
    )
    assert len(placed) == 4
    assert all(two - one >= 21.9 for one, two in pairwise(placed))


def test_every_icon_has_words_a_form_and_enough_contrast():
    icons = [*VARIATIONS.values(), *ASSURANCES.values()]
    assert len({icon.words for icon in icons}) == len(icons)
    assert set(VARIATIONS) == set(Variation)
    assert set(ASSURANCES) == set(Assurance) - {Assurance.NO_ICON}
    assert all(icon.letter or icon.path for icon in icons)
    assert all(contrast(icon.colour, "#FFFFFF") >= 4.5 for icon in icons)


def test_every_kind_of_month_has_its_own_look():
    assert set(MARKS) == set(Variation)
    assert len({(shape, colour) for shape, colour, _ in MARKS.values()}) == len(MARKS)
    assert all(contrast(colour, "#FFFFFF") >= 3 for _, colour, _ in MARKS.values())
    high, low = MARKS[Variation.IMPROVEMENT_HIGH][0], MARKS[Variation.CONCERN_LOW][0]
    assert high != low
