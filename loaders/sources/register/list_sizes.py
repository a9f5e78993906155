"""How many patients are registered with each practice (`gp-reg-pat-prac-all`): the size of what a footprint serves."""

from __future__ import annotations

from insight.model import Level
from loaders.declared import measures
from loaders.errors import LayoutChanged
from loaders.months import month_after
from loaders.read.cells import by_line, one_day
from loaders.read.fact_rows import fact_rows
from loaders.read.plain_tables import with_header
from loaders.read.sheets import as_number
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.cells import check_cells

(REGISTERED_PATIENTS,) = measures("register")

_MANY, _SHORT = 100, 500
"""The list in the middle of so many is never as short: 8,300 patients in 2021."""
COLUMNS = {
    "day": "extract_date", "type": "type", "code": "code", "sex": "sex", "age": "age", "patients": "number_of_patients",
}  # fmt: skip


def identify(raw: Raw, reference: Reference) -> Release:
    """One release per month."""
    day = one_day(with_header(raw)["extract_date"], raw.name)
    return Release(
        id=f"register.list_sizes.{day:%Y-%m}",
        title=f"Patients registered at a GP practice, {day:%B %Y}",
        start=day,
        end=month_after(day),
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One fact per practice: all its patients, in the month of the extract. Raises LayoutChanged by line."""
    rows = by_line(raw, COLUMNS)
    rows = rows[(rows["type"] == "GP") & (rows["sex"] == "ALL") & (rows["age"] == "ALL")]
    if rows.empty:
        raise LayoutChanged(raw.name, "rows of type GP for ALL sexes and ages", "none")
    check_cells(rows, "list_sizes", raw.name)
    patients, level = rows["patients"].map(as_number), str(Level.PRACTICE)
    if len(patients) >= _MANY and patients.median() < _SHORT:
        found = f"{patients.median():,.0f} in the middle of {len(patients):,}"
        raise LayoutChanged(raw.name, "lists of thousands of patients each", found)
    facts = fact_rows(release, measure=REGISTERED_PATIENTS.id, org=rows["code"], level=level, value=patients)
    return {"facts": facts.reset_index(drop=True)}
