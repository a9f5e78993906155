"""The words a page is written in: begin a page, choose, show an answer, speak a sentence, show where figures come from."""

from insight.ui.answer import answer, comparison, explanation, issues, numbers, offer, on_demand
from insight.ui.briefing import big_numbers, six_questions
from insight.ui.chart_plan import chart_plan
from insight.ui.custom_builder import footprint_builder
from insight.ui.drawing import chart
from insight.ui.estimates import estimates
from insight.ui.glossary import word_list
from insight.ui.holdings import holdings, unplaced, what_changed
from insight.ui.inspections import list_places
from insight.ui.loading import load_form
from insight.ui.navigation import front_door
from insight.ui.organisation import (
    its_counts,
    its_measures,
    its_months,
    its_needs,
    its_neighbours,
    its_ratings,
    its_staff,
    what_it_is,
)
from insight.ui.packs import compose_pack
from insight.ui.page import Page, page
from insight.ui.places import choose_places, likeliest, list_of_places, without_a_spot
from insight.ui.present import present
from insight.ui.provenance import provenance
from insight.ui.research import research
from insight.ui.sentences import introduction, note, part, refusal, verdict, verdicts
