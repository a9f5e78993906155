"""How far the cells of an OpenDocument workbook reach, read before it is opened: repetition makes millions of cells of one line.

A sheet may say of one cell "repeated 16,384 times" in a row "repeated 1,048,576 times". Empty ones cost nothing and every
published file ends in them; filled ones, or one filled cell behind them, ask for more memory than exists.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from loaders.extents import MOST_CELLS, MOST_UNPACKED

CONTENT = "content.xml"

_ATTRIBUTES = rb"""((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>"""
_PIECE = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])" + _ATTRIBUTES)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")
_FILLED = b"office:value-type"


def read_content(content: bytes) -> bytes:
    """The part of an OpenDocument workbook that holds its sheets; nothing for other files. Raises ValueError."""
    if not content.startswith(b"PK"):
        return b""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if CONTENT not in archive.namelist():
                return b""
            if archive.getinfo(CONTENT).file_size > MOST_UNPACKED:
                raise ValueError(f"{archive.getinfo(CONTENT).file_size / 1e6:,.0f} MB of cells")
            return archive.read(CONTENT)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ValueError(f"a part that cannot be unpacked ({error})") from error


def absurd_repetition(part: bytes) -> str | None:
    """What about the cells of a workbook is beyond any published one, as words for an error; None where nothing is."""
    widest, row, filled_to, repeat, width, filled = 0, 0, 0, 1, 0, 0
    for piece in _PIECE.finditer(part):
        kind, attributes, closed = piece.groups()
        found = _REPEATED.search(attributes)
        times = int(found[1]) if found else 1
        if kind in (b"table-row", b"table"):
            # The row that ends here counts if a cell in it is filled.
            row += repeat
            if filled:
                widest, filled_to = max(widest, filled), row
            if widest * filled_to > MOST_CELLS:
                break
            repeat, width, filled = times, 0, 0
            if kind == b"table":
                widest, row, filled_to, repeat = 0, 0, 0, 0
        else:
            width += times
            if not closed or _FILLED in attributes:
                filled = width
    row += repeat
    if filled:
        widest, filled_to = max(widest, filled), row
    cells = widest * filled_to
    return f"a sheet of {cells:,} cells" if cells > MOST_CELLS else None
