"""Fingertips CSVs, from the API or saved by hand: which rows are one area's figure, under our codes, levels and measures.

The file repeats England, splits it by deprivation, prints some years under two ages, and names areas by codes that need the
ODS code at the end of the name. `columns/indicators.csv` and `columns/area_types.csv` hold what is loaded.
"""

from __future__ import annotations

import re

import pandas as pd

from insight.model import ENGLAND, Level
from loaders.errors import LayoutChanged, NotUsable
from loaders.grammar import listed
from loaders.read.cells import lines_of, refuse
from loaders.read.parents import larger
from loaders.read.plain_tables import with_header
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.needs.declared import Years, calendar_year, financial_year, rows
from loaders.sources.needs.fingertips_facts import figures

COLUMNS = {
    "indicator": "indicator id", "code": "area code", "name": "area name", "type": "area type", "sex": "sex",
    "age": "age", "category": "category type", "period": "time period", "value": "value",
    "lower": "lower ci 95.0 limit", "upper": "upper ci 95.0 limit", "count": "count", "denominator": "denominator",
    "note": "value note", "label": "compared to england value or percentiles",
}  # fmt: skip
"""The column beside `label`, which compares with the parent area, is named after the type of that and is not read."""

_BESIDE = {"parent": "parent code", "called": "indicator name", "sortable": "time period sortable"}
"""Said twice: the area that a download groups by, England or smaller, and the name of the indicator and the year of the period.
Held against the code lists, the number and the period where a file has them.
"""

_ODS_IN_NAME = re.compile(r"- ([A-Z0-9]{3,5})$")
_SECOND_AGE = "Not applicable"
_EVERYBODY = ("Persons", _SECOND_AGE, "")
_CODE = r"[A-Za-z0-9_-]+"
"""Of any area type: E38000247, nE38000247, Cl_L2_1a."""


