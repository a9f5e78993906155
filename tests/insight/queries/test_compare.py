"""The answers of the Compare page, from a published set of tables: what is shown, unfolded, and refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.benchmarks.comparator import NATIONAL
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.visits import Visits
from insight.charts.chart import Chart
from insight.queries.answer import Answer
from insight.queries.compare_footprints import comparisons, headline_ids
from insight.queries.headlines import held_against
from insight.queries.months import month_by_month
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.resolve import resolve
from insight.queries.visits import to_visit
from insight.selection import Selection
from insight.store import Store
from tests.silver import OVERALL, SCORE, SUPPRESSED, publish, write

ALL = Selection(footprint="QZC", vintage="icb-2022", measure=OVERALL, period=date(2025, 1, 1))


def parts(cache: Path, selection: Selection = ALL) -> dict[str, Answer]:
    publish(cache)
    return {each.key: each for each in comparisons(asking(cache, selection))}


def asking(cache: Path, selection: Selection) -> Question:
    published = PublishedSet(Store.open(cache))
    question = ask(published, resolve(published, selection).selection)
    assert question is not None
    return question


def test_every_part_has_a_chart_or_says_why_not(tmp_path: Path) -> None:
    found = parts(tmp_path)
    assert list(found) == ["ranked", "spine", "heat"]
    drawn = {key for key, each in found.items() if isinstance(each.chart, Chart)}
    assert drawn >= {"ranked", "spine", "heat"}
    names = [each.chart.name for each in found.values() if isinstance(each.chart, Chart)]
    assert len(set(names)) == len(names)


def test_a_figure_older_than_its_source_names_its_year(tmp_path: Path) -> None:
    publish(tmp_path)
    question = asking(tmp_path, ALL)
    named = {
        when: held_against(question, OVERALL, NATIONAL, pd.Timestamp(when)) for when in ("2024-01-01", "2025-01-01")
    }
    assert all(each is not None and each.aside == "" for each in named.values())  # the newest up to the one chosen
    hidden = held_against(
        asking(tmp_path, replace(ALL, footprint=SUPPRESSED[0])), OVERALL, NATIONAL, pd.Timestamp("2024-01-01")
    )
    assert hidden is not None and hidden.aside == " (2023)"


def test_every_verdict_unfolds_to_numbers_rule_and_source(tmp_path: Path) -> None:
    for each in parts(tmp_path).values():
        assert each.explanation
        for explain_by in each.explanation:
            assert explain_by.sentence
            assert explain_by.numbers
            assert explain_by.rule
            assert explain_by.citation


def test_every_part_names_its_releases(tmp_path: Path) -> None:
    assert {release for each in parts(tmp_path).values() for release in each.releases} == {"gpps.2025"}


def test_a_score_is_ranked_but_never_told_as_people(tmp_path: Path) -> None:
    found = parts(tmp_path, ALL.choose(measure=SCORE))
    assert isinstance(found["ranked"].chart, Chart)
    assert not any("patients" in sentence for sentence, _ in found["ranked"].sentences)


def test_the_axis_of_a_ranking_is_the_same_in_every_year(tmp_path: Path) -> None:
    axes = []
    for year in (2023, 2025):
        drawn = parts(tmp_path, ALL.choose(period=date(year, 1, 1)))["ranked"].chart
        assert isinstance(drawn, Chart)
        axes.append(drawn.figure.to_dict()["layout"]["xaxis"]["range"])
    assert axes[0] == axes[1]


def test_those_compared_with_stand_side_by_side(tmp_path: Path) -> None:
    found = parts(tmp_path, ALL.choose(against="picked", peers="QZC~QZA~QZE"))
    heat = found["heat"].chart
    assert isinstance(heat, Chart)
    assert list(heat.table["Code"]) == ["QZC", "QZA", "QZE"]
    assert heat.finding.startswith("Side by side: Cedar") and heat.finding.count("the areas picked") == 1
    assert "alike" in found


def test_where_no_figure_has_an_interval_the_reason_is_told_once(tmp_path: Path) -> None:
    made = publish(tmp_path)
    path = next(each for each in (made / "facts").glob("*.parquet") if "inpatient" in each.name)
    write(pd.read_parquet(path).assign(lower=None, upper=None), "facts", path)
    found = {each.key: each for each in comparisons(asking(tmp_path, ALL.choose(measure=SCORE)))}
    assert list(found) == ["refused"]
    refusal = found["refused"].chart
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.NO_INTERVAL
    assert found["refused"].question == "Why is nothing compared here?"


def test_the_chosen_measure_is_always_among_those_held_side_by_side(tmp_path: Path) -> None:
    publish(tmp_path)
    for id in (OVERALL, SCORE):
        assert list(headline_ids(asking(tmp_path, ALL.choose(measure=id)))) == [id]


def test_a_source_not_for_comparison_is_one_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = Refusal(Reason.NOT_FOR_COMPARISON, "Not for comparing organisations.")
    monkeypatch.setattr("insight.benchmarks.standing.refuse_source", lambda measure: refusal)
    found = parts(tmp_path)
    assert list(found) == ["refused"]
    assert found["refused"].chart is refusal


def test_years_have_no_control_chart(tmp_path: Path) -> None:
    publish(tmp_path)
    assert month_by_month(asking(tmp_path, ALL)) is None


def test_the_chance_of_marks_is_told_with_its_percentages_as_they_are_written(tmp_path: Path) -> None:
    (told,) = parts(tmp_path)["heat"].explanation
    assert [name for name, _ in told.numbers] == ["Marks by chance at 95%", "Marks by chance at 99.8%"]


def test_the_list_of_whom_to_visit_holds_every_practice_of_the_footprint(tmp_path: Path) -> None:
    publish(tmp_path)
    asked = asking(tmp_path, ALL)
    found = to_visit(asked)
    assert isinstance(found, Visits) and found.against == "England"
    assert sorted(each.org for each in found.entries) == sorted(asked.members)
