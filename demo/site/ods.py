"""The Organisation Data Service: reports under one address, told apart by a word in its query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from demo.site.resource import File, Resource

REPORTS = "https://www.odsdatasearchandexport.nhs.uk/api/getReport?report="
PUBLISHED = ("epraccur", "etr", "ets", "succ")


def site(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    """One address per report."""
    for report in PUBLISHED:
        if path := files.get(f"{report}.csv"):
            yield REPORTS + report, File(path, path.name)
