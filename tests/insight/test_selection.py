"""A link reopens exactly the same view, and no link can break a page."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from insight.selection import SHAPES, Selection

codes = st.from_regex(r"[A-Z0-9][A-Za-z0-9.-]{0,30}", fullmatch=True)
selections = st.builds(
    Selection,
    footprint=st.none() | codes,
    vintage=st.none() | codes,
    measure=st.none() | codes,
    period=st.none() | st.dates(),
    shape=st.none() | st.sampled_from(SHAPES),
    org=st.none() | codes,
    views=st.none() | st.from_regex(r"[a-z][a-z~,]{0,60}", fullmatch=True),
    plan=st.none()
    | st.from_regex(
        r"1~[a-z._]{1,9}~[a-z0-9-]{1,9}~[A-Z0-9]{3}(~[tbrn][\w '&(),./+:;%!?£-]{0,20}){0,4}", fullmatch=True
    ),
    own=st.none() | st.from_regex(r"1~[a-z0-9-]{1,9}~[\w][\w '&(),./+-]{0,20}~p(\.[A-Z0-9]{3,6}){1,9}", fullmatch=True),
)


@given(selections)
def test_round_trip(selection: Selection) -> None:
    assert Selection.from_query(selection.to_query()) == selection


@given(
    st.dictionaries(
        st.sampled_from(["footprint", "vintage", "measure", "period", "shape", "own", "org", "plan", "title", "x"]),
        st.text(),
    )
)
def test_any_address_gives_a_selection_that_survives_its_own_round_trip(query: dict[str, str]) -> None:
    selection = Selection.from_query(query)
    assert Selection.from_query(selection.to_query()) == selection


def test_only_what_is_chosen_is_written() -> None:
    assert Selection(footprint="QE1", period=date(2025, 1, 1)).to_query() == {
        "footprint": "QE1",
        "period": "2025-01-01",
    }


def test_what_is_not_well_formed_is_left_unchosen() -> None:
    hostile = {"footprint": "<script>", "period": "2025-13-45", "shape": "round", "measure": "a" * 200}
    hostile["org"] = "A81001&x=1"
    hostile["plan"] = "1~m~v~Q~r2024-04.<img src=x>"
    hostile["views"] = "map,<b>"
    hostile["title"] = "=cmd|' /C calc'!A0"
    hostile["own"] = "1~icb-2026~<b>~p.A81001"
    assert Selection.from_query(hostile) == Selection()


def test_choosing_changes_only_what_was_chosen() -> None:
    before = Selection(footprint="QE1", shape="hex")
    assert before.choose(footprint="QF7") == Selection(footprint="QF7", shape="hex")
    assert before.footprint == "QE1"


def test_a_footprint_of_ones_own_is_at_most_six_thousand_characters() -> None:
    line = "1~icb-2026~Coast~p" + ".A81001" * 850
    assert Selection.from_query({"own": line}).own == line
    assert Selection.from_query({"own": line + ".A81001" * 10}).own is None
