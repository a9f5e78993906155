"""Which footprint and region a row of the survey is about: systems and regions go by name there, and by code with us."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.errors import LayoutChanged
from loaders.reference import Reference
from loaders.sources.staff.tables import StaffYear


def vintage_of(names: Iterable[str], era: StaffYear, reference: Reference) -> str | None:
    """The vintage whose footprints these are: the one in force that autumn, else the newest that knows every name.

    None where no system is named, or none knows them all.
    """
    named = set(names)
    in_force = reference.vintage_in_force(era.start)
    order = [each for each in (in_force, *(each.id for each in reversed(reference.vintages))) if each]
    knows = (each for each in order if all(reference.footprint_named(each, name) for name in named))
    return next(knows, None) if named else None


def footprints(file: str, names: Iterable[str], era: StaffYear, reference: Reference) -> tuple[str, dict[str, str]]:
    """The vintage of the systems and the code of each by its name. Raises LayoutChanged for a name that no vintage has."""
    named = list(dict.fromkeys(names))
    vintage = vintage_of(named, era, reference)
    if vintage is None:
        in_force = reference.vintage_in_force(era.start) or ""
        strange = [name for name in named if not reference.footprint_named(in_force, name)]
        raise LayoutChanged(file, f"names of systems of {era.year} ({in_force})", repr(strange[0] if strange else ""))
    return vintage, {name: reference.footprint_named(vintage, name) or "" for name in named}


def regions(file: str, names: Iterable[str], reference: Reference) -> dict[str, str]:
    """The code of each region by its name. Raises LayoutChanged for a name that is none."""
    codes = {name.casefold(): code for code, name in reference.region_names.items()}
    found = {name: codes.get(name.casefold(), "") for name in names}
    if strange := [name for name, code in found.items() if not code]:
        raise LayoutChanged(file, f"one of the regions {', '.join(reference.region_names.values())}", repr(strange[0]))
    return found
