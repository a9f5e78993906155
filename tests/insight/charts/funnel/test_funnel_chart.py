"""The funnel and the list: what is inside the footprint is strong, what is thin is hollow, all of it with words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.benchmarks.funnel import Funnel, funnel
from insight.charts.funnel.chart import draw_funnel
from insight.charts.provenance import Provenance
from tests.insight.charts.spoken import complete, markers, spec, words
from tests.invented import OVERALL, RELEASES, fact, facts, geography

START = pd.Timestamp(2025, 1, 1)


def made(values=None, thin=()) -> Funnel:
    drawn = np.random.default_rng(1).normal(75, 3, 60).tolist() if values is None else values
    rows = [
        fact(f"P{at:02d}", 2025, value, respondents=80.0 if at in thin else 200.0) for at, value in enumerate(drawn)
    ]
    homes = {row["org"]: "NN" if at % 3 == 0 else "EE" for at, row in enumerate(rows)}
    names = pd.Series({row["org"]: f"{row['org']} & <b>Sons</b>" for row in rows})
    members = pd.Index([org for org, home in homes.items() if home == "NN"])
    found = funnel(facts(*rows), OVERALL, geography("new", homes), names, code="NN", members=members, start=START)
    assert isinstance(found, Funnel)
    return found


def outlying(thin=()) -> Funnel:
    values = np.random.default_rng(1).normal(75, 3, 60).tolist()
    values[0], values[3] = 40.0, 98.0
    return made(values, thin)


PROVENANCE = Provenance(RELEASES, "New plans", True)


def test_the_funnel_is_complete_and_names_those_far_out():
    chart = draw_funnel(outlying(), PROVENANCE)
    assert complete(chart)
    assert "P00 &amp; &lt;b&gt;Sons&lt;/b&gt;" in words(chart)
    assert f"Average {outlying().middle:.1f}%" in words(chart)
    assert f"Average of the {len(outlying().table)} practices with a figure, each counted by its replies" in words(
        chart
    )
    assert chart.name == "gpps-overall-experience-nn-2025-new-funnel"


def test_shapes_tell_low_inside_and_high_apart():
    shapes = {trace["marker"].get("symbol") for trace in markers(draw_funnel(outlying(), PROVENANCE))}
    assert {"circle", "triangle-down", "triangle-up"} <= shapes


def test_few_replies_are_hollow_and_marked_in_the_table():
    chart = draw_funnel(outlying(thin=(0,)), PROVENANCE)
    symbols = {trace["marker"].get("symbol") for trace in markers(chart)}
    assert "circle-open" in symbols and not symbols & {"triangle-down-open", "triangle-up-open"}
    assert chart.table.set_index("Code").loc["P00", "Note"] == "[u]"
    assert any("low reliability" in note for note in chart.notes)


def test_all_four_pairs_of_limits_are_drawn_and_explained():
    chart = draw_funnel(made(), PROVENANCE)
    assert sum(trace["mode"] == "lines" for trace in spec(chart)["data"]) == 8
    assert "usual differences allowed for" in words(chart)
    assert "chance alone" in words(chart)


def test_other_footprints_practices_are_drawn_without_names():
    chart = draw_funnel(made(), PROVENANCE)
    faint = [t for t in markers(chart) if t.get("hoverinfo") == "skip"]
    assert len(faint[0]["x"]) == 40
    assert len(chart.table) == 20
    assert list(chart.table["Code"].str[1:].astype(int) % 3) == [0] * 20
