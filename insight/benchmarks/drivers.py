"""What research has found to go with a good experience of a GP practice, as published: weights, people asked, citation."""

from __future__ import annotations

from collections.abc import Iterable

from insight.traits import Driver

CAUTION = (
    "Standardised regression coefficients of older questionnaires, adjusted for who the patients are: what goes with "
    "overall experience, not what causes it. The questions of today are the nearest to those asked then."
)


def driver_sentence(driver: Driver) -> str:
    """The weight as the study gives it: "doctors' communication 0.48 (Paddison and others 2013)"."""
    return f"{driver.aspect} {driver.coefficient:.2f} ({driver.study})"


def published_on(measure: str, drivers: Iterable[Driver]) -> tuple[Driver, ...]:
    """What research says of the aspect a measure asks about; empty for most."""
    return tuple(each for each in drivers if measure in each.measures)
