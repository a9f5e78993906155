"""Funnels in words: who lies outside, and how many would by chance."""

from __future__ import annotations

from math import sqrt

from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.funnel import Funnel, outside
from insight.benchmarks.grammar import counted, some, verb
from insight.benchmarks.wording import figure, topic
from insight.stats.discovery import expected_false_flags


def funnel_finding(funnel: Funnel) -> str:
    """The title of a funnel: how many of the footprint's practices lie outside."""
    below, above = outside(funnel.own["widened"])
    if not below and not above:
        return f"{funnel.name}: no {funnel.orgs} outside the funnel on {topic(funnel.measure)}"
    return f"{funnel.name}: {below} of {counted(len(funnel.judged), funnel.orgs.removesuffix('s'))} below the funnel, {above} above"


def funnel_sentence(funnel: Funnel) -> str:
    """How many lie outside, how many would by chance, and how far these organisations usually differ."""
    below, above = outside(funnel.own["widened"])
    judged, few = len(funnel.judged), len(funnel.own) - len(funnel.judged)
    usual = expected_false_flags(judged, 0.95)
    chance = "fewer than 1" if usual < 1 else f"about {usual:.0f}"
    spread = (
        f"{funnel.orgs.capitalize()} differ more than chance explains, so the funnel is "
        "widened by their usual difference."
        if funnel.dispersion.tau2 > 0
        else f"{funnel.orgs.capitalize()} differ no more than chance explains."
    )
    thin = f" {few:,} more {verb(few, 'rests')} on too few replies to be judged." if few else ""
    return (
        f"Of {counted(judged, funnel.orgs.removesuffix('s'))} of {funnel.name}, {some(below)} {verb(below, 'lies')} below and "
        f"{some(above)} above what their replies and the usual differences explain; {chance} would by chance alone.{thin} {spread}"
    )


def explain_funnel(funnel: Funnel) -> Explanation:
    """How the funnel came about."""
    below, above = outside(funnel.own["widened"])
    plainly = outside(funnel.own["plain"])
    return explain_by(
        VerdictRule.FUNNEL, funnel_sentence(funnel), Average_of_all=figure(funnel.middle, funnel.measure),
        Organisations_in_the_funnel=f"{len(funnel.table):,}", Phi=f"{funnel.dispersion.phi:.2f}",
        Usual_difference_between_them=f"{sqrt(funnel.dispersion.tau2):.4f} on the arcsine scale",
        Outside_the_widened_95_percent_lines=f"{below} below, {above} above",
        Outside_the_plain_95_percent_lines=f"{plainly[0]} below, {plainly[1]} above",
    )  # fmt: skip
