"""A chart travels whole and light: plain JSON, outlines apart, nothing that is not a number."""

import json
import zlib
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from insight.charts.chart import Chart, Shapes
from insight.charts.drawing import Drawing, scatter
from insight.charts.wire import figure_of, outlines_of, packed, plain


def chart(drawing: Drawing) -> Chart:
    return Chart(drawing.kept(), "Finding", "Subtitle", "Foot", "Alt", pd.DataFrame({"Code": ["QZA"]}), "name")


def test_arrays_dates_and_gaps_become_plain_json() -> None:
    drawing = Drawing({"template": "none"})
    gap = float("nan")
    drawing.add_trace(
        scatter(x=[1.5, gap], customdata=[date(2025, 1, 1), pd.NaT], meta={"n": np.int64(3)}, y=np.array([1.5, gap]))
    )
    trace = figure_of(chart(drawing))["data"][0]
    assert trace["x"] == trace["y"] == [1.5, None]
    assert trace["customdata"] == ["2025-01-01", None]
    assert trace["meta"] == {"n": 3}


def test_arrays_anywhere_else_become_lists() -> None:
    assert plain({"a": np.array([1.5, np.nan]), "b": pd.Series([1, 2]), "c": (np.bool_(True), np.str_("x"))}) == {
        "a": [1.5, None], "b": [1, 2], "c": [True, "x"],
    }  # fmt: skip


def test_the_librarys_default_look_stays_at_home_and_a_small_one_travels() -> None:
    assert "template" not in figure_of(chart(Drawing()))["layout"]
    assert figure_of(chart(Drawing({"template": "none"})))["layout"] == {"template": "none"}


def test_outlines_are_whole_metres() -> None:
    rings = {"QZA": [[0.4, 0.6, 1000.2, 0.0, 5.0, 7.5, 0.4, 0.6], [1.0, 1.0, 2.0, 2.0]]}
    assert json.loads(outlines_of(Shapes("id", rings))) == {
        "QZA": [[0, 1, 1000, 0, 5, 8, 0, 1], [1, 1, 2, 2]],
    }


JSON_LIKE: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(JSON_LIKE)
def test_whatever_goes_in_comes_out_as_strict_json(value: Any) -> None:
    told = plain(value)
    assert json.loads(zlib.decompress(packed(told))) == told
    assert plain(told) == told
