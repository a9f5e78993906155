"""Months read the NHS way: the rule is named, breaks and rebases start anew, and what cannot be judged is not."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from insight.benchmarks.control import Control, ControlPlan, Rebase, control
from insight.benchmarks.control_sentences import (
    MEANINGS,
    assurance_sentence,
    control_finding,
    control_sentence,
    explain_control,
    rule_said,
    since_when,
)
from insight.benchmarks.refusals import Reason, Refusal
from insight.model import Better
from insight.stats.spc.assurance import Assurance
from insight.stats.spc.labels import Rule
from insight.stats.spc.variation import Variation
from tests.insight.stats.spc.plot_the_dots import PLOT_THE_DOTS
from tests.invented import NO_BREAKS
from tests.monthly import POSITIVE, months, wobble

LOWER = replace(POSITIVE, better=Better.LOWER)
BROKEN = pd.DataFrame(
    {
        "measure": [POSITIVE.id],
        "date": pd.to_datetime(["2023-03-01"]),
        "reason": ["A new question."],
        "citation": ["invented"],
    }
)


def read(values, plan: ControlPlan | None = None, measure=POSITIVE, breaks=NO_BREAKS, **other) -> Control:
    found = control(months(values, **other), measure, breaks, "North", plan)
    assert isinstance(found, Control)
    return found


def test_limits_are_those_of_making_data_count():
    """maths.md, "Is this month special", series m1: 9, 11 six times, then 14, 16, 12; baseline 12 gives 4.68 to 15.32 about 10."""
    found = read([9, 11] * 6 + [14, 16, 12], ControlPlan(baseline=12))
    row = found.table.iloc[0]
    assert (row["mean"], row["lower"], row["upper"]) == pytest.approx((10, 4.68, 15.32))
    assert list(found.table["rule"][12:]) == [Rule.TWO_OF_THREE, Rule.OUTSIDE, Rule.COMMON_CAUSE]
    old = read([9, 11] * 6 + [14, 16, 12], ControlPlan(baseline=12, book=PLOT_THE_DOTS))
    assert list(old.table["rule"][12:]) == [Rule.COMMON_CAUSE, Rule.OUTSIDE, Rule.COMMON_CAUSE]


def test_a_shift_downwards_is_a_concern_since_its_first_month():
    found = read(wobble(94, 14) + wobble(92, 7, 0.3))
    assert found.variation is Variation.CONCERN_LOW
    assert since_when(found) == "March 2023"
    assert control_finding(found) == "North: special cause of concern since March 2023"
    assert "Concern: one of seven or more in a row below the mean." in control_sentence(found)


def test_the_same_months_are_an_improvement_where_low_is_good():
    found = read(wobble(94, 14) + wobble(92, 7, 0.3), measure=LOWER)
    assert found.variation is Variation.IMPROVEMENT_LOW
    assert control_finding(found) == "North: special cause of improvement since March 2023"


def test_with_no_good_direction_months_are_high_or_low():
    found = read(wobble(94, 14) + wobble(92, 7, 0.3), measure=replace(POSITIVE, better=Better.NEITHER))
    assert control_finding(found) == "North: unusually low since March 2023"


def test_the_usual_wobble_is_nothing_special():
    found = read(wobble(94, 20))
    assert found.variation is Variation.COMMON_CAUSE
    assert control_finding(found) == "North: nothing special on patients positive about inpatient care in August 2023"
    assert "Nothing special" in rule_said(found.latest, found)


def test_one_month_outside_says_in_which_month():
    found = read([*wobble(94, 20), 80])
    assert control_finding(found) == "North: special cause of concern in September 2023"
    assert "below the lower limit" in control_sentence(found)


def test_improvement_goes_first_and_the_tooltip_says_so():
    """maths.md, "Is this month special", series j: points 9 to 11 fall, yet belong to a shift above."""
    values = [50.0, 51, 52, 53, 54, 55, 56, 57, 56, 55, 54, 53, 52, 51]
    found = read(values)
    assert [MEANINGS[each] for each in found.table["variation"]] == ["improvement"] * 11 + ["concern"] * 3
    assert "goes first, though this month is also one of seven or more" in rule_said(found.table.iloc[9], found)


def test_twelve_months_are_too_few_and_it_says_how_many_are_missing():
    found = read(wobble(94, 12), ControlPlan(target=90))
    assert found.refusal is not None
    assert found.refusal.reason is Reason.TOO_FEW_MONTHS
    assert "1 more month is needed" in found.refusal.sentence
    assert found.table[["mean", "lower", "upper"]].isna().all().all()
    assert (found.variation, found.assurance) == (Variation.NOT_JUDGED, Assurance.NO_ICON)
    assert set(found.table["rule"]) == {Rule.NOT_JUDGED}
    assert read(wobble(94, 13)).refusal is None


def test_a_constant_series_has_no_variation_to_judge():
    found = read([94.0] * 20)
    assert found.refusal is not None
    assert found.refusal.reason is Reason.NO_VARIATION
    assert control_finding(found) == "North: no variation to judge"


def test_a_gap_ends_a_run():
    six_and_six = wobble(94, 14) + wobble(92, 6, 0.3) + [None] + wobble(92, 6, 0.3)
    found = read(six_and_six)
    assert Rule.SHIFT not in set(found.table["rule"])
    assert found.table["gap"].iloc[20] == "hidden"
    assert Rule.SHIFT in set(read(wobble(94, 14) + wobble(92, 7, 0.3)).table["rule"])


def test_missing_months_become_gaps_in_the_calendar():
    rows = months(wobble(94, 20)).drop(index=[5, 6])
    found = control(rows, POSITIVE, NO_BREAKS, "North")
    assert isinstance(found, Control)
    assert len(found.table) == 20
    assert list(found.table.loc[found.table["value"].isna(), "period"]) == ["June 2022", "July 2022"]
    assert list(found.table["gap"].dropna().unique()) == ["no figure"]


def test_a_month_on_fewer_than_ten_replies_is_a_gap_but_keeps_the_published_figure():
    rows = months(wobble(94, 20))
    rows.loc[7, ["respondents", "denominator"]] = 9.0
    found = control(rows, POSITIVE, NO_BREAKS, "North")
    assert isinstance(found, Control)
    assert pd.isna(found.table["value"].iloc[7])
    assert found.table["gap"].iloc[7] == "under 10 replies"
    assert found.table["published"].iloc[7] == pytest.approx(95.0)


def test_a_rebase_starts_the_limits_anew():
    found = read(
        wobble(94, 14) + wobble(88, 14), ControlPlan(rebases=(Rebase(pd.Timestamp("2023-03-01"), "A new ward."),))
    )
    assert found.table["mean"].round(6).unique().tolist() == [94.0, 88.0]
    assert set(found.table["rule"]) == {Rule.COMMON_CAUSE}
    assert found.cuts.iloc[0]["reason"] == "A new ward."


def test_a_rebase_in_a_month_of_no_data_takes_hold_in_the_next_and_one_in_the_future_not_at_all():
    rebases = (Rebase(pd.Timestamp("2023-02-10"), "Mid month."), Rebase(pd.Timestamp("2030-01-01"), "Not yet."))
    found = read(wobble(94, 14) + wobble(88, 14), ControlPlan(rebases=rebases))
    assert found.cuts["start"].iloc[0] == pd.Timestamp("2023-03-01")
    assert pd.isna(found.cuts["start"].iloc[1])


def test_too_few_months_after_a_rebase_leave_the_earlier_limits_standing():
    found = read(
        wobble(94, 14) + wobble(88, 5), ControlPlan(rebases=(Rebase(pd.Timestamp("2023-03-01"), "A new ward."),))
    )
    assert found.refusal is not None
    assert "8 more months are needed" in found.refusal.sentence
    assert found.table["mean"].notna().tolist() == [True] * 14 + [False] * 5


def test_a_break_is_never_crossed():
    found = read(wobble(94, 14) + wobble(88, 14), breaks=BROKEN)
    assert found.table["group"].tolist() == [0] * 14 + [1] * 14
    assert set(found.table["rule"]) == {Rule.COMMON_CAUSE}
    assert tuple(found.cuts[["kind", "reason"]].iloc[0]) == ("break", "A new question.")
    assert Rule.SHIFT in set(read(wobble(94, 14) + wobble(88, 14)).table["rule"])


def test_a_break_before_the_first_month_cuts_nothing():
    assert read(wobble(94, 14), breaks=BROKEN, first="2024-01-01").cuts.empty


@pytest.mark.parametrize(
    ("target", "measure", "icon", "said"),
    [
        (99, POSITIVE, Assurance.CONSISTENTLY_FAILS, "missed month after month"),
        (80, POSITIVE, Assurance.CONSISTENTLY_PASSES, "met month after month"),
        (94, POSITIVE, Assurance.HIT_OR_MISS, "hit or missed by chance"),
        (80, LOWER, Assurance.CONSISTENTLY_FAILS, "missed month after month"),
    ],
)
def test_the_target_is_told_from_the_limits(target, measure, icon, said):
    found = read(wobble(92, 20, 0.5), ControlPlan(target=target), measure=measure)
    assert found.assurance is icon
    assert said in assurance_sentence(found)


def test_without_a_target_nothing_is_said_of_one():
    found = read(wobble(94, 20))
    assert found.assurance is Assurance.NO_ICON
    assert assurance_sentence(found) == ""
    assert len(explain_control(found)) == 1


def test_explanations_name_the_rule_book_and_its_source():
    found = read(wobble(94, 20), ControlPlan(target=94))
    first, second = explain_control(found)
    assert ("Rule book", "Making Data Count") in first.numbers
    assert "2.66" in first.rule
    assert "ptd_calculate_assurance_type" in second.citation


def test_years_are_not_months():
    rows = months(wobble(94, 14))
    rows["end"] = rows["start"] + pd.DateOffset(years=1)
    found = control(rows, POSITIVE, NO_BREAKS, "North")
    assert isinstance(found, Refusal)
    assert found.reason is Reason.NOT_MONTHLY


def test_nothing_but_hidden_months_is_refused():
    found = control(months([None] * 14), POSITIVE, NO_BREAKS, "North")
    assert isinstance(found, Refusal)
    assert found.reason is Reason.NOT_AVAILABLE


def test_two_figures_for_one_month_are_an_error():
    rows = months(wobble(94, 14))
    with pytest.raises(ValueError, match="two figures"):
        control(pd.concat([rows, rows.iloc[[3]]]), POSITIVE, NO_BREAKS, "North")


def test_a_short_baseline_is_an_error():
    with pytest.raises(ValueError, match="12 points"):
        ControlPlan(baseline=11)


def test_limits_are_named_no_farther_than_a_share_can_go():
    found = read([0.5 if at % 2 else 4.0 for at in range(20)])
    assert found.latest["lower"] < 0
    assert "Usual range 0.0 to " in control_sentence(found)
