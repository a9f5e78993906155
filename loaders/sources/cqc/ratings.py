"""When each rating came out and where to read the report: the standing ones, and those before them where a file tells."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from insight.model import Level
from loaders.source import Release
from loaders.sources.cqc.findings import Findings, Rating
from loaders.sources.cqc.links import page_of

_COLUMNS = ["measure", "org", "level", "published", "label", "category", "link"]


def ratings(found: Findings, release: Release) -> pd.DataFrame:
    """One row per place, rating and day it came out; of two of one day the one that stands."""
    lines: dict[tuple[object, ...], tuple[str | None, ...]] = {}
    for measure, level, org, rating in _all(found):
        place = found.places.get(org) if level is Level.LOCATION else None
        category = place.category if place and place.category else None
        key = (measure, org, str(level), rating.published)
        lines.setdefault(key, (rating.word.label, category, rating.link or page_of(level, org)))
    rows = [(*key, *said) for key, said in lines.items()]
    return pd.DataFrame(rows, columns=_COLUMNS).astype({"category": object}).assign(release=release.id)


def _all(found: Findings) -> Iterator[tuple[str, Level, str, Rating]]:
    """What stands goes first."""
    for measure in sorted(found.measures):
        for level, org, rating in found.ratings(measure):
            yield measure, level, org, rating
    yield from found.past
