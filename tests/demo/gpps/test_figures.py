"""The survey's figures agree with one another, hide what they must, and look like England without being England."""

from __future__ import annotations

import numpy as np
import pytest

from demo.gpps.answers import Tally
from demo.gpps.figures import figures, wilson
from demo.gpps.questions import DemoQuestion, questions, themes

NAMED = range(2024, 2027)


@pytest.mark.parametrize("year", NAMED)
@pytest.mark.parametrize("level", ["Practice", "PCN", "ICS", "Region"])
def test_england_is_the_sum_of_its_parts(survey, year: int, level: str) -> None:
    if level == "Region" and year == 2024:
        pytest.skip("regions have had a file of their own since 2025")
    parts, england = survey(year, level), survey(year, "National")
    for column in ("distributed", "received", "popsize", "overallexp.basefulluw"):
        assert parts.numbers(column).sum() == england.numbers(column)[0]
    # Practices too small to show hide their counts, so only the full base of a practice file adds up.
    columns = ["overallexp.basefullw"] + (["lastgpapptconf.counteval"] if level != "Practice" else [])
    for column in columns:
        assert parts.numbers(column).sum() == pytest.approx(england.numbers(column)[0], rel=1e-6)


def test_ccgs_add_up_to_england_before_2022(survey) -> None:
    for year in range(2018, 2022):
        assert survey(year, "CCG").numbers("Q28_12").sum() == pytest.approx(
            survey(year, "National").numbers("Q28_12")[0], rel=1e-6
        )


@pytest.mark.parametrize("level", ["National", "ICS", "Practice"])
def test_shares_are_counts_over_bases(survey, level: str) -> None:
    file = survey(2025, level)
    shown = file.numbers("localgpservicesphone.pcteval") >= 0
    assert shown.any()
    for count, base, share in (
        ("localgpservicesphone.counteval", "localgpservicesphone.baseevalw", "localgpservicesphone.pcteval"),
        ("localgpservicesphone_2.count", "localgpservicesphone.baseevalw", "localgpservicesphone_2.pct"),
        ("localgpservicesphone_1.count", "localgpservicesphone.basefullw", "localgpservicesphone_1.pct"),
    ):
        published = file.numbers(share)
        use = shown & (published >= 0)
        expected = file.numbers(count)[use] / file.numbers(base)[use]
        assert published[use] == pytest.approx(expected, abs=1e-7)


def test_small_bases_are_hidden_and_tiny_shares_marked(survey) -> None:
    file = survey(2025, "Practice")
    hidden = file.numbers("overallexp.pcteval") == -97
    assert 0 < hidden.sum() < 30
    assert (file.numbers("overallexp.basefulluw")[hidden] < 10).all()
    assert (file.numbers("overallexp.baseevaluw")[hidden] == -97).all()
    assert (file.numbers("overallexp.lowileval")[hidden] == -99).all()
    assert (file.numbers("overallexp_1.pct")[hidden] == -97).all()
    assert (file.numbers("overallexp.baseevaluw")[~hidden] >= 10).all()
    tiny = file.numbers("localgpservicesreception_4.pct") == -98
    assert tiny.any()
    assert (file.numbers("localgpservicesreception_4.count")[tiny] > 0).all()


def test_some_practices_have_few_replies(survey) -> None:
    people = survey(2025, "Practice").numbers("overallexp.basefulluw")
    assert np.median(people) == pytest.approx(110, abs=15)
    assert ((people >= 10) & (people < 30)).sum() > 3


def test_a_small_practice_hides_the_next_smallest_option_too() -> None:
    """Invented: options picked by 3, 20, 7 and 12 people; the 3 must go, and the 7 with them."""
    question = DemoQuestion("healthsupport", "support", 4, (0, 1), (), summary=True, above_practice=False)
    people = np.array([[3, 20, 7, 12]])
    tally = Tally(people * 1.0, people)
    small = figures(question, tally, np.array([1.5]), np.array([900.0]))
    assert small.count.tolist() == [[-97, 20, -97, 12]]
    assert (small.pct == -97).tolist() == [[True, False, True, False]]
    large = figures(question, tally, np.array([1.5]), np.array([1001.0]))
    assert large.count.tolist() == [[3, 20, 7, 12]]


def test_limits_return_the_published_interval_of_england_2025() -> None:
    """Published, GPPS 2025, England: 0.753976556 of 699,562 people, 0.752461036 to 0.755485813, with D = 2.245566."""
    lower, upper = wilson(np.array([0.753976556]), np.array([699_562 / 2.245566]))
    assert lower[0] == pytest.approx(0.752461036, abs=2e-9)
    assert upper[0] == pytest.approx(0.755485813, abs=2e-9)


def test_limits_surround_their_share(survey) -> None:
    for level in ("National", "ICS", "PCN", "Practice"):
        file = survey(2026, level)
        share = file.numbers("lastgpapptneeds.pcteval")
        use = share >= 0
        assert (file.numbers("lastgpapptneeds.lowileval")[use] <= share[use]).all()
        assert (file.numbers("lastgpapptneeds.hiwileval")[use] >= share[use]).all()


def test_footprints_spread_as_real_ones_do(survey) -> None:
    share = survey(2025, "ICS").numbers("overallexp.pcteval")
    assert 0.025 < share.std() < 0.05
    assert 0.6 < share.min() < 0.72
    assert 0.78 < share.max() < 0.9


def test_the_breaks_show(survey) -> None:
    """Published: overall experience fell by ten points in 2022; a new question on contact came in 2024."""
    overall = [survey(year, "National").numbers("Q28_12pct")[0] for year in range(2018, 2023)]
    assert overall[4] < min(overall[:4]) - 0.07
    assert "gpcontactoverall.pcteval" in survey(2024, "National").header
    assert "q18_12pct" in survey(2023, "National").header


def test_every_modelled_question_has_a_level_for_every_year_it_is_asked() -> None:
    for year in range(2018, 2027):
        for question in questions(year):
            if question.theme:
                assert 0 < themes()[question.theme].england[year] < 1
                assert set(question.positive) <= set(question.kept)
