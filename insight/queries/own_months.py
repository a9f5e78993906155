"""The months of one organisation by its own past: every service in a word, and one on its control chart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.benchmarks.control import Control, control
from insight.benchmarks.control_sentences import MEANINGS, TONES, control_sentence, explain_control
from insight.charts.control.chart import spc
from insight.model import Better, Measure, Unit
from insight.queries.answer import Answer, releases_of
from insight.queries.answered import answered_by
from insight.queries.organisations import Organisation
from insight.queries.response import how_they_answered
from insight.store import Store
from insight.traits import Cadence


@answered_by(lambda org: (org.code, org.level))
def its_months(org: Organisation) -> Sequence[Control]:
    """Every monthly measure of the organisation with a good direction upwards, those of concern first."""
    store = org.question.store
    rows = store.measures
    wanted = rows[rows["cadence"].eq(Cadence.MONTHS) & rows["better"].eq(Better.HIGHER) & rows["unit"].eq(Unit.PERCENT)]
    asked = {str(source): list(ids) for source, ids in wanted.groupby("source").groups.items()}
    read = {source: store.figures(source, ids, [org.level], [org.code]) for source, ids in asked.items()}
    found = []
    for id in wanted.index:
        facts = read[str(wanted.at[id, "source"])]
        mine = facts[facts["measure"].eq(id) & facts["segment"].eq("all")]
        chart = _read_months(mine, store.measure(str(id)), store, org.name)
        found += [chart] if chart is not None else []
    concern = {"concern": 0, "improvement": 1}
    return sorted(found, key=lambda each: concern.get(MEANINGS[each.variation], 2))


def _read_months(mine: pd.DataFrame, measure: Measure, store: Store, name: str) -> Control | None:
    """The published months of one organisation (facts of one measure) on a control chart; None where they cannot be read."""
    history = mine.assign(basis="published", effective=float("nan"), interval=None, coverage=1.0)
    chart = control(history, measure, store.breaks, name) if len(mine) else None
    return chart if isinstance(chart, Control) else None


def on_a_control_chart(org: Organisation, chart: Control) -> Answer:
    """The months of one measure on their chart."""
    said = [
        (control_sentence(chart), TONES.get(MEANINGS[chart.variation], "not compared")),
        *how_they_answered(org.question.store, chart.measure, chart.latest["start"], [org.code]),
    ]
    return Answer(
        spc(chart, org.question.provenance), said, explain_control(chart), releases_of(chart.table), key="months"
    )
