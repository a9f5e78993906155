"""GP Patient Survey: any mixture of figures, codes and blanks is read as a slow reader, cell by cell, reads it."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.model import Level
from insight.schema import FACTS, conform
from loaders.source import Release
from loaders.sources.gpps.facts import FileContext, question_facts
from loaders.sources.gpps.header import MeasureColumns

QUESTION = MeasureColumns("needs_met", "pct", "count", "base", "people", None, "low", "high")
RELEASE = Release("gpps.2025.practice", "invented", date(2025, 1, 1), date(2025, 4, 2))

Cell = float | None


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Cell]:
    """One row as a publisher might print it: a figure, or a code, or a blank in any of its parts."""
    base = draw(st.floats(1, 1e6))
    low, share, high = sorted(draw(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))))
    row: dict[str, Cell] = {"pct": share, "count": share * base, "base": base, "people": 120, "low": low, "high": high}
    for column, figure in row.items():
        codes = [None, -97.0] if column in ("count", "base", "people") else [None, -97.0, -98.0, -99.0]
        row[column] = draw(st.sampled_from([figure, figure, *codes]))
    return row


def slow(row: dict[str, Cell]) -> dict[str, object]:
    """One row, read cell by cell."""
    pct = row["pct"]
    shown = {name: None if cell is None or cell < 0 else cell for name, cell in row.items()}
    if pct is None:
        status = "not_available"
    elif pct == -98:
        status = "near_zero"
    elif pct < 0:
        status = "suppressed"
    else:
        status = "ok"
    return {
        "value": None if shown["pct"] is None else shown["pct"] * 100,
        "numerator": None if status == "suppressed" else shown["count"],
        "denominator": shown["base"],
        "respondents": shown["people"],
        "lower": None if shown["low"] is None else shown["low"] * 100,
        "upper": None if shown["high"] is None else shown["high"] * 100,
        "status": status,
    }


@given(st.lists(answers(), min_size=1, max_size=6))
def test_every_mixture_of_figures_codes_and_blanks_is_read_like_the_slow_reader(rows: list[dict[str, Cell]]) -> None:
    orgs = [f"Z{number:05d}" for number in range(len(rows))]
    table = pa.table({name: pa.array([row[name] for row in rows], pa.float64()) for name in rows[0]})
    table = table.append_column("received", pa.array([150.0] * len(rows)))
    subject = FileContext("invented.csv", Level.PRACTICE, RELEASE, orgs)

    tidy = conform(question_facts(table, QUESTION, "received", subject), FACTS)

    for fact, row in zip(tidy.to_pylist(), rows, strict=True):
        for column, wanted in slow(row).items():
            assert fact[column] == (pytest.approx(wanted) if isinstance(wanted, float) else wanted), column
