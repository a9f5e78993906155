"""What the code lists lack of a vintage: each list comes in a file of its own, and half a map of footprints looks like a whole one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from loaders.grammar import some
from loaders.reference import Reference


def lacking(reference: Reference) -> Iterator[str]:
    """A sentence for each list that leaves a vintage unfinished; none where all go together."""
    tables = reference.tables
    for before, vintage in zip((None, *reference.vintages), reference.vintages, strict=False):
        footprints = set(reference.footprint_names(vintage.id))
        if not footprints:
            yield f"{vintage.id}: the code lists have no footprints of it"
            continue
        homes = set(reference.footprint_of_area(vintage.id).values())
        if bare := sorted(footprints - homes):
            yield f"{vintage.id}: the list of areas has none in {some(bare)}, whose practices are placed in other ways or not at all"
        if strange := sorted(homes - footprints):
            yield f"{vintage.id}: the list of areas places some in {some(strange)}, which the list of footprints does not have"
        if before and (alone := sorted(footprints - _heirs(tables["lineage"], before.id, vintage.id))):
            yield f"{vintage.id}: the lineage does not say what came before {some(alone)}"
        row = tables["vintages"].set_index("id")
        if before and not row.at[before.id, "end"]:
            yield f"{before.id}: the list of vintages has no end of it, though {vintage.id} followed"


def _heirs(lineage: pd.DataFrame, before: str, vintage: str) -> set[str]:
    """Footprints of a vintage of which is known what came before."""
    rows = lineage[lineage["earlier_vintage"].eq(before) & lineage["later_vintage"].eq(vintage)]
    return set(rows["later"])
