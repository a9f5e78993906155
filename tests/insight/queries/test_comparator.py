"""Whom a footprint is compared with: one choice, written out in links, and politely England where there is no other."""

import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.charts.chart import Chart
from insight.queries import briefing, headlines
from insight.queries.briefing import six_questions, where_we_stand
from insight.queries.compare_footprints import comparisons
from insight.queries.newer import newer, stamp
from insight.queries.overview import at_a_glance, opening
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.resolve import resolve
from insight.queries.trend import through_time
from insight.selection import Selection
from insight.store import Store
from tests.silver import OVERALL, SCORE, publish, write


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> PublishedSet:
    cache = tmp_path_factory.mktemp("cache")
    publish(cache)
    return PublishedSet(Store.open(cache))


def asking(published: PublishedSet, **chosen: str) -> Question:
    wish = Selection.from_query({"footprint": "QZD", "vintage": "icb-2022", "measure": OVERALL} | chosen)
    question = ask(published, resolve(published, wish).selection)
    assert question is not None
    return question


def test_england_is_the_comparator_nobody_has_to_choose(published: PublishedSet) -> None:
    question = asking(published)
    assert question.comparator() == NATIONAL
    assert question.compared.link is None


def test_areas_picked_by_hand_are_pooled_sum_then_divide(published: PublishedSet) -> None:
    question = asking(published, against="picked", peers="QZD~QZA~QZC")
    assert question.comparator().codes == ("QZA", "QZC")
    rows = question.history()
    there = rows[rows["org"].isin(["QZA", "QZC"]) & rows["start"].eq(question.period)]
    pooled = (there["value"] * there["denominator"]).sum() / there["denominator"].sum()
    stands = question.standing()
    assert stands.benchmark == pytest.approx(pooled)
    row = stands.of("QZD")
    assert row is not None
    assert row["gap"] == pytest.approx(row["value"] - pooled)
    assert "of the areas picked" in row["sentence"]
    assert "England" not in row["sentence"]


def test_the_region_is_offered_with_all_that_lie_in_it(published: PublishedSet) -> None:
    question = asking(published, against="region")
    assert "QZD" in question.comparator().codes
    assert question.comparator().why.endswith("this one among them.")


def test_what_cannot_be_put_together_is_held_against_england(published: PublishedSet) -> None:
    question = asking(published, against="picked", peers="QZD~QZA~QZC", measure=SCORE)
    assert question.comparator() == NATIONAL
    assert question.compared.comparator.codes == ("QZA", "QZC")


def test_england_stands_in_where_none_of_those_chosen_has_a_figure(tmp_path: Path) -> None:
    file = publish(tmp_path) / "facts" / "gpps.parquet"
    facts = pq.read_table(file).to_pandas()
    write(facts[facts["level"].isin(["england", "footprint"]) & facts["org"].ne("QZA")], "facts", file)
    question = asking(PublishedSet(Store.open(tmp_path)), against="picked", peers="QZD~QZA")
    assert question.comparator().codes == ("QZA",)
    sentence, _ = where_we_stand(question)
    assert sentence.startswith(
        "Too few figures of the areas picked are loaded to compare with them. Damson is not worse than England on "
    )
    too_few = "The areas picked: no area has a figure in 2025; at least 80% are needed to compare with them."
    refusal, trend = question.standing().refusal, through_time(question)
    assert refusal is not None and trend is not None
    assert [refusal.sentence, trend.sentences[0][0]] == [too_few, too_few]


def test_areas_of_another_set_become_what_they_are_today(published: PublishedSet) -> None:
    question = asking(published, against="picked", peers="QZD~QZA~QZB~QZC~NOBODY", vintage="icb-2026")
    assert question.comparator().codes == ("QZG", "QZC")


def test_trends_say_since_when_there_has_been_a_gap_to_the_comparator(published: PublishedSet) -> None:
    answer = through_time(asking(published, footprint="QZA", against="picked", peers="QZC~QZD"))
    assert answer is not None
    assert answer.sentences[0] == ("Worse than the areas picked in every comparable year since 2022.", "worse")


def test_an_area_that_lives_on_says_so_in_an_older_set(published: PublishedSet) -> None:
    became = six_questions(asking(published, footprint="QZC"))[0]
    assert became.question == "What was it, and what became of it?"
    assert became.told[0].sentence.startswith("Cedar in 2025, its last year in this set of areas: ")
    assert became.told[1].sentence == "Today's set has the same area under the same name."
    assert len(opening(asking(published, footprint="QZC"))) == 1, "it is not said twice on one page"


