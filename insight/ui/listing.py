"""A list on a page that is no chart's: rows to read and to sort, and the same rows as a file to keep."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from insight.charts.csv_text import csv_text
from insight.charts.provenance import DEMONSTRATION
from insight.store import Store


def listing(rows: pd.DataFrame, name: str, source: str) -> None:
    """Show a table and offer it as CSV; `name` is the file's without ending, and unique on the page.

    Every row of the file says `source`. Whole numbers get their thousands apart, others two decimals; both sort as numbers.
    """
    shown = {
        str(column): st.column_config.NumberColumn(format="localized" if rows[column].dtype.kind in "iu" else "%.2f")
        for column in rows
        if rows[column].dtype.kind in "iuf"
    }
    st.dataframe(rows, hide_index=True, width="stretch", column_config=shown)
    save_csv("Save this list (CSV)", lambda: rows.assign(Source=source), name)


def save_csv(label: str, rows: Callable[[], pd.DataFrame], name: str, key: str = "") -> None:
    """Offer rows as a file called `name`, made when it is asked for; `key` is unique on the page where the name is not."""
    st.download_button(
        label,
        data=lambda: csv_text(rows()),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"save-{key or name}",
        on_click="ignore",
    )


def said_of(store: Store, text: str) -> str:
    """What the rows of a list are, and that they are invented where they are."""
    return f"{text} {DEMONSTRATION}" if store.demonstration else text
