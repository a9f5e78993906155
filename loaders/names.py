"""Bytes that come under several names: whether the names make different releases of them, so that one of the names is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.fetch.places import Offer
from loaders.outcome import Fate, Outcome
from loaders.read.file_reader import Task, identify
from loaders.read.worker_pool import read_files
from loaders.source import Release
from loaders.store.bronze import KeptFile
from loaders.store.bronze_index import BronzeIndex


@dataclass(frozen=True)
class OtherName:
    """A file offered under a name other than that by which its bytes are known already."""

    offer: Offer
    known: str
    release: Release


def is_other(offer: Offer, kept: KeptFile) -> bool:
    """Whether bytes we keep come under another name than they came with, which may make something else of them."""
    return offer.raw.name not in (kept.receipt.name, kept.path.name) and not kept.receipt.builtin


def disagreeing(index: BronzeIndex, files: Sequence[OtherName]) -> Iterator[tuple[OtherName, Release]]:
    """The files of which their other name makes another release, with that release."""
    by_offer = {(file.offer.raw.path, file.offer.raw.name): file for file in files}
    tasks = [Task(file.offer.raw, file.offer.sources, index.reference) for file in by_offer.values()]
    for task, found in read_files(tasks, index.cache, reading=identify):
        file = by_offer[task.raw.path, task.raw.name]
        if found.release and found.release.id != file.release.id:
            yield file, found.release


def refusal(file: OtherName, release: Release) -> Outcome:
    """Says that bytes have two names for two releases, which of them stands, and how to take the other."""
    reason = (
        f"the same bytes as {file.known}, which is loaded as {file.release.title}; by this name they would be {release.title}, "
        "so one of the two names is wrong. If this one is right, and the file whole, load it with: python -m loaders add --accept FILE"
    )
    return Outcome(file.offer.raw.name, file.offer.raw.url, Fate.FAILED, reason)
