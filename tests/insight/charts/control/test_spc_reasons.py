"""Reasons on a control chart never cover one another, and a reason is text, never markup."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from insight.benchmarks.control import Control, ControlPlan, Rebase, control
from insight.charts.control.chart import spc
from insight.charts.control.marks import REASON_HEIGHT, rows_of_reasons
from insight.charts.provenance import Provenance
from tests.invented import NO_BREAKS
from tests.monthly import POSITIVE, RELEASES, months, wobble


def planned(notes: list[str], reason: str = "Text messages began to go to everybody who was seen") -> Control:
    remarks = tuple(Rebase(pd.Timestamp(f"{month}-01"), reason) for month in notes)
    found = control(months(wobble(94, 60)), POSITIVE, NO_BREAKS, "North", ControlPlan(remarks=remarks))
    assert isinstance(found, Control)
    return found


def drawn(found: Control) -> dict:
    return spc(found, Provenance(RELEASES, "New plans", demonstration=False)).figure.to_plotly_json()


@pytest.mark.parametrize(
    ("notes", "rows"),
    [
        ([], 0),
        (["2022-06"], 1),
        (["2022-03", "2026-06"], 1),
        (["2022-06", "2022-09"], 2),
        (["2022-06", "2022-08", "2022-10"], 3),
        (["2023-06", "2025-06"], 2),
    ],
)
def test_neighbours_hang_in_rows_of_their_own(notes: list[str], rows: int) -> None:
    assert rows_of_reasons(planned(notes)) == rows
    written = [each for each in drawn(planned(notes))["layout"]["annotations"] if "Text messages" in each["text"]]
    assert len(written) == len(notes)
    assert {-each["yshift"] for each in written} == {row * REASON_HEIGHT for row in range(rows)}


def test_reasons_stand_above_every_line_of_the_chart() -> None:
    found = planned(["2022-06", "2022-08", "2022-10"])
    layout = drawn(found)["layout"]
    low, high = layout["yaxis"]["range"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    free = (high - found.table["upper"].max()) / (high - low) * plot
    assert free >= 3 * REASON_HEIGHT


def test_a_reason_is_never_markup() -> None:
    told = json.dumps(drawn(planned(["2022-06"], "<img src=x onerror=alert(1)>")))
    assert "<img" not in told
    assert "&lt;img" in told
