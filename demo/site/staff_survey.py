"""nhsstaffsurveys.com: the newest workbooks on one page, those of earlier years in an archive, under folders that nobody could predict."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from demo.site.resource import File, Link, Resource, by_year, links, page

SITE = "https://www.nhsstaffsurveys.com"
RESULTS = f"{SITE}/results"
FILE = re.compile(r"NSS(\d\d) detailed spreadsheets \w+ results\.xlsx")


def site(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    """Three pages and every workbook."""
    years: dict[int, list[Link]] = defaultdict(list)
    for name, path in files.items():
        if found := FILE.fullmatch(name):
            spelt = name.replace(" ", "-")
            address = f"{SITE}/static/{hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()}/{spelt}"
            years[2000 + int(found[1])].append((address, name))
            yield address, File(path, spelt)
    newest = years.pop(max(years, default=0), [])
    yield f"{RESULTS}/national-results/", page("National results", links(newest))
    yield f"{RESULTS}/results-archive/", page("Archive", by_year(years))
    yield f"{RESULTS}/local-results/", page("Local results", "<p>Nothing is published here in the demonstration.</p>")
