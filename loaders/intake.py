"""Takes files in: reads what is new, keeps what could be read, and reads kept files again when a source has learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from loaders.build import code_lists
from loaders.build.standing import copies_by_release
from loaders.fetch.places import Offer, Place
from loaders.outcome import Fate, Outcome
from loaders.progress import Progress
from loaders.read.file_reader import Task
from loaders.read.worker_pool import read_files
from loaders.source import Release
from loaders.store import bronze
from loaders.store.bronze import Kept
from loaders.store.bronze_index import Shelf
from loaders.store.receipt import Receipt


@dataclass(frozen=True)
class Intake:
    """What files are taken into, and how far it has got is told to whom."""

    shelf: Shelf
    progress: Progress
    since: int | None = None
    """Files about earlier years are left out; None takes all."""

    def take(self, place: Place) -> list[Outcome]:
        """One outcome per file offered; every file that could be read is in bronze afterwards."""
        known = {kept.receipt.sha256: kept for kept in self.shelf.kept()}
        outcomes: list[Outcome] = []
        new: dict[str, Offer] = {}
        for offer in place.offers(self.progress):
            if isinstance(offer, Outcome):
                outcomes.append(offer)
                continue
            try:
                sha256 = offer.raw.sha256
            except OSError as error:
                outcomes.append(_tell(offer, Fate.FAILED, f"it cannot be opened: {error.strerror or error}"))
                continue
            if sha256 in known and self.shelf.is_sound(known[sha256]):
                outcomes.append(_already(offer, known[sha256].receipt))
            elif sha256 in new:
                outcomes.append(_tell(offer, Fate.ALREADY, f"the same bytes as {new[sha256].raw.name}"))
            else:
                new[sha256] = offer
        # What a file of a new vintage is can only be told once that vintage's code lists are known.
        lists = [offer for offer in new.values() if code_lists.list_name(offer.raw.path)]
        outcomes += self._read(lists)
        shelf = Shelf.open(self.shelf.cache, self.shelf.sources) if lists else self.shelf
        rest = [offer for offer in new.values() if offer not in lists]
        return outcomes + replace(self, shelf=shelf)._read(rest)

    def read_again(self) -> list[Outcome]:
        """Read kept files whose source has a new version; one outcome per file that cannot be read now.

        Where the newest copy of a release cannot be read, the one before it is.
        """
        outcomes: list[Outcome] = []
        waiting = list(copies_by_release(self.shelf.kept()).values())
        while waiting := [copies for copies in waiting if copies and not self.shelf.is_read(copies[-1].receipt)]:
            newest = {copies[-1].path: copies[-1] for copies in waiting}
            tasks = [Task(kept.raw, (kept.receipt.source,), self.shelf.reference) for kept in newest.values()]
            for done, (task, outcome) in enumerate(read_files(tasks, self.shelf.cache), start=1):
                self.progress("Reading kept files again", done, len(tasks))
                failure = self._read_anew(newest[task.raw.path], outcome)
                outcomes += [failure] if failure else []
            waiting = [copies[:-1] for copies in waiting if not self.shelf.is_read(copies[-1].receipt)]
        return outcomes

    def _read(self, offers: Sequence[Offer]) -> list[Outcome]:
        """Read files new to us, and take those that could be read into bronze."""
        outcomes: list[Outcome] = []
        now = datetime.now(UTC)
        ages = {offer.raw.path: age for age, offer in enumerate(offers)}
        tasks = [Task(offer.raw, offer.sources, self.shelf.reference, self.since) for offer in offers]
        for done, (task, outcome) in enumerate(read_files(tasks, self.shelf.cache), start=1):
            age = ages[task.raw.path]
            # Of two copies of one release offered together the first is the newer: every place offers so.
            self._keep(offers[age], outcome, now - timedelta(microseconds=age))
            outcomes.append(outcome)
            self.progress("Reading files", done, len(tasks))
        return outcomes

    def _keep(self, offer: Offer, outcome: Outcome, retrieved: datetime) -> None:
        """Take a file that was read into bronze, with its receipt."""
        if outcome.fate is not Fate.LOADED or outcome.source is None or outcome.release is None:
            return
        raw = offer.raw
        receipt = Receipt(
            outcome.source, outcome.release, raw.name, raw.url, raw.sha256, raw.size, retrieved,
            offer.etag, offer.last_modified,
        )  # fmt: skip
        bronze.keep(self.shelf.cache, raw.path, receipt)
        if raw.path.is_relative_to(self.shelf.cache.downloads):
            raw.path.unlink()  # bronze has it now

    def _read_anew(self, kept: Kept, outcome: Outcome) -> Outcome | None:
        """Note what reading a kept file again has found out about it; the outcome that says why it cannot be used."""
        if kept.raw.sha256 != kept.receipt.sha256:
            return replace(outcome, fate=Fate.FAILED, reason="the copy in the cache is damaged; fetch the file again")
        if outcome.fate is not Fate.LOADED or outcome.release is None:
            return outcome
        self._rewrite(kept, outcome.release)
        return None

    def _rewrite(self, kept: Kept, release: Release) -> None:
        """What we know about a kept file has changed; its bytes have not."""
        if release != kept.receipt.release:
            renewed = bronze.keep(self.shelf.cache, kept.path, replace(kept.receipt, release=release))
            if renewed.path != kept.path:
                bronze.forget([kept])


def _tell(offer: Offer, fate: Fate, reason: str) -> Outcome:
    return Outcome(offer.raw.name, offer.raw.url, fate, reason)


def _already(offer: Offer, receipt: Receipt) -> Outcome:
    return Outcome(offer.raw.name, offer.raw.url, Fate.ALREADY, "", receipt.source, receipt.release)
