"""What a page is asked, and the desk that answers it: one question for every page that is about a measure and a footprint."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from insight.charts.provenance import Provenance
from insight.charts.style.framing import Place
from insight.measures.geography import Geography
from insight.queries.histories import Desk
from insight.ui.custom_desk import desk_of
from insight.ui.page import Page
from insight.ui.sentences import refusal


@dataclass(frozen=True)
class Asked:
    """The selection of a page, whole, and the means to answer it."""

    measure: str
    period: pd.Timestamp
    vintage: str
    footprint: str
    shape: str
    desk: Desk

    @property
    def geography(self) -> Geography:
        """The map the question is asked on."""
        return self.desk.geography(self.vintage)

    @property
    def name(self) -> str:
        """The short name of the footprint."""
        return self.geography.name(self.footprint)

    @property
    def provenance(self) -> Provenance:
        """What a chart over these footprints says of where its figures come from."""
        return self.desk.provenance(self.vintage)

    @property
    def place(self) -> Place:
        """Whose chart is asked for."""
        return Place(self.footprint, self.name, self.vintage, self.provenance)


def ask(page: Page) -> Asked:
    """What the page is asked. A page that cannot be asked anything says so, and ends."""
    chosen = page.selection
    if not (chosen.measure and chosen.period and chosen.vintage and chosen.footprint):
        refusal("No measure with figures for footprints is loaded yet. The Data page loads some.")
        st.stop()
    return Asked(
        chosen.measure,
        pd.Timestamp(chosen.period),
        chosen.vintage,
        chosen.footprint,
        chosen.shape or "hex",
        desk_of(page),
    )


def releases_of(rows: pd.DataFrame) -> list[str]:
    """The releases that some rows of a series come from, each once."""
    return sorted(rows["release"].dropna().unique()) if "release" in rows else []
