"""Whether patients of one organisation, or of each of many, report better or worse care than before, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import listed, mid_sentence, sentence_case, verb
from insight.benchmarks.refusals import Reason, Refusal, refuse, refuse_test
from insight.benchmarks.verdicts import WORDS
from insight.benchmarks.wording import difference, difference_span, period_name, since, up_or_down
from insight.measures.breaks import breaks_of, eras
from insight.measures.precision import add_precision, replies
from insight.measures.rules import is_put_together
from insight.model import EVERYONE, Measure, Status
from insight.stats.intervals import newcombe
from insight.stats.verdict import compare, judge

_SAID: Mapping[str, str] = {
    "better": "improved",
    "worse": "got worse",
    "higher": "rose",
    "lower": "fell",
    "similar": "no clear change",
}

_VERDICTS: Mapping[str, str] = {_SAID[verdict]: verdict for verdict in ("worse", "similar", "better")}


_READ = ("start", "end", "value", "effective", "status", "basis", "era")


@dataclass(frozen=True)
class PeriodChange:
    """The difference between two comparable periods of one org, later minus earlier as both are printed, in the measure's unit."""

    earlier: str
    later: str
    value: float
    lower: float
    upper: float
    word: str
    """improved, got worse, rose, fell or no clear change: clear where the interval excludes 0."""
    newest: bool = field(default=True, kw_only=True)
    """Whether there is no later period of the source: an older change is not told as if it held today."""

    def when(self, aside: str = "") -> str:
        """Of which periods it is, and what is said of the earlier."""
        return since(self.earlier, self.later, aside, newest=self.newest)

    @property
    def verdict(self) -> str:
        """The verdict whose colour and shape it has; `not compared` where neither more nor less is better."""
        return _VERDICTS.get(self.word, "not compared")


@dataclass(frozen=True)
class Change(PeriodChange):
    """The step since the last comparable period, and the one since the earliest where that is another."""

    sentence: str
    since_first: PeriodChange | None


def change(
    history: pd.DataFrame, measure: Measure, breaks: pd.DataFrame, name: str, newest: pd.Timestamp | None = None
) -> Change | Refusal:
    """The change since the last comparable survey and since the earliest, by Newcombe's interval on effective bases
    (docs/maths.md, "Is it a real change, or a real gap").

    `history` is one org, one row per period with the columns of measures.series and `era`, oldest first. Refused across
    a break, with fewer than two figures, where either rests on few replies or its interval is unknown, and for what is no
    survey of a sample: months of replies from whoever chooses to (a control chart reads them), and ratings, which are of
    the same places again. `newest` is the start of the newest period of the source, where that may be another than its own.
    """
    # As plain rows: a page asks for thirty of these, and each step of pandas on ten rows costs as much as on a thousand.
    rows = [dict(zip(_READ, row, strict=True)) for row in zip(*(history[each].tolist() for each in _READ), strict=True)]
    known = [row for row in rows if not np.isnan(row["value"])]
    if not is_put_together(measure) and all(row["status"] == Status.NOT_AVAILABLE for row in rows):
        return refuse(Reason.NEVER_SUMMED, name=name)
    if not known:
        return refuse(Reason.NOT_AVAILABLE, name=name, period=_period(rows[-1]))
    now = known[-1]
    later = _period(now)
    same_era = [row for row in known[:-1] if row["era"] == now["era"]]
    if not same_era:
        return _refuse_first(known, breaks, name, later)
    untested = refuse_test(measure)
    if untested is not None:
        return untested

    before = same_era[-1]
    weak = next((_period(row) for row in (now, before) if row["status"] == Status.LOW_BASE), None)
    if weak is not None:
        return refuse(Reason.LOW_BASE, name=name, period=weak)
    unsure = next((_period(row) for row in (now, before) if np.isnan(row["effective"])), None)
    if unsure is not None:
        return refuse(Reason.NO_INTERVAL, name=name, period=unsure)

    today = newest is None or now["start"] >= newest
    last = _step(before, now, measure, today)
    first = next(row for row in same_era if row["status"] != Status.LOW_BASE and not np.isnan(row["effective"]))
    since_first = _step(first, now, measure, today) if first["start"] != before["start"] else None
    told = [
        _say(last, measure),
        *([_say(since_first, measure, ", the earliest comparable year")] if since_first else []),
    ]
    return Change(
        last.earlier, last.later, last.value, last.lower, last.upper, last.word,
        f"{' '.join(told)}{_bases(first, before, now)}", since_first, newest=today,
    )  # fmt: skip


