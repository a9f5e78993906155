"""Reads kept files again: when a source has learned, when code lists are new, when what was read of them is damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loaders.build.standing import copies_by_release, not_held_back
from loaders.outcome import Fate, Outcome
from loaders.progress import Progress
from loaders.read.file_reader import Task
from loaders.read.worker_pool import read_files
from loaders.store import bronze
from loaders.store.bronze import KeptFile
from loaders.store.bronze_index import BronzeIndex
from loaders.store.tidied import TidiedFile


def read_again(index: BronzeIndex, progress: Progress) -> list[Outcome]:
    """Read the newest copy of each release where its tables are not there; one outcome per file that cannot be read now.

    Where the newest copy of a release cannot be read, the one before it is.
    """
    outcomes: list[Outcome] = []
    waiting = list(copies_by_release(not_held_back(index.kept())).values())
    while waiting := [copies for copies in waiting if copies and not index.is_read(copies[-1].receipt)]:
        unusable: set[Path] = set()
        newest = {copies[-1].path: copies[-1] for copies in waiting}
        tasks = [Task(kept.raw, (kept.receipt.source,), index.reference) for kept in newest.values()]
        for done, (task, outcome) in enumerate(read_files(tasks, index.cache), start=1):
            progress("Reading kept files again", done, len(tasks))
            failure = _read_anew(index, newest[task.raw.path], outcome)
            if failure:
                outcomes.append(failure)
                unusable.add(task.raw.path)
        waiting = [copies[:-1] for copies in waiting if copies[-1].path in unusable]
    return outcomes


def tables_of(index: BronzeIndex, kept: KeptFile) -> TidiedFile | None:
    """What a kept file says, read again where its tables are not there; None where it cannot be read now."""
    receipt = kept.receipt
    if not index.is_read(receipt):
        for _, outcome in read_files([Task(kept.raw, (receipt.source,), index.reference)], index.cache):
            receipt = replace(receipt, release=outcome.release or receipt.release)
    return index.part_of(receipt)


def _read_anew(index: BronzeIndex, kept: KeptFile, outcome: Outcome) -> Outcome | None:
    """Note what reading a kept file again has found out about it; the outcome that says why it cannot be used."""
    if kept.raw.sha256 != kept.receipt.sha256:
        return replace(outcome, fate=Fate.FAILED, reason="the copy in the cache is damaged; fetch the file again")
    if outcome.fate is not Fate.LOADED or outcome.release is None:
        return outcome
    # What we know about it may have changed; its bytes have not.
    renewed = index.counted(replace(kept.receipt, release=outcome.release))
    if outcome.release != kept.receipt.release:
        moved = bronze.keep(index.cache, kept.path, renewed)
        if moved.path != kept.path:
            bronze.forget([kept])
    elif renewed != kept.receipt:
        bronze.rewrite(kept, renewed)
    return None
