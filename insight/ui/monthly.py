"""Month by month: the control chart of a measure that is published monthly, for the Trends page."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.control import Control, Plan, control
from insight.benchmarks.control_link import ChartPlan, from_link
from insight.benchmarks.control_plan import admitted
from insight.benchmarks.control_said import MEANINGS, TONES, assurance_sentence, control_sentence, control_workings
from insight.benchmarks.refusals import Reason, Refusal
from insight.charts.control.chart import spc
from insight.model import Measure
from insight.queries.part import Comparison
from insight.ui.asked import releases_of
from insight.ui.custom_desk import desk_of
from insight.ui.page import Page

_QUESTION = "Is the latest month special, or the usual wobble?"


@dataclass(frozen=True, eq=False)
class Months:
    """The series of months that a page is asked for, and what is planned for its chart."""

    measure: Measure
    vintage: str
    footprint: str
    name: str
    own: pd.DataFrame
    """The rows of the series that are the footprint's."""
    breaks: pd.DataFrame
    link: ChartPlan | None
    """The plan in the address, whosever chart it was made for."""

    @property
    def planned(self) -> ChartPlan:
        """The plan of this chart; an empty one where the address holds none, or that of another chart."""
        mine = self.measure.id, self.vintage, self.footprint
        return self.link if self.link and self.link.is_for(*mine) else ChartPlan(*mine)

    def read(self, plan: Plan) -> Control | Refusal:
        """The months read by a plan."""
        return control(self.own, self.measure, self.breaks, self.name, plan)


def months_of(page: Page) -> Months | None:
    """The months of the chosen measure and footprint; None where nothing is chosen."""
    chosen, desk = page.selection, desk_of(page)
    if not (chosen.measure and chosen.vintage and chosen.footprint):
        return None
    history = desk.history(chosen.measure, chosen.vintage)
    return Months(
        desk.measure(chosen.measure),
        chosen.vintage,
        chosen.footprint,
        desk.geography(chosen.vintage).name(chosen.footprint),
        history[history["org"] == chosen.footprint],
        page.store.breaks,
        from_link(chosen.plan) if chosen.plan else None,
    )


def month_by_month(page: Page) -> Comparison | None:
    """The control chart of the chosen measure and footprint, read as planned; None where the measure is not monthly."""
    asked = months_of(page)
    if asked is None:
        return None
    bare = asked.read(Plan())
    if isinstance(bare, Refusal):
        return None if bare.reason is Reason.NOT_MONTHLY else Comparison("spc", _QUESTION, bare)
    plan, refused = admitted(asked.planned.plan, bare)
    found = asked.read(plan)
    assert isinstance(found, Control)
    said = [(control_sentence(found), TONES.get(MEANINGS[found.variation], "not compared"))]
    said += [(sentence, "not compared") for sentence in [assurance_sentence(found), *refused] if sentence]
    drawn = spc(found, desk_of(page).provenance(asked.vintage))
    return Comparison("spc", _QUESTION, drawn, said, control_workings(found), releases_of(found.table))
