"""One part of a comparing page: its question, chart, sentences, and a click away how they came about and every number."""

from __future__ import annotations

import streamlit as st

from insight.benchmarks.refusals import Refusal
from insight.queries.part import Comparison
from insight.ui.drawing import chart, table
from insight.ui.sentences import part
from insight.ui.unfolded import workings
from insight.ui.verdicts import verdicts


def comparison(shown: Comparison) -> None:
    """Show one part. A click on a footprint chooses it."""
    part(shown.question)
    if shown.choose is not None:
        shown.choose()
    chart(shown.chart, key=shown.key, picks="footprint")
    verdicts(shown.sentences)
    workings(shown.workings)
    if not isinstance(shown.chart, Refusal):
        with st.expander("Every number of this chart"):
            table(shown.chart)
    if shown.wider is not None:
        with st.expander("The same for all footprints"):
            chart(shown.wider, key=f"{shown.key}-wider", picks="footprint")
            table(shown.wider)
