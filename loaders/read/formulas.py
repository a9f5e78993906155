"""Workbooks that a program saved without working out their formulas: where figures should stand, readers of workbooks find nothing."""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress

from loaders.read.damage import DAMAGED
from loaders.read.packed import names_in
from loaders.source import Raw

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_EMPTY = re.compile(rb"<c (?![^>]*t=\"str\")[^>]*>\s*<f(?:/>|[ >][^<]*(?:</f>)?)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
"""A cell with a formula and no result; that of a text may be an empty one."""
_PIECE, _CELL = 1 << 20, 1 << 14
"""Bytes read at a time, and those that a cell is shorter than."""


def without_results(raw: Raw) -> str:
    """What to do with a workbook (.xlsx, .xlsm) that has formulas without results; '' for all else. Looked at where it could not be read."""
    sheets = [name for name in names_in(raw) if _SHEET.fullmatch(name)]
    with suppress(*DAMAGED), zipfile.ZipFile(raw.path) as archive:
        for name in sheets:
            with archive.open(name) as part:
                before = b""
                while piece := part.read(_PIECE):
                    if _EMPTY.search(before + piece):
                        how = "open and save it in a spreadsheet program, or load the file as it was published"
                        return f"formulas in it have no results, because it was saved by a program that does not work them out: {how}"
                    before = piece[-_CELL:]
    return ""
