"""Who replied, and how, beside a survey's figure, where the publisher prints it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from insight.benchmarks.wording import during, figure, period_name
from insight.model import ENGLAND, EVERYONE, Level, Measure, Status
from insight.queries import single_orgs
from insight.queries.question import Question
from insight.store import Store
from insight.traits import Role

_MODE = "mode="
_NAMED = 3
"""How many ways of answering a sentence names before it sums up the rest."""


def with_response_rate(question: Question, period: pd.Timestamp | None = None) -> list[tuple[str, str]]:
    """The response rate among the sentences of an answer: none where there is none."""
    asked = period or question.period
    return _told(question, response_rate(question, question.measure.source, asked), question.name, asked)


def with_response_rate_of(question: Question, code: str, level: Level, name: str) -> list[tuple[str, str]]:
    """The same of one organisation."""
    rate = response_rate_of(question, question.measure.source, question.period, code, level)
    return _told(question, rate, name, question.period)


def _told(question: Question, rate: str, name: str, asked: pd.Timestamp) -> list[tuple[str, str]]:
    asked_itself = Role.RESPONSE_RATE in question.measure.roles
    return (
        [(f"{rate} of those asked in {name} replied to this survey ({asked:%Y}).", "not compared")]
        if rate and not asked_itself
        else []
    )


def response_rate(question: Question, source: str, period: pd.Timestamp) -> str:
    """The response rate of a survey in the footprint, "26.1%"; empty where none is published of it."""
    for id in question.store.with_role(Role.RESPONSE_RATE, source)[:1]:
        return _rate(question, id, question.history(id), question.footprint, period)
    return ""


def response_rate_of(question: Question, source: str, period: pd.Timestamp, code: str, level: Level) -> str:
    """That of a survey in one organisation."""
    for id in question.store.with_role(Role.RESPONSE_RATE, source)[:1]:
        facts = single_orgs.facts(question.published, id, level)
        return _rate(question, id, facts[facts["segment"].eq(EVERYONE)], code, period)
    return ""


def _rate(question: Question, id: str, rows: pd.DataFrame, code: str, period: pd.Timestamp) -> str:
    there = rows.loc[rows["org"].eq(code) & rows["start"].eq(period), "value"].dropna()
    return figure(there.iloc[0], question.store.measure(id)) if len(there) else ""


def response_rates(question: Question, asked: Iterable[tuple[str, pd.Timestamp, str]]) -> str:
    """Those of several surveys (source, period, the period's name) for the foot of a chart; empty where none is published."""
    titles = question.store.sources["title"]
    rates = ((response_rate(question, source, start), source, period) for source, start, period in dict.fromkeys(asked))
    said = [f"{rate} ({titles[source]}, {period})" for rate, source, period in rates if rate]
    return f"Of those asked replied: {', '.join(said)}." if said else ""


def how_they_answered(
    store: Store, measure: Measure, period: pd.Timestamp, trusts: Iterable[str]
) -> list[tuple[str, str]]:
    """By which ways the replies of a month came in, of some trusts and in England, and why that matters; none where it is not published.

    Publishers count ways by trust: those of several are summed, and nothing is said where one of them is hidden.
    """
    counted = [
        id for id in store.with_role(Role.WAYS_OF_ANSWERING, measure.source) if store.measure(id).short == measure.short
    ]
    facts = store.figures(measure.source, counted, [Level.TRUST, Level.ENGLAND], [*trusts, ENGLAND])
    facts = facts[facts["segment"].str.startswith(_MODE) & facts["start"].eq(period)]
    here, nation = (facts[facts["level"].eq(level)] for level in (Level.TRUST, Level.ENGLAND))
    shares, england = _shares(here), _shares(nation)
    if here["status"].ne(Status.OK).any() or shares.empty or england.empty:
        return []
    month = period_name(period, facts["end"].max())
    beside = f"in England {shares.index[0]} {_percent(england.get(shares.index[0], 0.0))}"
    told = f"How people answered {during(month)}, in the publisher's words: {_listed(shares)}; {beside}. {measure.traits.comparability.why}."
    return [(told, "not compared")]


def _shares(rows: pd.DataFrame) -> pd.Series:
    """The share of each way of answering, by its name, the largest first; empty where nobody answered."""
    names = rows["segment"].str.removeprefix(_MODE).str.replace("_", " ").replace("sms", "SMS")
    counts = rows["value"].groupby(names).sum()
    return (counts / counts.sum()).sort_values(ascending=False, kind="stable") if counts.sum() > 0 else counts[:0]


def _listed(shares: pd.Series) -> str:
    named = [f"{name} {_percent(share)}" for name, share in shares[shares > 0].head(_NAMED).items()]
    rest = shares.iloc[_NAMED:].sum()
    return ", ".join([*named, f"other ways {_percent(rest)}"] if rest > 0 else named)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
