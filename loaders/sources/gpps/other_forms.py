"""Files about the survey that cannot be read as published figures: lists of its columns, and copies saved in another form."""

from __future__ import annotations

from loaders.errors import LayoutChanged, NotUsable
from loaders.source import Raw

TELLING = frozenset({"distributed", "received", "resprate"})
"""Three columns that every survey file has. No other publisher writes `resprate`."""

SAMPLE = 1 << 16
"""Bytes: the first columns or rows of any of them."""


def refuse_other_forms(raw: Raw) -> None:
    """Raise NotUsable for a list of columns, LayoutChanged for a survey file saved in another form; pass all else."""
    lines = raw.head(SAMPLE).decode("utf-8", errors="replace").casefold().splitlines()
    above = next((at for at, line in enumerate(lines) if all(word in line for word in TELLING)), None)
    if above:
        stand = "1 line that stands" if above == 1 else f"{above} lines that stand"
        raise LayoutChanged(
            raw.name, "column names in the first line", f"{stand} above them: delete {'it' if above == 1 else 'them'}"
        )
    if above is not None:
        raise LayoutChanged(
            raw.name,
            "a first line of column names with commas between them, in UTF-8",
            "a copy that was saved in another form or cut short: fetch it again and load it as published",
        )
    if {cell.strip(' "') for line in lines for cell in line.split(",")} >= TELLING:
        raise NotUsable(f"{raw.name}: a list of the survey's columns; the figures are in the files it describes.")
