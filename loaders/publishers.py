"""The publishers themselves as a place files come from: each source plans what there is, and that is downloaded."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loaders.bronze import Kept, safe_name
from loaders.cache import Cache
from loaders.downloads import Drawer
from loaders.errors import LoadingError
from loaders.outcome import Fate, Outcome
from loaders.places import Offer
from loaders.progress import Progress
from loaders.receipt import BUILTIN
from loaders.source import Raw, Source, Wanted
from loaders.web import Internet

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Publishers:
    """The chosen sources' own addresses on the internet."""

    web: Internet
    cache: Cache
    chosen: Mapping[str, Source]
    kept: Mapping[str, Kept]
    """Files in bronze by fingerprint: where an address has nothing newer, its file is taken from here."""
    since: int | None = None

    @property
    def demonstration(self) -> bool:
        """Never: what publishers publish is real."""
        return False

    def offers(self, progress: Progress) -> Iterator[Offer | Outcome]:
        """One per file wanted: downloaded, or an outcome that says why not. One address that fails stops no other."""
        wanted: list[tuple[str, Wanted]] = []
        for done, (source_id, source) in enumerate(self.chosen.items()):
            progress("Asking publishers", done, len(self.chosen))
            try:
                wanted += [(source_id, item) for item in plan(source, self.web, self.since)]
            except LoadingError as error:
                yield Outcome(source.SOURCE.title, source.SOURCE.page, Fate.FAILED, str(error), source_id)
        progress("Asking publishers", len(self.chosen), len(self.chosen))
        for done, (source_id, item) in enumerate(wanted):
            progress("Downloading", done, len(wanted))
            yield self._fetch(source_id, item)
        progress("Downloading", len(wanted), len(wanted))

    def _fetch(self, source_id: str, item: Wanted) -> Offer | Outcome:
        drawer = Drawer(self.cache.downloads, item.url, safe_name(item.name))
        try:
            known = drawer.known()
            if known and known.sha256 not in self.kept and not _intact(drawer, known.sha256):
                drawer.empty()  # what we noted is gone, so the question must not be "anything newer than that?"
            known = self.web.download(drawer)
        except LoadingError as error:
            _log.warning("%s", error)
            return Outcome(item.name, item.url, Fate.FAILED, str(error), source_id)
        # Bytes that bronze has need not lie in the drawer as well.
        here = self.kept.get(known.sha256)
        if here is not None:
            drawer.release()
        raw = Raw(path=here.path if here else drawer.data, name=drawer.name, url=item.url)
        return Offer(raw, (source_id,), etag=known.validators.etag, last_modified=known.validators.last_modified)


def plan(source: Source, web: Internet, since: int | None) -> list[Wanted]:
    """One per file a source would like from the internet, each address once. Raises LoadingError."""
    by_url = {item.url: item for item in source.releases(web) if not item.url.startswith(BUILTIN)}
    return [item for item in by_url.values() if since is None or item.since is None or item.since >= since]


def _intact(drawer: Drawer, sha256: str) -> bool:
    try:
        with drawer.data.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
    except OSError:
        return False
