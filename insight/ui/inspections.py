"""The places the inspectors have been to, one by one: their words, how they changed, and the way to every report."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from insight.charts.ratings.chart import COLOURS
from insight.charts.ratings.inspections_table import (
    CHANGE,
    KIND,
    LINK,
    PLACE,
    PUBLISHED,
    WORDS_IN,
    rated_table,
    unrated_table,
)
from insight.charts.style.palette import ink_on
from insight.queries.ratings import inspected_places
from insight.ui.listing import said_of, save_csv
from insight.ui.page import Page
from insight.ui.sentences import note

_ASKS = {
    word: f"background-color: {COLOURS[word]}; color: {ink_on(COLOURS[word])}"
    for word in ("Requires improvement", "Inadequate")
}
"""The words that ask for attention; only they are coloured, so that they can be found among thousands."""
_TALLEST = 520
_COLUMNS = {
    PLACE: st.column_config.TextColumn(width=220),
    KIND: st.column_config.TextColumn(width=240),
    CHANGE: st.column_config.TextColumn(width=280),
    PUBLISHED: st.column_config.DateColumn(format="D MMM YYYY"),
    LINK: st.column_config.LinkColumn(display_text="Open at CQC", help="The Commission's own page, in a new window."),
}


def list_places(page: Page) -> None:
    """List the chosen footprint's rated places, the worst and most recently changed first, and fold away the others."""
    here = inspected_places(page.question)
    source = said_of(page.store, "Care Quality Commission ratings.")
    # Sets of tables made before reports were read have columns that nobody fills.
    rated, unrated = (table(here).dropna(axis="columns", how="all") for table in (rated_table, unrated_table))
    if len(rated):
        note("Every rated place, the worst first, then the most recently rated.")
        if LINK in rated and page.store.demonstration:
            note("These places are invented: the Commission's site knows none of them, so their links lead nowhere.")
        elif LINK not in rated:
            note("When each rating came out, and where its report is, shows after the next fetch on the Data page.")
        _show(rated, f"{page.selection.footprint}_rated", source)
    if len(unrated):
        counts = unrated["Why there is no rating"].value_counts()
        reasons = ", ".join(f"{str(word).lower()} {count:,}" for word, count in counts.items())
        with st.expander(f"Without a rating: {reasons}"):
            _show(unrated, f"{page.selection.footprint}_unrated", source)


def _show(table: pd.DataFrame, name: str, source: str) -> None:
    words: list[Hashable] = [each for each in WORDS_IN if each in table]
    st.dataframe(
        table.style.apply(_marked, axis=None, subset=words),
        hide_index=True,
        width="stretch",
        height=min(_TALLEST, 38 + 35 * len(table)),
        placeholder="",
        column_config=_COLUMNS,
    )
    save_csv(
        "Save this table (CSV)", lambda: _dated(table).assign(Source=source), f"rated_places_{name}", f"places-{name}"
    )


def _dated(table: pd.DataFrame) -> pd.DataFrame:
    """The same table with days as a spreadsheet reads them."""
    days = [name for name in table if pd.api.types.is_datetime64_any_dtype(table[name])]
    return table.assign(**{str(name): table[name].dt.strftime("%Y-%m-%d") for name in days})


def _marked(words: pd.DataFrame) -> pd.DataFrame:
    """The style of every cell."""
    return words.replace(_ASKS).where(words.isin(list(_ASKS)), "")
