"""Holds the codes and names that a map prints beside an area's own code against the code lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from loaders.errors import LayoutChanged
from loaders.reference import REGION, Reference


@dataclass(frozen=True)
class CodeList:
    """The areas a file must hold, no more and no fewer: ONS code -> ODS code -> name."""

    vintage: str
    ods: Mapping[str, str]
    names: Mapping[str, str]


def code_list(vintage: str, reference: Reference) -> CodeList:
    """The footprints of a vintage, or the NHS regions of today."""
    if vintage == REGION:
        return CodeList(vintage, reference.regions_by_ons_code, reference.region_names)
    return CodeList(vintage, reference.footprints_by_ons_code(vintage), reference.footprint_names(vintage))


def apart(found: Set[str], known: Set[str]) -> str:
    """The codes that are too many and those that are missing."""
    return f"odd {', '.join(sorted(found - known)) or 'none'}; missing {', '.join(sorted(known - found)) or 'none'}"


def refuse_another(
    held: Iterable[tuple[str, Mapping[str, Any]]], areas: CodeList, file: str, reference: Reference
) -> None:
    """Raise LayoutChanged for what stands beside an area's ODS code where it is a code or the name of another area."""
    for code, labels in held:
        for text in map(str, labels.values()):
            known = text if text in areas.names else areas.ods.get(text)
            theirs = known or reference.footprint_named(areas.vintage, text)
            if theirs and theirs != code:
                name = areas.names[code]
                raise LayoutChanged(file, f"what belongs to {code} ({name})", f"{text!r:.80}, which is {theirs}")
