"""Whether a text file ends where its publisher ended it: every publisher's CSV ends its last row with a line break."""

from __future__ import annotations

from loaders.errors import Incomplete
from loaders.source import Raw


def refuse_cut_end(raw: Raw) -> None:
    """Raise Incomplete for a file whose last byte is no line break. One that is cut at the end of a row cannot be told."""
    with raw.path.open("rb") as stream:
        stream.seek(max(0, raw.size - 1))
        if stream.read(1) != b"\n":
            raise Incomplete(
                raw.name, "a line break after the last row", "none (one that is whole needs an empty line added)"
            )
