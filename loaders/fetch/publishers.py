"""The publishers themselves as a place files come from: each source plans what there is, and that is downloaded."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loaders.declared import is_backup
from loaders.errors import LoadingError
from loaders.fetch.answers import Gone
from loaders.fetch.downloads import Drawer
from loaders.fetch.hosts import host_of, in_order
from loaders.fetch.places import Offer
from loaders.fetch.planning import Plan, Planned, plan
from loaders.fetch.web import Internet
from loaders.outcome import Fate, Outcome
from loaders.progress import Progress
from loaders.source import Raw, Source
from loaders.store.bronze import KeptFile, safe_name
from loaders.store.cache import Cache
from loaders.store.durable import sha256_of
from loaders.visible import visible

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Publishers:
    """The chosen sources' own addresses on the internet."""

    web: Internet
    cache: Cache
    chosen: Mapping[str, Source]
    kept: Mapping[str, KeptFile]
    """Files in bronze by fingerprint: where an address has nothing newer, its file is taken from here."""
    since: int | None = None

    @property
    def demonstration(self) -> bool:
        """Never: what publishers publish is real."""
        return False

    def offers(self, progress: Progress) -> Iterator[Offer | Outcome]:
        """One per file wanted, in the order planned: downloaded, or an outcome that says why not.

        Publishers are asked side by side, and each one file at a time. One address that fails stops no other.
        """
        chosen = list(self.chosen.items())
        asking = "Asking publishers"
        plans = in_order(chosen, lambda each: each[0], lambda each: plan(*each, self.web, self.since), asking, progress)
        if self.web.cut_off:
            yield Outcome("internet", "", Fate.FAILED, self.web.cut_off)
            return
        told = {outcome.url: outcome for each in reversed(plans) for outcome in self._troubles(each)}
        yield from told.values()
        planned = [item for each in plans for item in each.files]
        yield from in_order(planned, lambda item: host_of(item.wanted.url), self._fetch, "Downloading", progress)

    def _troubles(self, made: Plan) -> Iterator[Outcome]:
        """What kept a source from seeing all there is. That a page is not there (yet) is no trouble while others are."""
        source = self.chosen[made.source].SOURCE
        if made.problem:
            page = next((page.url for page in made.pages if page.problem == made.problem), source.page)
            said = made.problem.removeprefix(page).lstrip(": ")
            yield Outcome(source.title, page, Fate.FAILED, said, made.source, trace=made.trace)
            return
        answered = any(not page.problem for page in made.pages)
        for page in made.pages:
            if page.problem and not (page.gone and answered):
                said = page.problem.removeprefix(page.url).lstrip(": ")
                reason = f"the page could not be read, so that newer files may have been missed: {said}"
                yield Outcome(source.title, page.url, Fate.FAILED, reason, made.source)

    def _fetch(self, item: Planned) -> Offer | Outcome:
        wanted = item.wanted
        drawer = Drawer(self.cache.downloads, wanted.url, safe_name(wanted.name))
        try:
            known = drawer.known()
            if known and not (self._has(known.sha256) or _is(drawer.data, known.sha256)):
                drawer.empty()  # what we noted is gone or damaged, so the question must not be "anything newer than that?"
            known = self.web.download(drawer)
        except Gone as error:
            return self._gone(item, error)
        except LoadingError as error:
            return _failed(item, str(error))
        except OSError as error:
            drawer.empty()  # on a full disk, make room for the files that are smaller
            return _failed(item, f"it was not saved, because the disk does not take it ({error.strerror or error})")
        # Bytes that bronze has need not lie in the drawer as well.
        here = self.kept[known.sha256] if self._has(known.sha256) else None
        if here is not None:
            drawer.release()
        path, today = here.path if here else drawer.data, datetime.now(UTC).date()
        raw = Raw(path=path, name=drawer.name, url=visible(wanted.url), retrieved=today)
        return Offer(raw, (item.source,), etag=known.validators.etag, last_modified=known.validators.last_modified)

    def _has(self, sha256: str) -> bool:
        """Whether bronze has a file of this fingerprint, and its bytes are still those."""
        return sha256 in self.kept and _is(self.kept[sha256].path, sha256)

    def _gone(self, item: Planned, error: Gone) -> Outcome:
        """A link that leads nowhere is a failure; an address from earlier that no page names any longer is not."""
        wanted = item.wanted
        copy = next((kept for kept in self.kept.values() if kept.receipt.url == wanted.url), None)
        if item.page is None and copy is not None:
            _log.warning("%s is gone; the copy of %s stands", wanted.url, f"{copy.receipt.retrieved:%d %B %Y}")
            release = copy.receipt.release
            return Outcome(wanted.name, wanted.url, Fate.ALREADY, "", item.source, release)
        if item.page is None and is_backup(wanted.url):
            reason = "the publisher has it no longer where it once was, and no page we could read links to it"
            return Outcome(wanted.name, wanted.url, Fate.LEFT_OUT, reason, item.source)
        return _failed(item, f"{error} It is linked on {item.page}" if item.page else str(error))


def _failed(item: Planned, reason: str) -> Outcome:
    _log.warning("%s: %s", item.wanted.url, reason)
    said = reason.removeprefix(item.wanted.url).lstrip(": ")
    return Outcome(item.wanted.name, item.wanted.url, Fate.FAILED, said, item.source)


def _is(path: Path, sha256: str) -> bool:
    try:
        return sha256_of(path) == sha256
    except OSError:
        return False
