"""What staff say and what people complain about, beside patients' answers, in the demonstration: on one service, near in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.benchmarks.comparator import NATIONAL
from insight.benchmarks.control import Control
from insight.benchmarks.footprint_needs import SIZES
from insight.benchmarks.needs import unlike
from insight.benchmarks.own_staff import NO_CAUSE
from insight.benchmarks.refusals import Refusal
from insight.charts.chart import Chart
from insight.model import ENGLAND, Level
from insight.queries import agreement, context, menu
from insight.queries.agreement import do_sources_agree, own_counts, own_counts_of, surveyed_trusts
from insight.queries.briefing import big_numbers, six_questions, where_we_stand, who_lives_here
from insight.queries.compare_footprints import comparisons, side_by_side
from insight.queries.context import needs_beside
from insight.queries.issues import beside_england, issues, most_raised, not_for_comparison, not_told
from insight.queries.map import where
from insight.queries.months import month_by_month
from insight.queries.needs import needs_of_footprints, tells
from insight.queries.organisations import Organisation, organisation, what_it_is
from insight.queries.own_measures import its_counts, its_measures
from insight.queries.own_needs import its_needs
from insight.queries.own_staff import STAFF_RULE, own_staffs
from insight.queries.places import places
from insight.queries.priorities import what_matters
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.quoted import quoted
from insight.queries.resolve import resolve
from insight.queries.trend import through_time
from insight.selection import Selection
from insight.store import Store
from insight.traits import Role

NORTH_EAST_LONDON = Selection(footprint="QMF", vintage="icb-2026")


@pytest.fixture(scope="module")
def published(demonstration_cache: Path) -> PublishedSet:
    return PublishedSet(Store.open(demonstration_cache))


def asked(published: PublishedSet, **chosen: object) -> Question:
    question = ask(published, resolve(published, NORTH_EAST_LONDON.choose(**chosen)).selection)  # type: ignore[arg-type]
    assert question is not None
    return question


def test_staff_of_every_surveyed_hospital_stand_beside_its_patients(published: PublishedSet) -> None:
    question = asked(published)
    ((_, _, rows),) = surveyed_trusts(question)
    told = own_staffs(question)
    assert {each.code for each in told} == set(rows.index)
    assert all(", hospital care: " in each.sentence and "Staff (2024) rank " in each.sentence for each in told)
    assert all("Patients (November 2024)" in each.sentence and "(NHS Staff Survey)" in each.sentence for each in told)
    assert all(each.releases[0].startswith("staff.2024.") for each in told)
    org = organisation(asked(published, org=told[0].code))
    assert org is not None
    (staff,) = (each for each in its_measures(org) if each.source == "staff")
    assert STAFF_RULE.endswith(NO_CAUSE) and not any(NO_CAUSE in each.sentence for each in told)
    assert STAFF_RULE.startswith(staff.uncompared) and set(staff.table["verdict"]) == {"not compared"}


@pytest.mark.parametrize(
    ("measure", "period", "beside"),
    [
        ("inpatient.overall", date(2024, 11, 1), True),
        ("fft.ae_positive", date(2026, 4, 1), False),  # emergency care is one of the services of a hospital
    ],
)
def test_a_list_of_trusts_has_staff_beside_the_same_service_only(
    published: PublishedSet, measure: str, period: date, beside: bool
) -> None:
    listed = places(asked(published, measure=measure, period=period, places="trust"))
    assert listed is not None and listed.choice.kind is Level.TRUST
    staff = listed.places.table["workforce"].dropna()
    assert len(staff) == (2 if beside else 0)
    assert staff.str.fullmatch(r"Recommend care: \d\d\.\d% \(2024\)").all()


def test_the_table_of_themes_says_on_which_question_places_are_rated(published: PublishedSet) -> None:
    chart = do_sources_agree(asked(published)).chart
    assert isinstance(chart, Chart)
    said = chart.table.loc[chart.table["Source"].eq("CQC ratings"), "In its own terms"]
    assert said.str.startswith("Rated on “").all() and said.str.partition(".")[0].is_unique


def test_every_large_figure_leads_to_its_chart_and_a_change_is_told_with_its_word_and_with_what_chance_makes(
    published: PublishedSet,
) -> None:
    question = asked(published)
    for each in big_numbers(question):
        assert each.proof is not None
        assert published.store.measure(str(each.proof["measure"])).title == each.title
    (chapter,) = (each for each in six_questions(question) if each.question == "What changed?")
    whole, most = (each.sentence for each in chapter.told)
    assert "by chance alone" in whole
    assert "got worse since" in most or "improved since" in most


@pytest.mark.parametrize("against", ["england", "similar", "region"])
def test_the_page_of_needs_has_every_figure_of_the_overviews_sentence(published: PublishedSet, against: str) -> None:
    (chapter,) = (each for each in six_questions(asked(published, against=against)) if "need" in each.question)
    (told,) = chapter.told
    assert told.page == "people"
    chosen = asked(published, against=against).selection
    led = ask(published, resolve(published, chosen.choose(**told.choices)).selection)
    assert led is not None
    found = who_lives_here(led)
    assert found.whom == ("all areas of England" if against == "england" else led.compared.comparator.name)
    assert f"against the middle of {found.whom}: " in told.sentence and len(found.numbers) > 3
    for each in found.numbers[:5]:
        middle = each.beside.removeprefix(f"middle of {found.whom} ")
        assert each.when and f" {each.figure} against {middle} ({each.when})" in told.sentence


def test_the_page_of_needs_shows_every_need_that_is_loaded_and_how_many_patients_there_are_last(
    published: PublishedSet,
) -> None:
    question = asked(published)
    shown = [each.need.id for each in who_lives_here(question).known]
    scores = published.store.with_role(Role.DEPRIVATION)
    told = (tells(published, id, question.around) for id in needs_of_footprints(published) if id not in scores)
    there = {each.need.id for each in told if each and each.of(pd.Index([question.footprint])).notna().all()}
    assert there and there <= {*shown}
    census = {*published.store.with_role(Role.ETHNIC_GROUP), *published.store.with_role(Role.RURALITY)}
    assert census and census <= there
    assert {*shown[-2:]} == SIZES and len(shown) == len(set(shown))


def test_complaints_and_needs_are_no_other_questions_of_the_menu(published: PublishedSet) -> None:
    words = menu.measures(published)
    assert words["complaints.hchs_new"].startswith("What people complain about · ")
    assert words["needs.age_65plus"].startswith("Who lives here · ")


def test_what_people_complain_about_more_is_told_without_a_verdict(published: PublishedSet) -> None:
    said = most_raised(asked(published))
    assert said.startswith("What complaints about hospital and community services are about, 2024/25: ")
    assert "mentioned more often in North East London than in England" in said
    assert "More is not worse: it tells what people raise. England's figure is of all kinds of trusts" in said
    assert "this is held against England" in most_raised(asked(published, against="similar"))


@pytest.mark.parametrize("against", ["england", "region"])
def test_one_subject_of_complaints_has_one_answer_on_every_page_whoever_is_chosen(
    published: PublishedSet, against: str
) -> None:
    part = "complaints.gp_about_prescribing_error"
    question = asked(published, footprint="QF7", measure=part, against=against)
    ((sentence, _),) = beside_england(question)
    assert "not clearly mentioned more or less often in South Yorkshire than in England" in sentence
    assert "More is not worse" in sentence and ("is held against England" in sentence) is (against == "region")
    assert question.comparator() is NATIONAL
    trend = through_time(question)
    (compared,) = comparisons(question)
    assert trend is not None and compared.key == "refused" and isinstance(compared.chart, Refusal)
    assert compared.question == "How does it compare with England?"
    assert [each.sentences[0][0] for each in (where(question), trend, compared)] == [sentence] * 3
    assert compared.releases and compared.explanation[0].sentence == sentence
    assert not any("below" in said for said, _ in trend.sentences)


def test_subjects_at_trusts_are_held_against_all_kinds_of_trusts_and_other_measures_are_no_subjects(
    published: PublishedSet,
) -> None:
    first = next(id for id in published.store.measures.index if str(id).startswith("complaints.hchs_about"))
    ((sentence, _),) = beside_england(asked(published, measure=first))
    assert "England's figure is of all kinds of trusts" in sentence
    assert beside_england(asked(published)) == []
    ((never, word),) = beside_england(asked(published, measure=first), pd.Timestamp(1990, 4, 1))
    assert never.startswith("There is no figure for") and word == "not compared"


@pytest.mark.parametrize(
    ("against", "title"),
    [
        ("england", "North East and Yorkshire: "),
        ("region", "Side by side: South Yorkshire "),
        ("similar", "Side by side: South Yorkshire "),
    ],
)
def test_areas_side_by_side_are_named_once(published: PublishedSet, against: str, title: str) -> None:
    chart = side_by_side(asked(published, footprint="QF7", against=against)).chart
    assert isinstance(chart, Chart) and chart.finding.startswith(title)
    assert chart.finding.count("region") == (against == "region")


def test_the_overview_speaks_of_those_chosen_and_says_where_england_stands_in(published: PublishedSet) -> None:
    told = [each.sentence for each in six_questions(asked(published, against="similar"))[0].told]
    assert all("similar areas" in each for each in told) and any(
        "held against England instead" in each for each in told
    )
    assert not any(each.startswith(("Farthest ahead of England", "Farthest behind England")) for each in told)


def test_of_hospitals_it_is_said_that_trusts_differ_and_of_counts_that_they_are_not_compared(
    published: PublishedSet,
) -> None:
    question = asked(published)
    for each in issues(question):
        of_practices = "GP" in each.question or "primary" in each.question or "dental" in each.question
        assert any("all kinds of trusts together" in said for said, _ in each.sentences) is not of_practices, (
            each.question
        )
    assert "do not compare places on this. A high number" in not_for_comparison(question)


def test_complaints_of_a_trust_are_told_on_its_page_though_nobody_is_compared_on_them(published: PublishedSet) -> None:
    org = organisation(asked(published, org=own_staffs(asked(published))[0].code))
    assert org is not None
    (told,) = its_counts(org)
    assert told.title == "Written complaints" and told.releases
    assert (
        told.sentences[0].startswith("New complaints (hospital and community): ")
        and "; complaints resolved" in told.sentences[0]
    )
    assert all("most often " in each for each in told.sentences[1:]) and told.why.startswith("Do not compare places")
    assert "complaints" not in {each.source for each in its_measures(org)}


def test_who_a_practices_patients_are_stands_beside_those_of_its_footprint(published: PublishedSet) -> None:
    question = asked(published)
    org = organisation(question)
    assert org is not None and org.level is Level.PRACTICE
    told = {each.title: each for each in its_needs(org)}
    older, start = told["Aged 65 and over"], pd.Timestamp(2026, 1, 1)
    rows = question.beside("needs.age_65plus")
    footprint, england = (
        rows.loc[rows["org"].eq(code) & rows["start"].eq(start), "value"].item() for code in ("QMF", ENGLAND)
    )
    assert (older.period, older.footprint, older.whom) == ("2026", f"{footprint:.1f}%", f"{england:.1f}%")
    own = published.store.facts("needs.age_65plus", [Level.PRACTICE], [org.code])
    assert older.own == f"{own.loc[own['start'].eq(start), 'value'].item():.1f}%"
    assert "Deprivation score" not in told  # of practices it is of patients, of areas of residents
    lives = next(each.text for each in what_it_is(org) if each.title == "Where its patients live")
    assert lives.endswith("of 10 by deprivation, 1st being the most deprived")
    alike = organisation(asked(published, against="similar", org=org.code))
    assert alike is not None and its_needs(alike)[0].whom != its_needs(org)[0].whom


def test_of_an_area_without_a_figure_of_a_need_that_is_said(published: PublishedSet) -> None:
    ours = resolve(published, Selection(own="1~icb-2026~Ours~f.QKS.QF7")).selection
    own = ask(published, ours)
    assert own is not None
    for lacking in (
        asked(published, footprint="QKS", vintage="icb-2026"),
        own,
    ):  # no measure tells how densely people live
        assert not who_lives_here(lacking).missing
    gone = next(
        who
        for code in asked(published).geography.names["code"]
        if (who := who_lives_here(asked(published, footprint=code))).missing
    )
    assert " has no figure for ethnic groups other than White, living in rural areas and " in gone.missing
    assert gone.missing in gone.words and not any(each.need.title == "Living in rural areas" for each in gone.known)


def test_a_number_that_may_not_be_compared_points_to_what_may(published: PublishedSet) -> None:
    (told,) = comparisons(asked(published, measure="complaints.hchs_new"))
    assert told.sentences[-1][0].endswith("What comes up here more than elsewhere is on the Priorities page.")
    (other,) = comparisons(asked(published, measure="fft.inpatient_positive"))
    assert "Priorities page" not in other.sentences[-1][0]


def test_what_is_not_known_of_an_area_is_said_where_others_are_alike_in_it_and_wholes_that_are_not_told_are_named(
    published: PublishedSet,
) -> None:
    lacking, known = (asked(published, footprint=each, against="similar") for each in ("QRL", "QKS"))
    assert (
        " Of Hampshire and Isle of Wight ethnic groups other than White and living in rural areas are not known, and taken as average. "
        in lacking.compared.comparator.why
    )
    assert "taken as average" not in known.compared.comparator.why
    assert [each.partition(":")[0] for each in not_told(lacking)] == [
        "What complaints about GP practices are about",
        "What complaints about dental practices are about",
    ]
    assert len(issues(lacking)) + len(not_told(lacking)) == len(issues(known)) and not not_told(known)


def test_themes_on_which_sources_are_silent_are_told_once(published: PublishedSet) -> None:
    question = asked(published, footprint="QKS")
    assert do_sources_agree(question).sentences == [
        (
            "No two loaded sources, near in time, judge the same service of Kent and Medway clearly, so none backs or contradicts another.",
            "not compared",
        )
    ]


def test_the_need_shown_first_is_one_that_sets_the_footprint_apart(published: PublishedSet) -> None:
    question = asked(published)
    told = needs_beside(question)
    assert told.choice is not None
    sizes = {}
    for id in told.choice.options:
        known = tells(published, id, question.around, question.standing().end)
        if known is not None:
            everyone = known.of(pd.Index(question.geography.names["code"]))
            sizes[id] = unlike(float(everyone[question.footprint]), everyone)
    assert sizes[told.choice.code] == max(sizes.values()) > 0


def test_how_far_footprints_lie_from_the_middle_in_a_need_is_worked_out_once_for_all(
    published: PublishedSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert needs_beside(asked(published)).choice is not None
    monkeypatch.delattr(context, "unlike_each")
    assert needs_beside(asked(published, footprint="QHM")).choice is not None


def test_one_trust_is_told_of_its_months_without_those_of_the_others(
    published: PublishedSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked(published)
    every, months_of = own_counts(question), agreement.its_months
    assert len({each.code for each in every}) > 1
    read = list[str]()

    def counted(org: Organisation) -> Sequence[Control]:
        read.append(org.code)
        return months_of(org)

    monkeypatch.setattr(agreement, "its_months", counted)
    for one in every:
        assert own_counts_of(question, one.code) == [each for each in every if each.code == one.code]
        assert set(read) == {one.code}
        read.clear()
    assert own_counts_of(question, "A81001") == [] and not read


def test_a_usual_service_does_not_hide_another_of_concern(published: PublishedSet) -> None:
    question = asked(published, footprint="QE1", measure="fft.inpatient_positive")
    told = month_by_month(question)
    assert told is not None
    assert ("Nothing special" in told.sentences[0][0]) and told.sentences[1] == (
        "Of concern elsewhere in this area, by its own past: patients positive about care on a postnatal ward 82.1% in April 2026.",
        "worse",
    )
    elsewhere = month_by_month(asked(published, footprint="QHM", measure="fft.inpatient_positive"))
    assert elsewhere is not None and not any("elsewhere" in sentence for sentence, _ in elsewhere.sentences)


@pytest.mark.parametrize(
    ("measure", "period", "year"),
    [
        ("gpps.overall_experience", None, "2026"),
        ("staff.recommend_care", None, "2026"),
        ("complaints.hchs_new", None, "2026"),
        ("gpps.overall_experience", date(2025, 1, 1), "2025"),
    ],
)
def test_what_matters_most_is_told_of_the_newest_survey_whatever_else_is_chosen(
    published: PublishedSet, measure: str, period: date | None, year: str
) -> None:
    found = what_matters(asked(published, footprint="QF7", measure=measure, period=period))
    assert isinstance(found.chart, Chart)
    assert found.chart.finding.endswith(f"({year})")
    assert all(f"% in {year})" in said for said, _ in found.sentences)


@pytest.mark.parametrize("vintage", ["icb-2022", "icb-2026"])
def test_who_lives_here_and_who_is_similar_do_not_hang_on_the_measure(published: PublishedSet, vintage: str) -> None:
    questions = [
        asked(published, vintage=vintage, footprint="QOQ", against="similar", measure=each)
        for each in ("gpps.overall_experience", "staff.recommend_care", "complaints.hchs_new", "needs.qof_copd")
    ]
    assert len({each.compared.link for each in questions}) == 1
    assert len({where_we_stand(each) for each in questions}) == 1
    assert len({str(who_lives_here(each).known) for each in questions}) == 1


def test_a_score_of_deprivation_is_the_one_published_or_says_that_it_is_not(published: PublishedSet) -> None:
    printed, merged = (asked(published, vintage="icb-2026", footprint=each) for each in ("QF7", "S0E4D"))
    row = printed.standing("needs.imd_score", pd.Timestamp(2025, 1, 1)).of("QF7")
    told = {each.need.title: each.own for each in who_lives_here(printed).known}
    assert row is not None and told["Deprivation score"] == f"{row['value']:.1f}"
    assert "Deprivation score worked out from practices" in {each.need.title for each in who_lives_here(merged).known}


def test_the_foot_of_the_overview_names_every_source_its_answers_quote(published: PublishedSet) -> None:
    question = asked(published, footprint="QOQ")
    said = " ".join(told.sentence for chapter in six_questions(question) for told in chapter.told)
    titles, releases = published.store.sources["title"], quoted(question)
    behind = set(published.store.releases.set_index("id").loc[releases, "source"])
    named = {str(id) for id, title in titles.items() if str(title) in said}
    assert {"inpatient", "fft"} <= named <= behind
    assert "complaints" in behind and "mentioned more often" in said


def test_what_one_visitor_has_chosen_is_in_no_link_of_another(published: PublishedSet) -> None:
    answered = asked(published, views="map", places="trust", org="RAA")  # the first to ask: the answers are kept
    ways = [told.choices for chapter in six_questions(answered) for told in chapter.told]
    ways += [each.proof for each in big_numbers(answered) if each.proof]
    assert ways and not any({"views", "org", "own", "plan"} & {*way} for way in ways)


def test_a_need_that_is_chosen_is_set_beside_the_whole_experience(published: PublishedSet) -> None:
    first = needs_beside(asked(published)).choice
    assert first is not None
    questions = [asked(published, measure=id) for id in first.options]
    shown = {each.id: needs_beside(each).choice for each in questions if each.id in first.options}
    assert shown and all(choice is not None and choice.code == id for id, choice in shown.items())
