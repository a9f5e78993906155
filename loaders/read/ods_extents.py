"""How far the cells of an OpenDocument sheet reach: repetition makes millions of cells of one line.

A sheet may say of one cell "repeated 16,384 times" in a row "repeated 1,048,576 times". Empty ones cost nothing and every
published file ends in them; filled ones, or one filled cell behind them, ask for more memory than exists.
"""

from __future__ import annotations

import re
from itertools import chain

_ATTRIBUTES = rb"""((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>"""
_PIECE = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])" + _ATTRIBUTES)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")
_FILLED = b"office:value-type"
_END = b"<table:table>"
"""One more sheet, so that the last row of the last one ends as all others do."""


def repeated_cells(part: bytes) -> int:
    """The cells in the rectangle from the first cell to the last filled one, in the largest sheet of this XML.

    0 for XML without such sheets. Raises ValueError for a repetition of thousands of digits.
    """
    if b"<table:table" not in part:
        return 0
    largest, widest, row, repeat, width, filled = 0, 0, 0, 1, 0, 0
    for piece in chain(_PIECE.finditer(part), _PIECE.finditer(_END)):
        kind, attributes, closed = piece.groups()
        found = _REPEATED.search(attributes)
        times = int(found[1]) if found else 1
        if kind in (b"table-row", b"table"):
            # The row that ends here counts if a cell in it is filled.
            row += repeat
            if filled:
                widest = max(widest, filled)
                largest = max(largest, widest * row)
            repeat, width, filled = times, 0, 0
            if kind == b"table":
                widest, row, repeat = 0, 0, 0
        else:
            width += times
            if not closed or _FILLED in attributes:
                filled = width
    return largest
