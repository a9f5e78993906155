"""Ratings counted by word, never averaged; and whether sources agree, each in its own terms."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from insight.benchmarks.agreement import Accord, agreement, agreement_finding
from insight.benchmarks.ratings import Found, Moved, found, hold_england, moved
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.source_findings import (
    Judgement,
    in_one_word,
    of_bands,
    of_directions,
    of_ratings,
    of_survey,
    trusts_in,
)
from insight.benchmarks.source_findings import (
    SourceFinding as Said,
)
from insight.benchmarks.themes import BESIDE, Theme, measures_of
from insight.measures.series import series
from insight.traits import Serves, Service
from tests.headline import headline
from tests.invented import OVERALL, england, fact, facts, footprint, geography
from tests.traits import declared, source_of

SERVICES = {OVERALL.id: Service.GENERAL_PRACTICE}
PLACES = pd.Index([f"1-{n}" for n in range(250)])


def rating(org: str, value: float | None, year: int = 2025) -> dict:
    return fact(
        org, year, value, "location", status="ok" if value else "not_available", denominator=None, respondents=None
    )


def rated(*values: float | None, year: int = 2025) -> pd.DataFrame:
    return facts(*(rating(f"1-{n}", value, year) for n, value in enumerate(values)))


def test_the_share_of_the_methods():
    """180 of 200: limits of the binomial distribution, as in tests/insight/stats/test_intervals.py."""
    here = found(rated(*[3.0] * 170, *[4.0] * 10, *[2.0] * 15, *[1.0] * 5, None, None), PLACES, "GP practices")
    assert here.counts == {"Outstanding": 10, "Good": 170, "Requires improvement": 15, "Inadequate": 5}
    assert here.unrated == 2
    assert here.sentence == (
        "GP practices: 90.0% (85.0 to 93.8) good or outstanding, 180 of 200 rated, 2 without a rating."
    )


def test_few_places_are_counted_and_not_shared():
    here = found(rated(*[3.0] * 9), PLACES, "Hospitals")
    assert here.share != here.share
    assert "9 of 9 rated" in here.sentence and "too few" in here.sentence
    assert here.word(here) == "not compared"


def test_a_place_counts_once_and_others_places_do_not():
    twice = pd.concat([rated(3.0), rated(3.0)])
    assert found(twice, PLACES, "x").rated == 1
    assert "the only rated place is good" in found(twice, PLACES, "x").sentence
    assert found(twice, PLACES[100:], "x").rated == 0


def test_movement_is_of_places_rated_at_both_dates():
    before, now = rated(3.0, 3.0, 2.0, 4.0, None), rated(3.0, 2.0, 3.0, None, 3.0, year=2026)
    change = moved(pd.concat([before, now]), PLACES)
    assert change == Moved("2025", "2026", 1, 1, 1)
    assert isinstance(moved(before, PLACES), Refusal)


def test_only_a_list_of_a_month_holds_england():
    listed = rated(3.0)
    record = listed.assign(end=listed["start"] + pd.Timedelta(days=1))
    assert hold_england(listed)
    assert hold_england(pd.concat([listed, record]))
    assert not hold_england(record)
    told = inspectors([(area(120, 200), area(0, 0))])
    assert told and not told.judgements and told.brief == "Not held against England"


def inspectors(pairs) -> Said | None:
    listed = rated(3.0)
    return of_ratings(declared("cqc.overall"), Theme.OVERALL, listed, pairs, {"GP practices": Service.GENERAL_PRACTICE})


def area(good: int, of: int, name: str = "GP practices") -> Found:
    return Found(name, {"Outstanding": 0, "Good": good, "Requires improvement": of - good, "Inadequate": 0}, 0)


@pytest.mark.parametrize(("good", "word"), [(120, "worse"), (190, "better"), (178, "similar")])
def test_a_share_is_held_against_englands(good, word):
    assert area(good, 200).word(area(8900, 10_000)) == word


def test_what_chance_does_in_one_area_of_eight_is_no_verdict():
    """34 of 35 where England has 99.6%: that few or fewer come up 13 times in 100 (scipy.stats.binom.cdf(34, 35, 0.996))."""
    assert area(34, 35).word(area(9960, 10_000)) == "similar"
    assert area(31, 35).word(area(9960, 10_000)) == "worse"


def test_every_page_has_one_interval_of_rated_places():
    """Of the measure, as maps and lists have it, and of the sentence on inspections."""
    rated_good = declared("cqc.gp_good")
    listed = [fact(f"1-{n}", 2025, 100.0 * (n < 34), "location", denominator=1.0, respondents=None) for n in range(35)]
    rows = series(facts(*listed), rated_good, geography(homes={row["org"]: "NN" for row in listed}))
    north = rows[rows["org"] == "NN"].iloc[0]
    assert (north["lower"], north["upper"]) == pytest.approx(area(34, 35).interval, abs=1e-9)


@pytest.mark.parametrize(
    ("words", "one"),
    [
        (["similar", "similar"], "similar"),
        (["similar", "worse"], "worse"),
        (["better", "similar"], "better"),
        (["better", "worse"], "mixed"),
        ([], ""),
        (["higher"], ""),
    ],
)
def test_several_verdicts_in_one_word(words, one):
    assert in_one_word(words) == one


def says(
    source: str, *words: str, theme: Theme = Theme.ACCESS, service=Service.GENERAL_PRACTICE, year: int = 2025
) -> Said:
    """A source with one judgement a word; a word that is none of a judgement's is a direction."""
    start = pd.Timestamp(year, 1, 1)
    judged = [word for word in words if word in ("better", "similar", "worse")]
    told = tuple(Judgement(f"question {at}", service, word, start) for at, word in enumerate(judged))
    return Said(source, theme, in_one_word(judged), f"{source}.", " ".join(words), str(year), (), told)


