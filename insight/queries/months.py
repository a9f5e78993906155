"""Month by month: the control chart of a measure that is published monthly, read by the plan made for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from insight.benchmarks.control import Control, ControlPlan, control
from insight.benchmarks.control_link import ChartPlan, from_link
from insight.benchmarks.control_plan import admitted
from insight.benchmarks.control_sentences import (
    MEANINGS,
    TONES,
    assurance_sentence,
    concern_elsewhere,
    control_sentence,
    explain_control,
)  # fmt: skip
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.source_findings import trusts_in
from insight.charts.control.chart import spc
from insight.measures.series import of_org
from insight.model import Better, Unit
from insight.queries import single_orgs
from insight.queries.answer import Answer, releases_of
from insight.queries.answered import answered
from insight.queries.question import Question
from insight.queries.response import how_they_answered
from insight.traits import Cadence

_QUESTION = "Is the latest month special, or the usual wobble?"


@dataclass(frozen=True, eq=False)
class Months:
    """The months of the measure and footprint of a question, and what is planned for their chart."""

    question: Question
    link: ChartPlan | None
    """The plan in the address, whosever chart it was made for."""

    @property
    def planned(self) -> ChartPlan:
        """The plan of this chart; an empty one where the address holds none, or that of another chart."""
        mine = self.question.id, self.question.vintage, self.question.footprint
        return self.link if self.link and self.link.is_for(*mine) else ChartPlan(*mine)

    def read(self, plan: ControlPlan) -> Control | Refusal:
        """The months read by a plan."""
        asked, history = self.question, self.question.history()
        own = of_org(history, asked.footprint)
        return control(own, asked.measure, asked.store.breaks, asked.name, plan)


def months_of(question: Question) -> Months:
    """The months of a question."""
    plan = question.selection.plan
    return Months(question, from_link(plan) if plan else None)


@answered(comparator=False)
def month_by_month(question: Question) -> Answer | None:
    """The control chart of the measure and footprint, read as planned; None where the measure is not monthly."""
    months = months_of(question)
    bare = months.read(ControlPlan())
    if isinstance(bare, Refusal):
        return None if bare.reason is Reason.NOT_MONTHLY else Answer(bare, question=_QUESTION, key="spc")
    plan, refused = admitted(months.planned.plan, bare)
    found = months.read(plan)
    assert isinstance(found, Control)
    said = [(control_sentence(found), TONES.get(MEANINGS[found.variation], "not compared"))]
    elsewhere = concern_elsewhere(_other_services(question), "this area")
    said += [(elsewhere, "worse")] if elsewhere else []
    said += [(sentence, "not compared") for sentence in [assurance_sentence(found), *refused] if sentence]
    trusts = trusts_in(question.members, single_orgs.trusts(question.published))
    said += how_they_answered(question.store, question.measure, found.table["start"].iloc[-1], trusts)
    drawn = spc(found, question.provenance)
    return Answer(drawn, said, explain_control(found), releases_of(found.table), _QUESTION, "spc")


@answered(comparator=False)
def _other_services(question: Question) -> Sequence[Control]:
    """The control charts of the area's other monthly measures of the same source that have a good direction upwards."""
    rows = question.store.measures
    asked = rows["source"].eq(question.measure.source) & rows["cadence"].eq(Cadence.MONTHS)
    ids = rows.index[asked & rows["better"].eq(Better.HIGHER) & rows["unit"].eq(Unit.PERCENT)]
    found = (months_of(replace(question, id=str(id))).read(ControlPlan()) for id in ids if id != question.id)
    return [each for each in found if isinstance(each, Control)]
