"""The catalogue of addresses seen once: a back-up for what pages do not tell, which publishers may take away at any time."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).parent / "catalogue"


def is_backup(url: str) -> bool:
    """Whether an address stands in the catalogue, whole or from its path on."""
    return url.endswith(_addresses())


@cache
def _addresses() -> tuple[str, ...]:
    found: list[str] = []
    for path in sorted(CATALOGUE.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found += [row.get("url") or f"/{row['path']}" for row in csv.DictReader(stream)]
    return tuple(found)
