"""Which footprint and region a row of the survey is about: systems and regions go by name there, and by code with us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.grammar import listed
from loaders.read.parents import are_strange, footprints_of
from loaders.reference import REGION, Reference
from loaders.sources.staff.tables import StaffYear


def footprints(file: str, names: Sequence[str], era: StaffYear, reference: Reference) -> tuple[str, dict[str, str]]:
    """The vintage of the systems of some rows and the code of each known one by its name. Raises LayoutChanged where too many are not."""
    vintage, codes = footprints_of(pd.Series(names, dtype=str), era.start, reference.footprint_named, reference)
    return vintage, _known(file, names, codes, f"names of systems of {era.year} ({vintage})")


def regions(file: str, names: Sequence[str], reference: Reference) -> dict[str, str]:
    """The code of each known region of some rows by its name. Raises LayoutChanged where too many are none."""
    codes = pd.Series([reference.footprint_named(REGION, name) for name in names], dtype=object)
    return _known(file, names, codes, f"one of the regions {', '.join(reference.region_names.values())}")


def unknown(file: str, names: Mapping[Level, Sequence[str]], era: StaffYear, reference: Reference) -> str:
    """A sentence on the regions and systems whose names are not in our lists; '' where all are. Raises LayoutChanged."""
    regional, systems = names[Level.REGION], names[Level.FOOTPRINT]
    known = {*regions(file, regional, reference), *(footprints(file, systems, era, reference)[1] if systems else ())}
    strange = [name for name in dict.fromkeys((*regional, *systems)) if name not in known]
    return f"No region or system of our lists, so left out: {listed(strange)}." if strange else ""


def _known(file: str, names: Sequence[str], codes: pd.Series, expected: str) -> dict[str, str]:
    found = dict(zip(names, codes, strict=True))
    if are_strange(codes):
        raise LayoutChanged(file, expected, listed([name for name, code in found.items() if pd.isna(code)]))
    return {name: str(code) for name, code in found.items() if not pd.isna(code)}
