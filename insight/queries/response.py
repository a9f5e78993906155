"""Who replied, and how, beside a survey's figure, where the publisher prints it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from insight.benchmarks.source_findings import trusts_in
from insight.benchmarks.wording import during, figure, period_name
from insight.model import ENGLAND, Level, Status
from insight.queries.question import Question
from insight.traits import Role

_MODE = "mode="
_NAMED = 3
"""How many ways of answering a sentence names before it sums up the rest."""


def with_response_rate(question: Question, period: pd.Timestamp | None = None) -> list[tuple[str, str]]:
    """The response rate among the sentences of an answer: none where there is none."""
    rate = "" if _is_rate(question) else response_rate(question, question.measure.source, period or question.period)
    told = f"{rate} of those asked in {question.name} replied to this survey."
    return [(told, "not compared")] if rate else []


def response_rate(question: Question, source: str, period: pd.Timestamp) -> str:
    """The response rate of a survey in the footprint, "26.1%"; empty where none is published of it."""
    for id in question.store.with_role(Role.RESPONSE_RATE, source)[:1]:
        history = question.history(id)
        there = history["org"].eq(question.footprint) & history["start"].eq(period) & history["value"].notna()
        if there.any():
            return figure(history.loc[there, "value"].iloc[0], question.store.measure(id))
    return ""


def response_rates(question: Question, asked: Iterable[tuple[str, pd.Timestamp, str]]) -> str:
    """Those of several surveys (source, period, the period's name) for the foot of a chart; empty where none is published."""
    titles = question.store.sources["title"]
    rates = ((response_rate(question, source, start), source, period) for source, start, period in dict.fromkeys(asked))
    said = [f"{rate} ({titles[source]}, {period})" for rate, source, period in rates if rate]
    return f"Of those asked replied: {', '.join(said)}." if said else ""


def how_they_answered(question: Question, period: pd.Timestamp) -> list[tuple[str, str]]:
    """By which ways the replies of a month came in, here and in England, and why that matters; none where it is not published.

    Publishers count ways by trust: those of the footprint's trusts are summed, and nothing is said where one of them is hidden.
    """
    stem, store = question.id.rpartition("_")[0], question.store
    mine = store.measures.index[store.measures["source"].eq(question.measure.source)]
    asked = [id for id in mine if id.startswith(f"{stem}_")]
    facts = store.figures(question.measure.source, asked, [*trusts_in(question.members, store.orgs), ENGLAND])
    facts = facts[facts["segment"].str.startswith(_MODE) & facts["start"].eq(period)]
    for _, rows in facts.groupby("measure"):
        here, nation = (rows[rows["level"].eq(level)] for level in (Level.TRUST, Level.ENGLAND))
        shares, england = _shares(here), _shares(nation)
        if here["status"].ne(Status.OK).any() or shares.empty or england.empty:
            continue
        month = period_name(period, rows["end"].max())
        beside = f"in England {shares.index[0]} {_percent(england.get(shares.index[0], 0.0))}"
        told = f"How people answered {during(month)}, in the publisher's words: {_listed(shares)}; {beside}. {question.measure.traits.comparability.why}."
        return [(told, "not compared")]
    return []


def _is_rate(question: Question) -> bool:
    return Role.RESPONSE_RATE in question.measure.roles


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
