"""What the staff and the patients of a trust say together: near in time, among trusts of one type, and never as a cause."""

from __future__ import annotations

import pandas as pd
import pytest

from insight.benchmarks.own_staff import FEWEST, Echo, OwnStaff, nearest_year, own_staff, staff_by_type
from insight.benchmarks.refusals import Reason, refuse, refuse_unsummed
from insight.traits import Service, TrustType
from tests.traits import declared

ALIKE = "About the same as expected"
STAFF, SURVEY = declared("staff.recommend_care"), declared("inpatient.overall")
AUTUMN = pd.Timestamp(2024, 9, 1)


def facts(values: list[float], respondents: float = 4000) -> pd.DataFrame:
    codes = [f"RZ{at}" for at in range(len(values))]
    return pd.DataFrame({"org": codes, "value": values}).assign(
        level="trust", segment="all", status="ok", start=AUTUMN, end=pd.Timestamp(2024, 12, 1), respondents=respondents,
        numerator=None, denominator=None, lower=None, upper=None, release="staff.2024",
    )  # fmt: skip


def rows(values: list[float], *types: TrustType, respondents: float = 4000) -> pd.DataFrame:
    found = facts(values, respondents)
    kinds = list(types) * len(values) if len(types) == 1 else list(types)
    return staff_by_type(found, STAFF, pd.Series(kinds, index=found["org"], dtype=object))


SPREAD = [50.0, *(60.0 + at / 10 for at in range(10)), 75.0]
"""Twelve trusts: one far below the others, one far above."""


def test_a_quarter_is_told_where_the_whole_interval_lies_in_it() -> None:
    words = rows(SPREAD, TrustType.ACUTE)["word"]
    assert (words["RZ0"], words["RZ11"], set(words.iloc[1:-1])) == ("worse", "better", {"similar"})
    edges = rows(SPREAD, TrustType.ACUTE).iloc[0]
    assert (edges["high"], edges["low"]) == (pytest.approx(60.7), pytest.approx(60.2))
    # The same shares of a few answers may be chance.
    assert set(rows(SPREAD, TrustType.ACUTE, respondents=20)["word"]) == {"similar"}


def test_no_quarter_is_told_that_the_range_of_ranks_leaves() -> None:
    """One trust is known almost exactly and lies above the edge; its peers are not, and chance takes several of them past it."""
    found = facts([61.5, *(60.0 + at / 10 for at in range(11))]).assign(respondents=[200_000.0, *[500.0] * 11])
    own = staff_by_type(found, STAFF, pd.Series(TrustType.ACUTE, index=found["org"], dtype=object)).loc["RZ0"]
    assert own["lower"] > own["high"] and own["worst"] > 3 and own["word"] == "similar"


def test_trusts_of_another_type_are_no_peers_and_too_few_have_none() -> None:
    kinds = [TrustType.ACUTE] * (FEWEST + 1) + [TrustType.SPECIALIST]
    found = rows(SPREAD, *kinds)
    assert found.loc["RZ11", ["word", "many"]].tolist() == ["not compared", 1]
    assert found.loc["RZ0", "many"] == FEWEST + 1
    assert set(found["service"]) == {Service.HOSPITAL}
    assert told(found.loc["RZ11"], "Worse than expected") is None


def test_a_trust_of_a_type_that_nothing_tells_is_left_out() -> None:
    found = facts(SPREAD)
    assert staff_by_type(found, STAFF, pd.Series({"RZ0": "acute"}, dtype=object)).index.tolist() == ["RZ0"]


@pytest.mark.parametrize(
    ("years", "day", "nearest"),
    [
        ((2022, 2023, 2024), "2023-11-01", 2023),
        ((2024,), "2022-11-01", 2024),  # 22 months
        ((2024,), "2022-08-31", None),  # a day more than 24
        ((2021,), "2023-09-02", None),
        ((), "2023-09-02", None),
    ],
)
def test_the_nearest_year_is_taken_and_none_across_two(years: tuple[int, ...], day: str, nearest: int | None) -> None:
    found = nearest_year([pd.Timestamp(year, 9, 1) for year in years], pd.Timestamp(day))
    assert (found.year if found is not None else None) == nearest


