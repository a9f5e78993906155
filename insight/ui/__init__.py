"""The words a page is written in: begin a page, choose, draw a chart, speak a sentence, show where figures come from."""

from insight.ui.drawing import chart, table
from insight.ui.holdings import holdings
from insight.ui.loading import load_form
from insight.ui.navigation import front_door
from insight.ui.page import Page, page
from insight.ui.provenance import provenance
from insight.ui.sentences import headline, note, refusal, verdict

__all__ = [
    "Page",
    "chart",
    "front_door",
    "headline",
    "holdings",
    "load_form",
    "note",
    "page",
    "provenance",
    "refusal",
    "table",
    "verdict",
]
