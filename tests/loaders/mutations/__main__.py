"""`python -m tests.loaders.mutations 5000 [source ...]`: spoils so many files of each source and lists what passes, and why it may."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from itertools import chain
from pathlib import Path

from loaders.source import discover
from tests.loaders.mutations.allowed import Allowance, allowance_for, allowances
from tests.loaders.mutations.harness import Trial, trials
from tests.loaders.mutations.mutators import EXCHANGE

_TOLD_EVERY = 500
"""Trials, so that a run that is ended has told something: 5,000 of complaints take a quarter of an hour of one processor."""


def main() -> int:
    """Exit 1 where anything passes that no entry of the list allows, or an entry of the list allows what nothing does."""
    count, wanted = int(sys.argv[1]), sys.argv[2:]
    unexplained, needed = 0, set[Allowance]()
    for id, source in discover().items():
        if wanted and id not in wanted:
            continue
        tried: list[Trial] = []
        exchanges = count // 10 if id == "complaints" else 0
        with tempfile.TemporaryDirectory() as folder:
            for trial in chain(
                trials(source, count, Path(folder)), trials(source, exchanges, Path(folder), [*EXCHANGE])
            ):
                tried.append(trial)
                if len(tried) % _TOLD_EVERY == 0 or len(tried) == count + exchanges:
                    print(f"{id}: {dict(Counter(str(each.verdict.fate) for each in tried))}", flush=True)
        passed = [(trial, allowance_for(id, trial)) for trial in tried if trial.is_wrong]
        needed |= {each for _, each in passed if each}
        for reason, times in Counter(each.reason for _, each in passed if each).most_common():
            print(f"  {times} pass: {reason}")
        for trial in (trial for trial, each in passed if each is None):
            print(f"  NOT ALLOWED {trial}")
            unexplained += 1
    idle = [each for each in allowances() if each not in needed and not wanted]
    for each in idle:
        print(f"NOT NEEDED {each}")
    return 1 if unexplained or idle else 0


if __name__ == "__main__":
    sys.exit(main())
