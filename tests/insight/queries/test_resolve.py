"""Menus offer what is loaded; an address that asks for something else gets the nearest thing and a polite sentence."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.queries import menu
from insight.queries.published import PublishedSet
from insight.queries.resolve import Resolved, resolve, unreadable
from insight.selection import Selection
from insight.store import Store
from tests.silver import MERGED, OVERALL, SCORE, publish, seal


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> PublishedSet:
    cache = tmp_path_factory.mktemp("cache")
    publish(cache)
    return PublishedSet(Store.open(cache))


def test_measures_stand_under_their_theme_with_the_question_in_full_favourite_first(published: PublishedSet) -> None:
    assert menu.measures(published) == {
        OVERALL: "Overall · Overall experience of the practice (GP Patient Survey): Overall, how would you describe your experience of your GP practice?",
        SCORE: "Overall · Overall experience in hospital (Adult Inpatient Survey): Overall, how was your experience while you were in the hospital?",
    }


def test_periods_latest_first(published: PublishedSet) -> None:
    assert list(menu.periods(published, SCORE).items()) == [
        ("2025-01-01", "2025"),
        ("2024-01-01", "2024"),
        ("2023-01-01", "2023"),
    ]
    assert menu.periods(published, "gpps.unheard_of") == {}


def test_footprints_by_short_name_in_order(published: PublishedSet) -> None:
    assert list(menu.footprints(published, "icb-2026").values()) == ["Aldbirch", "Cedar", "Damson", "Elder", "Fir"]
    assert menu.footprints(published, "stp-1066") == {}


@pytest.mark.parametrize(
    ("period", "vintage"),
    [("2019-01-01", "stp-2016"), ("2023-01-01", "icb-2022"), ("2025-01-01", "icb-2022"), ("", "icb-2026")],
)
def test_the_vintage_of_a_period_was_in_force_on_its_last_day(
    published: PublishedSet, period: str, vintage: str
) -> None:
    assert menu.vintage_of(published, OVERALL, period) == vintage


def test_a_measure_that_places_have_and_areas_have_not_is_not_called_unknown(
    published: PublishedSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = {OVERALL: menu.measures(published)[OVERALL]}
    monkeypatch.setattr(menu, "measures", lambda _: rest)
    (note,) = resolve(published, Selection(measure=SCORE)).notes
    assert note.startswith("Overall experience in hospital: no published figure of these areas is loaded, only figures")
    assert note.endswith("; showing Overall experience of the practice.")
    (note,) = resolve(published, Selection(measure="gpps.unheard_of")).notes
    assert note.startswith("The link asks for a measure that is not loaded; ")


def test_successors_are_found_over_several_vintages_and_both_ways(published: PublishedSet) -> None:
    assert menu.successor(published, "QZB", "icb-2026") == MERGED
    assert menu.successor(published, MERGED, "icb-2022") == "QZA"
    assert menu.successor(published, MERGED, "stp-2016") == "QZA"
    assert menu.successor(published, "XXX", "icb-2026") is None


def plainly(resolved: Resolved) -> Selection:
    """What is selected, without the mark of the files behind it."""
    return resolved.selection.choose(release=None)


def test_nothing_asked_gives_the_sensible_whole(published: PublishedSet) -> None:
    resolved = resolve(published, Selection())
    assert plainly(resolved) == Selection("QZA", "icb-2022", OVERALL, date(2025, 1, 1), "true", against="england")
    assert resolved.notes == ()


def test_a_complete_wish_is_granted_without_a_word(published: PublishedSet) -> None:
    asked = Selection("QZF", "stp-2016", SCORE, date(2023, 1, 1), "hex")
    assert plainly(resolve(published, asked)) == asked.choose(against="england")
    assert resolve(published, asked).notes == ()


def test_another_vintage_keeps_the_place(published: PublishedSet) -> None:
    resolved = resolve(published, Selection("QZB", "icb-2026", OVERALL))
    assert resolved.selection.footprint == MERGED
    assert resolved.notes == (
        "The footprint asked for is not among ICB 2026; showing Aldbirch, which covers its area or part of it.",
    )


def test_a_measure_without_the_period_shows_its_latest_and_says_so(published: PublishedSet) -> None:
    resolved = resolve(published, Selection(measure=SCORE, period=date(2019, 1, 1)))
    assert resolved.selection.period == date(2025, 1, 1)
    assert resolved.notes == (
        "Overall experience in hospital: no figure for the period asked for (from 1 January 2019); showing 2025.",
    )


def test_of_a_measure_without_the_period_the_nearest_is_shown(published: PublishedSet) -> None:
    periods = sorted(map(date.fromisoformat, menu.periods(published, SCORE)))
    for wished, shown in ((periods[0] + timedelta(1), periods[0]), (periods[-1] - timedelta(1), periods[-1])):
        found = resolve(published, Selection(measure=SCORE, period=wished))
        assert found.selection.period == shown and "; showing " in found.notes[0] and len(periods) > 1


def test_every_unknown_wish_gets_its_own_note(published: PublishedSet) -> None:
    asked = Selection("ZZZ", "stp-1066", "gpps.nonsense", date(1066, 10, 14), "true")
    resolved = resolve(published, asked)
    assert plainly(resolved) == Selection("QZA", "icb-2022", OVERALL, date(2025, 1, 1), "true", against="england")
    assert len(resolved.notes) == 4
    assert not any("ZZZ" in note or "nonsense" in note for note in resolved.notes)


def test_an_address_that_cannot_be_read_is_named_not_repeated() -> None:
    query = {"period": "<script>", "shape": "globe", "footprint": "QZA"}
    told = unreadable(query, Selection.from_query(query))
    assert told == (
        "The period in the link could not be read and was left out.",
        "The shape in the link could not be read and was left out.",
    )


def test_an_empty_set_of_tables_resolves_to_nothing_chosen(tmp_path: Path) -> None:
    seal(tmp_path)
    resolved = resolve(PublishedSet(Store(tmp_path)), Selection("QZA", "icb-2022", OVERALL, date(2025, 1, 1), "hex"))
    assert resolved.selection == Selection(shape="hex", against="england")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.dictionaries(st.sampled_from(["footprint", "vintage", "measure", "period", "shape", "x"]), st.text(max_size=20))
)
def test_any_address_whatever_resolves_to_something_loaded(published: PublishedSet, query: dict[str, str]) -> None:
    resolved = resolve(published, Selection.from_query(query))
    for name, value in resolved.selection.choose(against=None, release=None).to_query().items():
        assert value in resolved.options[name]
    assert resolve(published, resolved.selection).selection == resolved.selection
    assert resolve(published, resolved.selection).notes == ()


def test_a_plan_of_a_control_chart_is_passed_on_or_politely_left_out(published: PublishedSet) -> None:
    plan = "1~fft.ae_positive~icb-2026~QHM~t85.5~r2024-04.New front door"
    assert resolve(published, Selection(plan=plan)).selection.plan == plan
    refused = resolve(published, Selection(plan="1~fft.ae_positive~icb-2026~QHM~b3"))
    assert refused.selection.plan is None
    assert refused.notes == (
        "The plan of the control chart in the link was left out. A baseline takes 12 months or more: fewer do not show what "
        "is usual.",
    )