def test_where_it_hurts_is_told_of_the_first_measure_that_places_can_be_judged_by(
    published: PublishedSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def visits(question: Question) -> SimpleNamespace:
        judged = ["Ash"] if question.id == SCORE else []
        return SimpleNamespace(judged=judged, likely=[], said=f"{question.id}: {len(judged)} judged")

    measures = [
        SimpleNamespace(measure=SimpleNamespace(id=id), standing=SimpleNamespace(start=pd.Timestamp(2025, 1, 1)))
        for id in (OVERALL, SCORE)
    ]
    monkeypatch.setattr(briefing, "to_visit", visits)
    monkeypatch.setattr(briefing, "surveyed_trusts", lambda _: [])
    monkeypatch.setattr(briefing.briefing, "weaknesses", lambda _: measures)
    monkeypatch.setattr(briefing.briefing, "visits_sentence", lambda found, of: found.said)
    assert [each.sentence for each in briefing._hurts(asking(published))] == [f"{SCORE}: 1 judged"]
    measures.pop()
    assert [each.sentence for each in briefing._hurts(asking(published))] == [f"{OVERALL}: 0 judged"]


def test_without_similar_areas_england_stands_in(published: PublishedSet) -> None:
    """Nothing is known of what these footprints are like, so that none can be called similar."""
    question = asking(published, against="similar")
    assert "similar" not in question.compared.kinds
    assert question.compared.kind == "england"
    assert resolve(published, question.selection).selection.against == "england"


@pytest.mark.parametrize("peers", ["", "~~~", "QZD", "NOBODY~NOBODY"])
def test_a_link_without_areas_to_compare_with_shows_something(published: PublishedSet, peers: str) -> None:
    question = asking(published, against="picked", peers=peers)
    assert question.standing().of("QZD") is not None


def test_too_few_known_figures_are_no_comparator() -> None:
    start = pd.Timestamp(2025, 1, 1)
    rows = pd.DataFrame(
        {
            "org": ["A", "B", "C"], "start": start, "end": start, "status": ["ok", "ok", "suppressed"],
            "value": [50.0, 70.0, None], "denominator": [100.0, 300.0, None], "respondents": [100.0, 300.0, None],
            "coverage": 1.0, "basis": "published", "release": "r",
        }
    )  # fmt: skip
    known, few = (Comparator("some", codes).pooled(rows).iloc[-1] for codes in (("A", "B"), ("A", "B", "C")))
    assert (known["value"], known["status"]) == (pytest.approx(65.0), "ok")
    assert (few["status"], pd.isna(few["value"])) == ("not_available", True)


@pytest.mark.parametrize(
    ("word", "england", "others"),
    [
        ("worse", "worse than England", "worse than similar areas"),
        ("similar", "similar to England", "about the same as similar areas"),
        ("not compared", "not compared", "not compared"),
    ],
)
def test_a_verdict_names_whom_it_is_about(word: str, england: str, others: str) -> None:
    assert NATIONAL.verdict(word) == england
    assert Comparator("similar areas", ("A",)).verdict(word) == others


def test_a_link_keeps_its_word_and_says_that_newer_figures_exist(published: PublishedSet) -> None:
    now = stamp(published, OVERALL, "2025-01-01")
    assert newer(published, OVERALL, "2025-01-01", now) is None
    old = newer(published, OVERALL, "2024-01-01", f"2024-01-01.{now[-8:]}")
    assert old is not None
    assert (old.period, old.title) == ("2025-01-01", "2025")
    assert (
        old.sentence
        == "Newer figures exist: 2025 has come since this link was made. It was made when 2024 was the newest."
    )


def test_a_link_says_that_its_files_were_replaced(published: PublishedSet) -> None:
    changed = newer(published, OVERALL, "2025-01-01", "2025-01-01.00000000")
    assert changed is not None
    assert changed.period is None
    assert changed.sentence.startswith("The files behind the figures for 2025 have changed since this link was made")


def test_an_old_link_stays_what_it_was(published: PublishedSet) -> None:
    asked = Selection.from_query({"measure": OVERALL, "period": "2024-01-01", "release": "2024-01-01.00000000"})
    resolved = resolve(published, asked)
    assert resolved.selection.to_query()["period"] == "2024-01-01"
    assert resolved.selection.release == "2024-01-01.00000000"
    assert resolved.newer is not None


@pytest.mark.parametrize("against", ["england", "picked"])
def test_overview_compare_and_priorities_count_alike(published: PublishedSet, against: str) -> None:
    question = asking(published, against=against, peers="QZD~QZA~QZC")
    said = where_we_stand(question)[0]
    counted = re.search(r"worse than .* on (?:\w+ of (\d+) measures?|the only measure)", said)
    assert counted, said
    total = counted.group(1) or "only"
    spine = next(each for each in comparisons(question) if each.key == "spine")
    for chart in (at_a_glance(question).chart, spine.chart):
        assert isinstance(chart, Chart)
        assert total in chart.finding.split(), (said, chart.finding)


def test_a_measure_never_steps_back_in_years_for_whom_it_is_held_against(
    published: PublishedSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those chosen had figures of an early year alone: a new verdict of this year against England gave way to none of that year."""
    question, comparable = asking(published, against="picked", peers="QZD~QZA~QZC"), headlines._comparable
    now = headlines._headline(question, OVERALL)
    assert now is not None and now.standing.comparator.codes
    early = min(question.history()["start"])
    monkeypatch.setattr(
        headlines, "_comparable", lambda *of: early if of[2].codes and of[3] is None else comparable(*of)
    )
    instead = headlines._headline(question, OVERALL)
    assert instead is not None and instead.standing.comparator == NATIONAL
    assert instead.standing.start == now.standing.start > early


def test_a_sentence_held_against_england_instead_leads_to_a_page_that_does_so_too(published: PublishedSet) -> None:
    question = asking(published, against="picked", peers="QZD~QZA~QZC")
    found = headlines._headline(question, OVERALL)
    assert found is not None
    assert "against" not in briefing._beside(question, found)
    instead = headlines.held_against(question, OVERALL, NATIONAL)
    assert instead is not None
    assert briefing._beside(question, instead)["against"] == "england"
    assert "against" not in briefing._beside(asking(published), instead)
