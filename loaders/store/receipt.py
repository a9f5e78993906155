"""The receipt beside every published file we keep: what it is, where it came from, when, and its fingerprint."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from loaders.source import Release

BUILTIN = "builtin:"
"""Addresses of the code lists and hexagons that come with this product."""

DEMONSTRATION = "demo:"
"""Addresses of files whose figures are invented. `insight.store` knows demonstration data by this prefix."""

_DAYS = ("start", "end", "published")


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
    def age(self) -> tuple[date, datetime, str]:
        """What decides which of two releases is the newer: when it was published, else what it is about, else fetched."""
        return (
            self.release.published or self.release.end or self.retrieved.date(),
            self.retrieved,
            self.release.id,
        )

    def to_json(self) -> str:
        """The receipt as a person may read it."""
        plain: dict[str, Any] = {item.name: getattr(self, item.name) for item in fields(self)}
        plain["release"] = asdict(self.release) | {"details": dict(self.release.details)}
        return json.dumps(plain, indent=2, default=lambda value: value.isoformat(), ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """The receipt that `to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        plain = json.loads(text)
        release = plain.pop("release")
        for day in _DAYS:
            release[day] = date.fromisoformat(release[day]) if release[day] else None
        plain["retrieved"] = datetime.fromisoformat(plain["retrieved"])
        return cls(release=Release(**release), **plain)
