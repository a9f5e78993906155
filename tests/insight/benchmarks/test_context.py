"""A need beside what patients say: goes with, never because; ours among those with as much; refused where it may not be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from insight.benchmarks.context import Context, context
from insight.benchmarks.needs import PeopleFacts
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import topic
from insight.charts.drawn.picture import draw
from insight.charts.drawn.sizes import SCREENS
from insight.charts.priorities.context import context_scatter
from insight.charts.provenance import Provenance
from insight.charts.style.framing import ChartFootprint
from insight.model import Better, Unit
from insight.traits import Comparability, Role
from tests.invented import OVERALL, RELEASES

CODES = [f"Q{n:02d}" for n in range(12)]
OLDER = replace(
    OVERALL, id="gpps.older", title="Aged 65 and over", short="people of 65 and over", better=Better.NEITHER, roles=(Role.NEED,)
)  # fmt: skip
NEEDS = [10.0 + n for n in range(12)]


def _told(values: list[float] = NEEDS) -> PeopleFacts:
    days = {"start": pd.Timestamp("2025-01-01"), "end": pd.Timestamp("2026-01-01"), "release": "gpps.2024"}
    return PeopleFacts(OLDER, pd.DataFrame({"org": CODES[: len(values)], "value": values}).assign(**days))


def _stands(values: list[float], measure=OVERALL) -> Standing:
    table = pd.DataFrame(
        {
            "code": CODES,
            "name": [f"Area {code}" for code in CODES],
            "value": values,
            "effective": 4000.0,
            "release": "gpps.2025",
            "sentence": "",
            "reason": None,
        }
    )
    days = (pd.Timestamp("2025-01-01"), pd.Timestamp("2025-04-01"))
    return Standing(measure, *days, None, None, 70.0, None, table, None)  # type: ignore[arg-type]  # neither is looked at


def _found(values: list[float], told: PeopleFacts | None = None) -> Context:
    found = context(told or _told(), _stands(values), "Q05", "Area Q05")
    assert isinstance(found, Context)
    return found


RISING = [60 + 1.5 * n + (1.0 if n % 2 else -1.0) for n in range(12)]


def test_what_goes_together_is_said_without_a_cause() -> None:
    found = _found(RISING)
    assert found.way == "higher"
    assert found.pattern.startswith(
        f"{OVERALL.title}: higher where there are more people of 65 and over. The two go together"
    )
    assert " in 2025 (the middle of all footprints is " in found.standing
    assert "because" not in found.pattern + found.standing
    falling = _found(RISING[::-1])
    assert falling.way == "lower" and falling.numbers["Rank_correlation"].startswith("−0.9")


def test_a_footprint_of_ones_own_is_counted_among_none() -> None:
    found = context(_told(), _stands(RISING), "Q05", "Area Q05", own="Q05")
    without = context(_told(), _stands(RISING), "Q04", "Area Q04", own="Q05")
    assert isinstance(found, Context) and isinstance(without, Context)
    assert found.pattern.endswith("among 11 footprints.") and len(found.table) == 12
    assert found.association == without.association != _found(RISING).association


def test_no_pattern_is_said_to_be_none() -> None:
    found = _found([70.0, 71, 69, 72, 70, 71, 69, 70, 72, 69, 71, 70])
    assert found.way == ""
    assert "neither clearly higher nor clearly lower" in found.finding


@pytest.mark.parametrize(("own", "place"), [(RISING[5], "within"), (50.0, "below"), (95.0, "above")])
def test_ours_is_held_against_those_with_as_much_need(own: float, place: str) -> None:
    found = _found([*RISING[:5], own, *RISING[6:]])
    assert found.place == place
    assert f", {place} the range usual at that figure" in found.standing
    assert found.expected == _found(RISING).expected, "what is expected of ours comes from the others alone"


@pytest.mark.parametrize(
    ("replies", "own", "placed"),
    [
        (4000.0, "Q05", True),
        (2000.0, "Q05", True),
        (1999.0, "Q05", False),
        (1999.0, None, False),
        (np.nan, None, True),
        (np.nan, "Q05", False),
    ],
)
def test_few_practices_are_drawn_and_not_held_to_the_range_of_whole_areas(
    replies: float, own: str | None, placed: bool
) -> None:
    stands = _stands([*RISING[:5], 50.0, *RISING[6:]])
    rows = stands.rows.assign(effective=stands.rows["effective"].mask(stands.rows["code"] == "Q05", replies))
    found = context(_told(), replace(stands, rows=rows), "Q05", "Area Q05", own)
    assert isinstance(found, Context) and found.placed is placed
    chart = context_scatter(found, ChartFootprint("Q05", "Area Q05", "new", Provenance(RELEASES, "New plans", False)))
    assert [" below the range usual" in found.standing, "Bar: " in chart.foot] == [placed, placed]
    assert ("fewer than half the replies of the smallest other footprint" in found.standing) is not placed
    assert (chart.table["Usual with as much"].ne("").any()) == placed


def _chance_outside(practices: int, random: np.random.Generator, runs: int = 400) -> tuple[float, float]:
    """How often so many practices drawn by lot lie outside the range, and are told to: areas of 40, practices that differ by 8 points and have 110 replies."""

    def mean_of(number: int) -> float:
        return float(
            75 + 2 * random.standard_normal() + (8**2 + 4.1**2) ** 0.5 / number**0.5 * random.standard_normal()
        )

    outside = told = 0
    for _ in range(runs):
        stands = _stands([mean_of(practices if at == 5 else 40) for at in range(12)])
        replies = np.where(stands.rows["code"] == "Q05", practices * 110.0, 4400.0)
        found = context(_told(), replace(stands, rows=stands.rows.assign(effective=replies)), "Q05", "Area Q05", "Q05")
        assert isinstance(found, Context)
        outside += found.place != "within"
        told += found.place != "within" and found.placed
    return outside / runs, told / runs


def test_practices_drawn_by_lot_are_not_told_to_be_out_of_the_ordinary() -> None:
    random = np.random.default_rng(21)
    outside, told = _chance_outside(3, random)
    assert outside > 0.25 and told == 0, "as it was told before, and now"
    assert _chance_outside(40, random)[1] <= 0.05 + 3 * (0.05 * 0.95 / 400) ** 0.5
    assert _chance_outside(20, random)[1] <= 0.10, "at the line itself"


def test_the_middle_is_that_of_all_who_have_a_need_whoever_has_an_experience() -> None:
    found = _found([*RISING[:-1], np.nan])
    assert found.middle == pytest.approx(float(np.median(NEEDS))) != pytest.approx(float(found.drawn["need"].median()))


def test_footprints_without_one_of_the_two_are_left_out_and_counted_out() -> None:
    found = _found([np.nan, *RISING[1:]])
    assert len(found.table) == 11
    assert found.pattern.endswith(f"among 11 footprints; 1 more has no figure for {topic(OVERALL)}.")
    both = context(
        _told([np.nan, np.nan, *NEEDS[2:]]), _stands([np.nan, *RISING[1:-1], np.nan]), "Q05", "Area Q05", None
    )
    assert isinstance(both, Refusal)  # 9 others are too few
    both = replace(found, without_need=2, without_value=1)
    assert both.pattern.endswith(
        f"; 2 more have no figure for aged 65 and over, and 1 more has no figure for {topic(OVERALL)}."
    )
    assert _found(RISING).pattern.endswith("among 12 footprints.")


def test_what_may_not_or_cannot_be_held_together_is_refused() -> None:
    never = replace(
        OVERALL.traits, comparability=Comparability(allowed=False, why="These are not for comparing", who="Their publisher")
    )  # fmt: skip
    total = replace(OVERALL, unit=Unit.COUNT, additive=True)
    for told, stands in (
        (_told(), _stands(RISING, replace(OVERALL, traits=never))),
        (_told(), _stands(RISING, total)),
        (None, _stands(RISING)),
        (_told(NEEDS[:5]), _stands(RISING)),
        (_told(NEEDS[:8]), _stands(RISING)),
        (_told([20.0] * 12), _stands(RISING)),
        (_told(), _stands([*RISING[:5], np.nan, *RISING[6:]])),
    ):
        found = context(told, stands, "Q05", "Area Q05")
        assert isinstance(found, Refusal) and found.sentence.endswith(".")


def test_a_refusal_names_the_one_figure_that_is_missing() -> None:
    without_value = context(_told(), _stands([*RISING[:5], np.nan, *RISING[6:]]), "Q05", "Area Q05")
    without_need = context(_told([*NEEDS[:5], np.nan, *NEEDS[6:]]), _stands(RISING), "Q05", "Area Q05")
    told = [each.sentence for each in (without_value, without_need) if isinstance(each, Refusal)]
    assert told == [
        "Area Q05 has no figure for overall experience of GP practice in this period.",
        "Area Q05 has no figure for aged 65 and over in this period.",
    ]


def test_the_chart_marks_ours_and_says_what_it_does_not_show() -> None:
    chart = context_scatter(
        _found(RISING), ChartFootprint("Q05", "Area Q05", "new", Provenance(RELEASES, "New plans", False))
    )
    assert "not why" in chart.foot
    assert len(chart.table) == 12 and chart.table["Footprint"].iloc[0] == "Area Q11"
    assert chart.table.set_index("Footprint").loc["Area Q05", "Usual with as much"]


@pytest.mark.parametrize(("code", "right"), [("Q00", True), ("Q11", False)])
def test_our_name_is_written_towards_the_middle_where_there_is_room(code: str, right: bool) -> None:
    found = context(_told(), _stands(RISING), code, f"Area {code}")
    assert isinstance(found, Context)
    place = ChartFootprint(code, f"Area {code}", "new", Provenance(RELEASES, "New plans", False))
    notes = context_scatter(found, place).figure.to_dict()["layout"]["annotations"]
    assert [note["ax"] > 0 for note in notes if note["text"] == f"<b>Area {code}</b>"] == [right]


def test_our_name_lies_on_no_other_mark_on_a_wide_screen_or_a_phone() -> None:
    packed = [70.0 + 0.1 * (n % 3) for n in range(12)]
    chart = context_scatter(
        _found(packed), ChartFootprint("Q05", "Area Q05", "new", Provenance(RELEASES, "New plans", False))
    )
    (note,) = (each for each in chart.figure.to_dict()["layout"]["annotations"] if each["text"] == "<b>Area Q05</b>")
    assert note["showarrow"], "a name that has to move away keeps a line to its mark"
    assert (abs(note["ax"]), abs(note["ay"])) != (0, 0)
    svg = draw(chart, SCREENS["narrow"]).svg()
    assert "Area Q05" in svg


def test_our_means_of_trusts_scores_are_set_beside_no_need() -> None:
    stands = _stands(RISING)
    told = context(_told(), replace(stands, rows=stands.table.assign(reason="our mean of scores")), "Q05", "Area Q05")
    assert isinstance(told, Refusal) and "compared with nothing" in told.sentence


def test_no_share_below_nought_is_called_usual() -> None:
    falling = _found([4.0, 6, 3, 5, 2, 4, 1, 3, 0.5, 2, 0.2, 1])
    low = replace(falling, expected=falling.expected._replace(lower=-1.2, upper=2.0))
    assert low.usual == "0.0 to 2.0"
