"""A visitor's own footprint beside the others: the same questions, and nothing hidden given away. All figures are invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from insight.benchmarks.funnel import Funnel
from insight.queries.evidence import Evidence
from insight.queries.histories import Desk
from insight.queries.practices import Practices
from insight.store import Store
from insight.ui.custom import own_footprint, registers
from insight.ui.custom_desk import CustomDesk
from tests.silver import OVERALL, publish, write

COAST = "1~icb-2022~Coast~f.QZA~p.ZB0000"
VINTAGE, PERIOD = "icb-2022", pd.Timestamp(2025, 1, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    publish(tmp_path)
    yield Store.open(tmp_path)
    registers.cache_clear()


def hide(store: Store, *practices: str) -> None:
    """Hide the figures of practices in 2025, as the publisher does."""
    path = store.folder / "facts" / "gpps.parquet"
    frame = pq.read_table(path).to_pandas()
    gone = frame["org"].isin(practices) & (pd.to_datetime(frame["start"]) == PERIOD)
    frame.loc[gone, ["value", "numerator", "denominator", "respondents", "lower", "upper"]] = None
    frame.loc[gone, "status"] = "suppressed"
    write(frame, "facts", path)


def desk(store: Store, *texts: str) -> tuple[CustomDesk, str]:
    known = registers(store)
    placed = [known.placed(text) for text in texts]
    return CustomDesk(Desk(store), placed, known), placed[-1].footprint.code


def own_row(store: Store, *texts: str, period: pd.Timestamp = PERIOD) -> pd.Series:
    made, code = desk(store, *texts)
    rows = made.history(OVERALL, VINTAGE)
    return rows[(rows["org"] == code) & (rows["start"] == period)].iloc[0]


def test_it_stands_among_the_footprints_of_every_vintage(store: Store) -> None:
    made, code = desk(store, COAST)
    for vintage in store.vintages.index:
        stands = made.standing(OVERALL, vintage, PERIOD)
        row = stands.of(code)
        assert row is not None
        # Alder's three practices at 71.4, 72.4 and 73.4 and one of Birch's at 73.9, all of the same weight.
        assert row["value"] == pytest.approx((71.4 + 72.4 + 73.4 + 73.9) / 4)
        assert row["basis"] == "estimated from practices"
        assert row["coverage"] == 1
        assert made.geography(vintage).name(code) == "Coast"


def test_the_others_stay_what_they_are(store: Store) -> None:
    made, code = desk(store, COAST)
    plain = Desk(store)
    for mine, theirs in (
        (made.history(OVERALL, VINTAGE), plain.history(OVERALL, VINTAGE)),
        (made.standing(OVERALL, VINTAGE, PERIOD).table, plain.standing(OVERALL, VINTAGE, PERIOD).table),
    ):
        column = "org" if "org" in mine else "code"
        kept = mine[mine[column] != code].reset_index(drop=True)
        pd.testing.assert_frame_equal(kept, theirs.reset_index(drop=True), check_dtype=False)
    assert made.scale(OVERALL, VINTAGE) == plain.scale(OVERALL, VINTAGE)


def test_who_it_is_and_where_it_lies(store: Store) -> None:
    made, code = desk(store, COAST)
    assert made.portrait(VINTAGE, code).counts == {"practice": 4}
    assert made.lies_in(VINTAGE, code) == ["QZA", "QZB"]
    assert made.lies_in("icb-2026", code) == ["QZG"]
    assert made.lies_in(VINTAGE, "QZA") == []
    assert [each.row["code"] for each in made.headlines(VINTAGE, code)] == [code]


def test_its_practices_trusts_and_places_are_known_wherever_members_are_asked_for(store: Store) -> None:
    made, code = desk(store, COAST)
    practices = {"ZA0000", "ZA0001", "ZA0002", "ZB0000"}
    assert practices <= set(made.members(VINTAGE, code))
    assert set(made.members(VINTAGE, "QZA")) == set(Desk(store).members(VINTAGE, "QZA"))
    found = Practices(store).funnels((OVERALL,), made, VINTAGE, code, PERIOD)[OVERALL]
    assert isinstance(found, Funnel)
    assert set(found.own["org"]) == practices


def test_what_it_needs_stands_beside_that_of_all_others(store: Store) -> None:
    made, code = desk(store, COAST)
    table = Evidence(store).needs(VINTAGE, PERIOD, made, code).table
    assert list(table.index).count(code) == 1
    assert set(made.geography(VINTAGE).names["code"]) == set(table.index)


def test_a_hidden_practice_left_alone_in_its_footprint_withholds_the_figure(store: Store) -> None:
    hide(store, "ZB0000")
    row = own_row(store, "1~icb-2022~Rest~p.ZB0001.ZB0002~f.QZC")
    assert row["status"] == "withheld"
    figures = ["value", "lower", "upper", "numerator", "denominator", "respondents", "effective", "coverage"]
    assert row[figures].isna().all()
    assert own_row(store, "1~icb-2022~Rest~p.ZB0001.ZB0002~f.QZC", period=pd.Timestamp(2024, 1, 1))["status"] == "ok"


def test_two_of_ones_own_that_differ_by_a_hidden_practice_have_the_same_figure_which_tells_nothing(
    store: Store,
) -> None:
    hide(store, "ZC0000")
    larger, smaller = (
        "1~icb-2022~Large~p.ZA0000.ZA0001.ZC0000.ZC0001.ZD0000.ZD0001",
        "1~icb-2022~Small~p.ZA0000.ZA0001.ZC0001.ZD0000.ZD0001",
    )
    assert own_row(store, larger)["status"] == own_row(store, smaller)["status"] == "ok"
    assert own_row(store, larger, smaller)["value"] == own_row(store, larger)["value"]
    assert own_row(store, smaller, larger)["status"] == "ok"


def test_a_link_is_read_with_suspicion(store: Store) -> None:
    assert own_footprint(store, None) == (None, ())
    placed, notes = own_footprint(store, "1~icb-2022~Coast~f.QZA~p.NOPE1.NOPE2")
    assert placed is not None and len(placed.organisations) == 3
    assert notes[0].startswith("2 codes of your own footprint are not known")
    for text, said in (
        ("1~icb-2022~Few~p.ZA0000.ZA0001", "at least three practices or trusts"),
        ("1~stp-1066~Old~p.ZA0000.ZA0001~f.QZA", "at least three practices or trusts"),
        ("nonsense", "could not be read"),
    ):
        placed, notes = own_footprint(store, text)
        assert placed is None
        assert said in notes[0]
        assert "1066" not in notes[0] and "nonsense" not in notes[0]
