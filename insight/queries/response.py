"""How many of those asked replied, beside a survey's figure, where the publisher prints it."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.wording import figure
from insight.queries.question import Question
from insight.traits import Role


def with_response_rate(question: Question, period: pd.Timestamp | None = None) -> list[tuple[str, str]]:
    """The response rate among the sentences of an answer: none where there is none."""
    told = response_rate(question, period)
    return [(told, "not compared")] if told else []


def response_rate(question: Question, period: pd.Timestamp | None = None) -> str:
    """The response rate of the measure's survey in the footprint, as a sentence; empty where none is published of it."""
    rates = question.store.with_role(Role.RESPONSE_RATE, question.measure.source)
    if not rates or question.id in rates:
        return ""
    history, measure = question.history(rates[0]), question.store.measure(rates[0])
    there = (
        history["org"].eq(question.footprint)
        & history["start"].eq(period or question.period)
        & history["value"].notna()
    )
    if not there.any():
        return ""
    return f"{figure(history.loc[there, 'value'].iloc[0], measure)} of those asked in {question.name} replied to this survey."
