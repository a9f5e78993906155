"""Written complaints of the invented country: one ZIP a year with the returns KO41a and KO41b, in the publisher's layout."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from demo.complaints.counts import hospitals, primary_care
from demo.complaints.respondents import areas, practices, sites, trusts
from demo.world import World

YEARS = (2021, 2022, 2023, 2024)
"""The first of the two calendar years of each."""

MEMBERS = (
    "Secondary Care KO41a - Org Level",
    "Secondary Care KO41a - Site Level",
    "Primary Care KO41b - Sub ICB Level",
    "Primary Care KO41b - Practice Level",
)


def publish(world: World, folder: Path) -> None:
    """Write one ZIP a year into `folder`, with four CSV files and the workbook of meanings left out."""
    for year in YEARS:
        title = f"{year}-{(year + 1) % 100:02}"
        with zipfile.ZipFile(folder / f"{file_name(year)}.zip", "w") as archive:
            for member, rows in zip(MEMBERS, _returns(world, year, title), strict=True):
                info = zipfile.ZipInfo(f"Data on Written Complaints in the NHS {title} {member}.csv")
                archive.writestr(info, _csv(rows), zipfile.ZIP_DEFLATED, 1)


def file_name(year: int) -> str:
    """What the ZIP of a year is called, without its ending."""
    return f"Data on Written Complaints in the NHS {year}-{(year + 1) % 100:02} CSV"


def _returns(world: World, year: int, title: str) -> Iterator[list[dict[str, object]]]:
    """The rows of each file of a year, in the order of MEMBERS."""
    located = sites(world, year)
    counted = hospitals(year, located)
    owners = trusts(world, year)
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for at, counts in counted:
        totals[at.owner].update(counts)
    by_area, by_practice = primary_care(year, areas(world, year), practices(world, year))
    for about in ([(each, totals[each.owner]) for each in owners], counted, by_area, by_practice):
        yield [{"Year": title, **each.identity, **counts} for each, counts in about]


def _csv(rows: list[dict[str, object]]) -> bytes:
    out = io.StringIO()
    table = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()
