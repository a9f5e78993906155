"""What cannot be known of a spoilt file: a list of data, each entry with its reason."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from tests.loaders.mutations.harness import Trial

LIST = Path(__file__).with_name("allowed.csv")


@dataclass(frozen=True)
class Allowance:
    """One kind of spoilt file that may pass. Source, mutator, file, column and what was done are patterns with `*`, several apart by `|`."""

    source: str
    mutator: str
    file: str
    column: str
    what: str
    fate: str
    reason: str

    def covers(self, source: str, trial: Trial) -> bool:
        told = (source, trial.mutator, trial.file, trial.done.column, trial.done.what, trial.verdict.fate)
        kinds = (self.source, self.mutator, self.file, self.column, self.what, self.fate)
        return all(
            any(fnmatchcase(str(value), each) for each in kind.split("|"))
            for value, kind in zip(told, kinds, strict=True)
        )


@cache
def allowances() -> list[Allowance]:
    """The list, in its order."""
    with LIST.open(encoding="utf-8", newline="") as stream:
        return [Allowance(**row) for row in csv.DictReader(stream)]


def allowance_for(source: str, trial: Trial) -> Allowance | None:
    """The first entry that says why a trial may pass."""
    return next((each for each in allowances() if each.covers(source, trial)), None)
