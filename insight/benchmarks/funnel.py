"""Which practices lie farther from the average than their number of replies, and the usual differences, explain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
import pandas as pd

from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.grammar import counted, out_of, some, verb
from insight.benchmarks.refusals import Reason, Refusal, refuse, refuse_source, refuse_unsummed
from insight.benchmarks.wording import HasPeriod, figure, period_name, topic
from insight.measures.geography import Geography
from insight.measures.precision import add_precision, replies
from insight.model import EVERYONE, Level, Measure, Status
from insight.stats.among import is_among
from insight.stats.arrays import Floats, floats
from insight.stats.discovery import expected_false_flags
from insight.stats.funnel import FunnelFlag, curve_sizes, flag_orgs, funnel_limits
from insight.stats.intervals import Z95, Z998, Interval
from insight.stats.overdispersion import Dispersion, adjusted_p, arcsine_dispersion, arcsine_limits

_NOUNS: Mapping[str, str] = {Level.PRACTICE: "practices", Level.TRUST: "trusts", Level.LOCATION: "locations"}

_FEWEST = 2
NOT_COMPARED = FunnelFlag.NOT_COMPARED


@dataclass(frozen=True, eq=False)
class Funnel(HasPeriod):
    """One measure in one period of all organisations of a level, those of one footprint in the foreground."""

    measure: Measure
    start: pd.Timestamp
    end: pd.Timestamp
    vintage: str
    code: str
    name: str
    """Of the footprint."""
    orgs: str
    """What they are called: practices, trusts, locations."""
    middle: float
    """The average of all, weighted by effective replies, in percent."""
    dispersion: Dispersion
    table: pd.DataFrame
    """One row per organisation with a figure: org, name, value, respondents, effective, inside (in the footprint),
    thin (too few replies for any verdict), plain and widened (FunnelFlag, without and with the usual differences), low and
    high (the widened 95% limits for so many replies), p (of the widened funnel); status, basis, interval, release."""
    hidden: int
    """How many organisations have no figure or no number of replies behind it."""

    @cached_property
    def own(self) -> pd.DataFrame:
        """The organisations of the footprint."""
        return self.table[self.table["inside"]]

    @cached_property
    def judged(self) -> pd.DataFrame:
        """Those of them that rest on enough replies for a verdict."""
        return self.own[~self.own["thin"]]


def funnel(
    facts: pd.DataFrame,
    measure: Measure,
    geography: Geography,
    names: pd.Series,
    *,
    code: str,
    members: pd.Index,
    start: pd.Timestamp,
) -> Funnel | Refusal:
    """The funnel of all organisations of one level, on effective replies (docs/maths.md, "Who lies outside the
    funnel" and "When too many lie outside").

    `facts` are those of one measure and level, `names` the organisations' names by code, `code` and `members`
    the footprint and the codes of who lies in it. Refused for a source that is
    not for comparison, for what is not a sum of patients, where no number of replies is known, and where no organisation
    of the footprint has a figure.
    """
    there = facts[(facts["start"] == start) & (facts["segment"] == EVERYONE)]
    orgs = _NOUNS.get(str(there["level"].iloc[0]), "organisations") if len(there) else "practices"
    refusal = refuse_source(measure) or refuse_unsummed(measure, orgs)
    if refusal is not None:
        return refusal

    rows = add_precision(there, measure).assign(basis=None)
    known = rows["status"].isin([Status.OK, Status.LOW_BASE]) & rows["effective"].gt(0) & rows["value"].notna()
    rows, hidden = rows[known].reset_index(drop=True), int((~known).sum())
    period = period_name(start, there["end"].max()) if len(there) else f"{start:%Y}"
    if len(rows) < _FEWEST:
        return refuse(Reason.NO_BASES, orgs=orgs, period=period)
    inside, name = is_among(rows["org"], members), geography.name(code)
    if not inside.any():
        return refuse(Reason.NOT_AVAILABLE, name=f"the {orgs} of {name}", period=period)

    p, n = np.clip(floats(rows["value"]) / 100, 0.0, 1.0), floats(rows["effective"])
    dispersion = arcsine_dispersion(p * n, n)
    middle = float(np.sin(dispersion.middle) ** 2)
    lines = limits(middle, dispersion, n)
    rows = rows.assign(respondents=replies(measure, rows))
    thin = rows["status"].eq(Status.LOW_BASE) | rows["respondents"].lt(measure.traits.reliable_from)
    table = pd.DataFrame(
        {
            "org": rows["org"],
            "name": rows["org"].map(names).fillna(rows["org"]),
            **{
                column: rows[column]
                for column in ("value", "respondents", "effective", "status", "interval", "release")
            },
            "basis": rows["basis"],
            "inside": inside,
            "thin": thin,
            "plain": np.where(thin, NOT_COMPARED, flag_orgs(p, lines["plain 95"], lines["plain 99.8"])),
            "widened": np.where(thin, NOT_COMPARED, flag_orgs(p, lines["widened 95"], lines["widened 99.8"])),
            "low": lines["widened 95"].lower * 100,
            "high": lines["widened 95"].upper * 100,
            "p": adjusted_p(dispersion),
        }
    )
    return Funnel(
        measure=measure, start=start, end=there["end"].max(), vintage=geography.vintage, code=code,
        name=name, orgs=orgs, middle=middle * 100, dispersion=dispersion, table=table, hidden=hidden,
    )  # fmt: skip


def limits(middle: float, dispersion: Dispersion, n: Floats) -> dict[str, Interval]:
    """The four pairs of control limits at each number of effective replies, as proportions."""
    return {
        "plain 95": funnel_limits(middle, n, Z95),
        "plain 99.8": funnel_limits(middle, n, Z998),
        "widened 95": arcsine_limits(dispersion, n, Z95),
        "widened 99.8": arcsine_limits(dispersion, n, Z998),
    }


def curves(funnel: Funnel) -> tuple[Floats, dict[str, Interval]]:
    """The numbers of effective replies at which to draw the limits, and the limits there."""
    sizes = curve_sizes(float(np.ceil(funnel.table["effective"].max())))
    return sizes, limits(funnel.middle / 100, funnel.dispersion, sizes)


def outside(flags: pd.Series) -> tuple[int, int]:
    """How many lie below and above the 95% limits."""
    below = flags.isin([FunnelFlag.LOW_95, FunnelFlag.LOW_998]).sum()
    above = flags.isin([FunnelFlag.HIGH_95, FunnelFlag.HIGH_998]).sum()
    return int(below), int(above)


def funnel_finding(funnel: Funnel) -> str:
    """The title of a funnel: how many of the footprint's practices lie outside."""
    below, above = outside(funnel.own["widened"])
    if not below and not above:
        return f"{funnel.name}: no {funnel.orgs} outside the funnel on {topic(funnel.measure)}"
    told = out_of(below, len(funnel.judged), funnel.orgs.removesuffix("s"))
    return f"{funnel.name}: {told} below the funnel, {some(above)} above"


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
