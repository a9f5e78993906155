"""Whether a return holds all of England: only then is its sum England's figure."""

from __future__ import annotations

from insight.model import Level
from loaders.errors import LayoutChanged, NotUsable
from loaders.reference import Reference
from loaders.sources.complaints.belonging import footprints
from loaders.sources.complaints.declared import rows
from loaders.sources.complaints.returns import Return

NEAR = 0.005
"""How far a sum may lie from the total that the publisher printed: corrections are smaller."""
_PART_OF_A_YEAR = 0.7
"""A return of under this share of the year's total is about some of its quarters, if it is whole or its year came by quarters."""
_BY_QUARTER = {"ko41a": range(2015, 2022), "ko41b": range(0)}
"""Financial years whose returns were published quarter by quarter."""


def is_whole(found: Return, vintage: str | None, reference: Reference) -> bool:
    """Whether all footprints have an organisation in it, and its sum is the total printed for England, as far as one is known.

    Raises NotUsable for what all of England returned in a part of a year, where nothing tells which part.
    """
    if found.form.level not in (Level.TRUST, Level.SUB_ICB):
        return False
    of_year = (row for row in rows("totals") if row["year"] == str(found.year) and row["form"] == found.form.id)
    printed = next(of_year, None)
    every = bool(vintage) and set(reference.footprint_names(vintage or "")) == set(footprints(found))
    share = found.rows["new"].sum() / float(printed["new"]) if printed else None
    if found.quarters != [0]:
        if share is not None and len(found.quarters) == 1 and abs(share - 1) <= NEAR:
            expected = f"new complaints of quarter {found.quarters[0]}, as its name or rows say"
            raise LayoutChanged(found.file, expected, f"as many as in all of {found.year}: correct the name")
        return every and len(found.quarters) == 1
    if share is None:
        return every
    if (every or found.year.start in _BY_QUARTER[found.form.id]) and share < _PART_OF_A_YEAR:
        raise NotUsable(
            f"{found.file}: its {share:.0%} of the new complaints of {found.year} are those of a part of the year, and "
            f"nothing tells of which. Put the quarter into the name, for example 'Quarter 3 {found.file}'."
        )
    return (every or vintage is None) and abs(share - 1) <= NEAR
