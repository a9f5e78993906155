"""The plan of a control chart survives its link, and no link is more than text."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.benchmarks.control import ControlPlan, Rebase
from insight.benchmarks.control_link import (
    LONGEST_LINK,
    LONGEST_REASON,
    MOST,
    ChartPlan,
    NotAPlan,
    decide,
    from_link,
    to_link,
    whole_baseline,
)
from insight.selection import Selection

MINE = ("fft.ae_positive", "icb-2026", "QHM")
LINE = "1~fft.ae_positive~icb-2026~QHM~t85.5~b24~r2024-04.New front door~n2023-10.Texts began"

months = st.dates(pd.Timestamp("1990-01-01").date(), pd.Timestamp("2090-12-31").date()).map(
    lambda day: pd.Timestamp(day.year, day.month, 1)
)
reasons = st.from_regex(r"[A-Za-zé0-9]([\w'&(),./+:;%!?£-]| (?! |\Z)){0,70}[a-z)]", fullmatch=True)
dated = st.lists(st.builds(Rebase, months, reasons), max_size=MOST, unique_by=lambda each: each.date).map(
    lambda found: tuple(sorted(found))
)
plans = st.builds(
    ControlPlan,
    rebases=dated,
    remarks=dated,
    baseline=st.none() | st.integers(12, 999),
    target=st.none() | st.integers(0, 9_999_999).map(lambda number: number / 1000),
)


@given(plans)
def test_round_trip_through_the_address(plan: ControlPlan) -> None:
    line = to_link(ChartPlan(*MINE, plan))
    assert len(line) <= LONGEST_LINK
    assert Selection.from_query({"plan": line}).plan == line
    assert from_link(line) == ChartPlan(*MINE, plan)


@given(st.text() | st.text("1~trbn.-ab0 249<", max_size=40).map(lambda rest: f"1~m~v~Q~{rest}"))
def test_any_text_is_a_plan_that_survives_or_is_refused_in_words(text: str) -> None:
    try:
        plan = from_link(text)
    except NotAPlan as refused:
        assert str(refused).endswith(".")
        assert "<" not in str(refused)
    else:
        assert from_link(to_link(plan)) == plan


def test_the_line_is_short_and_plain() -> None:
    read = from_link(LINE)
    assert to_link(read) == LINE
    assert (read.plan.target, read.plan.baseline) == (85.5, 24)
    assert read.plan.rebases == (Rebase(pd.Timestamp("2024-04-01"), "New front door"),)
    assert read.is_for(*MINE)
    assert not read.is_for(MINE[0], "icb-2022", "QHM")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2~fft.ae_positive~icb-2026~QHM",
        "1~fft.ae_positive~icb-2026",
        "1~fft<b>~icb-2026~QHM",
        "1~m~v~Q~x",
        "1~m~v~Q~t1~t2",
        "1~m~v~Q~t-5",
        "1~m~v~Q~tnan",
        "1~m~v~Q~t1e9",
        "1~m~v~Q~b11",
        "1~m~v~Q~r2024-13.Month thirteen",
        "1~m~v~Q~r2024-04.",
        "1~m~v~Q~r2024-04.=HYPERLINK(1)",
        "1~m~v~Q~r2024-04.<script>alert(1)</script>",
        "1~m~v~Q~r2024-04.Two  spaces",
        "1~m~v~Q~r2024-04.Twice~r2024-04.In one month",
        f"1~m~v~Q~n2024-04.{'x' * (LONGEST_REASON + 1)}",
        "1~m~v~Q" + "".join(f"~n2024-0{month}.Too many" for month in range(1, MOST + 2)),
        "1~m~v~Q~t" + "1" * LONGEST_LINK,
    ],
)
def test_what_is_not_a_plan_is_refused(line: str) -> None:
    with pytest.raises(NotAPlan):
        from_link(line)


def test_nothing_is_decided_without_a_reason() -> None:
    with pytest.raises(NotAPlan, match="without a reason"):
        decide(pd.Timestamp("2024-04-17"), "  ")
    with pytest.raises(NotAPlan, match="at most 80"):
        decide(pd.Timestamp("2024-04-17"), "<b>bold</b>")
    assert decide(pd.Timestamp("2024-04-17"), " A  new ward ") == Rebase(pd.Timestamp("2024-04-01"), "A new ward")


def test_a_baseline_of_a_year_at_least() -> None:
    assert whole_baseline(12) == 12
    with pytest.raises(NotAPlan, match="12 months"):
        whole_baseline(11)
