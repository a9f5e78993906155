"""A drawing as a picture: laid on a sheet of its size by typst, turned into dots by PDFium, written as PNG.

All three work outside the interpreter's lock, so that a server goes on answering and several pictures are made at a time.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
import pypdfium2
import typst

from insight.charts.drawn.letters import FONTS

_SHEET = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")'
_UP = 1 - 1e-6
"""PDFium rounds the dots across up: a hair less keeps them at what is asked for."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS = (8, 2, 0, 0, 0)
"""Eight bits each of red, green and blue, deflated, not interlaced."""
_LEVEL = 3
"""Of deflating: 6 takes twice as long and saves a tenth."""
_INCHES_IN_METRE = 1 / 0.0254
_one_at_a_time = Lock()
"""PDFium draws one page at a time."""


def picture(svg: str, wide: int, dots: int, mark: str) -> bytes:
    """A PNG so many dots `wide`, with its dots an inch and its mark (where it has one) written in it."""
    lines = _dots(_sheet(svg), wide)
    each = round(dots * _INCHES_IN_METRE)
    chunks = {
        b"IHDR": struct.pack(">II5B", wide, len(lines), *_COLOURS),
        b"pHYs": struct.pack(">IIB", each, each, 1),
        b"tEXt": b"Source\0" + mark.encode("latin-1") if mark else b"",
        b"IDAT": zlib.compress(lines.data, _LEVEL),
    }
    told = (_chunk(kind, content) for kind, content in chunks.items() if content)
    return b"".join([_SIGNATURE, *told, _chunk(b"IEND", b"")])


def _sheet(svg: str) -> bytes:
    """The drawing alone on a page of a PDF."""
    # Given as files by name, which the library's stubs do not know of.
    files: Any = {"main.typ": _SHEET, "drawing.svg": svg.encode()}
    made = typst.compile(files, font_paths=_fonts(), format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _dots(pdf: bytes, wide: int) -> np.ndarray:
    """Red, green and blue of every dot of a page, row by row; each row begins with a zero, which says that it is kept as it is."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        rows = page.render(scale=wide / page.get_width() * _UP, rev_byteorder=True).to_numpy()
        lines = np.zeros((len(rows), 1 + 3 * wide), np.uint8)
        lines[:, 1:] = rows.reshape(len(rows), -1)
        return lines


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
