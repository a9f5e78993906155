"""How a text is saved: in which encoding, and what stands between the cells of its table."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.read.packed import GZIP, OLD_WORKBOOK, ZIP

HEAD = 1 << 18
"""Bytes looked at: the widest header known is 60 kB of them."""
_LINES, _FEWEST = 30, 3
"""Lines looked at, and cells that a line of a table has at least."""
_NO_TEXT = (ZIP, GZIP, OLD_WORKBOOK, b"%PDF")
_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""A first line by which spreadsheet programs tell each other what stands between cells."""


@dataclass(frozen=True)
class TextForm:
    """`separator` is a comma for what is no table as well; `above` how many filled lines stand before the table (a title, or what the separator is);
    `old_ends` where lines end as on an old Mac."""

    encoding: str = "utf-8"
    separator: str = ","
    above: int = 0
    old_ends: bool = False

    @property
    def plain(self) -> bool:
        """Whether sources read it as it is."""
        return self == TextForm()


def form_of(head: bytes) -> TextForm:
    """The form of a file that begins so. UTF-8 stands for all that is not UTF-16, and for what is no text."""
    encoding = _encoding(head)
    if head.startswith(_NO_TEXT) or (encoding == "utf-8" and b"\0" in head):
        return TextForm()
    text = head.decode(encoding, errors="replace").lstrip("\ufeff")
    lines = text.splitlines()[:_LINES]
    if len(lines) > 1 and len(head) == HEAD:
        lines = lines[:-1]
    hint = _HINT.fullmatch(lines[0]) if lines else None
    if text.lstrip().startswith(("{", "[", "<")):
        return TextForm(encoding)
    separator = hint[1] if hint else max(",;\t", key=lambda each: _alike(lines, each))
    return TextForm(encoding, separator, int(hint is not None), "\r" in text and "\n" not in text)


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
