"""The plan of a control chart as text: short enough for a link, so that whoever opens it sees the same chart. Read with suspicion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from insight.benchmarks.control import SHORTEST_BASELINE, ControlPlan, Rebase

LONGEST_LINK = 1_200
"""Characters."""
LONGEST_REASON = 80
"""Characters: what stands beside a line on the chart."""
MOST = 3
"""New starts on one chart, and notes: more of them cover the months they are about."""
VERSION = 1

_PART, _REASON_FROM = "~", "."
_ALLOWED = re.compile(rf"[^\W_][\w '&(),./+:;%!?£’–-]{{0,{LONGEST_REASON - 1}}}")
_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,4})?")
_COUNT = re.compile(r"[1-9]\d{0,2}")
_WORD = re.compile(r"[A-Za-z0-9][\w.-]{0,79}")
_UNREADABLE = "The plan of the control chart could not be read."


class NotAPlan(Exception):
    """What was asked for cannot be a plan; the sentence is for the person who asked, and repeats nothing unsafe."""


@dataclass(frozen=True)
class ChartPlan:
    """What people have decided about one control chart. It holds for no other: another series has another history.

    Raises NotAPlan with a sentence that says what is wrong.
    """

    measure: str
    vintage: str
    org: str
    plan: ControlPlan = field(default_factory=ControlPlan)

    def __post_init__(self) -> None:
        if not all(_WORD.fullmatch(each) for each in (self.measure, self.vintage, self.org)):
            raise NotAPlan(_UNREADABLE)
        _check(self.plan.rebases, "new starts")
        _check(self.plan.remarks, "notes")
        if self.plan.target is not None and not _NUMBER.fullmatch(_number(self.plan.target)):
            raise NotAPlan("A target is a number from 0 up.")

    def is_for(self, measure: str, vintage: str, org: str) -> bool:
        """Whether it was made for this series."""
        return (self.measure, self.vintage, self.org) == (measure, vintage, org)


def decide(month: pd.Timestamp, reason: str) -> Rebase:
    """A date with its reason, both made plain. Raises NotAPlan where there is no reason, or none that can be written."""
    text = " ".join(reason.split())
    if not text:
        raise NotAPlan("Nothing is marked on a control chart without a reason: write down what happened.")
    if not _ALLOWED.fullmatch(text):
        raise NotAPlan(
            f"A reason has at most {LONGEST_REASON} letters, digits, spaces and ' & ( ) , . / + : ; % ! ? £ - and begins with "
            "a letter or digit."
        )
    return Rebase(pd.Timestamp(month.year, month.month, 1), text)


def to_link(planned: ChartPlan) -> str:
    """One line for an address: `1~MEASURE~icb-2026~QHM~t85~b24~r2024-04.New front door~n2023-10.Texts began`.

    `t` is the target, `b` the baseline, `r` a new start and `n` a note, each with its month and reason.
    """
    plan = planned.plan
    parts = [str(VERSION), planned.measure, planned.vintage, planned.org]
    parts += [] if plan.target is None else [f"t{_number(plan.target)}"]
    parts += [] if plan.baseline is None else [f"b{plan.baseline}"]
    parts += [f"r{each.date:%Y-%m}{_REASON_FROM}{each.reason}" for each in sorted(plan.rebases)]
    parts += [f"n{each.date:%Y-%m}{_REASON_FROM}{each.reason}" for each in sorted(plan.remarks)]
    return _PART.join(parts)


def from_link(text: str) -> ChartPlan:
    """The plan of a line that `to_link` wrote, or that anybody made up. Raises NotAPlan."""
    version, *rest = text.split(_PART) if len(text) <= LONGEST_LINK else [""]
    if version != str(VERSION) or len(rest) < 3:
        raise NotAPlan(_UNREADABLE)
    measure, vintage, org, *parts = rest
    told: dict[str, list[str]] = {"t": [], "b": [], "r": [], "n": []}
    for part in parts:
        if part[:1] not in told:
            raise NotAPlan(_UNREADABLE)
        told[part[0]].append(part[1:])
    target, baseline = _only(told["t"], _NUMBER), _only(told["b"], _COUNT)
    plan = ControlPlan(
        rebases=_dated(told["r"]),
        baseline=None if baseline is None else whole_baseline(int(baseline)),
        target=None if target is None else float(target),
        remarks=_dated(told["n"]),
    )
    return ChartPlan(measure, vintage, org, plan)


def whole_baseline(months: int) -> int:
    """The number of months, if it can be a baseline. Raises NotAPlan."""
    if months < SHORTEST_BASELINE:
        raise NotAPlan(f"A baseline takes {SHORTEST_BASELINE} months or more: fewer do not show what is usual.")
    return months


def _only(texts: Sequence[str], pattern: re.Pattern[str]) -> str | None:
    """The one number there may be of a kind, as text."""
    if not texts:
        return None
    if len(texts) > 1 or not pattern.fullmatch(texts[0]):
        raise NotAPlan(_UNREADABLE)
    return texts[0]


def _dated(texts: Sequence[str]) -> tuple[Rebase, ...]:
    found = []
    for text in texts:
        month, _, reason = text.partition(_REASON_FROM)
        if not _MONTH.fullmatch(month) or not _ALLOWED.fullmatch(reason) or reason != " ".join(reason.split()):
            raise NotAPlan(_UNREADABLE)
        found.append(Rebase(pd.Timestamp(f"{month}-01"), reason))
    return tuple(sorted(found))


def _check(dated: Sequence[Rebase], many: str) -> None:
    if len(dated) > MOST:
        raise NotAPlan(f"A chart holds at most {MOST} {many}: take one away first.")
    if len({each.date for each in dated}) < len(dated):
        raise NotAPlan(f"Of two {many} in one month only one can be shown: take the other away first.")


def _number(value: float) -> str:
    """A number without needless zeros, at most four decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