@pytest.mark.parametrize(
    ("told", "accord"),
    [
        ([says("a", "worse"), says("b", "worse")], Accord.IN_LINE),
        ([says("a", "worse"), says("b", "better")], Accord.OPPOSED),
        ([says("a", "worse"), says("b", "similar")], Accord.SILENT),
        ([says("a", "similar"), says("b", "similar")], Accord.SILENT),
        ([says("a", "worse", "better")], Accord.SILENT),
        ([says("a", "worse"), says("b", "improving")], Accord.SILENT),
        ([says("a", "worse"), says("b", "better", service=Service.HOSPITAL)], Accord.SILENT),
        ([says("a", "worse", service=Service.SEVERAL), says("b", "better", service=Service.SEVERAL)], Accord.SILENT),
        (
            [says("a", "worse", service=Service.OF_ITS_TRUST), says("b", "better", service=Service.OF_ITS_TRUST)],
            Accord.SILENT,
        ),
        ([says("a", "worse", year=2022), says("b", "better", year=2025)], Accord.SILENT),
        ([says("a", "worse", year=2023), says("b", "better", year=2025)], Accord.OPPOSED),
        ([says("a", "worse", "worse", "worse", "worse", "better"), says("b", "worse")], Accord.IN_LINE),
        ([], Accord.SILENT),
    ],
)
def test_sources_are_opposed_or_in_line_on_one_service_only(told, accord):
    found = agreement(told)
    assert [each.theme for each in found] == [each for each in Theme if each not in BESIDE]
    assert found[0].accord is accord
    assert found[1].accord is Accord.SILENT


def test_one_opposed_question_of_five_is_told_as_that_question():
    found = agreement([says("a", "worse", "worse", "worse", "worse", "better"), says("b", "worse")])
    assert (
        found[0]
        .sentence({"a": "Survey", "b": "Ratings"})
        .startswith(
            "Access: sources are in line on general practice, but opposed on general practice: question 4 better (Survey), "
            "question 0 worse (Ratings). "
        )
    )


def test_where_two_sources_point_and_nothing_is_held_together_the_reason_is_told():
    far = agreement([says("a", "worse", year=2022), says("b", "better", year=2025)])[0].sentence({})
    assert far.startswith(
        "Access: the sources that find something clearly speak of different services or of years more"
    )
    other = agreement([says("a", "worse"), says("b", "better", service=Service.HOSPITAL)])[0].sentence({})
    assert "clearly speak of different services, so nothing is held together. " in other


def test_what_staff_say_is_a_theme_of_its_own_where_a_source_says_it():
    told = agreement([says("a", "worse"), says("b", "better", theme=Theme.STAFF)])
    assert told[-1].theme is Theme.STAFF and told[-1].accord is Accord.SILENT
    assert told[-1].sentence({}) == "What staff say: no service is clearly better or worse in two sources. b: better."


def test_the_finding_counts_themes():
    told = agreement(
        [
            says("a", "worse"),
            says("b", "better"),
            says("a", "worse", theme=Theme.OVERALL),
            says("b", "worse", theme=Theme.OVERALL),
            None,
        ]
    )
    assert agreement_finding(told, "North") == "North: sources are opposed on 1 theme, in line on 1"
    assert told[0].sentence({"a": "Survey A"}) == (
        "Access: sources are opposed on general practice: question 0 worse (Survey A), question 0 better (b). "
        "Survey A: worse; b: better."
    )


