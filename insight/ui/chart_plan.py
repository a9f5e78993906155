"""Planning a control chart: a target, a baseline, new starts and notes, folded away under it and kept in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from insight.benchmarks.control import Control, ControlPlan, Rebase
from insight.benchmarks.control_link import LONGEST_REASON, NotAPlan, decide, to_link, whole_baseline
from insight.benchmarks.control_plan import admitted
from insight.model import Unit
from insight.queries.months import Months, months_of
from insight.queries.question import Question
from insight.ui import address
from insight.ui.folds import fold
from insight.ui.sentences import note, refusal

_KINDS = {"rebases": "Limits start anew", "remarks": "Note only"}
_TARGET, _BASELINE, _MONTH, _KIND, _REASON = (
    f"insight.plan.{name}" for name in ("target", "baseline", "month", "kind", "reason")
)
_REFUSED = "insight.plan.refused"
_RULES = (
    "Limits start anew only by decision: after a change that is known, with its reason, and with 13 months or more on either "
    "side. A baseline fixes the limits on the first months of each stretch. A note changes nothing. All of it stands in the "
    "address of this page, so that a link reopens the same chart."
)

Decision = Callable[[], ControlPlan]


def chart_plan(question: Question) -> None:
    """Offer to plan the control chart of the chosen measure and footprint; nothing where it has none."""
    asked = months_of(question)
    bare = asked.read(ControlPlan())
    if not isinstance(bare, Control):
        return
    fold("Plan this chart: target, baseline, new start, notes", "plan", lambda: _planning(asked, bare))


def _planning(asked: Months, bare: Control) -> None:
    note(_RULES)
    if asked.link is not None and asked.link is not asked.planned:
        note("The plan in the link was made for another chart. What is planned here takes its place.")
    _figures(asked, bare)
    _add(asked, bare)
    if refused := st.session_state.pop(_REFUSED, None):
        refusal(refused)
    _decided(asked)


def _figures(asked: Months, bare: Control) -> None:
    """The two numbers of a plan."""
    plan = asked.planned.plan
    st.session_state[_TARGET], st.session_state[_BASELINE] = plan.target, plan.baseline
    unit = {Unit.PERCENT: "Target, %", Unit.SCORE: "Target, score"}.get(asked.question.measure.unit, "Target")
    left, right = st.columns(2)
    left.number_input(
        unit, key=_TARGET, min_value=0.0, step=1.0, placeholder="none", on_change=_set_figures, args=(asked, bare)
    )
    right.number_input(
        "Baseline: the first so many months", key=_BASELINE, min_value=1, step=1, placeholder="all months",
        on_change=_set_figures, args=(asked, bare),
    )  # fmt: skip


def _add(asked: Months, bare: Control) -> None:
    """A new start or a note: month, kind and reason, together or not at all."""
    with st.form("insight.plan.add", border=False):
        month, kind, reason, button = st.columns([1.2, 1.3, 3, 0.8], vertical_alignment="bottom")
        starts = list(bare.table["start"].iloc[::-1])
        month.selectbox("Month", starts, key=_MONTH, format_func=lambda start: f"{start:%B %Y}")
        kind.selectbox("What", list(_KINDS), key=_KIND, format_func=_KINDS.__getitem__)
        reason.text_input("Reason", key=_REASON, max_chars=LONGEST_REASON, placeholder="What happened?")
        button.form_submit_button("Add", on_click=_add_date, args=(asked, bare), width="stretch")


def _decided(asked: Months) -> None:
    """What has been decided so far, each with a way to take it back."""
    plan = asked.planned.plan
    dated = sorted([(each, kind) for kind in _KINDS for each in getattr(plan, kind)])
    for number, (each, kind) in enumerate(dated):
        text, button = st.columns([5.5, 0.8], vertical_alignment="center")
        with text:
            note(f"{each.date:%B %Y}, {_KINDS[kind].lower()}: {each.reason}")
        button.button(
            "Remove", key=f"insight.plan.remove.{number}", on_click=_remove, args=(asked, kind, each), width="stretch"
        )
    if plan != ControlPlan():
        st.button("Clear the whole plan", key="insight.plan.clear", on_click=partial(address.choose, plan=""))


def _set_figures(asked: Months, bare: Control) -> None:
    def decision() -> ControlPlan:
        baseline = st.session_state[_BASELINE]
        first = None if baseline is None else whole_baseline(int(baseline))
        return replace(asked.planned.plan, target=st.session_state[_TARGET], baseline=first)

    _settle(asked, bare, decision)


def _add_date(asked: Months, bare: Control) -> None:
    plan, kind = asked.planned.plan, st.session_state[_KIND]

    def decision() -> ControlPlan:
        each = decide(pd.Timestamp(st.session_state[_MONTH]), st.session_state[_REASON])
        return replace(plan, **{kind: tuple(sorted([*getattr(plan, kind), each]))})

    if _settle(asked, bare, decision):
        st.session_state[_REASON] = ""


def _remove(asked: Months, kind: str, taken: Rebase) -> None:
    plan = asked.planned.plan
    _write(asked, replace(plan, **{kind: tuple(each for each in getattr(plan, kind) if each != taken)}))


def _settle(asked: Months, bare: Control, decision: Decision) -> bool:
    """Write a decision to the address, or remember in words why it cannot stand."""
    try:
        plan = decision()
        before, after = (admitted(each, bare)[1] for each in (asked.planned.plan, plan))
        refused = [sentence for sentence in after if sentence not in before]
        if not refused:
            _write(asked, plan)
            return True
        st.session_state[_REFUSED] = " ".join(refused)
    except NotAPlan as error:
        st.session_state[_REFUSED] = str(error)
    return False


def _write(asked: Months, plan: ControlPlan) -> None:
    mine = replace(asked.planned, plan=plan)
    address.choose(plan="" if plan == ControlPlan() else to_link(mine))
