"""Whom each row of a sheet is about: an organisation, England with or without independent providers, or nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from insight.model import ENGLAND, EVERYONE, Level
from loaders.read.sheets import Cell, as_number, as_text, label
from loaders.sources.fft.layout import SheetLayout

NHS_ONLY = "sector=nhs"
"""England without independent providers: another group of people, the same measure."""

INDEPENDENT = ("IS1", "ZIS1")
"""What stands where a footprint would, for independent providers, which lie in none."""

BLANKS = ("", "-")
"""A code cell that holds no code."""

_CODE = re.compile(r"(?!(?:ENGLAND|TOTAL)$)[A-Z0-9]{3,8}")
"""Codes of organisations. A sum may stand under the heading of codes as well as under that of names."""

_REPEATED = re.compile(r"\s*-\s*(\w+)$")


@dataclass(frozen=True)
class SubjectRow:
    """One row that is about somebody: where it stands, its code, level and segment, and the codes it lies in."""

    row: int
    org: str
    level: Level
    segment: str
    name: str
    parents: dict[Level, str]


def subjects(layout: SheetLayout) -> list[SubjectRow]:
    """One per row with figures. Raises LayoutChanged for a row with figures and nobody's code, or two rows for one org."""
    codes, names = layout.of("code"), layout.of("name")
    coded = codes[Level.SITE if layout.level is Level.WARD else layout.level]
    parents = {Level(role): column for role, column in codes.items() if role != layout.level}
    found: list[SubjectRow] = []
    for number, row in enumerate(layout.sheet.rows[layout.first :], start=layout.first):
        code = _text(row, coded).upper()
        if _CODE.fullmatch(code):
            name = _text(row, names[layout.level])
            lies_in = {
                level: text for level, column in parents.items() if (text := _text(row, column).upper()) not in BLANKS
            }
            if layout.level is Level.WARD:
                if name in BLANKS:
                    raise layout.sheet.changed("a name for every ward", f"none in row {number + 1}, for site {code}")
                org = f"{code}:{name}"  # wards have no codes of their own, and one name is used at many sites
            else:
                org, name = code, _without_code(name, code) or code
            found.append(SubjectRow(number, org, layout.level, EVERYONE, name, lies_in))
        elif (segment := _england(layout, number, code)) is not None:
            found.append(SubjectRow(number, ENGLAND, Level.ENGLAND, segment, "", {}))
    return told_apart(layout, _without_leftovers(layout, found))


def _england(layout: SheetLayout, number: int, code: str) -> str | None:
    """The segment of a row about England; None for a row about nobody: the filter's own, a closing one, a footnote.

    Raises LayoutChanged for a row that has figures all the same.
    """
    row = layout.sheet.rows[number]
    names = [label(_cell(row, column)) for column in layout.of("name").values()]
    words = next((text for text in (label(code), *reversed(names)) if text not in BLANKS), "")
    if words.startswith("england"):
        return NHS_ONLY if "excluding" in words else EVERYONE
    if words.startswith("selection"):
        return None
    if as_number(_cell(row, layout.of("count")["total"])) is not None:
        raise layout.sheet.changed("a code in every row with figures", f"{code!r} in row {number + 1} ({words!r})")
    return None


def _without_code(name: str, code: str) -> str:
    """The name of a site without the code that the publisher repeats behind a dash."""
    tail = _REPEATED.search(name) if name.upper().endswith(code) else None
    return name[: tail.start()] if tail and tail[1].upper() == code and tail.start() else name


def _without_leftovers(layout: SheetLayout, found: Sequence[SubjectRow]) -> list[SubjectRow]:
    """The same without rows for England that were left behind in a template: a total and not one figure beside it."""
    others = list(layout.of("share", "rate", "positive", "neutral", "negative", "mode").values())

    def filled(subject: SubjectRow) -> bool:
        row = layout.sheet.rows[subject.row]
        return any(as_number(_cell(row, column)) is not None for column in others)

    return [subject for subject in found if subject.level is not Level.ENGLAND or filled(subject)]


def told_apart(layout: SheetLayout, found: Sequence[SubjectRow]) -> list[SubjectRow]:
    """The same with one code for each row: wards of one site and name by their speciality, or else by their order.

    Raises LayoutChanged when two rows are about the same organisation of any other kind.
    """
    if layout.level is Level.WARD:
        found = _numbered(_by_speciality(layout, found))
    seen: dict[tuple[str, str], int] = {}
    for subject in found:
        first = seen.setdefault((subject.org, subject.segment), subject.row)
        if first != subject.row:
            raise layout.sheet.changed(
                "one row for each organisation", f"{subject.org} in rows {first + 1} and {subject.row + 1}"
            )
    return list(found)


def _by_speciality(layout: SheetLayout, found: Sequence[SubjectRow]) -> list[SubjectRow]:
    often = Counter(subject.org for subject in found if subject.level is Level.WARD)
    column = next(iter(layout.of("speciality").values()), None)

    def told(subject: SubjectRow) -> SubjectRow:
        what = _text(layout.sheet.rows[subject.row], column) if column is not None and often[subject.org] > 1 else ""
        return subject if what in BLANKS else _renamed(subject, f" ({what})")

    return [told(subject) for subject in found]


def _numbered(found: Sequence[SubjectRow]) -> list[SubjectRow]:
    met: Counter[str] = Counter()
    numbered = []
    for subject in found:
        met[subject.org] += subject.level is Level.WARD
        numbered.append(_renamed(subject, f" [{met[subject.org]}]") if met[subject.org] > 1 else subject)
    return numbered


def _renamed(subject: SubjectRow, suffix: str) -> SubjectRow:
    return replace(subject, org=subject.org + suffix, name=subject.name + suffix)


def _cell(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else ""


def _text(row: Sequence[Cell], column: int) -> str:
    cell = _cell(row, column)
    return _tidied(cell) if isinstance(cell, str) else as_text(cell)


@lru_cache(maxsize=1 << 14)
def _tidied(text: str) -> str:
    """A trust's code and name stand in the rows of all its sites and wards."""
    return as_text(text)
