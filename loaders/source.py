"""What a source must provide, and `discover`: the folder `loaders/sources` is the registry."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

import pandas as pd
import pyarrow as pa

from insight.model import Break, Measure
from insight.traits import Driver, SourceTraits
from loaders.reference import Reference

Tables = Mapping[str, pd.DataFrame | pa.Table]
"""What one file says, by table of `insight.schema.FROM_FILES`: `facts`, `orgs`, `membership`, `boundaries`, ..."""


@dataclass(frozen=True)
class SourceInfo:
    """Who publishes a series, under what licence, and how it asks to be named."""

    id: str
    title: str
    publisher: str
    page: str
    licence: str
    attribution: str
    version: int
    """Raised whenever `tidy` changes its answer, so that files already loaded are read again."""
    traits: SourceTraits
    """What holds for the source as a whole; nothing of it is assumed."""
    cautions: tuple[str, ...] = ()
    """The publisher's own words on what its figures may not be used for."""
    drivers: tuple[Driver, ...] = ()
    """What research has published on what goes with a good experience, as far as this source asks about it."""


@dataclass(frozen=True)
class Raw:
    """One file exactly as published: where its bytes lie, what it was called, where it came from."""

    path: Path
    name: str
    url: str
    retrieved: date | None = None
    """The day its publisher gave it to us; None for a file that somebody kept, which may be of any day before."""

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the bytes, in hexadecimal."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    @cached_property
    def size(self) -> int:
        """Length in bytes."""
        return self.path.stat().st_size

    def head(self, length: int = 1 << 16) -> bytes:
        """The first bytes, enough to recognise most files by."""
        with self.path.open("rb") as stream:
            return stream.read(length)

    def read(self) -> bytes:
        """All bytes. Wide CSVs should be streamed from `path` instead."""
        return self.path.read_bytes()


@dataclass(frozen=True)
class Release:
    """One published file, identified: which publication it belongs to and what period it is about."""

    id: str
    """`gpps.2025.practice`: source, publication, part. A newer file under the same id supersedes the older."""
    title: str
    start: date | None = None
    end: date | None = None
    published: date | None = None
    attribution: str = ""
    """How its publisher asks to be named, where the source gathers files of several; '' where the source's own words do."""
    details: Mapping[str, str] = field(default_factory=dict)
    """What recognising the file has already found out and `tidy` would otherwise find again (era, level, vintage); under `note`
    what its reader should know, under `doubt` why it should wait for somebody's word."""

    @property
    def is_of_one_day(self) -> bool:
        """Whether it says how things stood on a day, as registers do; a survey's copies are all of one period."""
        return self.start is not None and self.end == self.start + timedelta(days=1)


@dataclass(frozen=True)
class Wanted:
    """One file a source would like to have: its address and the name to keep it under."""

    url: str
    name: str
    since: int | None = None
    """The calendar year it is about, where the address tells; `fetch --since` leaves out what is older."""


class Web(Protocol):
    """What a source may ask of the place bytes come from while it plans (see `loaders.fetch.web`)."""

    def page(self, url: str) -> str:
        """The text of an index page. Raises SourceUnavailable."""
        ...


@runtime_checkable
class Source(Protocol):
    """A module in `loaders/sources`: declarations, a plan, a recogniser and one pure function from bytes to tables."""

    @property
    def SOURCE(self) -> SourceInfo: ...

    @property
    def MEASURES(self) -> Sequence[Measure]: ...

    @property
    def BREAKS(self) -> Sequence[Break]: ...

    def releases(self, web: Web) -> Iterable[Wanted]:
        """Plan: what there is to fetch, newest first. Looks at index pages only, downloads no data."""
        ...

    def recognise(self, raw: Raw, reference: Reference) -> Release | None:
        """Say what a file is by its content (its name may help) and the code lists; None if it is not of this source.

        Raises NotUsable or LayoutChanged when it is of this source and still cannot be loaded.
        """
        ...

    def tidy(self, raw: Raw, release: Release, reference: Reference) -> Tables:
        """All that the file says, in the tidy shape. Raises LayoutChanged.

        Pure: the same bytes and the same code lists give the same tables.
        """
        ...


@cache
def discover() -> dict[str, Source]:
    """Every source, by id, in order of folder, to be read only. One that lacks a part of the contract fails here, by name.

    A folder is one source, or holds several of one family under `SOURCES`.
    """
    sources = importlib.import_module("loaders.sources")
    found: dict[str, Source] = {}
    for module_info in pkgutil.iter_modules(sources.__path__):
        module = importlib.import_module(f"{sources.__name__}.{module_info.name}")
        for source in getattr(module, "SOURCES", (module,)):
            parts = ("SOURCE", "MEASURES", "BREAKS", "releases", "recognise", "tidy")
            if missing := [name for name in parts if not hasattr(source, name)]:
                raise TypeError(f"loaders/sources/{module_info.name} does not provide {', '.join(missing)}")
            found[source.SOURCE.id] = cast(Source, source)
    return found
