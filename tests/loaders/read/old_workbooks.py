"""Old Excel workbooks (.xls): one as small as can be whose sheet says how far it reaches, and any few small sheets of text and numbers."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR, _LEAST = 512, 4096
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def workbook(last_row: int, last_column: int) -> bytes:
    """A workbook of one sheet with two cells: the first, and one at the place given."""
    return _written({"Sheet1": {(0, 0): 1.0, (last_row, last_column): 1.0}})


def old_workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of these sheets, of at most some 60 kilobytes; an empty cell is None."""
    return _written(
        {
            name: {(row, column): cell for row, cells in enumerate(rows) for column, cell in enumerate(cells)}
            for name, rows in sheets.items()
        }
    )


def _written(sheets: Mapping[str, Mapping[tuple[int, int], object]]) -> bytes:
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0))
    bodies = [_sheet(cells) for cells in sheets.values()]
    names = [name.encode("latin-1") for name in sheets]
    at = len(begin) + sum(12 + len(name) for name in names) + 4
    listed = b""
    for name, body in zip(names, bodies, strict=True):
        listed += _record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name)
        at += len(body)
    return _compound(begin + listed + _record(0x0A, b"") + b"".join(bodies))


def _sheet(cells: Mapping[tuple[int, int], object]) -> bytes:
    rows, columns = (max((each[axis] for each in cells), default=0) + 1 for axis in (0, 1))
    return (
        _record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 1997, 0, 0))
        + _record(0x200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))
        + b"".join(_cell(*place, cell) for place, cell in cells.items() if cell is not None)
        + _record(0x0A, b"")
    )


def _cell(row: int, column: int, cell: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(cell, int | float):
        return _record(0x203, place + struct.pack("<d", cell))
    text = str(cell)
    return _record(0x204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _compound(stream: bytes) -> bytes:
    """The stream as the one file `Workbook` of a compound document (MS-CFB, version 3)."""
    stream = stream.ljust(max(_LEAST, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
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