def test_a_survey_speaks_with_its_latest_questions_only():
    place = geography()
    rows = [england(2023, 75.0), footprint("NN", 2023, 60.0), england(2025, 75.0), footprint("NN", 2025, 80.0)]
    old, new = (
        headline(OVERALL, series(facts(*rows[at : at + 2]), OVERALL, place), place.group, "NN") for at in (0, 2)
    )
    assert old and new
    told = of_survey("gpps", Theme.ACCESS, [old, new], SERVICES)
    assert told and told.word == "better" and told.period == "2025"
    assert of_survey("gpps", Theme.ACCESS, [], SERVICES) is None


def test_what_staff_say_is_told_as_theirs():
    theirs = replace(OVERALL, traits=replace(OVERALL.traits, serves=Serves.STAFF))
    place, rows = geography(), facts(england(2025, 75.0), footprint("NN", 2025, 80.0))
    for measure, who in ((OVERALL, "Patients"), (theirs, "Staff")):
        told = headline(measure, series(rows, measure, place), place.group, "NN")
        said = of_survey("a", Theme.STAFF, [told], SERVICES) if told else None
        assert said and said.said.startswith(f"{who}, 2025: ")


def test_bands_are_repeated_in_the_publishers_words():
    rows = facts(
        fact("RAA", 2024, 8.0, "trust", denominator=None), fact("RBB", 2024, 7.0, "trust", denominator=None),
        fact("RAA", 2023, 8.0, "trust", denominator=None),
    )  # fmt: skip
    rows = rows.assign(label=["Better than expected", "Somewhat worse than expected", "Much worse than expected"])
    told = of_bands(
        Theme.OVERALL, declared("inpatient.overall"), rows, {"RAA": "Alpha", "RBB": "Beta"}, Service.HOSPITAL
    )
    assert told and told.word == "mixed"
    assert "Alpha better than expected and Beta somewhat worse than expected (the publisher's own words)" in told.said
    one = of_bands(Theme.OVERALL, declared("inpatient.overall"), rows, {"RBB": "Beta"}, Service.HOSPITAL)
    assert one and one.word == "worse" and one.brief == "Somewhat worse than expected on overall experience"
    assert of_bands(Theme.OVERALL, declared("inpatient.overall"), rows, {"RCC": "Gamma"}, Service.HOSPITAL) is None


def directions(*ways: str):
    told = [(replace(OVERALL, short=f"service {at}"), way) for at, way in enumerate(ways)]
    return of_directions("fft", Theme.OVERALL, told, period="May 2025", releases=["r"])


def test_a_direction_is_never_a_judgement():
    told = directions("improving")
    assert told and told.word == "improving" and not told.judgements
    assert "own past" in told.said
    assert told.brief == "Improving (own past)"
    assert directions() is None


def test_directions_of_several_services_are_counted_and_never_netted():
    told = directions("no clear change", "getting worse", "no clear change")
    assert told and told.word == "getting worse"
    assert told.brief == "1 of 3 services getting worse, 2 no clear change (own past)"
    assert "getting worse on service 1; no clear change on service 0 and service 2." in told.said
    alike = directions("no clear change", "no clear change")
    assert alike and alike.brief == "No clear change in all 2 services (own past)"
    apart = directions("improving", "getting worse")
    assert apart and apart.word == "" and not apart.judgements


def test_inspectors_speak_by_sector_and_keep_small_sectors_out_of_the_word():
    pairs = [(area(120, 200), area(8900, 10_000)), (area(1, 3, "Hospitals"), area(80, 100, "Hospitals"))]
    told = inspectors(pairs)
    assert told and told.word == "worse" and told.brief == "Worse than England"
    assert "1 of 3 rated places is good or outstanding" in told.said
    few = inspectors(pairs[1:])
    assert few and not few.judgements
    assert inspectors([(area(0, 0), area(1, 1))]) is None


def test_trusts_are_those_the_register_places_here():
    orgs = pd.DataFrame(
        {"code": ["RAA", "RBB", "P1"], "level": ["trust", "trust", "practice"], "name": ["A", "B", "P"]}
    )
    assert trusts_in(pd.Index(["RAA", "P1"]), orgs) == {"RAA": "A"}


def test_themes_name_measures_by_source():
    mine = measures_of(Theme.KINDNESS, source_of("gpps"), {"gpps.care_concern", "cqc.caring"})
    assert mine == ["gpps.care_concern"]
