"""Decides which of the files we keep stand: the newest copy of every release, and never invented beside real figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from loaders.build.assemble import Standing
from loaders.store.bronze import Kept
from loaders.store.receipt import Receipt
from loaders.store.tidied import Part


def copies_by_release(kept_files: Sequence[Kept]) -> dict[str, list[Kept]]:
    """All copies of each release, oldest first."""
    copies: dict[str, list[Kept]] = defaultdict(list)
    for kept in sorted(kept_files, key=lambda kept: kept.receipt.age):
        copies[kept.receipt.release.id].append(kept)
    return dict(copies)


def without_demonstration(kept_files: Sequence[Kept], readable: Callable[[Receipt], bool]) -> list[Kept]:
    """The same files without those of the demonstration publisher, as soon as one real file can be read."""
    if not any(kept.receipt.real and readable(kept.receipt) for kept in kept_files):
        return list(kept_files)
    return [kept for kept in kept_files if not kept.receipt.demonstration]


def stand(
    kept_files: Sequence[Kept], part_of: Callable[[Receipt], Part | None], offered: Collection[str]
) -> tuple[list[Standing], list[str]]:
    """One per release: its newest copy that can be read. Sentences name files just offered that were set aside."""
    standing: list[Standing] = []
    notes: list[str] = []
    for release, copies in copies_by_release(kept_files).items():
        readable = [(kept.receipt, part) for kept in copies if (part := part_of(kept.receipt)) is not None]
        if not readable:
            continue
        *set_aside, (newest, part) = readable
        standing.append(Standing(newest, part))
        notes += [
            f"{release}: {receipt.name} is set aside, {newest.name} is the newer copy"
            for receipt, _ in set_aside
            if receipt.url in offered and receipt.url != newest.url
        ]
    return standing, notes
