"""From what CQC says of places to facts: ratings as published, and for every rated place whether it is good, ready to be summed."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from insight.model import EVERYONE, Level, Status
from loaders.source import Release
from loaders.sources.cqc.findings import OVERALL, Findings
from loaders.sources.cqc.tables import SOURCE_ID, RatingWord, domains, sector

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
            yield _line(measure, level, org, rating.word)


def _line(measure: str, level: Level, org: str, word: RatingWord) -> Line:
    status = Status.NOT_AVAILABLE if word.value is None else Status.OK
    return measure, org, str(level), word.value, None, None, word.label, str(status)


def _shares(found: Findings) -> Iterator[Line]:
    for level, org, rating in found.ratings(OVERALL):
        kind = sector(found.places[org].category) if level is Level.LOCATION else ""
        if kind and rating.word.value is not None:
            good = float(rating.word.good)
            yield f"{SOURCE_ID}.{kind}_good", org, str(level), 100 * good, good, 1.0, None, str(Status.OK)
