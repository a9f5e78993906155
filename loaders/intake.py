"""Takes in what a place offers: reads what is new, keeps what could be read, and notes what has arrived again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from loaders.build import code_lists
from loaders.build.standing import copies_by_release, newest, not_held_back
from loaders.fetch.places import Offer, Origin
from loaders.names import OtherName, is_other, refusals
from loaders.outcome import Fate, Outcome
from loaders.progress import Progress
from loaders.read.file_reader import Task
from loaders.read.worker_pool import read_files
from loaders.store import bronze
from loaders.store.bronze import KeptFile
from loaders.store.bronze_index import BronzeIndex
from loaders.store.receipt import Receipt


@dataclass(frozen=True)
class Arrival:
    """One file offered, and its number. Of two copies offered together the first is the newer: every place offers so."""

    offer: Offer
    number: int


@dataclass(frozen=True)
class Intake:
    """What files are taken into, and how far it has got is told to whom."""

    index: BronzeIndex
    progress: Progress
    since: int | None = None
    """Files about earlier years are left out; None takes all."""
    accept: bool = False
    """Whether somebody says that these files are whole, however few organisations they hold."""

    def take(self, place: Origin) -> list[Outcome]:
        """One outcome per file offered; every file that could be read is in bronze afterwards."""
        known = {kept.receipt.sha256: kept for kept in self.index.kept()}
        outcomes: list[Outcome] = []
        new: dict[str, list[Arrival]] = {}  # one file under all its names
        again: dict[str, Arrival] = {}
        came: list[Arrival] = []  # of bytes we keep, under whatever name
        offers = list(place.offers(self.progress))
        last = self.index.last_arrival + len(offers)
        for position, offer in enumerate(offers):
            if isinstance(offer, Outcome):
                outcomes.append(offer)
                continue
            try:
                sha256 = offer.raw.sha256
            except OSError as error:
                outcomes.append(_tell(offer, Fate.FAILED, f"it cannot be opened: {error.strerror or error}"))
                continue
            arrival = Arrival(offer, last - position)
            if sha256 in known and self.index.is_sound(known[sha256]):
                bronze.mend(known[sha256], offer.raw)
                again.setdefault(sha256, arrival)
                came.append(arrival)
            else:
                new.setdefault(sha256, []).append(arrival)
        outcomes += self._know_again(came, known, again)
        # What a file of a new vintage is can only be told once that vintage's code lists are known.
        lists = [each for each in new.values() if code_lists.list_name(each[0].offer.raw.path)]
        outcomes += self._read(lists)
        index = BronzeIndex.open(self.index.cache, self.index.sources) if lists else self.index
        outcomes += replace(self, index=index)._read([each for each in new.values() if each not in lists])
        self._renew(again, new)
        return outcomes

    def _know_again(
        self, came: Sequence[Arrival], known: Mapping[str, KeptFile], again: dict[str, Arrival]
    ) -> Iterator[Outcome]:
        """One outcome per file whose bytes we keep: as it stands, or taken anew for what its other name makes of it.

        Only where somebody says so, where its publisher gives the name, or where the bytes do not stand under their old one, is
        one name believed against another. What is refused has not come `again`.
        """
        stands = {kept.receipt.sha256 for kept in newest(self.index.kept())}
        asked = [
            OtherName(each.offer, kept.receipt.name, kept.receipt.release)
            for each in came
            if is_other(each.offer, kept := known[each.offer.raw.sha256])
        ]
        renamed = {file.offer.raw for file in asked}
        refused = refusals(self.index, asked)
        for arrival in came:
            offer, kept = arrival.offer, known[arrival.offer.raw.sha256]
            sha256, served = offer.raw.sha256, offer.raw.url.startswith("http") and not kept.receipt.served
            if kept.receipt.held and offer.raw in renamed:
                yield from self._take_for(arrival, kept)
            elif offer.raw not in refused:
                yield _already(offer, kept.receipt, self.accept)
            elif self.accept or served or sha256 not in stands:
                yield from self._take_for(arrival, kept)
            else:
                again.pop(sha256, None)
                yield refused[offer.raw]

    def _take_for(self, arrival: Arrival, kept: KeptFile) -> Iterator[Outcome]:
        """Read a file we keep under its other name, and let that stand where it can be read so."""
        offer = arrival.offer
        for _, outcome in read_files([Task(offer.raw, offer.sources, self.index.reference)], self.index.cache):
            told = replace(outcome, sha256=offer.raw.sha256)
            if now := self._keep(arrival, outcome):
                bronze.forget([kept] if now.path != kept.path else [])
                left = {each.receipt.release.id for each in not_held_back(self.index.kept())}
                gone = not kept.receipt.held and kept.receipt.release.id not in left
                before = f"before, as {kept.receipt.name}, for {kept.receipt.release.title}"
                before += ", which is no longer loaded" * gone
                told = replace(told, reason="; ".join(filter(None, (f"taken by this name; {before}", outcome.reason))))
            yield told

    def _read(self, files: Sequence[Sequence[Arrival]]) -> list[Outcome]:
        """Read files new to us, and take those that could be read into bronze.

        A file offered under several names is read under one after the other until it can be told what it is.
        """
        outcomes: list[Outcome] = []
        waiting = [(list(names), list[Outcome]()) for names in files]
        while waiting:
            by_path = {names[0].offer.raw.path: (names, before) for names, before in waiting}
            asked = [names[0].offer for names, _ in waiting]
            tasks = [Task(offer.raw, offer.sources, self.index.reference, self.since) for offer in asked]
            waiting = []
            for done, (task, outcome) in enumerate(read_files(tasks, self.index.cache), start=1):
                (first, *others), before = by_path[task.raw.path]
                self._keep(first, outcome)
                told = [*before, replace(outcome, sha256=task.raw.sha256)]
                if outcome.fate is Fate.LOADED:
                    same = f"the same bytes as {outcome.name}"
                    outcomes += [replace(each, fate=Fate.ALREADY, reason=same) for each in before]
                    outcomes += [told[-1], *self._twins(outcome, others)]
                elif others:
                    waiting.append((others, told))
                else:
                    outcomes += told
                self.progress("Reading files", done, len(tasks))
        return outcomes

    def _twins(self, loaded: Outcome, others: Sequence[Arrival]) -> Iterator[Outcome]:
        """One outcome per further name of a file that is loaded now."""
        files = [
            OtherName(each.offer, loaded.name, loaded.release)
            for each in others
            if loaded.release and each.offer.raw.name != loaded.name
        ]
        refused = refusals(self.index, files)
        for each in others:
            same = _tell(each.offer, Fate.ALREADY, f"the same bytes as {loaded.name}")
            yield refused.get(each.offer.raw, same)

    def _keep(self, arrival: Arrival, outcome: Outcome) -> KeptFile | None:
        """Take a file that was read into bronze, with its receipt; None for one that was not read."""
        if outcome.fate is not Fate.LOADED or outcome.source is None or outcome.release is None:
            return None
        offer, raw = arrival.offer, arrival.offer.raw
        receipt = Receipt(
            outcome.source, outcome.release, raw.name, outcome.url, raw.sha256, raw.size, datetime.now(UTC),
            offer.etag, offer.last_modified, arrival.number, accepted=self.accept,
        )  # fmt: skip
        kept = bronze.keep(self.index.cache, raw.path, self.index.counted(receipt))
        if raw.path.is_relative_to(self.index.cache.downloads):
            raw.path.unlink()  # bronze has it now
        return kept

    def _renew(self, again: Mapping[str, Arrival], new: Collection[str]) -> None:
        """Number anew what a place offers again where the copy that came last is offered no more, or on acceptance."""
        for copies in copies_by_release(self.index.kept()).values():
            offered = [kept for kept in copies if kept.receipt.sha256 in again]
            last = max(copies, key=lambda kept: kept.receipt.came).receipt.sha256
            renewed = offered if self.accept or not (last in again or last in new) else []
            for kept in renewed:
                number = again[kept.receipt.sha256].number
                receipt = replace(kept.receipt, arrival=number)
                bronze.rewrite(kept, replace(receipt, held="", accepted=True) if self.accept else receipt)


def _tell(offer: Offer, fate: Fate, reason: str) -> Outcome:
    return Outcome(offer.raw.name, offer.raw.url, fate, reason)


def _already(offer: Offer, receipt: Receipt, accept: bool) -> Outcome:
    """Of bytes we have: that they are loaded, or from now on, where they were held back and are accepted."""
    fate = Fate.LOADED if accept and receipt.held else Fate.ALREADY
    other = receipt.name != offer.raw.name and fate is Fate.ALREADY
    reason = f"the same bytes as {receipt.name}, which is {receipt.release.title}" if other else ""
    outcome = Outcome(offer.raw.name, offer.raw.url, fate, reason, receipt.source, receipt.release)
    return replace(outcome, sha256=receipt.sha256)
