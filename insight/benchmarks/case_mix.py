"""What areas with such patients report: context beside a figure, never a verdict (docs/maths.md, "Areas with such patients")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import listed, whose
from insight.benchmarks.needs import known_values, nearest_period, releases_behind
from insight.benchmarks.refusals import Reason, Refusal, refuse_source, unavailable
from insight.benchmarks.wording import topic
from insight.model import EVERYONE, Measure, Status, Unit
from insight.stats.arrays import floats
from insight.stats.case_mix import expected_figure
from insight.stats.rollup import COVERAGE_FLOOR
from insight.traits import Counts, Role

FEWEST_PRACTICES = 100
"""With fewer practices elsewhere, or knowing less than 80% of the footprint's own, there is no expected figure (ours)."""

_TOLD_OF = frozenset({Role.AGE, Role.DEPRIVATION, Role.MOST_DEPRIVED})
"""What is known of the patients is no figure to expect of them."""


@dataclass(frozen=True)
class CaseMix:
    """The expected figure of one footprint on one measure in one period."""

    measure: Measure
    name: str
    observed: float
    expected: float
    """Both in percent."""
    explained: float
    """The share of what differs between practices elsewhere that these patients explain, 0 to 1."""
    others: int
    """Practices elsewhere."""
    by: tuple[str, ...]
    """The titles of what is told of the patients."""
    releases: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The expected figure beside the observed one, and how little it says."""
        expected, own, alike = (
            f"{float(f'{self.expected:.2g}'):g}%",
            f"{self.observed:.1f}%",
            "areas with patients as old and as deprived",
        )
        told = f"{alike} report about {expected} on {topic(self.measure)}; {self.name} reports {own}"
        if self.measure.traits.counts is not Counts.REPLIES:  # nobody reports what is counted
            told = f"{topic(self.measure)}, about {expected} in {alike}; {own} in {self.name}"
        return (
            f"For context: {told}. Age and deprivation go with {100 * self.explained:.0f}% of the differences "
            "between practices, so this is no verdict."
        )


def case_mix(
    facts: pd.DataFrame,
    measure: Measure,
    deprivation: pd.DataFrame,
    ages: Mapping[str, pd.DataFrame],
    *,
    members: pd.Index,
    start: pd.Timestamp,
    name: str,
    observed: float,
) -> CaseMix | Refusal:
    """The expected figure by age and deprivation. `facts` are those of a measure of all practices, `deprivation` and `ages` (by
    title) those of what practices' patients are like, of the periods nearest to the survey; `observed` is the footprint's figure.

    Refused for what may not be compared, is no share of patients or is itself their age or deprivation, where ages or deprivation of practices are not loaded, with fewer
    than 100 practices elsewhere, and where less than 80% of the footprint's own can be read off.
    """
    refusal = refuse_source(measure)
    if refusal is not None:
        return refusal
    itself = _TOLD_OF.intersection(measure.roles)
    if measure.unit is not Unit.PERCENT or not measure.additive or itself or np.isnan(observed):
        return unavailable(f"What areas with such patients report on {topic(measure)} cannot be worked out.")
    rows = facts[facts["start"].eq(start) & facts["segment"].eq(EVERYONE)].drop_duplicates("org").set_index("org")
    day = pd.Timestamp(rows["end"].max()) if len(rows) else start
    told = {
        title: nearest_period([known_values(each)], day, lambda found: len(found) > 0)
        for title, each in {"deprivation": deprivation, **ages}.items()
    }
    missing = [title for title, each in told.items() if each.empty]
    if missing or not ages or rows.empty:
        lacking = listed(missing) if missing else "ages" if not ages else "figures"
        return unavailable(
            f"What areas with such patients report cannot be told: {lacking} of practices {'is' if lacking == 'deprivation' else 'are'} "
            "not loaded.",
        )
    patients = np.column_stack([floats(each.set_index("org")["value"].reindex(rows.index)) for each in told.values()])
    shown = rows["value"].where(rows["status"].isin([Status.OK, Status.LOW_BASE]))
    found = expected_figure(floats(shown), patients, floats(rows["denominator"]), rows.index.isin(members))
    if np.isnan(found.value) or found.others < FEWEST_PRACTICES or found.coverage < COVERAGE_FLOOR:
        return Refusal(
            Reason.THIN_COVERAGE,
            f"What areas with such patients report cannot be told: it takes {FEWEST_PRACTICES} practices elsewhere, and ages and "
            f"deprivation of practices with 80% of {whose(name)} patients.",
        )
    releases = tuple(dict.fromkeys(release for each in told.values() for release in releases_behind(each)))
    expected = min(max(found.value, 0.0), 100.0)
    return CaseMix(measure, name, observed, expected, found.explained, found.others, tuple(told), releases)
