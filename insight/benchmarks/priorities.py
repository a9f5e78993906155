"""What to put right first: how strongly each measure goes with overall experience, beside how the footprint does on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from insight.benchmarks.comparator import Comparator
from insight.benchmarks.grammar import verb
from insight.benchmarks.importance import FEWEST_PRACTICES
from insight.benchmarks.refusals import Refusal, unavailable
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import HasPeriod, during
from insight.model import Better
from insight.stats.arrays import floats
from insight.stats.intervals import Z95
from insight.traits import Driver, Role

FEWEST_MEASURES = 4
"""A grid of fewer measures says nothing that a sentence would not (ours)."""
RESEARCH_CAUTION = (
    "Standardised regression coefficients of older questionnaires, adjusted for who the patients are: what goes with "
    "overall experience, not what causes it. The questions of today are the nearest to those asked then."
)


class Quarter(StrEnum):
    """The four quarters of the grid, and what lies in none: the difference or the importance is not clear."""

    FIRST = "Put right first"
    PROTECT = "Protect"
    WATCH = "Keep an eye on"
    CARRY_ON = "Carry on"
    UNCLEAR = "Cannot tell apart"


@dataclass(frozen=True, eq=False)
class Priorities(HasPeriod):
    """The measures of one footprint in one period, by importance and performance. No score puts the two together."""

    name: str
    comparator: Comparator
    start: pd.Timestamp
    end: pd.Timestamp
    table: pd.DataFrame
    """One row per measure, those first that research gives the largest weight, then by importance: measure, title, short,
    value, lower, upper, benchmark, basis, interval, release; distance (standard errors from the comparator towards better);
    importance with importance_lower and importance_upper (rank correlation corrected for chance), observed (before that);
    practices; quarter (a Quarter); published (what research found, or empty), weight; sentence."""
    threshold: float
    """The median importance, which parts the upper quarters from the lower."""

    @property
    def practices(self) -> int:
        """How many practices the associations rest on, at most."""
        return int(self.table["practices"].max())

    def of(self, quarter: Quarter) -> pd.DataFrame:
        """The measures of one quarter, the most important first."""
        return self.table[self.table["quarter"] == quarter]


def priorities(
    standings: Sequence[Standing],
    code: str,
    name: str,
    associations: pd.DataFrame,
    drivers: Iterable[Driver] = (),
) -> Priorities | Refusal:
    """The grid of one footprint; all standings are of one period, `associations` as importance.associations gives them,
    `drivers` what research has published.

    Performance is the distance from the comparator in standard errors under its own value, so that within 1.96 the 95%
    interval includes it. A quarter is named only where that is clear and the interval of the importance lies wholly above
    or below the median importance; a split at the median alone would make half of all measures important by construction.
    Overall experience itself is not set beside itself. Refused for fewer than four measures.
    """
    known = associations.set_index("measure")
    drivers = tuple(drivers)
    rows = [row for each in standings if (row := _row(each, code, known, drivers)) is not None]
    if len(rows) < FEWEST_MEASURES:
        said = (
            f"Importance and performance of {name} cannot be set side by side. That takes {FEWEST_MEASURES} measures with "
            f"figures of {FEWEST_PRACTICES} practices on 100 replies or more each, and with a figure of {name} beside one to compare it with; "
            f"{len(rows) or 'no measure'} {verb(len(rows) or 1, 'has')} both."
        )
        return unavailable(said)
    table = pd.DataFrame(rows)
    threshold = float(table["importance"].median())
    table = table.assign(quarter=_quarters(table, threshold))
    table = table.assign(sentence=[_say(row, standings[0], threshold) for row in table.to_dict("records")])
    ordered = table.sort_values(["weight", "importance", "measure"], ascending=[False, False, True]).reset_index(
        drop=True
    )
    return Priorities(
        name, standings[0].comparator, standings[0].start, max(each.end for each in standings), ordered, threshold
    )


def _row(standing: Standing, code: str, known: pd.DataFrame, drivers: Sequence[Driver]) -> dict | None:
    measure, row = standing.measure, standing.of(code)
    if Role.OUTCOME in measure.roles or measure.id not in known.index or measure.better is Better.NEITHER:
        return None
    if row is None or isinstance(row["reason"], str) or np.isnan(row["effective"]):
        return None
    found = known.loc[[measure.id]].to_dict("records")[0]
    p, p0 = row["value"] / 100, standing.benchmark / 100
    if not 0 < p0 < 1:
        return None
    distance = (p - p0) / np.sqrt(p0 * (1 - p0) / row["effective"])
    research = published_on(measure.id, drivers)
    shown = {name: row[name] for name in ("value", "lower", "upper", "basis", "interval", "release")}
    return {
        "measure": measure.id,
        "title": measure.title,
        "short": measure.short or measure.title,
        **shown,
        "benchmark": standing.benchmark,
        "distance": -distance if measure.better is Better.LOWER else distance,
        "importance": float(found["rho"]),
        "importance_lower": float(found["lower"]),
        "importance_upper": float(found["upper"]),
        "practices": int(found["practices"]),
        "observed": float(found["observed"]),
        "published": "; ".join(driver_sentence(each) for each in research),
        "weight": max((each.coefficient for each in research), default=float("nan")),
    }


def _quarters(table: pd.DataFrame, threshold: float) -> list[Quarter]:
    distance = floats(table["distance"])
    important = floats(table["importance_lower"]) > threshold
    minor = floats(table["importance_upper"]) < threshold
    worse = distance < 0
    found = np.select(
        [(np.abs(distance) <= Z95) | ~(important | minor), important & worse, important, worse],
        [Quarter.UNCLEAR, Quarter.FIRST, Quarter.PROTECT, Quarter.WATCH],
        Quarter.CARRY_ON,
    )
    return [Quarter(str(each)) for each in found]


def numbers_behind(row: dict) -> dict[str, str]:
    """What a measure's importance rests on, for the explanation of its sentence."""
    interval = f"{row['importance_lower']:.2f} to {row['importance_upper']:.2f}"
    return {
        "Rank_correlation_with_overall_experience": f"{row['importance']:.2f} ({interval})",
        "Before_allowing_for_chance": f"{row['observed']:.2f}",
        "Practices_of_England": f"{row['practices']:,}",
    }


def _say(row: dict, of: Standing, threshold: float) -> str:
    clear = abs(row["distance"]) > Z95
    side = "worse than" if row["distance"] < 0 else "better than"
    where = f"{side if clear else 'no clear difference from'} {of.comparator.name}"
    how = (
        "more closely than most of the others"
        if row["importance_lower"] > threshold
        else "less closely than most of the others"
        if row["importance_upper"] < threshold
        else "neither clearly more nor clearly less closely than most of the others"
    )
    return (
        f"{row['title']}: {where} ({row['value']:.1f}% against {row['benchmark']:.1f}% {during(of.period)}). Across {row['practices']:,} practices of "
        f"England it goes with overall experience {how}."
    )


def driver_sentence(driver: Driver) -> str:
    """The weight as the study gives it: "doctors' communication 0.48 (Paddison and others 2013)"."""
    return f"{driver.aspect} {driver.coefficient:.2f} ({driver.study})"


def published_on(measure: str, drivers: Iterable[Driver]) -> tuple[Driver, ...]:
    """What research says of the aspect a measure asks about; empty for most."""
    return tuple(each for each in drivers if measure in each.measures)
