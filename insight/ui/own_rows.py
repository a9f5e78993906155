"""The measures of one organisation as rows to read, beside whom it is compared with and its footprint."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import isnan
from typing import Any

import pandas as pd

from insight.benchmarks.comparator import Comparator
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import figure, signed, with_span
from insight.model import Measure, Unit
from insight.queries.own_measures import OwnMeasures
from insight.ui.reading_table import Cell, reading_table

Row = Mapping[Any, Any]
_TIPS = {"Its figure": "interval", "In a word": "verdict"}


def own_rows(found: OwnMeasures, rows: pd.DataFrame, footprint: str) -> str:
    """Some rows of the measures of one source as an HTML table."""
    whom = found.whom.heading
    beside = rows["footprint"].notna().any()
    england = rows["against"].notna().any()
    moved = rows["change"].notna().any()
    heads = ["Measure", "Its figure", *([whom] if england else []), *([footprint] if beside else []), "In a word"]
    spans = rows["when"].dropna().unique()
    heads += [f"Change {spans[0]}" if len(spans) == 1 else "Change"] if moved else []
    body = []
    for row in rows.to_dict("records"):
        measure = found.measures[row["measure"]]
        cells = [(escape(measure.title), "plain"), (_own(row, measure), "plain")]
        cells += [(_figure(row["against"], measure), "quiet")] if england else []
        cells += [(_figure(row["footprint"], measure), "quiet")] if beside else []
        cells += [_word(row, measure, found.whom)]
        when = row["when"] if len(spans) > 1 else ""
        body.append([*cells, *([change_cell(row, measure, "clear", when)] if moved else [])])
    return reading_table(heads, body, _TIPS)


def _own(row: Row, measure: Measure) -> str:
    if row["value"] != row["value"]:
        return "hidden by the publisher" if row["status"] == "suppressed" else "no figure"
    base = f"<small>{row['base']:,.0f} replies</small>" if row["base"] == row["base"] else ""
    return f"{with_span(row['value'], row['lower'], row['upper'], measure)}{base}"


def _figure(value: float, measure: Measure) -> str:
    return "" if isnan(value) else figure(value, measure)


def _word(row: Row, measure: Measure, whom: Comparator) -> Cell:
    word = row["verdict"]
    if row["word"]:
        return f"{SHAPES[word]} {escape(row['word'])}", word
    if measure.unit is Unit.SCORE:
        return "", "quiet"
    if row["few"]:
        return f"○ fewer than {measure.traits.reliable_from} replies, no verdict", "quiet"
    said = whom.verdict(word)
    return f"{SHAPES[word]} {said}", word.replace(" ", "-")


def change_cell(row: Row, measure: Measure, clear: str, when: str = "") -> Cell:
    """How a figure changed, and whether that is more than chance; `clear` is what is said where it is."""
    if row["change"] != row["change"]:
        return "", "quiet"
    way = f"{signed(row['change'], measure)} {when}".strip()
    word = row["change_word"]
    if word in ("worse", "better", "higher", "lower"):
        return f"{SHAPES[word]} {way}<small>{clear}</small>", word
    return f"{way}<small>{'few replies' if word == 'not compared' else 'may be chance'}</small>", "quiet"
