"""Finds published files whose copy in the cache is damaged or gone, so that no figure vanishes without a word."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow.parquet as pq

from loaders.build.assemble import StandingRelease
from loaders.outcome import Fate, Outcome
from loaders.store import bronze, silver
from loaders.store.bronze_index import BronzeIndex
from loaders.store.receipt import DEMONSTRATION


def lost_files(index: BronzeIndex, standing: Sequence[StandingRelease], since: int) -> list[Outcome]:
    """One per file that the current set was made from and the next could not be: its copy is not what it was.

    Not of sources that are gone, of releases that came again after arrival `since`, nor of invented files beside real ones.
    """
    folder = silver.current(index.cache)
    rows = pq.read_table(folder / "releases.parquet").to_pylist() if folder else []
    used = {row["sha256"] for row in rows}
    sound = {it.receipt.sha256 for it in index.kept() if it.receipt.sha256 in used and index.is_sound(it)}
    renewed = {item.receipt.release.id for item in standing if item.receipt.arrival > since}
    real = any(item.receipt.real for item in standing)
    return [
        Outcome(
            row["url"].rpartition("/")[2], row["url"], Fate.FAILED,
            "its copy in the cache is damaged or gone, so the tables stay as they were; fetch the file again",
            row["source"], sha256=row["sha256"],
        )
        for row in rows
        if row["source"] in index.sources
        and row["sha256"] not in sound
        and row["id"] not in renewed
        and not (real and row["url"].startswith(DEMONSTRATION))
    ]  # fmt: skip


def without_receipt(index: BronzeIndex, lost: Sequence[Outcome]) -> list[Outcome]:
    """One per other kept file whose receipt cannot be read, but for those that have come again under another name."""
    known = {kept.receipt.sha256 for kept in bronze.kept_files(index.cache)} | {each.sha256 for each in lost}
    marks = tuple(sha256[: bronze.MARK_LENGTH] for sha256 in known)
    return [
        Outcome(
            path.name, path.relative_to(index.cache.root).as_posix(), Fate.FAILED,
            "its receipt is damaged, so it is not used; fetch the file again, or remove it and its receipt",
        )
        for path in bronze.with_damaged_receipt(index.cache)
        if not path.name.startswith(marks)
    ]  # fmt: skip
