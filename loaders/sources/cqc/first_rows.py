"""Holds the rows of one organisation together: what is said of it twice in a list is said alike."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.read.opendocument import SheetRow
from loaders.read.sheets import label
from loaders.sources.cqc.header import TWICE, CqcHeader

OF_A_PLACE = ("category", "provider", "ods", "postcode", "area", "commissioner")
"""Of these a location has one each, however many rows it fills."""


class FirstRows:
    """What the first row about each organisation says in some fields.

    Two ratings of one thing can be published on one day, so a list of ratings leaves its ratings out of these fields.
    """

    def __init__(self, fields: Sequence[str]) -> None:
        self._fields = fields
        self._first: dict[tuple[str, str], tuple[int, tuple[str, ...]]] = {}

    def compare(self, header: CqcHeader, row: SheetRow, org: str) -> None:
        """Raise LayoutChanged, naming both rows, where this row says otherwise than the first; a blank says nothing.

        Sheets of places registered twice tell of the other registration and are not compared.
        """
        if TWICE in label(header.sheet):
            return
        said = tuple(header.text(row, field) for field in self._fields)
        number, first = self._first.setdefault((header.table, org), (row.number, said))
        for field, before, now in zip(self._fields, first, said, strict=True):
            if before and now and before.casefold() != now.casefold():
                raise header.changed(f"{before!r:.60} for {org} as in row {number}", row, field, now)