def identify(raw: Raw, reference: Reference) -> Release:
    """One release per indicators and levels: a download holds every period, so a newer one takes the place of the older.

    Raises NotUsable where none of its indicators is loaded.
    """
    table = _of_measures(_read(raw), raw.name)
    periods = [_years(period, raw.name) for period in table["period"].unique()]
    first, last = min(periods, key=lambda each: each.start), max(periods, key=lambda each: each.end)
    indicators = sorted(table["indicator"].unique(), key=int)
    levels = sorted(set(table["level"].dropna()) - {Level.ENGLAND}) or [str(Level.ENGLAND)]
    span = first.words if first == last else f"{first.words} to {last.words}"
    return Release(
        id=f"needs.fingertips.{'-'.join(indicators)}.{'-'.join(levels)}",
        title=f"Fingertips {', '.join(indicators)}, {span}",
        start=first.start,
        end=last.end,
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One fact per area, measure and period. Raises LayoutChanged by line for a cell that cannot be."""
    table = area_rows(raw, reference)
    spans = {period: _years(period, raw.name) for period in table["period"].unique()}
    table = table.assign(
        start=table["period"].map({period: years.start for period, years in spans.items()}),
        end=table["period"].map({period: years.end for period, years in spans.items()}),
    )
    return {"facts": figures(table[_of_its_day(table, reference)], raw.name, release)}


def area_rows(raw: Raw, reference: Reference) -> pd.DataFrame:
    """One row per area, measure and period of the levels we know; the index counts lines from 1.

    Columns as in the download under our names, and measure, level, org (our code, missing where there is none). Raises
    LayoutChanged by line.
    """
    table = _of_measures(_read(raw), raw.name)
    if table["level"].isna().all():
        raise LayoutChanged(raw.name, "area types such as GPs, ICBs or England", listed(sorted(set(table["type"]))))
    table = table[table["level"].notna()]
    table = table.assign(org=_orgs(table, raw.name, reference))
    _refuse_other_parents(table, raw.name, reference)
    return _once(table)


def _read(raw: Raw) -> pd.DataFrame:
    """Every row about all people of an area, with its level where we know its area type."""
    frame = with_header(raw)
    beside = {ours: heading for ours, heading in _BESIDE.items() if heading in frame}
    table = lines_of(frame, COLUMNS | beside, raw.name)
    refuse(table["indicator"], ~table["indicator"].str.fullmatch(r"[0-9]+"), "the number of an indicator", raw.name)
    refuse(table["code"], ~table["code"].str.fullmatch(_CODE), "an area code such as A81001 or E92000001", raw.name)
    table = table.assign(level=_levels(table, raw.name))
    of_all = table["category"].eq("") & table["sex"].isin(_EVERYBODY)
    if len(table) and not of_all.any():
        some = listed(sorted({*table["sex"], *table["category"]} - {""}))
        raise NotUsable(f"{raw.name}: its figures are of some people alone ({some}); those of all persons are loaded.")
    return table[of_all]


def _levels(table: pd.DataFrame, file: str) -> pd.Series:
    """The level of each row's area type; missing for types we have no level for, such as districts."""
    level = pd.Series(None, index=table.index, dtype=object)
    for row in rows("area_types"):
        mine = table["type"].str.fullmatch(row["pattern"])
        like = table["code"].str.fullmatch(row["code"])
        refuse(table["code"], mine & ~like, f"the code of one of the {row['level']}s beside their area type", file)
        if row["level"] in (Level.PRACTICE, Level.PCN, Level.ENGLAND):
            due = f"the area type of a {row['level']} beside its code, and of no other"
            refuse(table["type"], like & ~mine, due, file)
        level = level.mask(mine, row["level"])
    return level


def _of_measures(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """The rows of indicators that are loaded, with their measure; of an indicator of several ages, of those ages."""
    if table.empty:
        raise NotUsable(f"{file}: it holds no figures; Fingertips has none of that indicator for that area type.")
    known = pd.DataFrame(rows("indicators"))
    by_age = {(row.indicator, age): row.measure for row in known.itertuples() for age in str(row.age).split("|")}
    one = known[~known.duplicated("indicator", keep=False)]
    of_age = [by_age.get(each) for each in zip(table["indicator"], table["age"], strict=True)]
    measure = pd.Series(of_age, index=table.index, dtype=object)
    ageless = table["age"].isin(["", _SECOND_AGE]) | table["indicator"].isin(one.loc[one["age"].eq(""), "indicator"])
    measure = measure.mask(ageless, table["indicator"].map(dict(zip(one["indicator"], one["measure"], strict=True))))
    other = measure.isna() & table["indicator"].isin(one["indicator"])
    refuse(table["age"], other, "the age that its indicator is about, such as 15+ yrs of smoking", file)
    found = table.assign(measure=measure)[measure.notna()]
    edition = found["indicator"].map(dict(zip(known["indicator"], known["edition"], strict=True)))
    of_other = edition.ne("") & found["period"].ne(edition)
    refuse(found["period"], of_other, "the one year that its indicator is about", file)
    _refuse_other_words(found, dict(zip(known["indicator"], known["named"], strict=True)), file)
    if found.empty:
        loaded, others = sorted(set(known["indicator"]), key=int), sorted(set(table["indicator"]))[:5]
        said = (
            f"Fingertips indicators of needs are loaded ({', '.join(loaded)}), and it has others: {', '.join(others)}"
        )
        raise NotUsable(f"{file}: {said}.")
    return found


def _refuse_other_words(table: pd.DataFrame, named: dict[str, str], file: str) -> None:
    """Raise LayoutChanged by line for the name of another indicator or the year of another period; blanks say nothing."""
    if "called" in table:
        pairs = zip(table["indicator"], table["called"], strict=True)
        odd = [name != "" and not re.search(named[indicator], name, re.IGNORECASE) for indicator, name in pairs]
        refuse(table["called"], pd.Series(odd, index=table.index), "the name of the indicator of that number", file)
    if "sortable" in table:
        year = table["sortable"].str[:4]
        odd = year.ne("") & year.ne(table["period"].str[:4])
        refuse(table["sortable"], odd, "the year of the time period, as in 20220000 beside 2022/23", file)


def _once(table: pd.DataFrame) -> pd.DataFrame:
    """Each figure once: England stands with and without a parent, some years under an age and under none, and some areas
    under two area types.
    """
    weak = table["age"].eq(_SECOND_AGE) * 2 + table["label"].isin(["", "Not compared"])
    ordered = table.assign(weak=weak).sort_values("weak", kind="stable").drop(columns="weak")
    same = ["measure", "level", "code", "period", "value", "count", "denominator"]
    ordered = ordered.assign(code=ordered["org"].fillna(ordered["code"])).drop_duplicates(same)
    return table.loc[ordered.index].sort_index()


def _orgs(table: pd.DataFrame, file: str, reference: Reference) -> pd.Series:
    """Our code of each area: the ODS code at the end of its name, or that of its ONS code; missing where neither is known."""
    in_name = table["name"].str.extract(_ODS_IN_NAME)[0]
    level, ons = table["level"], table["code"].str.removeprefix("n")
    areas = level.isin([Level.SUB_ICB, Level.FOOTPRINT]) & table["code"].str.startswith("n")
    refuse(table["name"], areas & in_name.isna(), "an ODS code at the end of the name", file)
    by_ons = _footprints(reference)
    known = in_name.where(areas, ons.map(by_ons)).where(level.ne(Level.REGION), ons.map(reference.regions_by_ons_code))
    return known.mask(level.isin([Level.PRACTICE, Level.PCN]), table["code"]).mask(level.eq(Level.ENGLAND), ENGLAND)


def _refuse_other_parents(table: pd.DataFrame, file: str, reference: Reference) -> None:
    """Raise LayoutChanged by line for an area beside a footprint or region in which it never lay."""
    if "parent" not in table:
        return
    within: dict[str, set[str]] = {}
    codes = {**reference.regions_by_ons_code, **_footprints(reference)}
    for vintage in reference.vintages:
        for parts in larger(vintage.id, reference):
            for part, wholes in parts.items():
                within.setdefault(part, set()).update(wholes)
    parent = table["parent"].str.removeprefix("n").map(codes)
    known = table["org"].isin(list(within)) & parent.notna()
    odd = [whole not in within.get(org, ()) for org, whole in zip(table["org"], parent, strict=True)]
    odd = known & pd.Series(odd, index=table.index)
    refuse(table["parent"], odd, "the code of an area that holds the one beside it", file)


def _footprints(reference: Reference) -> dict[str, str]:
    """Every ONS code that a footprint of any vintage ever had -> its ODS code."""
    every = (reference.footprints_by_ons_code(vintage.id) for vintage in reference.vintages)
    return {ons: code for codes in every for ons, code in codes.items()}


def _of_its_day(table: pd.DataFrame, reference: Reference) -> pd.Series:
    """Whether each area has a code of ours and, if it is a footprint, was one on the last day of its period.

    Fingertips gives figures of today's ICBs for years before their borders: those are of no footprint of their day.
    """
    fits = table["org"].notna()
    footprints = table[table["level"].eq(Level.FOOTPRINT) & fits]
    for end, some in footprints.groupby("end"):
        vintage = reference.vintage_in_force((pd.Timestamp(str(end)) - pd.Timedelta(days=1)).date())
        known = reference.footprints_by_ons_code(vintage) if vintage else {}
        fits[some.index] = some["code"].str.removeprefix("n").map(known).eq(some["org"])
    return fits


def _years(period: str, file: str) -> Years:
    """`2022/23` or `2019`. Raises LayoutChanged for several years or a part of one."""
    if re.fullmatch(r"20\d\d(?:/\d\d)?", period):
        years = (financial_year if "/" in period else calendar_year)(int(period[:4]))
        if years.words == period:
            return years
    raise LayoutChanged(file, "a time period such as 2022/23 or 2019", repr(period))
