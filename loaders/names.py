"""Bytes that come under several names: whether the names make different releases of them, so that one of the names is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.fetch.places import Offer
from loaders.outcome import Fate, Outcome
from loaders.read.file_reader import Task, identify
from loaders.read.worker_pool import read_files
from loaders.source import Raw, Release
from loaders.store.bronze import KeptFile
from loaders.store.bronze_index import BronzeIndex
from loaders.visible import visible


@dataclass(frozen=True)
class OtherName:
    """A file offered under a name other than that by which its bytes are known already."""

    offer: Offer
    known: str
    release: Release


def is_other(offer: Offer, kept: KeptFile) -> bool:
    """Whether bytes we keep come under another name than they came with, which may make something else of them."""
    return offer.raw.name not in (kept.receipt.name, kept.path.name) and not kept.receipt.builtin


def refusals(index: BronzeIndex, files: Sequence[OtherName]) -> dict[Raw, Outcome]:
    """By file of which its other name makes another release: that bytes have two names for two releases, which of them stands, and how
    to take the other.
    """
    by_raw = {file.offer.raw: file for file in files}
    tasks = [Task(raw, file.offer.sources, index.reference) for raw, file in by_raw.items()]
    found: dict[Raw, Outcome] = {}
    for task, outcome in read_files(tasks, index.cache, reading=identify):
        file = by_raw[task.raw]
        if outcome.release and outcome.release.id != file.release.id:
            found[task.raw] = _refusal(file, outcome.release)
    return found


def _refusal(file: OtherName, release: Release) -> Outcome:
    raw = file.offer.raw
    named = "FILE" if raw.url.startswith("http") else f'"{visible(str(raw.path))}"'
    reason = (
        f"the same bytes as {file.known}, which is loaded as {file.release.title}; by this name they would be {release.title}, "
        "so one of the two names is wrong. If this one is right, and the file whole, load it with: "
        f"python -m loaders add --accept {named}"
    )
    return Outcome(raw.name, raw.url, Fate.FAILED, reason)
