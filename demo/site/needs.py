"""Fingertips, which answers questions in its address, and the page of GOV.UK that links to the Indices of Deprivation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from demo.site.resource import File, Link, Resource, links, page

API = "https://fingertips.phe.org.uk/api/all_data/csv/by_indicator_id"
INDICES = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025"
ASSETS = "https://assets.publishing.service.gov.uk/media"
_AREA_TYPES = {"GPs": 7, "ICBs": 221}
_DOWNLOAD = re.compile(r"fingertips_(\d+)_(\w+)\.csv")
_INDICES_FILE = re.compile(r"File_\d+_.*IoD2025.*")


def site(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    """An answer for each download there is, and the page with the files of the indices."""
    for name, path in files.items():
        if found := _DOWNLOAD.fullmatch(name):
            yield (
                f"{API}?indicator_ids={found[1]}&child_area_type_id={_AREA_TYPES[found[2]]}&parent_area_type_id=15",
                File(path, name),
            )
    listed: list[Link] = []
    for name, path in files.items():
        if _INDICES_FILE.fullmatch(name):
            address = f"{ASSETS}/{hashlib.sha256(name.encode()).hexdigest()[:24]}/{name}"
            listed.append((address, name.replace("_", " ")))
            yield address, File(path, name)
    if listed:
        yield INDICES, page("English indices of deprivation 2025", links(listed))
