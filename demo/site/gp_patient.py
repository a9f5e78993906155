"""gp-patient.co.uk: the GP Patient Survey, behind download links that carry the path of a file inside a query.

Beside the files a reader wants stand ones to be left alone: unweighted versions and workbooks of the same figures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from demo.site.resource import File, Link, Resource, by_year, links, page

SITE = "https://www.gp-patient.co.uk"
FILE = re.compile(r"GPPS[ _](\d{4})[ _](\w+?)[ _]data.*\.csv")

PATHS = (
    (2025, "{year}/survey-results/{level}-results/{level}-data-csv/{name}"),
    (2024, "{year}/{name}"),
    (2019, "{year}/Weighted/{name}"),
    (2018, "archive/{year}/Weighted/{name}"),
)
"""Where a year's files lie, from that year on."""

LinksByYear = dict[int, list[Link]]


def site(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    """One page of all years, pages of the latest years, and every file."""
    years: LinksByYear = defaultdict(list)
    for name, path in files.items():
        if found := FILE.fullmatch(name):
            year, level = int(found[1]), found[2]
            address = download(year, level, name)
            years[year].append((address, f"{year} {level} data (weighted) (csv)"))
            years[year].append((address.replace("weighted", "unweighted"), f"{year} {level} data (unweighted) (csv)"))
            years[year].append((address.removesuffix(".csv") + ".xlsx", f"{year} {level} data (weighted) (Excel)"))
            yield SITE + address, File(path, name)
    if not years:
        return
    latest = max(years)
    past = by_year({year: listed for year, listed in years.items() if year < latest - 1})
    yield f"{SITE}/surveysandreports", page("Surveys and reports", "<h2>Past years</h2>", past)
    for year in (latest, latest - 1):
        yield f"{SITE}/data-analysis-{year}", page(f"Data and analysis {year}", links(years[year], "download"))
    yield (
        f"{SITE}/latest-survey/results",
        page("Latest survey", links([(f"{SITE}/data-analysis-{latest}", f"Data and analysis {latest}")])),
    )


def download(year: int, level: str, name: str) -> str:
    """The address of a file on the site; the whole path is escaped, as the publisher does."""
    pattern = next(path for first, path in PATHS if first <= year)
    path = pattern.format(year=year, level=level.lower(), name=name)
    return f"/FileDownload/Download?fileRedirect={quote(path, safe='')}"
