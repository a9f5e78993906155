"""digital.nhs.uk: written complaints, a page per year, the ZIP on another host under folders that nobody could guess."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from demo.site.digital import FILES, SITE
from demo.site.resource import File, Resource, links, page

SERIES = f"{SITE}/data-and-information/publications/statistical/data-on-written-complaints-in-the-nhs"
FILE = re.compile(r"Data on Written Complaints in the NHS (20\d\d-\d\d) CSV\.zip")


def site(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    """The page of the series, one page per year, and the files."""
    years: dict[str, str] = {}
    for name, path in files.items():
        if found := FILE.fullmatch(name):
            drawn = hashlib.sha256(name.encode()).hexdigest().upper()
            years[found[1]] = f"{FILES}/{drawn[:2]}/{drawn[2:8]}/csv-zip-{found[1]}.zip"
            yield years[found[1]], File(path, f"csv-zip-{found[1]}.zip")
    if not years:
        return
    title = "Data on Written Complaints in the NHS"
    listed = [(f"{SERIES}/{year}", f"{title}, {year}") for year in sorted(years, reverse=True)]
    yield SERIES, page(title, links(listed))
    for year, address in years.items():
        shown = [(f"{FILES}/{year}.pdf", "Report"), (address, "CSV zip")]
        yield f"{SERIES}/{year}", page(f"{title}, {year}", links(shown))
