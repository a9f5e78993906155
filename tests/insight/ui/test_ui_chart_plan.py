"""A control chart is planned on the Trends page: the plan stands in the address, shows on the chart, and is refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from insight.benchmarks.refusals import Refusal
from insight.charts.chart import Chart
from insight.queries.months import month_by_month
from insight.queries.published import PublishedSet
from insight.queries.question import ask
from insight.queries.resolve import resolve
from insight.selection import Selection
from insight.store import Store
from tests.monthly import POSITIVE, publish_months, wobble
from tests.visitor import said, unfolded, visit

MINE = f"1~{POSITIVE.id}~icb-2022~QZC"
PLANNED = f"{MINE}~t95.5~b13~r2023-03.A new ward~n2022-05.Texts began & went on"


@pytest.fixture
def cache(cache: Path) -> Path:
    publish_months(cache, wobble(94, 14) + wobble(88, 14))
    return cache


def trends(**query: str) -> AppTest:
    app = unfolded(
        visit("trends", **({"measure": POSITIVE.id, "vintage": "icb-2022", "footprint": "QZC"} | query)), "plan"
    )
    assert not app.exception
    return app


def plan_of(app: AppTest) -> str:
    return "".join(app.query_params.get("plan", ""))


def drawn(cache: Path, plan: str | None) -> Chart:
    published = PublishedSet(Store.open(cache))
    resolved = resolve(published, Selection("QZC", "icb-2022", POSITIVE.id, plan=plan))
    question = ask(published, resolved.selection)
    assert question is not None
    found = month_by_month(question)
    assert found is not None
    assert not isinstance(found.chart, Refusal)
    return found.chart


def test_a_link_reopens_the_same_chart(cache: Path) -> None:
    chart = drawn(cache, PLANNED)
    told = json.dumps(chart.figure.to_plotly_json(), ensure_ascii=False)
    for text in ("A new ward", "Texts began &amp; went on", "Target 95.5%", "first 13 months"):
        assert text in told
    assert sorted(set(chart.table["Mean"])) == [87.9, 93.9]  # of the first 13 months: 93 seven times, 95 six times
    assert "A new ward" not in json.dumps(drawn(cache, None).figure.to_plotly_json())


def test_the_plan_of_a_link_stands_in_the_fold(cache: Path) -> None:
    app = trends(plan=PLANNED)
    assert plan_of(app) == PLANNED
    assert app.number_input(key="insight.plan.target").value == 95.5
    assert app.number_input(key="insight.plan.baseline").value == 13
    assert "March 2023, limits start anew: A new ward" in said(app)
    assert "May 2022, note only: Texts began &amp; went on" in said(app)


def test_planning_writes_the_address(cache: Path) -> None:
    app = trends()
    assert plan_of(app) == ""
    app.number_input(key="insight.plan.target").set_value(90.0).run()
    assert plan_of(app) == f"{MINE}~t90"
    app.number_input(key="insight.plan.baseline").set_value(14).run()
    assert plan_of(app) == f"{MINE}~t90~b14"
    assert "The target of 90.0% lies inside the usual range" in said(app)


def add(app: AppTest, month: str, kind: str, reason: str) -> None:
    app.selectbox(key="insight.plan.month").select(month)
    app.selectbox(key="insight.plan.kind").select(kind)
    app.text_input(key="insight.plan.reason").input(reason)
    next(each for each in app.button if each.label == "Add").click().run()
    assert not app.exception


def test_a_new_start_is_added_and_taken_back(cache: Path) -> None:
    app = trends()
    add(app, "March 2023", "Limits start anew", "A new ward")
    assert plan_of(app) == f"{MINE}~r2023-03.A new ward"
    assert app.text_input(key="insight.plan.reason").value == ""
    add(app, "May 2022", "Note only", "Texts began")
    assert plan_of(app) == f"{MINE}~r2023-03.A new ward~n2022-05.Texts began"
    app.button(key="insight.plan.remove.1").click().run()
    assert plan_of(app) == f"{MINE}~n2022-05.Texts began"
    app.button(key="insight.plan.clear").click().run()
    assert plan_of(app) == ""
    assert not app.exception


@pytest.mark.parametrize(
    ("month", "reason", "refused"),
    [
        ("March 2023", "", "without a reason"),
        ("March 2023", "<b>loud</b>", "at most 80 letters"),
        ("April 2024", "Too late", "13 months with a figure on either side, and there is 1 after it"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_words(cache: Path, month: str, reason: str, refused: str) -> None:
    app = trends()
    add(app, month, "Limits start anew", reason)
    assert refused in said(app)
    assert "<b>loud" not in said(app)
    assert plan_of(app) == ""


def test_a_short_baseline_and_an_impossible_target_are_refused(cache: Path) -> None:
    app = trends()
    app.number_input(key="insight.plan.baseline").set_value(6).run()
    assert "A baseline takes 12 months or more" in said(app)
    app.number_input(key="insight.plan.target").set_value(120.0).run()
    assert "cannot be more than 100.0%" in said(app)
    assert plan_of(app) == ""


def test_a_link_that_asks_for_too_much_is_answered_beside_the_chart(cache: Path) -> None:
    assert "Limits do not start anew in April 2024 yet" in said(trends(plan=f"{MINE}~r2024-04.Too late"))


def test_the_plan_of_another_chart_is_not_applied(cache: Path) -> None:
    app = trends(plan=PLANNED.replace("QZC", "QZD"))
    assert "was made for another chart" in said(app)
    assert app.number_input(key="insight.plan.target").value is None


@pytest.mark.parametrize("plan", ["<script>alert(1)</script>", f"{MINE}~r2023-03.<img src=x>", f"{MINE}~x", "9" * 5000])
def test_a_hostile_plan_is_left_out_politely(cache: Path, plan: str) -> None:
    app = trends(plan=plan)
    assert "plan of the control chart in the link" in said(app)
    assert plan not in said(app)
    assert plan_of(app) in ("", plan)


def test_years_have_nothing_to_plan(cache: Path) -> None:
    app = trends(measure="gpps.overall_experience", plan=PLANNED)
    assert not [each for each in app.expander if each.label.startswith("Plan this chart")]
