"""A visitor's own footprint beside the others: the same questions, and nothing hidden given away. All figures are invented."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from insight.benchmarks.funnel import Funnel
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.trajectory import Trajectory
from insight.measures.custom_geography import lies_in
from insight.measures.custom_text import from_link
from insight.measures.portrait import portrait
from insight.queries import histories
from insight.queries.briefing import six_questions
from insight.queries.needs import needs
from insight.queries.overview import at_a_glance
from insight.queries.own import own_footprint
from insight.queries.place_answers import funnel_of
from insight.queries.priorities import by_deprivation
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.resolve import resolve
from insight.queries.trend import through_time
from insight.selection import Selection
from insight.store import Store
from tests.invented import fact, facts
from tests.silver import OVERALL, publish, write

COAST = "1~icb-2022~Coast~f.QZA~p.ZB0000"
CODE = from_link(COAST).code
VINTAGE, PERIOD = "icb-2022", pd.Timestamp(2025, 1, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    publish(tmp_path)
    return Store.open(tmp_path)


def hide(store: Store, *practices: str) -> None:
    """Hide the figures of practices in 2025, as the publisher does."""
    path = store.folder / "facts" / "gpps.parquet"
    frame = pq.read_table(path).to_pandas()
    gone = frame["org"].isin(practices) & (pd.to_datetime(frame["start"]) == PERIOD)
    frame.loc[gone, ["value", "numerator", "denominator", "respondents", "lower", "upper"]] = None
    frame.loc[gone, "status"] = "suppressed"
    write(frame, "facts", path)


def asking(store: Store, *texts: str, vintage: str = VINTAGE, footprint: str | None = None) -> Question:
    """What a visitor asks who has seen some footprints of their own, about the last of them or another one."""
    code = from_link(texts[-1]).code if texts else None
    chosen = Selection(footprint or code, vintage, OVERALL, PERIOD.date(), own=texts[-1] if texts else None)
    question = ask(PublishedSet(store), chosen, texts)
    assert question is not None
    return question


def own_row(store: Store, *texts: str, period: pd.Timestamp = PERIOD) -> pd.Series:
    question = asking(store, *texts)
    rows = question.history()
    return rows[(rows["org"] == question.footprint) & (rows["start"] == period)].iloc[0]


def test_it_stands_among_the_footprints_of_every_vintage(store: Store) -> None:
    for vintage in store.vintages.index:
        question = asking(store, COAST, vintage=vintage)
        row = question.standing().of(CODE)
        assert row is not None
        # Alder's three practices at 71.4, 72.4 and 73.4 and one of Birch's at 73.9, all of the same weight.
        assert row["value"] == pytest.approx((71.4 + 72.4 + 73.4 + 73.9) / 4)
        assert row["basis"] == "estimated from practices"
        assert row["coverage"] == 1
        assert question.name == "Coast"


def test_the_others_stay_what_they_are(store: Store) -> None:
    made, plain = asking(store, COAST), asking(store, footprint="QZA")
    for mine, theirs in ((made.history(), plain.history()), (made.standing().table, plain.standing().table)):
        column = "org" if "org" in mine else "code"
        kept = mine[mine[column] != CODE].reset_index(drop=True)
        pd.testing.assert_frame_equal(kept, theirs.reset_index(drop=True), check_dtype=False)
    beside = asking(store, COAST, footprint="QZA")
    assert at_a_glance(beside).sentences == at_a_glance(plain).sentences


def test_who_it_is_and_where_it_lies(store: Store) -> None:
    made = asking(store, COAST)
    assert portrait(CODE, made.geography, store.orgs).counts == {"practice": 4}
    assert lies_in(made.geography, CODE) == ["QZA", "QZB"]
    assert lies_in(asking(store, COAST, vintage="icb-2026").geography, CODE) == ["QZG"]
    assert lies_in(made.geography, "QZA") == []
    assert len(at_a_glance(made).sentences) == 1


def test_its_practices_trusts_and_places_are_known_wherever_members_are_asked_for(store: Store) -> None:
    made = asking(store, COAST)
    practices = {"ZA0000", "ZA0001", "ZA0002", "ZB0000"}
    assert practices <= set(made.members)
    assert set(made.geography.members("QZA")) == set(asking(store, footprint="QZA").members)
    found = funnel_of(made)
    assert isinstance(found, Funnel)
    assert set(found.own["org"]) == practices


def test_what_it_needs_stands_beside_that_of_all_others(store: Store) -> None:
    made = asking(store, COAST)
    table = needs(made.published, made.geography).table
    assert list(table.index).count(CODE) == 1
    assert set(made.geography.names["code"]) == set(table.index)


def test_the_middle_of_all_footprints_is_the_same_whoever_looks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {f"Z{letter}000{i}": 100.0 + 100 * at for at, letter in enumerate("ABCDEF") for i in range(3)}
    register = facts(*(fact(code, 2021, size) for code, size in sizes.items())).assign(counted="On the list")
    monkeypatch.setattr("insight.queries.needs.registered", lambda _: [register])
    own, other = (
        re.findall(r"\(([\d.,%]+)\)", six_questions(each)[-1].told[0].sentence)
        for each in (asking(store, COAST), asking(store, footprint="QZA"))
    )
    assert own and set(own) <= set(other)


def test_its_patients_are_counted_as_those_of_all_others_and_a_practice_without_a_count_is_named(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [f"Z{letter}000{i}" for letter in "ABCDEF" for i in range(3)]
    register = facts(*(fact(code, 2021, 100.0) for code in every if code != "ZB0000")).assign(counted="On the list")
    survey = facts(*(fact(code, 2025, 70.0) for code in ("ZA0000", "ZA0001", "ZB0000"))).assign(counted="Could ask")
    monkeypatch.setattr("insight.queries.needs.registered", lambda _: [register, survey])
    made = asking(store, COAST)
    found = needs(made.published, made.geography)
    assert found.table.loc[[CODE, "QZA"], "patients"].tolist() == [300.0, 300.0]
    assert found.variables[0].title == "On the list"
    assert found.uncounted == "On the list: no count of 1 of the 4 practices of Coast (Birch Surgery 0)."
    assert found.uncounted in found.notes


def test_a_file_of_few_practices_is_why_nothing_is_estimated_though_all_members_have_figures(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store.folder / "facts" / "gpps.parquet"
    frame = pq.read_table(path).to_pandas()
    frame = frame[frame["level"].ne("practice") | frame["org"].isin(["ZA0000", "ZA0001", "ZA0002", "ZB0000"])]
    write(frame, "facts", path)
    row = asking(store, COAST).standing().of(CODE)
    assert row is not None
    assert row["sentence"] == (
        "No estimate for Coast in 2025: what is loaded holds figures of 4 practices, only 22% of what there is in England, "
        "and footprints are estimated from at least 80% of it."
    )
    assert row["reason"] == "a file of few organisations"
    module, none = sys.modules[through_time.__module__], Refusal(Reason.NOT_AVAILABLE, "None.")
    told = module.trajectory

    def bare(*given: Any, **named: Any) -> Trajectory:
        of = told(*given, **named)
        return replace(of, table=of.table.assign(value=float("nan")), change=none)

    monkeypatch.setattr(module, "trajectory", bare)
    nothing = through_time(asking(store, COAST))
    assert nothing is not None and isinstance(nothing.chart, Refusal)
    assert nothing.chart.sentence.startswith(
        "No estimate for Coast in 2025: what is loaded holds figures of 4 practices"
    )


def test_an_area_with_nobody_in_the_file_is_told_so(store: Store) -> None:
    path = store.folder / "facts" / "gpps.parquet"
    frame = pq.read_table(path).to_pandas()
    none_of_ours = frame["level"].eq("practice") & ~frame["org"].str.startswith("ZA")
    write(frame[~none_of_ours & frame["level"].ne("footprint")], "facts", path)
    row = asking(store, footprint="QZB").standing().of("QZB")
    assert row is not None and row["reason"] == "a file without its organisations"
    assert row["sentence"].endswith(" practices, none of this area.")


def test_a_link_with_ones_own_footprint_and_no_other_opens_it(store: Store) -> None:
    published = PublishedSet(store)
    assert resolve(published, Selection(own=COAST)).selection.footprint == CODE
    assert resolve(published, Selection(own=COAST, footprint="QZB")).selection.footprint == "QZB"


def test_a_map_is_coloured_as_it_is_for_everybody(store: Store) -> None:
    made, plain = asking(store, COAST), asking(store, footprint="QZA")
    mine, theirs = (histories.scale(each.published, OVERALL, VINTAGE) for each in (made, plain))
    assert mine == theirs


def test_a_hidden_practice_left_alone_in_its_footprint_withholds_the_figure(store: Store) -> None:
    hide(store, "ZB0000")
    row = own_row(store, "1~icb-2022~Rest~p.ZB0001.ZB0002~f.QZC")
    assert row["status"] == "withheld"
    figures = ["value", "lower", "upper", "numerator", "denominator", "respondents", "effective", "coverage"]
    assert row[figures].isna().all()
    assert own_row(store, "1~icb-2022~Rest~p.ZB0001.ZB0002~f.QZC", period=pd.Timestamp(2024, 1, 1))["status"] == "ok"


def test_what_is_withheld_is_not_told_by_tenths_of_deprivation(store: Store) -> None:
    hide(store, "ZB0000")
    told = by_deprivation(asking(store, "1~icb-2022~Rest~p.ZB0001.ZB0002~f.QZC")).chart
    assert isinstance(told, Refusal) and told.reason is Reason.WITHHELD
    shown = by_deprivation(asking(store, COAST)).chart
    assert isinstance(shown, Refusal) and shown.reason is not Reason.WITHHELD


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
    published = PublishedSet(store)
    assert own_footprint(published, None) == (None, ())
    placed, notes = own_footprint(published, "1~icb-2022~Coast~f.QZA~p.NOPE1.NOPE2")
    assert placed is not None and len(placed.organisations) == 3
    assert notes[0].startswith("2 codes of your own footprint are not known")
    for text, said in (
        ("1~icb-2022~Few~p.ZA0000.ZA0001", "at least three practices or trusts"),
        ("1~stp-1066~Old~p.ZA0000.ZA0001~f.QZA", "at least three practices or trusts"),
        ("nonsense", "could not be read"),
    ):
        placed, notes = own_footprint(published, text)
        assert placed is None
        assert said in notes[0]
        assert "1066" not in notes[0] and "nonsense" not in notes[0]