def _period(row: dict) -> str:
    return period_name(row["start"], row["end"])


def _step(before: dict, now: dict, measure: Measure, today: bool) -> PeriodChange:
    d = newcombe(now["value"] / 100, now["effective"], before["value"] / 100, before["effective"])
    lower, upper = 100 * float(d.lower), 100 * float(d.upper)
    value = difference(now["value"], before["value"], measure)
    word = _SAID[WORDS[int(judge(compare(lower, upper, 0.0), measure.better.sign))]]
    return PeriodChange(_period(before), _period(now), value, lower, upper, word, newest=today)


def _say(step: PeriodChange, measure: Measure, which: str = "") -> str:
    """One step: "Improved since 2024: up 3.0 points (95% interval 1.2 to 4.8)."."""
    interval, far = difference_span(step.lower, step.upper, measure), up_or_down(step.value, measure)
    return f"{sentence_case(step.word)} {step.when(which)}: {far} (95% interval {interval})."


def _bases(*rows: dict) -> str:
    """What a reader must know where the figures did not come about in the same way."""
    periods: dict[str, list[str]] = {}
    for period, basis in dict.fromkeys((_period(row), str(row["basis"])) for row in rows):
        periods.setdefault(basis, []).append(period)
    if len(periods) == 1:
        return ""
    told = [f"{listed(each)} {verb(len(each), 'is')} {basis}" for basis, each in periods.items()]
    return f" Note: {listed(told)}."


def _refuse_first(known: list[dict], breaks: pd.DataFrame, name: str, later: str) -> Refusal:
    """The refusal for the first figure of its era: across a break, or because it is the first of all."""
    if len(known) == 1:
        return refuse(Reason.FIRST_YEAR, name=name, later=later)
    before, now = known[-2:]
    because = str(breaks["reason"].iloc[int(now["era"]) - 1])
    return refuse(Reason.BREAK, earlier=_period(before), later=later, because=mid_sentence(because))


def changes(
    facts: pd.DataFrame, measure: Measure, breaks: pd.DataFrame, start: pd.Timestamp, newest: pd.Timestamp | None = None
) -> pd.DataFrame:
    """One row per organisation with two comparable figures, by code: change (in the measure's unit), when (the words for its two periods) and
    change_word (a word of verdicts.WORDS; "not compared" where either figure rests on too few replies for a verdict, and of what
    is no sample).

    `facts` are of one measure and level; the period before is the last one of the same era (measures.breaks) before `start`;
    `newest` as for `change`.
    """
    rows = facts[facts["segment"].eq(EVERYONE) & facts["start"].le(start)]
    periods = rows.groupby("start")["end"].max()
    era = pd.Series(eras(periods, breaks_of(measure, breaks)), index=periods.index)
    earlier = [when for when in periods.index if when < start and era[when] == era.get(start, -1)]
    if not earlier:
        return pd.DataFrame({"change": [], "when": [], "change_word": []}, dtype=object)
    before = earlier[-1]
    both = _of(rows[rows["start"].isin([before, start])], measure)
    now, then = (both.loc[both["start"].eq(when), ["value", "effective", "few"]] for when in (start, before))
    both = now.join(then.add_suffix("_before"), how="inner")
    d = newcombe(both["value"] / 100, both["effective"], both["value_before"] / 100, both["effective_before"])
    weak = (both["few"] | both["few_before"]).to_numpy() | (refuse_test(measure) is not None)
    lower, upper = (np.where(weak, np.nan, each) for each in (d.lower, d.upper))
    codes = judge(compare(lower, upper, 0.0), measure.better.sign)
    return pd.DataFrame(
        {
            "change": [difference(*each, measure) for each in zip(both["value"], both["value_before"], strict=True)],
            "when": since(
                *(period_name(each, periods[each]) for each in (before, start)),
                newest=newest is None or start >= newest,
            ),
            "change_word": [WORDS[int(code)] for code in codes],
        },
        index=both.index,
    )


def _of(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """One row per period and organisation with a figure, by code: start, value, effective, few."""
    known = rows[rows["status"].isin([Status.OK, Status.LOW_BASE]) & rows["value"].notna()]
    found = add_precision(known, measure)
    few = found["status"].eq(Status.LOW_BASE) | (replies(measure, found) < measure.traits.reliable_from)
    found = found.assign(few=few).drop_duplicates(["start", "org"])
    return found.set_index("org")[["start", "value", "effective", "few"]]
