"""A saved table opens in Excel as it is, and what an organisation calls itself is never run as a formula."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.charts.csv_text import csv_text


def cells(table: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text(table).decode("utf-8-sig"), newline="")))


def test_byte_order_mark_header_and_line_ends() -> None:
    content = csv_text(pd.DataFrame({"Footprint": ["Essex"], "Value, %": [71.5]}))
    assert content == b'\xef\xbb\xbf"Footprint","Value, %"\r\n"Essex",71.5\r\n'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_run_gets_a_quote(start: str) -> None:
    text = f'{start}HYPERLINK("http://example.org")'
    assert cells(pd.DataFrame({"Name": [text]}))[1] == [f"'{text}"]


def test_numbers_stay_numbers_and_gaps_stay_empty() -> None:
    table = pd.DataFrame({"Gap": [-3.2, np.nan], "Note": [None, "[c]"], "Count": [np.int64(-5), np.int64(7)]})
    assert csv_text(table).decode("utf-8-sig").splitlines()[1:] == ['-3.2,"",-5', '"","[c]",7']


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"])), min_size=1, max_size=5))
def test_every_text_survives_and_none_is_dangerous(texts: list[str]) -> None:
    read = [row[0] for row in cells(pd.DataFrame({"T": texts}))[1:]]
    for text, cell in zip(texts, read, strict=True):
        assert cell.removeprefix("'") == text or cell == text
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
