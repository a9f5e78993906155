"""What a pack is, as a line of text that travels inside each of its files: enough to draw it again and to say what changed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any

import pandas as pd

from insight.charts.chart import Chart
from insight.charts.csv_text import csv_text
from insight.queries.question import Question
from insight.queries.views import AskedView, to_link

_MARK = "insight-pack:"
_FOUND = re.compile(rb"insight-pack:([A-Za-z0-9_-]{20,60000})")
_SHORT = 16
"""Characters of a fingerprint that are kept."""
_LARGEST = 1_000_000
"""Bytes of an identity unpacked, at most."""


class NotAPack(Exception):
    """The file carries no identity that can be read; the sentence says so."""


@dataclass(frozen=True)
class PackIdentity:
    """The selection and sequence, the files behind it, the figures of each chart as a fingerprint, and the version."""

    selection: Mapping[str, str]
    sequence: str
    releases: Mapping[str, str]
    """The SHA-256 of each file behind it, shortened, by release."""
    charts: Mapping[str, str]
    """A fingerprint of every figure of each chart, by its view."""
    version: str

    @property
    def code(self) -> str:
        """Twelve characters that stand for all of it."""
        return hashlib.sha256(self._json).hexdigest()[:12]

    @property
    def line(self) -> str:
        """As it is carried in a file: letters, digits, hyphens and underscores."""
        return _MARK + base64.urlsafe_b64encode(zlib.compress(self._json, 9)).decode().rstrip("=")

    @property
    def _json(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":")).encode()


def identify(
    question: Question, sequence: Sequence[AskedView], charts: Mapping[str, Chart], releases: Sequence[str]
) -> PackIdentity:
    """The identity of a pack of these charts."""
    files = question.store.releases["sha256"]
    return PackIdentity(
        question.selection.to_query(),
        to_link(sequence),
        {release: str(files.get(release, ""))[:_SHORT] for release in releases},
        {link: fingerprint(chart) for link, chart in charts.items()},
        version(),
    )


def fingerprint(chart: Chart) -> str:
    """Of every figure of a chart and what is said of it."""
    return hashlib.sha256(csv_text(chart.table) + chart.finding.encode()).hexdigest()[:_SHORT]


def marked(chart: Chart, mark: str) -> bytes:
    """The table of a chart as a CSV that travels alone: its last column holds the mark, once, in its first row."""
    rows = chart.saved
    return csv_text(rows.assign(Mark=pd.Series(mark, index=rows.index[:1])))


def version() -> str:
    """Of the dashboard: the one installed, or that of the source tree."""
    try:
        return metadata.version("patient-insight-benchmarks")
    except metadata.PackageNotFoundError:
        return "0.1.0"


def read_identity(content: bytes) -> PackIdentity:
    """The identity that some bytes carry. Raises NotAPack."""
    found = _FOUND.search(content)
    if found is None:
        raise NotAPack(
            "This file carries no mark of a pack: it was not made by this dashboard, or was saved again without it."
        )
    try:
        # What stands behind the mark in a picture (a checksum) may look like more of it. Bytes behind its end are not
        # looked at; a single letter more than whole bytes take is none of it.
        text = found[1][: -1 if len(found[1]) % 4 == 1 else None]
        packed = base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
        told: dict[str, Any] = json.loads(zlib.decompressobj().decompress(packed, _LARGEST))
        texts = [told["selection"], told["releases"], told["charts"]]
        if not all(isinstance(key, str) and isinstance(value, str) for each in texts for key, value in each.items()):
            raise TypeError
        return PackIdentity(
            told["selection"], str(told["sequence"]), told["releases"], told["charts"], str(told["version"])
        )
    except (ValueError, zlib.error, KeyError, TypeError, AttributeError) as error:
        raise NotAPack("The mark of this pack cannot be read: the file was changed or cut short.") from error
