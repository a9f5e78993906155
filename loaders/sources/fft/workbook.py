"""Reads one monthly workbook of the Friends and Family Test: every visible sheet with figures, for each of its settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from insight.model import Level
from loaders.errors import Incomplete, LayoutChanged, NotUsable
from loaders.read.sheets import Book, label, open_book
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.fft import belonging
from loaders.sources.fft.block import FftBlock
from loaders.sources.fft.facts import about_england, setting_facts
from loaders.sources.fft.figures import read_figures, refuse_cut
from loaders.sources.fft.layout import SheetLayout, read_layout
from loaders.sources.fft.subjects import subjects
from loaders.sources.fft.tables import (
    CareSetting,
    MonthlyWorkbook,
    QuestionEra,
    eras,
    month_of,
    rows,
    settings,
    workbooks,
)

ALL, NEARLY_ALL, SOME = 1.0, 0.99, 0.9
"""The part of England's responses that the rows of a sheet have together: all in the workbooks whose layout was seen (the
publisher adds up the rows), nearly all in others; sites and wards may lack those of a provider that has none."""


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """Facts, the organisations named and where they lie. Raises LayoutChanged; NotUsable for an empty template."""
    month = month_of(release.details["month"])
    kind = next(each for each in workbooks() if each.id == release.details["workbook"])
    era = next(era for era in eras() if era.covers(month))
    # Workbooks of the month are known, so that what is missing in one has been taken away.
    seen = era.seen_from is not None and era.seen_from <= month
    blocks = list(_blocks(open_book(raw), kind, era, seen=seen))
    if not any(subject.level is not Level.ENGLAND for block in blocks for subject in block.subjects):
        raise NotUsable(f"{raw.name} is an empty template: it holds no organisation's figures.")
    if seen:
        _require_levels(raw, kind, blocks)
    _refuse_cut(raw, kind, blocks, seen=seen)
    vintage = belonging.vintage_of(blocks, release.details["month"], reference)
    belonging.refuse_other_names(blocks, vintage, reference)
    codes = belonging.left_out(blocks, vintage, release.details["month"], reference)
    told = [replace(block, left_out=codes) for block in blocks]
    facts = [
        table
        for setting in settings()
        for table in setting_facts([block for block in told if block.setting == setting], era, release)
    ]
    return {
        "facts": pa.concat_tables(facts),
        "orgs": belonging.orgs(blocks),
        "membership": belonging.membership(blocks, release, vintage, reference),
    }


def _blocks(book: Book, kind: MonthlyWorkbook, era: QuestionEra, *, seen: bool) -> Iterator[FftBlock]:
    """One per visible sheet with figures."""
    mine = [setting for setting in settings() if setting.workbook == kind.id]
    for name in book.visible:
        sheet = book.sheet(name)
        layout = read_layout(sheet, era.id, kind.answers and seen)
        words = label(name).split()  # such as `Trusts Q1`, `PTS ICB`
        said = next((Level(row["level"]) for row in rows("sheets") if row["word"] in words), None)
        if said and (layout.level if layout else None) != said and (layout or (said in kind.levels and seen)):
            found = f"those of each {layout.level}" if layout else "no headings"
            raise sheet.changed(f"headings of figures of each {said}, as the sheet's name says", found)
        if layout is None:
            continue
        setting = _setting(layout, mine)
        # Sheets of areas and trusts print who was eligible wherever the setting counts them; a few sheets of sites do not.
        due = kind.answers and seen and setting.eligible and layout.has_shares
        if due and layout.level in (Level.FOOTPRINT, Level.TRUST) and "eligible" not in layout.of("count"):
            raise sheet.changed("a column 'total eligible'", "none")
        found = subjects(layout)
        yield FftBlock(setting, layout, found, read_figures(layout, found))


def _setting(layout: SheetLayout, mine: Sequence[CareSetting]) -> CareSetting:
    """The setting a sheet is about: the workbook's only one, or the question its name ends in."""
    name = layout.sheet.name
    found = [setting for setting in mine if not setting.sheets or label(name).split()[-1:] == [setting.sheets]]
    if len(found) != 1:
        questions = ", ".join(setting.sheets.upper() for setting in mine)
        raise layout.sheet.changed(f"a sheet name that ends in one of {questions}", repr(name))
    return found[0]


def _refuse_cut(raw: Raw, kind: MonthlyWorkbook, blocks: Sequence[FftBlock], *, seen: bool) -> None:
    """Raise Incomplete where a setting lacks England's row, or where the rows of one of its sheets do not add up to it."""
    seen = seen and Level.FOOTPRINT in kind.levels
    for setting in {block.setting.id: block.setting for block in blocks}.values():
        told = [block for block in blocks if block.setting == setting and block.layout.has_shares]
        widest = about_england(told)
        england = widest.total_of_england if widest else None
        if england is None and seen:
            raise Incomplete(raw.name, f"a row for England with all responses ({setting.title})", "none")
        for block in told if england is not None else ():
            parts = block.layout.level in (Level.SITE, Level.WARD)
            if parts and block.england.all():
                continue  # Nobody is listed: some months leave these sheets empty.
            least = SOME if parts else ALL if seen else NEARLY_ALL
            refuse_cut(block.layout, block.subjects, block.figures, england or 0.0, least)


def _require_levels(raw: Raw, kind: MonthlyWorkbook, blocks: Sequence[FftBlock]) -> None:
    """Raise LayoutChanged when a sheet that such a workbook has is not there, or it has wards and is not of inpatients.

    For months whose layout somebody has told of.
    """
    wards = next((block.layout.sheet for block in blocks if block.layout.level is Level.WARD), None)
    if wards and Level.WARD not in kind.levels:
        raise wards.changed(f"no figures of each ward, as in workbooks of {kind.title}", "some")
    for setting in settings():
        present = {block.layout.level for block in blocks if block.setting == setting and block.layout.has_shares}
        for level in kind.levels if setting.workbook == kind.id else ():
            if level not in present:
                found = ", ".join(str(each) for each in sorted(present)) or "none"
                raise LayoutChanged(raw.name, f"a sheet with figures of each {level} ({setting.title})", found)
