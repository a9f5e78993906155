"""The registers of the Organisation Data Service in the invented world: practices, trusts, and who belonged to whom when.

`epraccur`, `etr` and `epcmem` have no header and quote every field.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from demo.fft.finer import MOST_SITES
from demo.places import AREAS_FROM, DemoPlaces
from demo.printing import INVENTED, write_lines
from demo.world import World

TODAY = date(2026, 4, 1)
"""The day the reports tell about: the first of the footprints of 2026."""
_FIRST_CCGS, _FOUNDED = date(2013, 4, 1), date(2004, 4, 1)
_SETTING_PRACTICE = "4"
MERGED = "R"
"""The reason for a merger or a split."""
WIDTH = 27
_UNREAD = {27: 4, 6: 2, 5: 4}
"""Width of a report -> a field that tells nothing here: an address, the kind of a commissioner, a mark."""


def publish(world: World, folder: Path) -> None:
    """Write the five reports; the first row of each says what it is, because they have no heading."""
    reports = {
        "epraccur": practices(world),
        "etr": trusts(world),
        "ets": sites(world),
        "epcmem": history(world),
        "succ": successions(world),
    }
    for name, lines in reports.items():
        first, *others = lines
        first[_UNREAD[len(first)]] = INVENTED
        write_lines(folder / f"{name}.csv", [first, *others], "\r\n", quoted=True)


def practices(world: World) -> Iterator[list[str]]:
    """One row per practice, open or closed; a closed one keeps the areas of the day it closed."""
    known = world.practices
    codes, names, postcodes = known.code.tolist(), known.name.tolist(), known.postcode.tolist()
    for index in np.flatnonzero(known.opened <= np.datetime64(TODAY, "D")).tolist():
        closed: date | None = known.closed[index].item()
        day, place = closed or TODAY, int(known.place[index])
        area, joined = _spells(world.places, place, until=day)[-1]
        yield _row({
            1: codes[index],
            2: names[index],
            3: str(world.places.regions_on(day)[place]),
            4: str(world.places.footprints_on(day)[place]),
            10: postcodes[index],
            11: _digits(known.opened[index].item()),
            12: _digits(closed),
            13: "C" if closed else "A",
            14: "B",
            15: area,
            16: _digits(joined),
            22: "0",
            24: area,
            26: _SETTING_PRACTICE,
        })  # fmt: skip


def trusts(world: World) -> Iterator[list[str]]:
    """One row per trust, in the footprint of its headquarters.

    The reports carry no date: readers take the newest opening for it, so the last trust was founded today.
    """
    known = world.trusts
    regions, footprints = world.places.regions_on(TODAY).tolist(), world.places.footprints_on(TODAY).tolist()
    postcodes = world.places.postcodes(known.place, ["TR"] * len(known.code)).tolist()
    rows = zip(known.code.tolist(), known.name.tolist(), known.place.tolist(), postcodes, strict=True)
    for number, (code, name, place, postcode) in enumerate(rows, start=1):
        opened = TODAY if number == len(known.code) else _FOUNDED
        yield _row({1: code, 2: name, 3: regions[place], 4: footprints[place], 10: postcode, 11: _digits(opened)})


def sites(world: World) -> Iterator[list[str]]:
    """One row per site, under its trust; the last one opened today, which tells the date of the report."""
    known = world.trusts
    places = zip(known.code.tolist(), known.name.tolist(), strict=True)
    rows = [(code, name, number) for code, name in places for number in range(1, MOST_SITES + 1)]
    for at, (code, name, number) in enumerate(rows, start=1):
        opened = _digits(TODAY if at == len(rows) else _FOUNDED)
        yield _row({1: f"{code}{number:02d}", 2: f"{name} SITE {number}", 11: opened, 14: "B", 15: code})


def history(world: World) -> Iterator[list[str]]:
    """One row per practice and commissioner it has belonged to: practice, commissioner, W, joined, last day, 0."""
    known = world.practices
    for index, code in enumerate(known.code.tolist()):
        spells = _spells(world.places, int(known.place[index]), until=TODAY)
        opened: date = known.opened[index].item()
        closed: date | None = known.closed[index].item()
        for (area, start), (_, following) in zip(spells, [*spells[1:], ("", closed)], strict=True):
            joined = max(start, opened)
            left = min((day for day in (following, closed) if day), default=None)
            if joined <= TODAY and (left is None or joined < left):
                yield [code, area, "W", _digits(joined), _digits(left - timedelta(days=1) if left else None), "0"]


def successions(world: World) -> Iterator[list[str]]:
    """One row per practice that has merged: its code, its successor's, the reason, the day, and no mark."""
    known = world.practices
    gone = (known.successor >= 0) & (known.closed <= np.datetime64(TODAY, "D"))
    for index in np.flatnonzero(gone).tolist():
        heir = known.code[known.successor[index]]
        yield [str(known.code[index]), str(heir), MERGED, _digits(known.closed[index].item()), ""]


def _spells(places: DemoPlaces, place: int, until: date) -> list[tuple[str, date]]:
    """The CCGs and sub-ICB locations a place has belonged to, each from its first day, up to a day."""
    spells: list[tuple[str, date]] = []
    for start, column in AREAS_FROM:
        area = str(places.areas[column][place])
        if not spells:
            spells.append((area, _FIRST_CCGS))
        elif start <= until and spells[-1][0] != area:
            spells.append((area, start))
    return spells


def _row(fields: dict[int, str]) -> list[str]:
    """A line of 27 fields from those that are filled, numbered from 1 as the publisher does."""
    return [fields.get(number, "") for number in range(1, WIDTH + 1)]


def _digits(day: date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""
