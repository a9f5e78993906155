"""What research has found to go with a good experience of a GP practice, as published: weights, people asked, citation."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from insight.benchmarks.themes import DATA

CAUTION = (
    "Standardised regression coefficients of older questionnaires, adjusted for who the patients are: what goes with "
    "overall experience, not what causes it. The questions of today are the nearest to those asked then."
)


@dataclass(frozen=True)
class Driver:
    """One published weight: how strongly an aspect of care goes with overall experience, with its 95% interval."""

    study: str
    aspect: str
    coefficient: float
    lower: float
    upper: float
    measures: tuple[str, ...]
    """The measures of today that ask most nearly the same; none for an aspect nobody asks about now."""
    citation: str

    @property
    def sentence(self) -> str:
        """The weight as the study gives it: "doctors' communication 0.48 (Paddison and others 2013)"."""
        return f"{self.aspect} {self.coefficient:.2f} ({self.study})"


@cache
def drivers() -> tuple[Driver, ...]:
    """Every published weight, study by study, the strongest first. Each row cites its paper."""
    with (DATA / "drivers.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(
            Driver(
                row["study"],
                row["aspect"],
                float(row["coefficient"]),
                float(row["lower"]),
                float(row["upper"]),
                tuple(row["measures"].split()),
                row["citation"],
            )
            for row in csv.DictReader(stream)
        )


def published_on(measure: str) -> tuple[Driver, ...]:
    """What research says of the aspect a measure asks about; empty for most."""
    return tuple(each for each in drivers() if measure in each.measures)
