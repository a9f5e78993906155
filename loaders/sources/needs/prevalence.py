"""The Quality and Outcomes Framework's prevalence CSV (`PREVALENCE_2021`): patients on each practice's register of a condition.

The year stands in the file's name alone (2021 is 2020-21); what the columns and list types tell of it must agree.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from insight.model import Level, Status
from loaders.declared import Row
from loaders.errors import LayoutChanged
from loaders.grammar import counted, listed
from loaders.read.cells import by_line, counts, refuse
from loaders.read.fact_rows import fact_rows
from loaders.read.plain_tables import header_of, opening
from loaders.read.slips import contradicts
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.needs.declared import MEASURES, Years, financial_year, measure_id, rows

_COLUMNS = ("practice", "group", "register", "list_type", "list")
_NAME = re.compile(r"prevalence_(\d\d)(\d\d)(?!\d)", re.IGNORECASE)
_WHOLE, _PART = re.compile("TOTAL"), re.compile(r"\d\d(?:OV|_\d\d)")
"""All patients of a practice; those of some ages."""
_OVER = ("LD",)
"""Groups of which a practice has been published with more patients than its list."""


def identify(raw: Raw, reference: Reference) -> Release:
    """One release per financial year. Raises LayoutChanged where the name does not tell it, or the columns are of other years."""
    years = _years(raw.name)
    era = _era(years)
    found = [name for name in header_of(opening(raw)) if name.endswith("list_size")]
    if found != [era["list"]]:
        expected = f"{era['list'].upper()}, as in files of {years.words}"
        raise LayoutChanged(raw.name, expected, f"{listed(found)} in the heading")
    return Release(
        id=f"needs.qof.{years.start.year}-{years.end.year % 100:02d}",
        title=f"Quality and Outcomes Framework, prevalence by practice, {years.words}",
        start=years.start,
        end=years.end,
        details={"doubt": _doubt(registers(raw))},
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One fact per practice and condition that is a need. Raises LayoutChanged by line."""
    years = _years(raw.name)
    table = registers(raw)
    known = {row["group"]: row for row in rows("groups")}
    table = table[table["group"].isin(list(known))]
    ids = table["group"].map({group: measure_id(row["measure"]) for group, row in known.items()})
    # What a group counts in some years is not the prevalence of its condition.
    dated = {group: row for group, row in known.items() if row["not_from"]}
    other = [at for at, row in dated.items() if int(row["not_from"]) <= years.start.year < int(row["not_to"])]
    gone = table["group"].isin(other)
    gone |= (table["list"] == 0) | _is_beyond(table)
    few = table["list"] < ids.map({each.id: each.traits.low_base_under for each in MEASURES}).astype(float)
    status = np.select([gone, few], [str(Status.NOT_AVAILABLE), str(Status.LOW_BASE)], str(Status.OK))
    facts = fact_rows(
        release,
        measure=ids,
        org=table["practice"],
        level=str(Level.PRACTICE),
        value=(100 * table["register"] / table["list"]).mask(gone),
        numerator=table["register"].mask(gone),
        denominator=table["list"].mask(gone),
        status=status,
    )
    return {"facts": facts.reset_index(drop=True)}


def registers(raw: Raw) -> pd.DataFrame:
    """One row per practice and group, as published: practice, group, register, list_type, list; the index counts lines from 1.

    Raises LayoutChanged by line for a cell that cannot be, and for a group over another kind of list than it is of.
    """
    era = _era(_years(raw.name))
    table = by_line(raw, {name: era[name] for name in _COLUMNS})
    refuse(table["practice"], ~table["practice"].str.fullmatch(r"[A-Z][0-9]{5}"), "a practice such as A81001", raw.name)
    refuse(table["group"], ~table["group"].str.fullmatch("[A-Z]{2,6}"), "a group such as DEP", raw.name)
    part = table["list_type"].str.fullmatch(_PART)
    refuse(table["list_type"], ~part & ~table["list_type"].str.fullmatch(_WHOLE), "a list type such as TOTAL", raw.name)
    common = _list_type(table).groupby(table["group"]).first()
    for group, lists in {"AST": era["asthma_of"], **{row["group"]: row["list_type"] for row in rows("groups")}}.items():
        if group in common and common[group] not in lists.split("|"):
            raise LayoutChanged(raw.name, f"{group} over {lists}, as in files of its year", common[group])
    refuse(table["group"], table.duplicated(["practice", "group"]), "each practice and group once", raw.name)
    size = counts(table["list"], raw.name, "patients")
    register = counts(table["register"], raw.name, "patients on the register")
    return table.assign(register=register, list=size)


def _doubt(table: pd.DataFrame) -> str:
    """What no year seen has, in a sentence; '' where there is nothing: the file waits for somebody's word."""
    groups, here = table["group"].nunique(), table.groupby("practice")["group"].transform("size")
    alike = table.groupby(["practice", "list_type"])["list"].transform("first")
    odd = {
        "more patients on the register than on the list": _is_beyond(table),
        "another list type than its group elsewhere": table["list_type"] != _list_type(table),
        "another list than the same practice elsewhere": table["list"] != alike,
        f"a practice without all {groups} groups": here != groups,
    }
    found = [
        f"{what} in {counted(int(where.sum()), 'row')}, such as line {table.index[where][0]}"
        for what, where in odd.items()
        if where.any()
    ]
    return contradicts(", ".join(found))


def _list_type(table: pd.DataFrame) -> pd.Series:
    """The list type that each row's group has nearly everywhere."""
    return table["group"].map(table.groupby("group")["list_type"].agg(lambda kinds: kinds.mode().iloc[0]))


def _is_beyond(table: pd.DataFrame) -> pd.Series:
    """Whether more patients are on a register than on its list can be, which has been published of one group."""
    return table["register"] > table["list"] * (1 + table["group"].isin(_OVER))


def _years(name: str) -> Years:
    """The financial year in a file's name. Raises LayoutChanged where there is none."""
    found = _NAME.search(name)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise LayoutChanged(name, "a financial year in the name, such as PREVALENCE_2021 for 2020-21", "none")
    return financial_year(2000 + int(found[1]))


def _era(years: Years) -> Row:
    first = years.start.year
    return next(row for row in rows("prevalence") if int(row["first"]) <= first <= int(row["last"] or first))
