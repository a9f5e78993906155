"""Which columns a sheet has and which level it is about: read from its two header rows, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from insight.model import Level
from loaders.read.sheets import Sheet, columns, label
from loaders.sources.fft.tables import Heading, headings

FINEST_FIRST = (Level.WARD, Level.SITE, Level.TRUST, Level.PRACTICE, Level.SUB_ICB, Level.FOOTPRINT)
WITHIN = 25
"""Rows from the top in which a header has to stand; the publisher's stand in rows 3 to 10."""

Columns = Mapping[str, int]


@dataclass(frozen=True)
class SheetLayout:
    """One sheet of figures: where its first row of data is, the level of its rows, and the columns by kind and role."""

    sheet: Sheet
    first: int
    level: Level
    kinds: Mapping[str, Columns]

    def of(self, *kinds: str) -> dict[str, int]:
        """Role -> column, for the columns of these kinds, in the order of the drift table."""
        return {role: column for kind in kinds for role, column in self.kinds.get(kind, {}).items()}

    @property
    def has_shares(self) -> bool:
        """Whether the sheet carries the percentages; one sheet of the ambulance workbook has only modes."""
        return bool(self.of("share"))


def read_layout(sheet: Sheet, era: str, answers: bool) -> SheetLayout | None:
    """The layout of a sheet, or None if it holds no figures about organisations (Notes, Summary) or none we load.

    `answers` says whether the six answers must stand there. Raises LayoutChanged when a heading we need is missing or
    stands twice.
    """
    known = headings(era)
    top = _header(sheet, known)
    if top is None:
        return None
    found = columns(sheet, top)
    below = columns(sheet, top + 1) if top + 1 < len(sheet.rows) else {}
    figures = {text for heading in known if heading.kind not in ("code", "name") for text in heading.headings}
    two_rows = bool(figures & set(below))
    if two_rows:
        found = {text: [*found.get(text, []), *below.get(text, [])] for text in {**found, **below}}
    if figures.isdisjoint(found):
        return None  # Lists that the publisher hides name organisations only; other programs show them.
    kinds: dict[str, dict[str, int]] = {}
    for heading in known:
        column = _only_column(sheet, heading, found)
        if column is not None:
            kinds.setdefault(heading.kind, {})[heading.role] = column
    level = _level(sheet, kinds)
    if level is Level.SUB_ICB:
        return None  # Commissioners only say again, added up, what their practices say.
    _refuse_unknown_modes(sheet, found, known)
    layout = SheetLayout(sheet, top + (2 if two_rows else 1), level, kinds)
    _require(layout, known, answers)
    return layout


def _header(sheet: Sheet, known: tuple[Heading, ...]) -> int | None:
    """The row that holds a heading for codes and most of the others: a row of drop-downs may name one of them too."""
    codes = {text for heading in known if heading.kind == "code" for text in heading.headings}
    every = {text for heading in known for text in heading.headings}
    lines = [{label(cell) for cell in row if cell and isinstance(cell, str)} for row in sheet.rows[:WITHIN]]
    candidates = [number for number, line in enumerate(lines) if codes & line]
    return max(candidates, key=lambda number: len(every & lines[number]), default=None)


def _only_column(sheet: Sheet, heading: Heading, found: Mapping[str, list[int]]) -> int | None:
    places = [place for text in heading.headings for place in found.get(text, [])]
    if len(places) > 1:
        raise sheet.changed(f"one column {_either(heading)}", f"{len(places)}")
    return places[0] if places else None


def _level(sheet: Sheet, kinds: Mapping[str, Columns]) -> Level:
    """The finest kind of organisation the sheet has a column for. A ward has a name and no code."""
    named = {**kinds.get("code", {}), **{role: c for role, c in kinds.get("name", {}).items() if role == Level.WARD}}
    level = next(level for level in FINEST_FIRST if level in named)
    if level == Level.WARD and Level.SITE not in named:
        raise sheet.changed("a column 'Site Code' beside 'Ward Name'", "none")
    return level


def _refuse_unknown_modes(sheet: Sheet, found: Mapping[str, list[int]], known: tuple[Heading, ...]) -> None:
    modes = {text for heading in known if heading.kind == "mode" for text in heading.headings}
    strange = [
        text for text in found if text.startswith("mode ") and text not in modes and text != "mode of collection"
    ]
    if strange:
        raise sheet.changed(
            "modes of collection that we know (loaders/sources/fft/columns/columns.csv)", repr(strange[0])
        )


def _require(layout: SheetLayout, known: tuple[Heading, ...], answers: bool) -> None:
    present = set(layout.of("count", "share", "positive", "neutral", "negative"))
    needed = {"total"}
    any_answer = any(layout.of("positive", "neutral", "negative"))
    if layout.has_shares or any_answer or not layout.of("mode"):
        needed |= {"positive", "negative"}
        if answers or any_answer:
            needed |= {heading.role for heading in known if heading.kind in ("positive", "neutral", "negative")}
    for heading in known:
        if heading.role in needed - present and heading.kind in ("count", "share", "positive", "neutral", "negative"):
            raise layout.sheet.changed(f"a column {_either(heading)}", "none")
    if layout.level != Level.WARD and layout.level not in layout.of("name"):
        raise layout.sheet.changed(f"a column with the names of each {layout.level}", "none")


def _either(heading: Heading) -> str:
    return " or ".join(repr(text) for text in sorted(heading.headings))