def told(own: pd.Series, label: str, worse: int = 0) -> OwnStaff | None:
    row = pd.Series(
        {"label": label, "start": pd.Timestamp(2023, 11, 1), "end": pd.Timestamp(2023, 12, 1), "release": "s"}
    )
    row["others"], row["others_worse"] = 55, worse
    return own_staff("RZ0", "Elm Trust", ("Adult Inpatient Survey", SURVEY, row), ("NHS Staff Survey", STAFF, own))


@pytest.mark.parametrize(
    ("code", "label", "echo"),
    [
        ("RZ0", "Worse than expected", Echo.IN_LINE), ("RZ11", "Much better than expected", Echo.IN_LINE),
        ("RZ11", "Somewhat worse than expected", Echo.OPPOSED), ("RZ0", "Better than expected", Echo.OPPOSED),
        ("RZ0", "About the same as expected", Echo.STAFF_ALONE), ("RZ5", "Worse than expected", Echo.PATIENTS_ALONE),
        ("RZ5", "About the same as expected", Echo.QUIET),
    ],
)  # fmt: skip
def test_they_are_opposed_or_in_line_only_where_both_point(code: str, label: str, echo: Echo) -> None:
    found = told(rows(SPREAD, TrustType.ACUTE).loc[code], label)
    assert found is not None and found.echo is echo
    assert found.releases == ("staff.2024", "s")


def test_the_sentence_has_both_figures_their_sources_and_years_and_no_cause() -> None:
    found = told(rows(SPREAD, TrustType.ACUTE).loc["RZ0"], "Worse than expected")
    assert found is not None and found.sentence == (
        "Elm Trust, hospital care: staff and patients point the same way. Staff (2024) rank 12th of 12 acute trusts in both surveys, 1st "
        "being highest: in the lowest quarter (below 60.2%). Patients (November 2023) find it worse than expected. Staff who recommend the "
        "care: 50.0% (48.3 to 51.7), in the year nearest to the patients' survey (NHS Staff Survey). "
        "Patients: overall experience worse than expected (Adult Inpatient Survey)."
    )


@pytest.mark.parametrize(
    ("code", "label", "said"),
    [
        ("RZ0", ALIKE, "Elm Trust, hospital care: only staff stand out."),
        ("RZ11", ALIKE, ": in the highest quarter (above 60.7%). Patients"),
        ("RZ5", "Better than expected", ": not clearly in the highest quarter (above 60.7%) or the lowest (below 60.2%). Patients (November 2023) find it better than expected."),
    ],
)  # fmt: skip
def test_which_way_each_points_is_told_and_what_is_worse_besides(code: str, label: str, said: str) -> None:
    found = told(rows(SPREAD, TrustType.ACUTE).loc[code], label, worse=3)
    assert found is not None and said in found.sentence
    assert f"{label.lower()}; 3 of 55 other results are worse (Adult Inpatient Survey)" in found.sentence


def test_what_is_worse_is_told_before_what_is_better() -> None:
    asked = [
        ("RZ11", "Worse than expected"),
        ("RZ0", ALIKE),
        ("RZ5", "Worse than expected"),
        ("RZ11", ALIKE),
        ("RZ5", ALIKE),
    ]
    found = [told(rows(SPREAD, TrustType.ACUTE).loc[code], label) for code, label in asked]
    assert [each.urgency for each in found if each] == sorted(each.urgency for each in found if each)


def test_wherever_a_trusts_staff_are_not_judged_the_one_rule_that_judges_them_is_said() -> None:
    rule = refuse(Reason.OWN_TYPE).sentence
    assert f"at least {FEWEST} such trusts are needed" in rule
    asked = [declared(f"staff.{each}") for each in ("recommend_care", "engagement")]
    assert {refuse_unsummed(each, "trusts") for each in asked} == {refuse(Reason.OWN_TYPE)}
    assert refuse_unsummed(SURVEY, "trusts") != refuse(Reason.OWN_TYPE)


def test_what_the_publisher_has_no_word_for_is_not_held_beside_staff() -> None:
    assert told(rows(SPREAD, TrustType.ACUTE).loc["RZ0"], "no such band") is None


def test_every_type_of_trust_is_there_for_one_service() -> None:
    assert all(each.service.is_one for each in TrustType)
