"""The code lists as one value: which footprints each vintage has, under which codes. Sources are handed it with a file.

A file's vintage is told by the codes it holds, never by a name or a year. The lists themselves are the CSV files beside this
module and those loaded since (`loaders.build.code_lists` reads them); this module imports nothing but the nouns, so that
every source may know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from insight.model import Vintage

REGION = "region"
"""What stands for a vintage where areas are the NHS regions of today."""


@dataclass(frozen=True, eq=False)
class Reference:
    """The code lists in use during one reading of files. Read-only."""

    tables: Mapping[str, pd.DataFrame]
    """`vintages`, `footprints`, `regions`, `lineage`, `areas` -> its rows; every cell is text, an empty cell ''."""
    mark: str = ""
    """Short text that changes with the lists; empty while only the built-in ones are in use."""

    @cached_property
    def vintages(self) -> tuple[Vintage, ...]:
        """Every vintage, oldest first. One ends at the latest when the next begins."""
        rows = self.tables["vintages"].sort_values("start").to_dict("records")
        nexts = [*(str(row["start"]) for row in rows[1:]), ""]
        found: list[Vintage] = []
        for row, after in zip(rows, nexts, strict=True):
            start, *ends = (date.fromisoformat(day) for day in (str(row["start"]), str(row["end"]), after) if day)
            found.append(Vintage(str(row["id"]), str(row["title"]), start, min(ends, default=None)))
        return tuple(found)

    def vintage_in_force(self, day: date) -> str | None:
        """The vintage whose footprints planned together on that day; None before the first."""
        return next((vintage.id for vintage in self.vintages if vintage.in_force(day)), None)

    def footprint_names(self, vintage: str) -> Mapping[str, str]:
        """ODS code -> full name of every footprint of a vintage."""
        return self._names.get(vintage, {})

    def footprints_by_ons_code(self, vintage: str) -> Mapping[str, str]:
        """Every ONS code a footprint of the vintage ever had -> its ODS code."""
        return self._by_ons_code.get(vintage, {})

    def footprint_named(self, vintage: str, name: str) -> str | None:
        """ODS code of the footprint of a vintage, or region of today, that goes by this name, with or without the words for its kind.

        None for a name that the lists do not have: names are written in many ways, and only a known one tells.
        """
        return self._by_name.get(vintage, {}).get(_bare(name))

    def footprint_coded(self, vintage: str, code: str) -> str | None:
        """The code, where a footprint of the vintage has it."""
        return code if code in self.footprint_names(vintage) else None

    def footprint_of_area(self, vintage: str) -> Mapping[str, str]:
        """ODS code of every CCG or sub-ICB location of a vintage -> ODS code of its footprint."""
        return self._of_area.get(vintage, {})

    def regions_of(self, vintage: str) -> Mapping[str, frozenset[str]]:
        """ODS code of every footprint of a vintage -> the regions its ground lay in then, or in the vintage before or after.

        Regions are redrawn on other days than footprints, so several may be right.
        """
        return self._regions_of.get(vintage, {})

    @cached_property
    def region_names(self) -> Mapping[str, str]:
        """ODS code -> name of every NHS region that has not closed."""
        regions = self.tables["regions"]
        return _pairs(regions[regions["closed"] == ""], "code", "name")

    @cached_property
    def regions_by_ons_code(self) -> Mapping[str, str]:
        """Every ONS code an NHS region ever had, closed regions too -> its ODS code."""
        return _by_ons_code(self.tables["regions"])

    def vintage_of_ons_codes(self, codes: Iterable[str]) -> str | None:
        """The newest vintage of which these are all footprints, each once; None when they are of no vintage, or only a part."""
        found = set(codes)
        for vintage in reversed(self.vintages):
            known = self.footprints_by_ons_code(vintage.id)
            reached = [known.get(code) for code in found]
            if len(reached) == len(set(reached)) and set(reached) == set(self.footprint_names(vintage.id)):
                return vintage.id
        return None

    def vintage_of_ods_codes(self, codes: Iterable[str]) -> str | None:
        """The newest vintage whose footprints carry exactly these ODS codes. Letters outlive areas: ask for a date as well."""
        found = set(codes)
        return next((each.id for each in reversed(self.vintages) if set(self.footprint_names(each.id)) == found), None)

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        return {vintage: _pairs(rows, "code", "name") for vintage, rows in self._by_vintage("footprints")}

    @cached_property
    def _by_ons_code(self) -> Mapping[str, Mapping[str, str]]:
        return {vintage: _by_ons_code(rows) for vintage, rows in self._by_vintage("footprints")}

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, str]]:
        regions = {_bare(name): code for code, name in self.region_names.items()}
        return {REGION: regions} | {
            vintage: {
                _bare(name): code
                for column in ("name", "short_name")
                for name, code in _pairs_of(rows, column, "code")
                if _bare(name)
            }
            for vintage, rows in self._by_vintage("footprints")
        }

    @cached_property
    def _of_area(self) -> Mapping[str, Mapping[str, str]]:
        return {vintage: _pairs(rows, "code", "parent") for vintage, rows in self._by_vintage("areas")}

    @cached_property
    def _regions_of(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        footprints, lineage = self.tables["footprints"], self.tables["lineage"]
        own = {
            (str(vintage), str(code)): str(region)
            for vintage, code, region in footprints[["vintage", "code", "region"]].itertuples(index=False, name=None)
        }
        near = {footprint: {footprint} for footprint in own}
        for row in lineage.itertuples():
            earlier, later = (str(row.earlier_vintage), str(row.earlier)), (str(row.later_vintage), str(row.later))
            near.setdefault(earlier, set()).add(later)
            near.setdefault(later, set()).add(earlier)
        found: dict[str, dict[str, frozenset[str]]] = {}
        for vintage, code in own:
            regions = frozenset(filter(None, (own.get(each) for each in near[vintage, code])))
            found.setdefault(vintage, {})[code] = regions
        return found

    def _by_vintage(self, name: str) -> Iterable[tuple[str, pd.DataFrame]]:
        return ((str(vintage), rows) for vintage, rows in self.tables[name].groupby("vintage", sort=False))


_KIND = re.compile(
    r"\b(?:nhs|the|and|integrated care (?:boards?|systems?|partnerships?)|icb|ics|stp"
    r"|sustainability and transformation (?:partnership|plan))\b|[^a-z]"
)


def _bare(name: str) -> str:
    """A name without the words for its kind, and without what spellings differ in."""
    return _KIND.sub("", name.casefold())


def _by_ons_code(rows: pd.DataFrame) -> dict[str, str]:
    return {ons: code for code, codes in _pairs_of(rows, "code", "ons_codes") for ons in codes.split(";")}


def _pairs(rows: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(_pairs_of(rows, key, value))


def _pairs_of(rows: pd.DataFrame, first: str, second: str) -> Iterator[tuple[str, str]]:
    return zip(rows[first].tolist(), rows[second].tolist(), strict=True)
