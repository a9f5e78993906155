"""The kinds of files that one source knows: how each is told by its first rows, and how it is read or why it is not. One row a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from loaders.errors import NotUsable
from loaders.read.plain_tables import Rows, header_of
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables

Fits = Callable[[Rows], bool]


@dataclass(frozen=True)
class FileKind:
    """One kind of file; `name` stands in the details of its releases, under `layout`."""

    name: str
    fits: Fits
    identify: Callable[[Raw, Reference], Release]
    tidy: Callable[[Raw, Release, Reference], Tables]
    attribution: str = ""
    """How its publisher asks to be named, where the source gathers files of several."""

    def recognise(self, raw: Raw, reference: Reference) -> Release:
        """What a file of this kind is. Raises NotUsable, LayoutChanged."""
        found = self.identify(raw, reference)
        return replace(found, details={"layout": self.name, **found.details}, attribution=self.attribution)


def headed(test: Callable[[tuple[str, ...]], object]) -> Fits:
    """Whether the first row is such a header."""
    return lambda rows: bool(rows) and bool(test(header_of(rows)))


def with_columns(*names: str) -> Fits:
    """Whether the first row has these headings."""
    return headed(lambda header: set(names) <= set(header))


def unused(name: str, fits: Fits, reason: str) -> FileKind:
    """A kind that is known and has nothing to load: whoever brings one is told why."""

    def refuse(raw: Raw, reference: Reference) -> Release:
        raise NotUsable(f"{raw.name}: {reason}")

    def never(raw: Raw, release: Release, reference: Reference) -> Tables:
        raise NotImplementedError(f"{name} is refused when it is recognised")

    return FileKind(name, fits, refuse, never)
