"""What research found to go with a good experience, with the papers."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insight.benchmarks.priorities import RESEARCH_CAUTION
from insight.ui.folds import fold
from insight.ui.page import Page
from insight.ui.sentences import note


def research(page: Page) -> None:
    """Fold away what research found to go with overall experience."""
    fold("What research found to go with a good experience", "research", lambda: _papers(page))


def _papers(page: Page) -> None:
    note(RESEARCH_CAUTION)
    rows = [
        {
            "Study": each.study,
            "Aspect of care": each.aspect,
            "Weight": each.coefficient,
            "95% from": each.lower,
            "95% to": each.upper,
            "Published in": each.citation,
        }
        for each in page.store.drivers
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")
