"""From what CQC says of places to tables: ratings as facts, with their reports, and for every rated place whether it is good."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from insight.model import EVERYONE, Level, Status
from loaders.source import Release
from loaders.sources.cqc.findings import OVERALL, Findings
from loaders.sources.cqc.links import page_of
from loaders.sources.cqc.tables import SOURCE_ID, domains, sector

Line = tuple[str, str, str, float | None, float | None, float | None, str | None, str]
_COLUMNS = ["measure", "org", "level", "value", "numerator", "denominator", "label", "status"]


def facts(found: Findings, release: Release) -> pd.DataFrame:
    """One row per place and rating, and one per rated place and sector: 1 of 1 or 0 of 1, so that footprints can add up."""
    lines = [*_published(found), *_shares(found)]
    frame = pd.DataFrame(lines, columns=_COLUMNS)
    for column in ("value", "numerator", "denominator"):
        frame[column] = frame[column].astype(float)
    return frame.assign(start=release.start, end=release.end, segment=EVERYONE, release=release.id)


def _published(found: Findings) -> Iterator[Line]:
    for measure in dict.fromkeys(domains().values()):
        for level, org, rating in found.ratings(measure):
            word = rating.word
            status = Status.NOT_AVAILABLE if word.value is None else Status.OK
            yield measure, org, str(level), word.value, None, None, word.label, str(status)


def _shares(found: Findings) -> Iterator[Line]:
    for level, org, rating in found.ratings(OVERALL):
        kind = sector(found.places[org].category) if level is Level.LOCATION else ""
        if kind and rating.word.value is not None:
            good = float(rating.word.good)
            yield f"{SOURCE_ID}.{kind}_good", org, str(level), 100 * good, good, 1.0, None, str(Status.OK)


def ratings(found: Findings, release: Release) -> pd.DataFrame:
    """One row per place, rating and day it came out, those that stand first; of two of one day the one that stands."""
    standing = ((measure, *each) for measure in sorted(found.measures) for each in found.ratings(measure))
    lines: dict[tuple[object, ...], tuple[str | None, ...]] = {}
    for measure, level, org, rating in (*standing, *found.past):
        place = found.places.get(org) if level is Level.LOCATION else None
        category = place.category if place and place.category else None
        key = (measure, org, str(level), rating.published)
        lines.setdefault(key, (rating.word.label, category, rating.link or page_of(level, org)))
    columns = ["measure", "org", "level", "published", "label", "category", "link"]
    rows = pd.DataFrame([(*key, *said) for key, said in lines.items()], columns=columns)
    return rows.astype({"category": object}).assign(release=release.id)
