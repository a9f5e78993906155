"""Month by month: the control chart of a measure that is published monthly, for the Trends page."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.control import Plan, control
from insight.benchmarks.control_said import MEANINGS, TONES, assurance_sentence, control_sentence, control_workings
from insight.benchmarks.refusals import Reason, Refusal
from insight.charts.spc import spc
from insight.ui.compare import Comparison
from insight.ui.custom_desk import desk_of
from insight.ui.page import Page


def month_by_month(page: Page, plan: Plan | None = None) -> Comparison | None:
    """The control chart of the chosen measure and footprint; None where the measure is not monthly."""
    chosen, desk = page.selection, desk_of(page)
    if not (chosen.measure and chosen.vintage and chosen.footprint):
        return None
    geography = desk.geography(chosen.vintage)
    history = desk.history(chosen.measure, chosen.vintage)
    own = history[history["org"] == chosen.footprint]
    measure, name = desk.measure(chosen.measure), geography.name(chosen.footprint)
    question = "Is the latest month special, or the usual wobble?"
    found = control(own, measure, page.store.breaks, name, plan)
    if isinstance(found, Refusal):
        return None if found.reason is Reason.NOT_MONTHLY else Comparison("spc", question, found)
    said = [(control_sentence(found), TONES.get(MEANINGS[found.variation], "not compared"))]
    said += [(sentence, "not compared") for sentence in [assurance_sentence(found)] if sentence]
    drawn = spc(found, desk.provenance(chosen.vintage))
    return Comparison("spc", question, drawn, said, control_workings(found), _releases(found.table))


def _releases(months: pd.DataFrame) -> list[str]:
    return sorted(months["release"].dropna().unique())
