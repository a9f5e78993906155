"""How far the cells of a workbook reach: read before it is opened, because a single stray cell can ask for more memory than exists.

A reader of spreadsheets makes room for the whole rectangle from the first cell to the last. One cell in the last row and
column of a sheet is 17 thousand million cells of room, and the program ends without a word.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from functools import lru_cache
from itertools import chain
from xml.parsers import expat

from loaders.read.damage import DAMAGED, plainly
from loaders.read.ods_extents import repeated_cells
from loaders.read.packed import OLD_WORKBOOK, ZIP

MOST_CELLS = 8_000_000
"""Twice the largest sheet any publisher of ours has; a stray cell in a column far out still fits."""

MOST_UNPACKED = 400 << 20
"""Bytes of XML that a workbook may hold; the largest published ones hold some tens of millions."""

_IN_HEADER, _NO_SECTOR, _FREE = 109, 0xFFFFFFFA, 0xFFFFFFFF
"""Places of an old workbook's header that name parts of its table of sectors, the least number that names none, and a free one."""
_SHIFTS = (9, 12)
"""Its sectors have 512 or 4,096 bytes."""

_SHEET = re.compile(r"content\.xml|xl/(?:worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
"""The parts that hold cells."""

_FAR = re.compile(rb' r *= *"(?:[A-Za-z]{3,}\d+|[A-Za-z]*\d{6,})"')
"""A place of three letters or six digits."""
_WIDE, _LONG = re.compile(rb' r *= *"[B-Zb-z][A-Za-z]\d+"'), re.compile(rb' r *= *"[A-Za-z]*\d{5}"')
"""Together they may span too much; neither does alone."""
_PLACE = re.compile(rb' r *= *"([A-Za-z]*)(\d+)"')
_PLAIN = bytes.maketrans(b"'\t\r\n", b'"   ')
"""All the ways XML may write a quotation mark or a blank, as one."""


@lru_cache(maxsize=2)  # one source after another opens the same file to see whether it is theirs
def absurdity(content: bytes) -> str | None:
    """What about a workbook (Excel or OpenDocument) is beyond any published one, as words for an error, or None.

    Files that are not zipped bound their sheets by themselves; of an old Excel workbook it is seen whether its end is there.
    """
    if content.startswith(OLD_WORKBOOK):
        return "no end: it was cut short" if len(content) < _old_length(content) else None
    if not content.startswith(ZIP):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            if unpacked > MOST_UNPACKED:
                return f"{unpacked / 1e6:,.0f} MB of cells"
            # Reading every part also finds those that are longer than they declare: their checksums fail.
            parts = ((member.filename, archive.read(member)) for member in archive.infolist())
            cells = max((_cells(name, part) for name, part in parts), default=0)
    except expat.ExpatError as error:
        return f"a damaged sheet ({plainly(error)})"
    except DAMAGED as error:
        return f"a part that cannot be unpacked ({plainly(error)})"
    return f"a sheet of {cells:,} cells" if cells > MOST_CELLS else None


def _old_length(content: bytes) -> int:
    """Bytes that an old workbook's own table of sectors speaks of (MS-CFB); readers pass over what is missing of them."""
    try:
        (shift,), (more,) = struct.unpack_from("<H", content, 30), struct.unpack_from("<I", content, 68)
        if shift not in _SHIFTS:
            return 0
        size = 1 << shift
        table = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
        while more < _NO_SECTOR and len(table) * size < len(content):
            *parts, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
            table += parts
        sectors = [struct.unpack_from(f"<{size // 4}I", content, (at + 1) * size) for at in table if at < _NO_SECTOR]
    except struct.error:
        return len(content) + 1
    used = [number for number, following in enumerate(chain.from_iterable(sectors)) if following != _FREE]
    return (max(used, default=0) + 2) * size


def _cells(name: str, part: bytes) -> int:
    """The cells one part spans. Raises ExpatError for cells that are no XML: the reader of spreadsheets leaves rows out."""
    if _SHEET.fullmatch(name):
        expat.ParserCreate().Parse(part, True)
    return max(_placed_cells(part), repeated_cells(part))


def _placed_cells(part: bytes) -> int:
    """The cells in the rectangle that one part of an Excel workbook spans; 0 where it cannot be large."""
    if b"sheetData" not in part:
        return 0
    part = part.translate(_PLAIN)
    if not _FAR.search(part) and not (_WIDE.search(part) and _LONG.search(part)):
        return 0
    places = _PLACE.findall(part)
    widest = max((_number(letters) for letters, _ in places), default=1)
    return max(widest, 1) * max((int(digits) for _, digits in places), default=1)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
