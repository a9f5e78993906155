"""Funnels and what stands out of them, in words that say how many comparisons were made."""

from __future__ import annotations

from math import sqrt

from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.funnel import Funnel, outside
from insight.benchmarks.grammar import counted, some, verb
from insight.benchmarks.standouts import StandOuts
from insight.benchmarks.wording import figure, span, topic
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
        f"{funnel.orgs.capitalize()} differ more than chance explains (phi {funnel.dispersion.phi:.1f}), so the funnel is "
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


def stand_outs_finding(found: StandOuts) -> str:
    """The title of the list."""
    name, orgs = found.funnels[0].name, found.funnels[0].orgs
    if found.table.empty:
        return f"Nothing stands out among the {orgs} of {name}"
    worse = int(found.table["verdict"].isin(["worse", "lower"]).sum())
    more = len(found.table) - worse
    figures = counted(worse, f"{orgs.removesuffix('s')} figure")
    return f"{name}: {figures} clearly worse than expected, {some(more)} better"


def stand_outs_sentence(found: StandOuts) -> str:
    """How many comparisons were made, how many would pass by chance, and how many are listed."""
    orgs = found.funnels[0].orgs
    thin = f" {found.thin:,} more rest on too few replies to be listed." if found.thin else ""
    return (
        f"{found.comparisons:,} comparisons were made ({orgs} on {len(found.funnels)} measures). About "
        f"{found.by_chance:,.0f} would look unusual by chance alone; with that allowed for, {some(len(found.table))} "
        f"{verb(len(found.table), 'stands')} out.{thin}"
    )


def stand_out_sentence(found: StandOuts, at: int) -> str:
    """One entry of the list in a sentence."""
    row = found.table.iloc[at]
    measure = found.funnels[int(row["funnel"])].measure
    return (
        f"{row['name']}: {figure(row['value'], measure)} on {topic(measure)}, where {span(row['low'], row['high'], measure)} "
        f"was to be expected of a figure on {row['respondents']:,.0f} replies."
    )


def explain_stand_outs(found: StandOuts, most: int) -> list[Explanation]:
    """How the list was made, and its first entries."""
    entries = [
        explain_by(
            VerdictRule.FUNNEL, stand_out_sentence(found, at), p=f"{row['p']:.2g}", p_after_so_many_comparisons=f"{row['adjusted']:.2g}",
            Average_of_all=figure(row["middle"], found.funnels[int(row["funnel"])].measure),
        )
        for at, row in enumerate(found.table.head(most).to_dict("records"))
    ]  # fmt: skip
    whole = explain_by(
        VerdictRule.DISCOVERY, stand_outs_sentence(found), Comparisons=f"{found.comparisons:,}", Listed=f"{len(found.table):,}",
        False_discovery_rate="5%",
    )  # fmt: skip
    return [whole, *entries]
