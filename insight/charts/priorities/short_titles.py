"""A word or two for a measure where a chart has room for no more; its full title is always a pointer's move away."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from insight.benchmarks.themes import DATA


@cache
def _short() -> Mapping[str, str]:
    with (DATA / "short_titles.csv").open(encoding="utf-8", newline="") as stream:
        return {row["measure"]: row["short"] for row in csv.DictReader(stream)}


def short_title(measure: str, title: str) -> str:
    """The short title of a measure; its own title where it has none."""
    return _short().get(measure, title)
