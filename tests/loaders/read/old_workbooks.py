"""An old Excel workbook (.xls) as small as can be, whose one sheet says how far it reaches: INVENTED, and holds nothing."""

from __future__ import annotations

import struct

_SECTOR, _LEAST = 512, 4096
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def workbook(last_row: int, last_column: int) -> bytes:
    """A workbook of one sheet with two cells: the first, and one at the place given."""
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0))
    name = b"Sheet1"
    after = len(begin) + 4 + 8 + len(name) + 4
    sheet = _record(0x85, struct.pack("<IBBBB", after, 0, 0, len(name), 0) + name)
    cells = [(0, 0), (last_row, last_column)]
    body = (
        _record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 1997, 0, 0))
        + _record(0x200, struct.pack("<IIHHH", 0, last_row + 1, 0, last_column + 1, 0))
        + b"".join(_record(0x203, struct.pack("<HHHd", row, column, 0, 1.0)) for row, column in cells)
        + _record(0x0A, b"")
    )
    return _compound(begin + sheet + _record(0x0A, b"") + body)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _compound(stream: bytes) -> bytes:
    """The stream as the one file `Workbook` of a compound document (MS-CFB, version 3)."""
    stream = stream.ljust(_LEAST, b"\0")
    sectors = len(stream) // _SECTOR
    table = [_FAT, _END, *range(3, sectors + 2), _END]
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0) + _entry(
        "Workbook", 2, child=_FREE, start=2, size=len(stream)
    )
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _LEAST, _END, 0, _END, 0)
        + struct.pack("<109I", 0, *[_FREE] * 108)
    )  # fmt: skip
    fat = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    return header + fat + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    return coded.ljust(64, b"\0") + struct.pack(
        "<HBBIII36xIII", len(coded), kind, 1, _FREE, _FREE, child, start, size, 0
    )
