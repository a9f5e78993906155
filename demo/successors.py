"""Two more reports of the Organisation Data Service: who followed the practices that merged, and the sites trusts work from.

`succ` has five columns, `ets` 27 like the other registers; neither has a header.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from demo.fft.finer import MOST_SITES
from demo.world import World

MERGED = "R"
"""The reason for a merger or a split."""
_FOUNDED = date(2004, 4, 1)
_WIDTH = 27


def successions(world: World, today: date) -> Iterator[list[str]]:
    """One row per practice that has merged by a day: its code, its successor's, the reason, the day, and no mark."""
    known = world.practices
    gone = (known.successor >= 0) & (known.closed <= np.datetime64(today, "D"))
    for index in np.flatnonzero(gone).tolist():
        heir = known.code[known.successor[index]]
        yield [str(known.code[index]), str(heir), MERGED, f"{known.closed[index].item():%Y%m%d}", ""]


def sites(world: World, today: date) -> Iterator[list[str]]:
    """One row per site, under its trust; the last one opened today, which tells the date of the report."""
    known = world.trusts
    places = zip(known.code.tolist(), known.name.tolist(), strict=True)
    rows = [(code, name, number) for code, name in places for number in range(1, MOST_SITES + 1)]
    for at, (code, name, number) in enumerate(rows, start=1):
        filled = {
            1: f"{code}{number:02d}",
            2: f"{name} SITE {number}",
            11: f"{today if at == len(rows) else _FOUNDED:%Y%m%d}",
            14: "B",
            15: code,
        }
        yield [filled.get(column, "") for column in range(1, _WIDTH + 1)]
