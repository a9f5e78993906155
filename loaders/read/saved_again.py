"""Text that another program saved again - in UTF-16, with semicolons or tabs between cells - made a plain CSV before anybody reads it.

So every source reads such copies, and none knows of them. What is kept of a file is what came, byte for byte.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from loaders.errors import LayoutChanged
from loaders.source import Raw

_HEAD = 1 << 18
"""Bytes looked at: the widest header known is 60 kB of them."""
_LINES, _FEWEST = 30, 3
"""Lines looked at, and cells that a line of a table has at least."""
_PACKED = (b"PK", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF")
_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""A first line by which spreadsheet programs tell each other what stands between cells."""
_DECIMAL_COMMA = re.compile(r"-?(?:0|\d{4,})?,\d+|-?\d+,(?:\d{1,2}|\d{4,})", re.ASCII)
_ANY_COMMA = re.compile(r"-?[\d,]*\d,\d[\d,]*", re.ASCII)
"""Between thousands or before decimals: where semicolons stand between cells, one program's thousands are another's decimals."""


@dataclass(frozen=True)
class _Form:
    """How a text is saved; `separator` is a comma for what is no table as well."""

    encoding: str
    separator: str
    hinted: bool

    @property
    def plain(self) -> bool:
        """Whether sources read it as it is."""
        return self.encoding == "utf-8" and self.separator == "," and not self.hinted


@dataclass(frozen=True)
class Plain:
    """A file that sources can read, and what keeps it from being believed: numbers that may be a thousand times others."""

    raw: Raw
    doubt: LayoutChanged | None = None


@contextmanager
def as_plain_text(raw: Raw) -> Iterator[Plain]:
    """The same file, or a plain copy of it for as long as it is read."""
    form = _form(raw.head(_HEAD))
    if form.plain:
        yield Plain(raw)
        return
    with tempfile.TemporaryDirectory(prefix="insight-") as folder:
        # A source may look at the folder a file lies in.
        path = Path(folder) / raw.path.parent.name / raw.path.name
        path.parent.mkdir(exist_ok=True)
        doubt = _rewrite(raw, form, path)
        yield Plain(Raw(path, raw.name, raw.url, raw.retrieved), doubt)


def _form(head: bytes) -> _Form:
    encoding = _encoding(head)
    if head.startswith(_PACKED) or (encoding == "utf-8" and b"\0" in head):
        return _Form("utf-8", ",", hinted=False)
    text = head.decode(encoding, errors="replace").lstrip("\ufeff")
    lines = text.splitlines()[:_LINES]
    if len(lines) > 1 and len(head) == _HEAD:
        lines = lines[:-1]
    hint = _HINT.fullmatch(lines[0]) if lines else None
    if text.lstrip().startswith(("{", "[", "<")):
        return _Form(encoding, ",", hinted=False)
    separator = hint[1] if hint else max(",;\t", key=lambda each: _alike(lines, each))
    return _Form(encoding, separator, hint is not None)


def _encoding(head: bytes) -> str:
    """UTF-16 by its mark, or by every other byte being nought; all else is left as it is, byte for byte."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = head[:400]
    noughts = [start[at::2].count(0) * 2 > len(start) * 0.8 for at in (0, 1)]
    return {(False, True): "utf-16-le", (True, False): "utf-16-be"}.get((noughts[0], noughts[1]), "utf-8")


def _alike(lines: Sequence[str], separator: str) -> int:
    """How many lines have the same number of cells, if this stands between them; a line alone may be prose."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) >= _FEWEST)
    except csv.Error:
        return 0
    most = max(widths.values(), default=0)
    return most if most > 1 else 0


def _rewrite(raw: Raw, form: _Form, path: Path) -> LayoutChanged | None:
    """Write the plain copy, and say what is doubtful in it. Where the last line has no end, the copy's has none."""
    errors = "surrogateescape" if form.encoding == "utf-8" else "replace"
    with (
        raw.path.open(encoding=form.encoding, errors=errors, newline="") as old,
        path.open("w", encoding="utf-8", errors=errors, newline="") as new,
    ):
        if form.separator != "," or form.hinted:
            return _rewrite_rows(raw, form, old, new)
        while piece := old.read(1 << 20):
            new.write(piece)
    return None


def _rewrite_rows(raw: Raw, form: _Form, old: TextIO, new: TextIO) -> LayoutChanged | None:
    lines, end = _Ended(old), ""
    doubt: LayoutChanged | None = None
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=form.separator, strict=True), start=1):
            if number == 1 and form.hinted:
                continue
            doubt = doubt or _doubt(raw, form, row, number)
            cells = io.StringIO()
            csv.writer(cells, lineterminator="").writerow(row)
            new.write(end + cells.getvalue())
            end = "\n"
    except csv.Error as error:
        return LayoutChanged(raw.name, "a table with the same mark between all cells", str(error))
    new.write("\n" if lines.whole else "")
    return doubt


class _Ended:
    """The lines of a text; afterwards, whether the last one had its end."""

    def __init__(self, lines: TextIO) -> None:
        self._lines = lines
        self.whole = True

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.whole = line.endswith(("\n", "\r"))
            yield line


def _doubt(raw: Raw, form: _Form, row: Sequence[str], number: int) -> LayoutChanged | None:
    """What is said of a number with a comma: it counts thousands only where nothing else can be meant."""
    if form.separator == ",":
        return None
    doubtful = _ANY_COMMA if form.separator == ";" else _DECIMAL_COMMA
    odd = next((cell for cell in row if "," in cell and doubtful.fullmatch(cell.strip())), None)
    if odd is None:
        return None
    return LayoutChanged(
        raw.name,
        "numbers with a point before their decimals, as the publisher writes them",
        f"{odd!r} in line {number} of a copy that was saved again: load the file as it was published",
    )
