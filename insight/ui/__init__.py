"""The words a page is written in: begin a page, choose, ask, draw a chart, speak a sentence, show where figures come from."""

from insight.ui.answered import answer
from insight.ui.answers import at_a_glance, since_when, through_time, where, who
from insight.ui.chart_plan import chart_plan
from insight.ui.compare import comparisons
from insight.ui.custom_builder import footprint_builder
from insight.ui.drawing import chart, table
from insight.ui.estimates import estimates
from insight.ui.holdings import holdings
from insight.ui.loading import load_form
from insight.ui.monthly import month_by_month
from insight.ui.navigation import front_door
from insight.ui.page import Page, page
from insight.ui.part import comparison
from insight.ui.provenance import provenance, releases_behind
from insight.ui.sentences import headline, introduction, note, part, refusal, verdict
from insight.ui.sources import do_sources_agree, each_source
from insight.ui.unfolded import workings
from insight.ui.unplaced import unplaced
from insight.ui.verdicts import differences, verdicts

__all__ = [
    "Page",
    "answer",
    "at_a_glance",
    "chart",
    "chart_plan",
    "comparison",
    "comparisons",
    "differences",
    "do_sources_agree",
    "each_source",
    "estimates",
    "footprint_builder",
    "front_door",
    "headline",
    "holdings",
    "introduction",
    "load_form",
    "month_by_month",
    "note",
    "page",
    "part",
    "provenance",
    "refusal",
    "releases_behind",
    "since_when",
    "table",
    "through_time",
    "unplaced",
    "verdict",
    "verdicts",
    "where",
    "who",
    "workings",
]
