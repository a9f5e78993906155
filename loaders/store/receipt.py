"""The receipt beside every published file we keep: what it is, where it came from, when, and its fingerprint."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from loaders.source import Release

BUILTIN = "builtin:"
"""Addresses of the code lists and hexagons that come with this product."""

DEMONSTRATION = "demo:"
"""Addresses of files whose figures are invented. `insight.store` knows demonstration data by this prefix."""

_DAYS = ("start", "end", "published")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REMEMBERED = 10_000
"""Receipts that are kept as they were read."""


@dataclass(frozen=True)
class Receipt:
    """One kept file of one release."""

    source: str
    release: Release
    name: str
    url: str
    sha256: str
    bytes: int
    retrieved: datetime
    etag: str | None = None
    last_modified: str | None = None
    arrival: int = 0
    """Counts what came into this cache, whatever the clock said: renewed when the same bytes come again while others stand.

    0 in receipts written before arrivals were counted; those come first, by `retrieved`.
    """
    holds: Mapping[str, int] = field(default_factory=dict)
    """What it holds, counted (loaders.build.completeness); empty in receipts of before."""
    version: int = 0
    """The version of the source that counted what it holds; 0 in receipts of before."""
    doubt: str = ""
    """What in the file itself speaks against it (loaders.read.agreement); '' for nothing."""
    held: str = ""
    """Why the file is held back, and so in no set of tables; '' for a file that may stand."""
    accepted: bool = False
    """Whether somebody said that it is right, whatever speaks against it."""

    @property
    def builtin(self) -> bool:
        """Whether the file came with this product."""
        return self.url.startswith(BUILTIN)

    @property
    def demonstration(self) -> bool:
        """Whether its figures are invented."""
        return self.url.startswith(DEMONSTRATION)

    @property
    def real(self) -> bool:
        """Whether a publisher wrote it."""
        return not (self.builtin or self.demonstration)

    @property
    def served(self) -> bool:
        """Whether it came from a publisher's server, which says at any time what it publishes now."""
        return self.url.startswith(("https://", "http://"))

    @property
    def came(self) -> tuple[int, datetime]:
        """What decides which of two copies came last."""
        return self.arrival, self.retrieved

    @property
    def day(self) -> date | None:
        """When it was published, else the end of what it is about; None where the file says neither."""
        return self.release.published or self.release.end

    @property
    def age(self) -> tuple[date, int, datetime, str]:
        """What decides which of two releases is the newer: the day of each, else when it was fetched; then its arrival."""
        return self.day or self.retrieved.date(), *self.came, self.release.id

    @property
    def told(self) -> Receipt:
        """What tables tell of it: the same before and after it is renewed."""
        return replace(self, etag=None, last_modified=None, arrival=0, holds={}, doubt="", version=0, accepted=False)

    def to_json(self) -> str:
        """The receipt as a person may read it."""
        plain: dict[str, Any] = {item.name: getattr(self, item.name) for item in fields(self)}
        plain["holds"] = dict(self.holds)
        plain["release"] = asdict(self.release) | {"details": dict(self.release.details)}
        return json.dumps(plain, indent=2, default=lambda value: value.isoformat(), ensure_ascii=False) + "\n"

    @staticmethod
    @lru_cache(_REMEMBERED)  # a refresh looks at every receipt a dozen times
    def from_json(text: str) -> Receipt:
        """The receipt that `to_json` wrote. Raises ValueError for anything else."""
        try:
            plain = json.loads(text)
            release = plain.pop("release")
            for day in _DAYS:
                release[day] = date.fromisoformat(release[day]) if release[day] else None
            plain["retrieved"] = datetime.fromisoformat(plain["retrieved"])
            receipt = Receipt(release=Release(**release), **plain)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"it is no receipt ({error!r})") from error
        for record in (receipt.release, receipt):
            for name, kind in _kinds(type(record)).items():
                if not _is_of(kind, value := getattr(record, name)):
                    raise ValueError(f"{name} cannot be {value!r}")
        if receipt.retrieved.tzinfo is None or not _SHA256.fullmatch(receipt.sha256):
            raise ValueError(f"{receipt.retrieved} lacks its time zone, or {receipt.sha256!r} is no fingerprint")
        receipt.to_json().encode()  # what JSON can spell and no file can hold
        return receipt


_kinds = cache(get_type_hints)
"""The type that each field of a record declares, by name."""


def _is_of(kind: Any, value: object) -> bool:
    """Whether a value is of the type its field declares; every whole number in a receipt counts something."""
    if get_origin(kind) is Mapping:
        keys, values = get_args(kind)
        return isinstance(value, dict) and all(_is_of(keys, key) and _is_of(values, value[key]) for key in value)
    return type(value) is int and value >= 0 if kind is int else isinstance(value, kind)
