"""england.nhs.uk: the Friends and Family Test, a page per month, with file names that nobody could predict.

The spellings are the publisher's: "ftt" for "fft", capitals or none, months long, short or in lower case, double dashes,
second uploads in a later folder. The page of the month to come is up already and holds no figures yet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from demo.site.resource import File, Link, Resource, links, page

SITE = "https://www.england.nhs.uk"
INDEX = f"{SITE}/fft/friends-and-family-test-data/"
FILE = re.compile(r"FFT_(\w+)_MacroWebfile_(\w{3}-\d\d)\.xlsm")

PAGES = (
    SITE + "/publication/friends-and-family-test-data-{month}-{year}/",
    SITE + "/friends-and-family-test-data-{month}-{year}/#heading-1",
    "/publication/friends-and-family-test-data-{month}-{year}/",
)
"""How the index links to the page of a month: under `publication/` or not, whole or from the site's root."""

NAMES = (
    "fft-{short}-{mon}-{yy}.xlsm",
    "friends-and-family-test-{long}-data-{month}-{year}.xlsm",
    "FFT_{Short}_MacroWebfile_{Mon}-{yy}-1.xlsm",
    "ftt-{short}-{mon}-{yy}.xlsm",
    "FFT-{Short}-data--{Month}-{year}.xlsm",
    "Friends-and-Family-Test-FFT-{long}-data-{Mon}-{yy}.xlsm",
    "021225_133523_FFT_{Short}_MacroWebfile_{Mon}-{yy}.xlsm",
)

SETTINGS = {
    "IP": ("ip", "inpatient"),
    "AE": ("a-e", "ae"),
    "OP": ("op", "outpatient"),
    "Mat": ("mat", "maternity"),
    "Amb": ("amb", "ambulance"),
    "MH": ("mh", "mental-health"),
    "Community": ("comm", "community"),
    "GP": ("gp", "gp"),
}
"""How file names call each setting, in short and at length."""

UPLOADED_TWICE = 9
"""Every so many months a file was put right and uploaded again."""


def site(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    """The index, a page per month and every file."""
    months: dict[date, list[tuple[str, Path]]] = defaultdict(list)
    for name, path in files.items():
        if found := FILE.fullmatch(name):
            month = datetime.strptime(found[2], "%b-%y").date()
            months[month].append((found[1], path))
    if not months:
        return
    ordered = sorted(months, reverse=True)
    coming = _later(ordered[0], 1)
    banner = ordered[1] if len(ordered) > 1 else ordered[0]  # the publisher's own lags behind its uploads
    index = [_page_link(month) for month in (coming, *ordered)]
    yield INDEX, page("Friends and Family Test data", f"<p>Latest month: {banner:%B %Y}</p>", links(index))
    yield (
        _page(coming),
        page(f"Friends and Family Test data – {coming:%B %Y}", *_block("FFT collection overview", "/x.pdf")),
    )
    for month in ordered:
        blocks: list[str] = []
        for number, (setting, path) in enumerate(sorted(months[month])):
            for address in _uploads(month, number, setting):
                blocks += _block(f"The {SETTINGS[setting][1]} FFT dataset includes figures of {month:%B %Y}", address)
                yield address, File(path, address.rpartition("/")[2])
        yield _page(month), page(f"Friends and Family Test data – {month:%B %Y}", *blocks)


def _page_link(month: date) -> Link:
    """How the index links to the page of a month."""
    spelling = PAGES[month.month % len(PAGES)]
    return spelling.format(month=f"{month:%B}".lower(), year=month.year), f"{month:%B %Y}"


def _page(month: date) -> str:
    """Where the page of a month lies."""
    return urldefrag(urljoin(SITE, _page_link(month)[0])).url


def _uploads(month: date, number: int, setting: str) -> Iterator[str]:
    """The addresses of a file, the last upload last: two months after the month it is about, and perhaps once more."""
    age = month.year * 12 + month.month + number
    name = NAMES[age % len(NAMES)].format(
        short=SETTINGS[setting][0], Short=setting, long=SETTINGS[setting][1],
        mon=f"{month:%b}".lower(), Mon=f"{month:%b}", month=f"{month:%B}".lower(), Month=f"{month:%B}",
        yy=f"{month:%y}", year=month.year,
    )  # fmt: skip
    yield f"{SITE}/wp-content/uploads/{_later(month, 2):%Y/%m}/{name}"
    if age % UPLOADED_TWICE == 0:
        yield f"{SITE}/wp-content/uploads/{_later(month, 4):%Y/%m}/{name.replace('.xlsm', '-v2.xlsm')}"


def _block(summary: str, address: str) -> list[str]:
    return [f"<h2>Summary</h2>\n<p>{summary}.</p>\n<h3>Document</h3>", links([(address, "Document")], "xls-link")]


def _later(month: date, months: int) -> date:
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
