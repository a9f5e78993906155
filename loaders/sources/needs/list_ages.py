"""Patients registered at a GP practice, by age (`gp-reg-pat-prac-quin-age` and `-sing-age`): how many are young or old.

One file mixes practices, networks, areas and England's regions, and rows of one age with rows of all; only practices are read.
"""

from __future__ import annotations

import re

import pandas as pd

from insight.model import Level, Status
from loaders.errors import LayoutChanged, NotUsable
from loaders.read.cells import counts, lines_of, one_day, refuse
from loaders.read.fact_rows import fact_rows
from loaders.read.plain_tables import with_header
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.needs.declared import MEASURES, measure_id, rows

_ALL = "ALL"
_AGE = re.compile(r"(\d{1,2})(?:_(\d{1,2}))?|95\+")
_OLDEST = 95
_GROUPS = {"age_under18": (0, 17), "age_65plus": (65, _OLDEST), "age_85plus": (85, _OLDEST)}
"""First and last year of age of each measure."""


def fits(header: tuple[str, ...]) -> bool:
    """Whether a header is of patients by age. The list of all ages together, which the register reads, has one age alone."""
    return {"extract_date", "org_code"} <= set(header) and not {"age_group_5", "age"}.isdisjoint(header)


def identify(raw: Raw, reference: Reference) -> Release:
    """One release per extract and kind of age groups. Raises NotUsable for a file of one sex."""
    table, kind = _read(raw)
    sexes = set(table["sex"])
    if not (_ALL in sexes or {"MALE", "FEMALE"} <= sexes):
        raise NotUsable(
            f"{raw.name}: it counts {' and '.join(sorted(sexes)).lower()} patients alone; take the file of five-year ages "
            "(gp-reg-pat-prac-quin-age), which has both sexes."
        )
    day = one_day(table["day"], raw.name)
    return Release(
        id=f"needs.list_ages.{kind}.{day:%Y-%m}",
        title=f"Patients registered at a GP practice by age, {day:%B %Y}",
        start=day,
        end=day + pd.Timedelta(days=1).to_pytimedelta(),
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One fact per practice and age group that the ages of the file tell. Raises LayoutChanged by line."""
    table = patients_by_age(raw)
    low_base = {each.id: each.traits.low_base_under for each in MEASURES}
    found = []
    for name, (first, last) in _GROUPS.items():
        across = (table["first"] < first) & (table["last"] >= first) | (table["first"] <= last) & (table["last"] > last)
        if across.any():
            continue
        mine = table["first"].ge(first) & table["last"].le(last)
        sums = table.assign(part=table["patients"].where(mine, 0.0)).groupby("org")[["part", "patients"]].sum()
        few = sums["patients"] < low_base[measure_id(name)]
        found.append(
            fact_rows(
                release,
                measure=measure_id(name),
                org=sums.index,
                level=str(Level.PRACTICE),
                value=100 * sums["part"] / sums["patients"],
                numerator=sums["part"],
                denominator=sums["patients"],
                status=few.map({True: str(Status.LOW_BASE), False: str(Status.OK)}),
            )
        )
    return {"facts": pd.concat(found, ignore_index=True)}


def patients_by_age(raw: Raw) -> pd.DataFrame:
    """One row per practice and age: org, first and last year of age, patients of both sexes.

    Raises LayoutChanged by line, and where ages or sexes do not add up to their total.
    """
    table, _ = _read(raw)
    table = table[table["type"].isin(["GP", ""])]
    if table.empty:
        raise LayoutChanged(raw.name, "rows of practices (GP)", "none")
    refuse(table["org"], ~table["org"].str.fullmatch(r"[A-Z][0-9]{5}"), "a practice such as A81001", raw.name)
    refuse(table["sex"], ~table["sex"].isin([_ALL, "MALE", "FEMALE"]), "MALE, FEMALE or ALL", raw.name)
    odd = ~table["age"].str.fullmatch(_AGE) & table["age"].ne(_ALL)
    refuse(table["age"], odd, "an age such as 65_69 or 95+", raw.name)
    table = table.assign(patients=counts(table["patients"], raw.name, "patients"))
    refuse(table["org"], table.duplicated(["org", "sex", "age"]), "each practice, sex and age once", raw.name)
    by_sex = table.pivot_table("patients", ["org", "age"], "sex", "sum")
    if {_ALL, "MALE", "FEMALE"} <= set(by_sex):
        _agree(by_sex["MALE"].fillna(0) + by_sex["FEMALE"].fillna(0), by_sex[_ALL], "men and women", raw.name)
    both = by_sex[_ALL] if _ALL in by_sex else by_sex["MALE"].fillna(0) + by_sex["FEMALE"].fillna(0)
    by_age = both.unstack("age").fillna(0.0)
    if _ALL not in by_age:
        raise LayoutChanged(raw.name, "the total of each practice (AGE ALL)", "none")
    ages = by_age.drop(columns=_ALL)
    _agree(ages.sum(axis="columns"), by_age[_ALL], "all ages", raw.name)
    long = ages.melt(ignore_index=False, var_name="age", value_name="patients").reset_index()
    limits = long["age"].map(_limits)
    return long.assign(first=limits.str[0], last=limits.str[1])


def _read(raw: Raw) -> tuple[pd.DataFrame, str]:
    """Every row under our names, and whether ages are single years or groups; `type` is empty where there is none."""
    frame = with_header(raw)
    names = {
        row["name"]: next((each for each in row["names"].split("|") if each in frame), "") for row in rows("list_ages")
    }
    kind = "single" if "age" in frame else "five_years"
    lacking = (row for row in rows("list_ages") if not names[row["name"]] and row["name"] != "type")
    if missing := [row["names"].partition("|")[0] for row in lacking]:
        raise LayoutChanged(raw.name, f"the columns {', '.join(missing)}", f"the columns {', '.join(frame.columns)}")
    table = lines_of(frame, {ours: theirs for ours, theirs in names.items() if theirs}, raw.name)
    return table if "type" in table else table.assign(type=""), kind


def _limits(age: str) -> tuple[int, int]:
    """First and last year: `65_69`, `7`, `95+`."""
    if age.endswith("+"):
        return _OLDEST, _OLDEST
    first, _, last = age.partition("_")
    return int(first), int(last or first)


def _agree(parts: pd.Series, whole: pd.Series, what: str, file: str) -> None:
    odd = parts != whole.fillna(0)
    if odd.any():
        at = parts.index[odd][0]
        org = at[0] if isinstance(at, tuple) else at
        raise LayoutChanged(file, f"{what} to add up to the total of {org}", f"{parts[at]:.0f} and {whole[at]:.0f}")
