"""The sentences of the overview, read aloud: every branch, worst first, and nothing that only a statistician says."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from insight.benchmarks import briefing
from insight.benchmarks.change import Change, PeriodChange
from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.findings import headlines_finding
from insight.benchmarks.gap_history import GapDifference, GapHistory
from insight.benchmarks.gaps import Gaps
from insight.benchmarks.headlines import Headline, set_apart
from insight.benchmarks.needs import Need
from insight.benchmarks.standing import Standing
from insight.benchmarks.visits import Visit, Visits
from insight.measures.comparison_group import ComparisonGroup
from insight.model import Better, Level, Measure, Unit
from tests.traits import PLAIN, declared

START, END = pd.Timestamp(2025, 1, 1), pd.Timestamp(2026, 1, 1)
GROUP = ComparisonGroup(
    "footprints", Level.FOOTPRINT, "ICBs", "icb-2026", pd.Series({"A": "Ash"}), pd.Series({"A": "North"})
)
SIMILAR = Comparator("similar areas", ("B", "C"))
UNSPOKEN = ("our construct", "Wilson", "effective replies", "phi ", "ecological", "rank correlation", "100,000", "good")


def measure(title: str = "Ease of phoning", better: Better = Better.HIGHER) -> Measure:
    return Measure(
        f"gpps.{title.rsplit(maxsplit=1)[-1].lower()}",
        "gpps",
        title,
        "How easy?",
        Unit.PERCENT,
        better,
        additive=True,
        traits=PLAIN,
    )


def headline(title: str, value: float, verdict: str, against: Comparator = SIMILAR) -> Headline:
    row = {"code": "A", "name": "Ash", "value": value, "lower": value - 1, "upper": value + 1, "gap": value - 60.0,
           "verdict": verdict, "sentence": ""}  # fmt: skip
    table = pd.DataFrame([row])
    stands = Standing(measure(title), START, END, GROUP, against, 60.0, "published", table, None)
    return Headline(stands.measure, stands, table.iloc[0])


BEHIND = [headline(f"Ease of {name}", value, "worse") for name, value in (("phoning", 50.0), ("writing", 55.0))]
LEVEL, AHEAD = headline("Ease of asking", 60.0, "similar"), headline("Ease of waiting", 70.0, "better")


def test_where_we_stand_names_what_is_worse_and_counts_what_is_better() -> None:
    assert briefing.standing_sentence([*BEHIND, LEVEL, AHEAD], "Ash") == (
        "Ash is worse than similar areas on 2 of 4 measures: ease of phoning and ease of writing. It is better on 1."
    )
    assert briefing.standing_sentence([LEVEL], "Ash") == (
        "Ash is not worse than similar areas on the only measure that can be compared. It is better on none."
    )
    assert briefing.standing_sentence([], "Ash").startswith("No measure of Ash can be compared: ")


def test_what_is_held_against_england_instead_is_counted_apart() -> None:
    instead = [
        headline("Ease of paying", 40.0, "worse", NATIONAL),
        headline("Ease of parking", 80.0, "better", NATIONAL),
    ]
    silent = headline("Ease of finding", 60.0, "not compared", NATIONAL)
    found = [*BEHIND, LEVEL, AHEAD, *instead, silent]
    assert briefing.standing_sentence(found, "Ash") == (
        "Ash is worse than similar areas on 2 of 4 measures: ease of phoning and ease of writing. It is better on 1; "
        "2 more measures are held against England instead (1 worse) and 1 measure is not compared."
    )
    assert headlines_finding(found, "Ash") == "Ash: worse than similar areas on 2 of 4 measures, better on 1"
    asked = BEHIND[0].standing.comparator
    assert briefing.standing_sentence(instead, "Ash", asked).startswith(
        "Too few figures of similar areas are loaded to compare with them. Ash is worse than England on 1 of 2 measures"
    )
    assert set_apart([*BEHIND, silent]) == "1 more measure is not compared."
    assert set_apart([*instead, silent]) == "1 more measure is not compared."
    assert set_apart(BEHIND) == ""
    assert set_apart([*BEHIND, instead[1]]) == "1 more measure is held against England instead."


def test_a_figure_that_is_not_the_newest_is_dated_where_it_is_named_and_counted() -> None:
    older = replace(BEHIND[1], newest=False)
    assert briefing.standing_sentence([BEHIND[0], older, LEVEL, AHEAD], "Ash") == (
        "Ash is worse than similar areas on 2 of 4 measures: ease of phoning and ease of writing (2025). It is better on 1. "
        "No newer figure can be compared of 1 measure (2025)."
    )


def test_more_than_three_are_counted_not_named() -> None:
    assert briefing.named(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert briefing.named(["a", "b"]) == "a and b"


def test_one_strength_and_the_farthest_behind() -> None:
    best = briefing.strength([*BEHIND, LEVEL, AHEAD])
    assert best is not None
    assert (
        briefing.strength_sentence(best)
        == "Farthest ahead of similar areas: ease of waiting, 70.0% in 2025 against 60.0%."
    )
    assert briefing.weakness_sentence(briefing.weaknesses([AHEAD, *BEHIND])[0]) == (
        "Farthest behind similar areas: ease of phoning, 50.0% in 2025 against 60.0%."
    )
    england = headline("Ease of paying", 40.0, "worse", NATIONAL)
    assert briefing.weakness_sentence(england, SIMILAR).startswith(
        "Farthest behind England (in place of similar areas): "
    )
    assert briefing.strength_sentence(england, SIMILAR).startswith(
        "Farthest ahead of England (in place of similar areas)"
    )
    assert briefing.weakness_sentence(england).startswith("Farthest behind England: ")
    assert briefing.strength([LEVEL]) is None
    old = [replace(each, newest=False) for each in (AHEAD, BEHIND[0])]
    small = replace(AHEAD, row=AHEAD.row.copy())
    small.row["gap"] = 0.1
    assert briefing.strength([old[0], small]) is small and briefing.strength([old[0]]) is old[0]
    assert briefing.weaknesses([old[1], BEHIND[1]]) == [BEHIND[1], old[1]]
    assert briefing.weaknesses([LEVEL, AHEAD]) == []


def changed(value: float, word: str, first: PeriodChange | None = None) -> Change:
    return Change("2024", "2025", value, value - 1, value + 1, word, "", first)


def test_changes_are_counted_since_the_last_and_the_earliest_year() -> None:
    down = PeriodChange("2022", "2025", -6.0, -7, -5, "got worse")
    told = [(measure(), changed(-3.1, "got worse", down)), (measure("Ease of asking"), changed(0.2, "no clear change"))]
    assert briefing.change_sentence(told, "Ash") == (
        "Since 2024, 1 of 2 measures got worse and none improved. Since 2022, the earliest year that may be compared, the "
        "only measure that can be compared got worse."
    )
    assert briefing.change_sentence(told[1:], "Ash") == (
        "Since 2024, the only measure that can be compared did not change clearly."
    )
    assert "two years that may be compared are needed" in briefing.change_sentence([], "Ash")
    assert briefing.changes_finding(told, "Ash") == "Ash: since 2024, 1 of 2 measures got worse and none improved"


def test_each_change_is_counted_among_those_of_its_own_years() -> None:
    older = Change("2018", "2023", -9.0, -10, -8, "got worse", "", None, newest=False)
    first = PeriodChange("2018", "2023", -9.0, -10, -8, "got worse", newest=False)
    lately = changed(0.2, "no clear change", PeriodChange("2022", "2025", 6.0, 5, 7, "improved"))
    told = [*[(measure(), replace(older, since_first=first))] * 2, (measure("Ease of asking"), lately)]
    assert briefing.change_sentence(told, "Ash") == (
        "Between 2018 and 2023, 2 of 2 measures got worse and none improved; since 2024, 1 measure did not change clearly. "
        "Between 2018, the earliest year that may be compared, and 2023, 2 of 2 measures got worse and none improved; since "
        "2022, the earliest year that may be compared, 1 measure improved."
    )
    assert briefing.moved_sentence(measure(), older) == (
        "Ease of phoning: got worse between 2018 and 2023 (down 9.0 points)."
    )


@pytest.mark.parametrize(("many", "told"), [(3, "less than 1"), (21, "about 1"), (60, "about 3")])
def test_of_many_changes_it_is_told_how_many_chance_makes(many: int, told: str) -> None:
    said = briefing.by_chance([(measure(), changed(9.0, "improved"))] * many)
    assert said == f"Of {many} changes tested at 95%, {told} can be expected to look clear by chance alone."


def test_what_got_worse_is_told_before_what_improved() -> None:
    up, down = (measure(), changed(9.0, "improved")), (measure("Ease of asking"), changed(-2.0, "got worse"))
    assert briefing.moved_most([up, down]) == down
    assert briefing.moved_most([up]) == up
    assert briefing.moved_most([(measure(), changed(1.0, "no clear change"))]) is None
    assert briefing.moved_sentence(*down) == "Ease of asking: got worse since 2024 (down 2.0 points)."
    unsure = changed(1.0, "no clear change", PeriodChange("2022", "2025", 6.0, 5, 7, "improved"))
    assert briefing.moved_sentence(measure(), unsure) == (
        "Ease of phoning: no clear change since 2024 (up 1.0 point), and improved since 2022 (up 6.0 points)."
    )


def visits(*words: str) -> Visits:
    entries = tuple(
        Visit(f"P{at}", f"Practice {at}", 50.0, 100.0, False, 51.0, 45.0, 57.0, 0.9, word, "r")
        for at, word in enumerate(words)
    )
    return Visits(measure(), "2025", "similar areas", 60.0, 5.0, 62.0, entries, 0)


def test_the_likely_places_are_named_and_without_any_the_nearest_to_it() -> None:
    assert briefing.visits_sentence(visits("likely", "may be")) == (
        "On ease of phoning, Practice 0 is likely more than 5 points below similar areas (2025)."
    )
    assert briefing.visits_sentence(visits("cannot tell", "probably not")) == (
        "On ease of phoning, no place is likely more than 5 points below similar areas (2025). Nearest to it: Practice 0 and "
        "Practice 1."
    )
    few = replace(visits("likely"), entries=tuple(replace(each, few=True) for each in visits("likely").entries))
    assert briefing.visits_sentence(few) == "On ease of phoning, too few replied in each place to judge any (2025)."


def gaps(verdicts: list[str], values: list[float]) -> Gaps:
    known = verdicts != ["not compared"] * len(verdicts)
    rows = [
        {"dimension": "Age", "group": group, "segment": f"age={group}", "value": value, "gap": value - 60.0, "verdict": verdict,
         "reference": False, "gap_lower": value - 61.0 if known else float("nan")}
        for group, value, verdict in zip(("16-24", "25-34"), values, verdicts, strict=True)
    ]  # fmt: skip
    largest = {"dimension": "Age", "group": "65-74", "segment": "age=65-74", "value": 60.0, "gap": float("nan"),
               "verdict": "not compared", "reference": True, "gap_lower": float("nan")}  # fmt: skip
    return Gaps(measure(), "Ash", START, END, pd.DataFrame([*rows, largest]))


def test_the_widest_clear_gap_names_the_group_and_whom_it_is_held_against() -> None:
    sentence, word = briefing.gap_sentence(gaps(["worse", "worse"], [50.0, 55.0]))
    assert sentence == "Worst served on “Ease of phoning” (2025): 16-24 (age), 50.0%, 10.0 points below 65-74."
    assert word == "worse"
    assert briefing.gap_sentence(gaps(["similar", "better"], [59.0, 64.0])) == (
        "No group is clearly worse off on “Ease of phoning” (2025): 2 gaps were tested.", "similar",
    )  # fmt: skip


def test_without_numbers_of_replies_it_is_said_that_nobody_can_tell() -> None:
    sentence, word = briefing.gap_sentence(gaps(["not compared", "not compared"], [50.0, 55.0]))
    assert sentence == (
        "Farthest behind on “Ease of phoning” (2025): 16-24 (age), 50.0%, 10.0 points below 65-74. How sure that is cannot be told: "
        "the number of replies of each group is not published."
    )
    assert word == "not compared"


def test_needs_stand_beside_the_middle_of_those_compared_with() -> None:
    need = Need("patients", "Registered patients", "", when="2024")
    own, others = pd.Series({"patients": 1200.0}), pd.DataFrame({"patients": [100.0, 900.0, 950.0]})
    assert briefing.needs_sentence(briefing.needs_beside([need], own, others), "similar areas", "Ash") == (
        "Ash against the middle of similar areas: registered patients 1,200 against 900 (2024)."
    )
    older = Need("older", "Aged 65 and over", "", when="2024")
    own, others = pd.concat([own, pd.Series({"older": 17.9})]), others.assign(older=[10.0, 18.0, 25.0])
    deprived = Need("deprivation", "Deprivation score", "", when="2024")
    own, others = pd.concat([own, pd.Series({"deprivation": 50.0})]), others.assign(deprivation=[10.0, 18.0, 25.0])
    found = briefing.needs_beside([need, older, deprived], own, others)
    assert [each.need.id for each in found] == ["deprivation", "older", "patients"]  # how many there are is no need
    alike = briefing.needs_beside([need, older, deprived], own, others.assign(deprivation=5.0))
    assert [each.need.id for each in alike] == ["deprivation", "older", "patients"]  # 18 beside 18 reads the same
    unknown = briefing.needs_beside([need], own * float("nan"), others)
    assert "is not known" in briefing.needs_sentence(unknown, "similar areas", "Ash")


def test_a_footprint_of_the_past_is_told_then_and_now() -> None:
    then = pd.Series({"start": pd.Timestamp(2018, 1, 1), "end": pd.Timestamp(2018, 4, 1), "value": 80.0, "benchmark": 84.0,
                      "whom": "England"})  # fmt: skip
    now = pd.Series({"start": START, "end": END, "value": 70.0, "benchmark": float("nan"), "whom": "England"})
    assert briefing.then_and_now(measure(), then, then, "Ash", None) == (
        "Ash in 2018, its last year in this set of areas: ease of phoning 80.0% (England 84.0%)."
    )
    assert briefing.then_and_now(measure(), then, now, "Ash", "New questions.") == (
        "Ash in 2018, its last year in this set of areas: ease of phoning 80.0% (England 84.0%). The same area in 2025: 70.0%. The two years may not "
        "be compared (new questions)."
    )


def history(over: GapDifference | None, beyond: GapDifference | None) -> GapHistory:
    table = pd.DataFrame(
        {"period": ["2018", "2020"], "gap": [-8.0, -5.0], "told": [-8.0, -5.0], "england": [-4.0, -4.0]}
    )
    return GapHistory(measure(), "Ash", "Carers", "Others", table, over, beyond)


def test_a_gap_is_closing_widening_or_not_clearly_changing() -> None:
    closing = history(GapDifference(-3.0, -5.0, -1.0), GapDifference(1.0, -1.0, 3.0)).sentences
    assert closing[0] == (
        "The gap between carers and others is closing: 8.0 points in 2018, 5.0 points in 2020 (a change of −3.0 points, 95% "
        "interval −5.0 to −1.0).", "better",
    )  # fmt: skip
    assert closing[1][0].startswith(
        "The gap in Ash is not clearly different from England's in 2020: 5.0 points against 4.0 points"
    )
    assert history(GapDifference(3.0, 1.0, 5.0), None).sentences[0][1] == "worse"
    assert "not clearly changing" in history(GapDifference(3.0, -1.0, 5.0), None).sentences[0][0]
    alone = history(None, GapDifference(3.0, 1.0, 5.0)).sentences
    assert alone[0][0].endswith("is 5.0 points in 2020. One year cannot tell whether it is closing.")
    assert "wider than England's" in alone[1][0]


def test_an_untested_gap_is_not_called_closing() -> None:
    nan = float("nan")
    told = history(GapDifference(-3.0, nan, nan), GapDifference(1.0, nan, nan)).sentences
    assert "cannot be told" in told[0][0]
    assert told[1] == ("England's gap in 2020 is 4.0 points.", "not compared")


@pytest.mark.parametrize("against", [NATIONAL, SIMILAR])
def test_no_sentence_speaks_as_only_statisticians_do(against: Comparator) -> None:
    found = [headline("Ease of phoning", 50.0, "worse", against), headline("Ease of waiting", 70.0, "better", against)]
    said = [
        briefing.standing_sentence(found, "Ash"), briefing.strength_sentence(found[1]), briefing.weakness_sentence(found[0]),
        briefing.change_sentence([(measure(), changed(1.0, "improved"))], "Ash"), briefing.visits_sentence(visits("likely")),
    ]  # fmt: skip
    assert not [(word, each) for word in UNSPOKEN for each in said if word in each]


@pytest.mark.parametrize(
    ("labels", "said", "word"),
    [
        (
            ["Worse than expected", "About the same as expected"],
            "Elm is worse than expected (Survey, November 2022).",
            "worse",
        ),
        (
            ["Much worse than expected", "Better than expected"],
            "Elm is much worse than expected (Survey, November 2022).",
            "worse",
        ),
        (["Worse than expected", "Worse than expected"], "Elm and Oak are worse than expected (Survey", "worse"),
        (
            ["Worse than expected", "Much worse than expected"],
            "Elm is worse than expected and Oak is much worse than expected (Survey",
            "worse",
        ),
        (["About the same as expected", "Better than expected"], "no trust is worse than expected (Survey", "similar"),
    ],
)
def test_trusts_that_their_survey_calls_worse_are_named(labels: list[str], said: str, word: str) -> None:
    start = pd.Timestamp(2022, 11, 1)
    rows = pd.DataFrame(
        {"name": ["Elm", "Oak"], "label": labels, "start": start, "end": start + pd.DateOffset(months=1)}
    ).assign(others=55, others_worse=0)
    sentence, found = briefing.trusts_sentence(declared("inpatient.overall"), rows, "Survey", 2)
    assert sentence.startswith("On overall experience, ") and said in sentence
    assert "a figure" not in sentence
    assert found == word
    partly, _ = briefing.trusts_sentence(declared("inpatient.overall"), rows, "Survey", 5)
    assert partly.endswith("): 2 of 5 trusts have a figure.")
    besides, _ = briefing.trusts_sentence(declared("inpatient.overall"), rows.assign(others_worse=[1, 22]), "Survey", 2)
    assert besides.endswith(" Of Oak 22 of 55 other results are worse.") is (word == "similar")
