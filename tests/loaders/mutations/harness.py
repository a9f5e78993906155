"""Spoils the golden files of a source again and again, the same way for the same seed, and judges what becomes of each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from loaders.source import Source
from tests.loaders.mutations.documents import take_apart
from tests.loaders.mutations.judge import Fate, Rows, Verdict, judge, rows_of
from tests.loaders.mutations.mutators import BYTE_MUTATORS, EXCHANGE, MUTATORS, Done

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
_NOT_INPUT = re.compile(r"README.*|.*expected.*|.*\.py|.*\.pyc", re.IGNORECASE)


@dataclass(frozen=True)
class Trial:
    """One file spoilt once."""

    file: str
    mutator: str
    done: Done
    verdict: Verdict

    @property
    def is_wrong(self) -> bool:
        """Whether the file gave anything but what stood in it, or broke the loader."""
        return self.verdict.fate in (Fate.LESS, Fate.OTHER, Fate.CRASH)

    def __str__(self) -> str:
        return f"{self.verdict.fate}: {self.file}: {self.mutator}, {self.done.column!r}: {self.done.what}: {self.verdict.shown}"


def good_files(source: str) -> list[Path]:
    """The golden files of a source."""
    return [
        path for path in sorted((GOLDEN / source).rglob("*")) if path.is_file() and not _NOT_INPUT.fullmatch(path.name)
    ]


@cache
def rows_of_whole(source: Source, file: Path) -> Rows:
    """What a good file gives."""
    found = rows_of(source, file)
    assert found is not None
    return found


def trials(
    source: Source, count: int, folder: Path, mutators: Sequence[str] = (*MUTATORS, *BYTE_MUTATORS), seed: int = 0
) -> Iterator[Trial]:
    """So many different ways to spoil the files of a source, every mutator in turn on every file in turn.

    Two ways may make the same file, which is judged once: of 5,000 of a source a third to three quarters differ.
    """
    files = good_files(source.SOURCE.id)
    known: dict[tuple[str, bytes], Verdict] = {}
    done = turn = 0
    while done < count:
        file, mutator = files[turn % len(files)], mutators[turn // len(files) % len(mutators)]
        turn += 1
        spoilt = folder / file.name
        what = _spoil(file, spoilt, mutator, Random(f"{seed} {file.name} {turn}"))
        if what is not None:
            done += 1
            made = file.name, hashlib.sha256(spoilt.read_bytes()).digest()
            if made not in known:
                known[made] = judge(source, spoilt, rows_of_whole(source, file))
            yield Trial(file.name, mutator, what, known[made])


def _spoil(file: Path, spoilt: Path, mutator: str, chance: Random) -> Done | None:
    if mutator in BYTE_MUTATORS:
        spoilt.write_bytes(file.read_bytes())
        return BYTE_MUTATORS[mutator](spoilt, chance)
    document = take_apart(file)
    what = {**MUTATORS, **EXCHANGE}[mutator](document, chance)
    if what is not None:
        document.write(spoilt)
    return what
