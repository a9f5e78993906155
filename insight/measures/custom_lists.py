"""Lists of codes as people have them: pasted from a paper or a spreadsheet, or as a CSV file."""

from __future__ import annotations

import csv
import io
import re

from insight.measures.custom import NotAFootprint

MOST = 10_000
"""Codes in one list: more than there are practices and trusts in England."""

LARGEST_FILE = 1_000_000
"""Bytes of a CSV file."""

_BETWEEN = re.compile(r"[\s,;|\"']+")
_TITLE = re.compile(r"(^|[ _-])(codes?|id)$", re.IGNORECASE)


def pasted_codes(text: str) -> list[str]:
    """The codes of a text in its order, each once, in capitals; between them spaces, commas, semicolons or new lines.

    Raises NotAFootprint for more codes than there are organisations.
    """
    return _once(_BETWEEN.split(text))


def csv_codes(content: bytes) -> list[str]:
    """The codes of a CSV file: of the first column whose title ends in "code" (or "id"), else of the first column.

    UTF-8 with or without a byte-order mark, or Windows-1252, as Excel saves it. Raises NotAFootprint.
    """
    if len(content) > LARGEST_FILE:
        raise NotAFootprint("This file is too large to be a list of codes.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    rows = list(csv.reader(io.StringIO(text.replace("\0", "")), delimiter=_delimiter(text)))
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise NotAFootprint("This file is empty.")
    titled = [place for place, cell in enumerate(filled[0]) if _TITLE.search(cell.strip())]
    column = titled[0] if titled else 0
    return _once([row[column] for row in filled[bool(titled) :] if column < len(row)])


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _once(words: list[str]) -> list[str]:
    codes = list(dict.fromkeys(word.strip().upper() for word in words if word.strip()))
    if len(codes) > MOST:
        raise NotAFootprint(f"These are more than {MOST:,} codes: more than there are practices and trusts in England.")
    return codes
