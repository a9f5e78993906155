"""What pages ask, answered from one published set of tables, without Streamlit: a question in, one answer out."""

from insight.queries.agreement import do_sources_agree, own_counts, why_no_count
from insight.queries.answer import Answer, releases_behind
from insight.queries.briefing import big_numbers, six_questions, where_we_stand, who_lives_here
from insight.queries.changes import change_in_short, what_changed
from insight.queries.compare_footprints import comparisons
from insight.queries.context import needs_at_a_glance, needs_beside
from insight.queries.groups import closing, elsewhere, for_whom, worst_served
from insight.queries.issues import issues, not_for_comparison, not_told
from insight.queries.map import where
from insight.queries.months import month_by_month
from insight.queries.organisations import organisation
from insight.queries.overview import at_a_glance, opening, since_when
from insight.queries.own_staff import STAFF_RULE, own_staffs
from insight.queries.place_answers import in_a_funnel, list_and_funnel, on_a_map
from insight.queries.places import places
from insight.queries.priorities import by_deprivation, deprivation_over_time, what_matters
from insight.queries.quoted import quoted
from insight.queries.ratings import inspected
from insight.queries.trend import through_time
from insight.queries.visits import to_visit
