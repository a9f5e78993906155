"""Keeps every published file exactly as published, with its receipt, so that any figure can be traced to its bytes."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.source import Raw
from loaders.store.cache import Cache
from loaders.store.durable import copy_whole, sha256_of, write_whole
from loaders.store.receipt import Receipt

_log = logging.getLogger(__name__)
_RECEIPT = ".receipt.json"
_UNSAFE = re.compile(r"[^\w.()+ -]+", re.ASCII)
_LONGEST_NAME = 120
MARK_LENGTH = 12
"""So many characters of its fingerprint stand before the name of a file."""


@dataclass(frozen=True)
class KeptFile:
    """One file in bronze, with its receipt."""

    receipt: Receipt
    path: Path

    @property
    def raw(self) -> Raw:
        """The file as a source wants to see it: under the name and address it came with."""
        receipt = self.receipt
        fetched = receipt.retrieved.date() if receipt.url.startswith("http") else None
        return Raw(path=self.path, name=receipt.name, url=receipt.url, retrieved=fetched)


def keep(cache: Cache, origin: Path, receipt: Receipt) -> KeptFile:
    """Copy one file into bronze, byte for byte, then write its receipt; without a receipt a file does not count."""
    path = _place(cache, receipt)
    copy_whole(origin, path)
    kept = KeptFile(receipt, path)
    rewrite(kept, receipt)
    return kept


def rewrite(kept: KeptFile, receipt: Receipt) -> None:
    """Write what has changed in the receipt of a file that lies where it lies."""
    write_whole(kept.path.with_name(kept.path.name + _RECEIPT), receipt.to_json())


def mend(kept: KeptFile, same: Raw) -> None:
    """Put the bytes that have come again in the place of a copy that is damaged."""
    if kept.path != same.path and sha256_of(kept.path) != kept.receipt.sha256:
        copy_whole(same.path, kept.path)


def kept_files(cache: Cache) -> list[KeptFile]:
    """One per file with a readable receipt, oldest first."""
    found = [KeptFile(receipt, path) for path, receipt in _receipts(cache) if receipt and path.exists()]
    return sorted(found, key=lambda kept: kept.receipt.age)


def with_damaged_receipt(cache: Cache) -> list[Path]:
    """The files beside receipts that cannot be read, whether they are there or not."""
    return [path for path, receipt in _receipts(cache) if receipt is None]


def _receipts(cache: Cache) -> Iterator[tuple[Path, Receipt | None]]:
    """Where each file should lie, and its receipt; None, and a line in the log, for one that cannot be read."""
    for note in sorted(cache.bronze.glob(f"*/*/*{_RECEIPT}")):
        receipt = None
        try:
            receipt = Receipt.from_json(note.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            _log.warning("receipt %s cannot be read and is passed over: %s", note, error)
        yield note.with_name(note.name.removesuffix(_RECEIPT)), receipt


def forget(kept_files: Iterable[KeptFile]) -> None:
    """Take files out of bronze, receipt first: invented ones, or whose bytes lie elsewhere in it. What a publisher wrote is never thrown away."""
    for kept in kept_files:
        kept.path.with_name(kept.path.name + _RECEIPT).unlink(missing_ok=True)
        kept.path.unlink(missing_ok=True)
        if not any(kept.path.parent.iterdir()):
            shutil.rmtree(kept.path.parent)


def safe_name(name: str) -> str:
    """A file name any disk takes and nobody can climb out of a folder with; the publisher's own as far as that goes."""
    last = re.split(r"[/\\]", name)[-1]
    cleaned = _UNSAFE.sub("_", last).strip(" .")
    stem, dot, ending = cleaned.rpartition(".")
    short = f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if len(ending) < 12 else cleaned[:_LONGEST_NAME]
    return short or "file"


def _place(cache: Cache, receipt: Receipt) -> Path:
    """The fingerprint stands before the name, so that a newer copy under the same name lies beside the older one."""
    folder = cache.bronze / safe_name(receipt.source) / safe_name(receipt.release.id)
    return folder / f"{receipt.sha256[:MARK_LENGTH]}-{safe_name(receipt.name)}"
