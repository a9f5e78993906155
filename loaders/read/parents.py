"""Holds what a row prints beside a code against the code lists: an area lies in one footprint, and a footprint in one region.

Where the two disagree, codes and figures have come apart, as when all but the first columns of a table moved up a row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache

import pandas as pd

from loaders.errors import LayoutChanged
from loaders.read.slips import are_slips, contradicts
from loaders.reference import Reference


def refuse_other_regions(file: str, rows: pd.DataFrame, reference: Reference) -> None:
    """Raise LayoutChanged by line for a footprint beside a region it never lay in.

    Columns: footprint and region (codes, '' or missing where there is none) and vintage. The index counts lines from 1.
    """
    known = rows[["footprint", "region", "vintage"]].dropna().drop_duplicates()
    for row in known.itertuples():
        own = reference.regions_of(str(row.vintage)).get(str(row.footprint))
        if own and row.region and row.region not in own:
            expected = f"{_either(own)}, the region of {row.footprint}"
            raise LayoutChanged(file, expected, f"{row.region!r} in line {row.Index}")


def are_strange(codes: pd.Series) -> bool:
    """Whether all cells, or more than by a slip, are without a code of the lists, so that a column holds something else."""
    odd = int(codes.isna().sum())
    return odd > 0 and not (odd < len(codes) and are_slips(odd, len(codes)))


def footprints_of(
    cells: pd.Series, day: date, code_of: Callable[[str, str], str | None], reference: Reference
) -> tuple[str, pd.Series]:
    """The vintage whose footprints are named, by code or name, and the code of each by `code_of(vintage, cell)`, missing where strange.

    It is the one in force on a day, else the newest that has all of them, else the one that has those of the most rows.
    """
    order = (reference.vintage_in_force(day), *(each.id for each in reversed(reference.vintages)))
    named = {vintage: {cell: code_of(vintage, cell) for cell in cells.unique()} for vintage in order if vintage}
    codes = {vintage: cells.map(those) for vintage, those in named.items()}
    vintage = max(codes, key=lambda each: codes[each].notna().sum())
    return vintage, codes[vintage]


_OWN_CODE = re.compile(r" - ([A-Z0-9]{3,5})$", re.IGNORECASE)
"""How the name of a sub-ICB location ends: `NHS Essex ICB - 07H`."""


def named_otherwise(rows: pd.DataFrame, code: str, name: str) -> str:
    """The first row with the code of one sub-ICB location and the name of another, as a sentence; '' where there is none."""
    told = rows[name].str.strip().str.extract(_OWN_CODE, expand=False).str.upper()
    odd = rows[told.notna() & told.ne(rows[code].str.upper())]
    said = "" if odd.empty else f"{odd[code].iloc[0]!r} stands beside {odd[name].iloc[0]!r}"
    return contradicts(said)


def contradiction(placed: Iterable[tuple[str, str, str]], reference: Reference) -> str:
    """The first organisation that lies where it cannot by the code lists, as a sentence; '' where all agree.

    `placed` are child, parent and vintage. Of two parents of one organisation, the larger must hold the smaller.
    """
    parents: dict[tuple[str, str], list[str]] = defaultdict(list)
    for child, parent, vintage in placed:
        parents[vintage, child].append(parent)
    for step, share in enumerate(_MAY_CONTRADICT):
        steps = {vintage: _ladder(vintage, reference)[step] for vintage, _ in parents}
        found = [_place(child, those, *steps[vintage]) for (vintage, child), those in parents.items()]
        judged = [said for said in found if said is not None]
        if len(odd := [said for said in judged if said]) > share * len(judged):
            return odd[0]
    return ""


_MAY_CONTRADICT = (0.1, 0.0)
"""The share of areas that may lie in another footprint than the code lists say, because some moved within a vintage, and of
footprints in another region: none."""


def _place(child: str, parents: Sequence[str], part_of: Mapping[str, Set[str]], wholes: Set[str]) -> str | None:
    """How an organisation lies where it cannot; '' where it lies where it may, None where the lists do not tell."""
    within = [each for each in (child, *parents) if each in part_of]
    if not within or wholes.isdisjoint(parents):
        return None
    allowed = {whole for each in within for whole in part_of[each]}
    strange = [each for each in parents if each in wholes and each not in allowed]
    if not strange:
        return ""
    through = "" if within[0] == child else f" and in {within[0]}"
    return f"{child} lies in {strange[0]}{through}, and by the code lists that is in {_either(allowed)}"


@lru_cache
def _ladder(vintage: str, reference: Reference) -> list[tuple[Mapping[str, Set[str]], Set[str]]]:
    return [(part_of, {whole for each in part_of.values() for whole in each}) for part_of in larger(vintage, reference)]


def larger(vintage: str, reference: Reference) -> list[Mapping[str, Set[str]]]:
    """What each area and footprint may lie in: areas in footprints, footprints in regions, and areas in those."""
    regions = reference.regions_of(vintage)
    footprints = {area: {footprint} for area, footprint in reference.footprint_of_area(vintage).items()}
    beyond = {area: regions.get(footprint, frozenset()) for area, (footprint,) in footprints.items()}
    return [footprints, {**beyond, **regions}]


def _either(codes: Set[str]) -> str:
    return " or ".join(sorted(codes))
