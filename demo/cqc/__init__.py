"""CQC's ratings of the invented practices, hospitals and care homes: two monthly snapshots and the directory of the second."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from demo.cqc import directory, ratings
from demo.cqc.inspections import inspect
from demo.cqc.locations import register
from demo.world import World

MONTHS = (date(2025, 4, 1), date(2026, 4, 1))


def publish(world: World, folder: Path) -> None:
    """Write `Latest_ratings` of each month, and `HSCA_Active_Locations` of the last."""
    for day in MONTHS:
        found = inspect(world, register(world, day), day)
        ratings.write_ratings(folder / f"{day:%d_%B_%Y}_Latest_ratings.ods", found)
        if day == MONTHS[-1]:
            directory.write_directory(folder / f"{day:%d_%B_%Y}_HSCA_Active_Locations.ods", found, day)
