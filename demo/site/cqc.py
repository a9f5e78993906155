"""cqc.org.uk and nhssurveys.org: monthly ratings on one page, survey workbooks on landing pages and in a data library.

The landing page shows the newest survey only; older ones are in the library, beside workbooks of national results.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from demo.site.resource import File, Link, Resource, by_year, links, page

SITE = "https://www.cqc.org.uk"
RATINGS = f"{SITE}/about-us/transparency/using-cqc-data"
LIBRARY = "https://nhssurveys.org/data-library/"
LANDING = f"{SITE}/publications/surveys/adult-inpatient-survey"
OTHER_PAGES = (f"{SITE}/publications/surveys/surveys", f"{SITE}/publications/surveys/community-mental-health-survey")

MONTHLY = re.compile(r"(\d\d_\w+_\d{4})_(?:Latest_ratings|HSCA_Active_Locations)\.ods")
SURVEY = re.compile(r"(\d{4})(\d\d)\d\d_aip(\d\d)_.*\.ods")

FOLDERS = ("/system/files/{day:%Y-%m}/{name}", "/sites/default/files/{day:%Y-%m}/{name}")
"""Files of the newest month and older ones: the folder changed its name in 2026."""


def site(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    """The pages, and every file of ratings and surveys."""
    yield from _ratings(files)
    yield from _surveys(files)
    for address in OTHER_PAGES:
        yield address, page("NHS patient surveys", "<p>Nothing is published here in the demonstration.</p>")


def _ratings(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    found = {name: datetime.strptime(match[1], "%d_%B_%Y") for name in files if (match := MONTHLY.fullmatch(name))}
    newest = max(found.values(), default=None)
    listed: list[Link] = []
    for name, day in found.items():
        # The newest month is spelt with a small letter, as that of September 2026 is.
        spelt = name.replace(f"{day:%B}", f"{day:%B}".lower()) if day == newest else name
        address = SITE + FOLDERS[day != newest].format(day=day, name=spelt)
        listed.append((address, spelt))
        yield address, File(files[name], spelt)
    yield RATINGS, page("Using CQC data", "<h2>Care directory with ratings</h2>", links(listed))


def _surveys(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    years: dict[int, list[Link]] = defaultdict(list)
    for name, path in files.items():
        if match := SURVEY.fullmatch(name):
            folder = f"/{match[1]}-{match[2]}" if int(match[1]) >= 2025 else ""
            address = f"{SITE}/sites/default/files{folder}/{name}"
            years[int(match[3])].append((address, name))
            yield address, File(path, name)
    for year, listed in years.items():
        listed.append((f"{SITE}/sites/default/files/aip{year}_National.ods", "National results"))
    newest = years.pop(max(years, default=0), [])
    yield LANDING, page("Adult inpatient survey", "<h2>Trust-level and site-level results</h2>", links(newest))
    yield LIBRARY, page("Data library", by_year(years))
