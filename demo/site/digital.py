"""digital.nhs.uk: patients registered at a GP practice, a page per month, files on another host under random folders."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from demo.site.resource import File, Link, Resource, links, page

SITE = "https://digital.nhs.uk"
FILES = "https://files.digital.nhs.uk"
PUBLICATION = "/data-and-information/publications/statistical/patients-registered-at-a-gp-practice"
FILE = re.compile(r"(gp-reg-pat-prac-(?:map|all))-(\w{3}-\d\d)\.csv")


def site(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    """The publication's page, one page per month, and the files."""
    months: dict[datetime, list[Link]] = defaultdict(list)
    for name, path in files.items():
        if found := FILE.fullmatch(name):
            month, drawn = datetime.strptime(found[2], "%b-%y"), hashlib.sha256(name.encode()).hexdigest().upper()
            address = f"{FILES}/{drawn[:2]}/{drawn[2:8]}/{found[1]}.csv"
            months[month].append((address, f"Patients registered, {month:%B %Y}: {found[1]}"))
            yield address, File(path, f"{found[1]}.csv")
    listed = [(f"{PUBLICATION}/{month:%B-%Y}".lower(), f"{month:%B %Y}") for month in sorted(months, reverse=True)]
    yield SITE + PUBLICATION, page("Patients registered at a GP practice", links(listed))
    for month, (address, words) in zip(sorted(months, reverse=True), listed, strict=True):
        yield SITE + address, page(f"Patients registered at a GP practice, {words}", links(months[month]))
