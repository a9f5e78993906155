"""Holds the rows of one organisation together: what is said of it twice in a list is said alike, and the whole of it is rated."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.errors import LayoutChanged
from loaders.read.opendocument import SheetRow
from loaders.read.sheets import label
from loaders.sources.cqc.header import TWICE, CqcHeader

_WHOLE = ("overall", "overall")
OF_A_PLACE = ("category", "provider", "ods", "postcode", "area", "commissioner")
"""Of these a location has one each, however many rows it fills."""


_FEWEST, _MOST, _TWICE = 20, 0.25, 0.05
"""A column was sorted alone where, of so many locations in a sheet, more than one part have one thing rated twice or lack a rating of the
whole, and more than another part the former: of 1,850 in an invented list 585 and 415 once services were sorted, 7 and 7 before. Places
rated service by service lack the whole alone, however many they are."""


class Rated:
    """What the locations of each sheet are rated on: the whole and key questions, of all and of each service."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], tuple[str, str]] = {}
        self._of: dict[str, dict[str, set[tuple[str, str]]]] = {}
        self._twice: dict[str, set[str]] = {}

    def note(self, header: CqcHeader, row: SheetRow, org: str) -> None:
        """Take note of one row."""
        pair = (header.text(row, "group").casefold(), header.text(row, "domain").casefold())
        pair = self._pairs.setdefault(pair, pair)
        told = self._of.setdefault(header.sheet, {}).setdefault(org, set())
        if pair in told:
            self._twice.setdefault(header.sheet, set()).add(org)
        told.add(pair)

    def refuse_sorted(self, file: str) -> None:
        """Raise LayoutChanged for a sheet in which what is rated does not belong to the locations beside it."""
        for sheet, orgs in self._of.items():
            twice = self._twice.get(sheet, set())
            odd = twice | {org for org, told in orgs.items() if _WHOLE not in told}
            if len(orgs) >= _FEWEST and len(odd) > _MOST * len(orgs) and len(twice) > _TWICE * len(orgs):
                expected = "a rating of the whole of each location, and each key question of a service once"
                found = f"otherwise for {len(odd):,} of {len(orgs):,} locations, such as {min(twice)}"
                raise LayoutChanged(file, expected, f"{found}: a column was sorted alone", sheet or None)


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
