"""`python -m tests.sweep record`, `compare` and `judge`: what every page shows, whether it still does after a change, and whether it may.

    python -m tests.sweep record --cache CACHE --out before.sweep --every 3 --jobs 2
    python -m tests.sweep compare before.sweep after.sweep
    python -m tests.sweep judge after.sweep --cache CACHE

A cache belongs to the code that built it: let each version load the data into a cache of its own, then record. Pages round
most figures, so a change of the last digits shows only where it crosses a rounding: visit many views rather than few.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from insight.queries.published import PublishedSet
from insight.store import Store
from tests.sweep.compare import differences, report
from tests.sweep.grid import Sample
from tests.sweep.judge import KINDS, derivable, judge
from tests.sweep.record import read, record
from tests.sweep.views import ROOT


def main() -> int:
    """Exit 1 where two records differ, or one shows what must not be shown."""
    asked = _arguments()
    if asked.command == "record":
        record(asked.cache.resolve(), asked.out, Sample(tuple(asked.pages), asked.every), asked.jobs)
        return 0
    if asked.command == "judge":
        published = PublishedSet(Store.open(asked.cache.resolve()))
        titles = {str(id): str(title) for id, title in published.store.measures["title"].items()}
        faults = [*judge(read(asked.record), titles), *derivable(published)]
        print(*sorted({f"{each.kind}: {each.what} ({each.view})" for each in faults}), sep="\n")
        counts = Counter(each.kind for each in faults)
        print(*(f"{counts[kind]} {kind}" for kind in KINDS), sep="\n")
        return 1 if faults else 0
    before, after = read(asked.before), read(asked.after)
    found = differences(before, after)
    print(*report(found, asked.examples), sep="\n")
    print(f"{len({each.view for each in found})} of {len(before.keys() | after.keys())} views differ.")
    return 1 if found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.sweep",
        description="What every page shows, written down and held against what it showed before.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    keep = commands.add_parser("record", help="write down what every view shows")
    keep.add_argument("--cache", type=Path, required=True)
    keep.add_argument("--out", type=Path, required=True)
    keep.add_argument("--every", type=int, default=1, help="visit one view in so many")
    keep.add_argument("--jobs", type=int, default=1)
    pages = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if file.name != "__init__.py")
    keep.add_argument("--pages", nargs="+", default=pages)
    law = commands.add_parser("judge", help="count what a record of a cache must never show")
    law.add_argument("record", type=Path)
    law.add_argument("--cache", type=Path, required=True)
    hold = commands.add_parser("compare", help="say what differs between two records")
    hold.add_argument("before", type=Path)
    hold.add_argument("after", type=Path)
    hold.add_argument("--examples", type=int, default=3, help="differences shown of each kind")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
