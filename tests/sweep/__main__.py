"""`python -m tests.sweep record`, `compare`, `judge` and `ask`: what every page shows, whether it still does after a change, and whether it may.

    python -m tests.sweep record --cache CACHE --out before.sweep --every 3 --jobs 2
    python -m tests.sweep compare before.sweep after.sweep
    python -m tests.sweep judge after.sweep --cache CACHE
    python -m tests.sweep ask --cache CACHE --seconds 600

A cache belongs to the code that built it: let each version load the data into a cache of its own, then record. Pages round
most figures, so a change of the last digits shows only where it crosses a rounding: visit many views rather than few.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from insight.queries.published import PublishedSet
from insight.store import Store
from tests.sweep.asked import Asked
from tests.sweep.asked import asked as all_asked
from tests.sweep.compare import differences, report
from tests.sweep.grid import Sample
from tests.sweep.judge import KINDS, Fault, derivable, judge
from tests.sweep.record import read, record
from tests.sweep.views import ROOT, Shown


def main() -> int:
    """Exit 1 where two records differ, or one shows what must not be shown."""
    asked = _arguments()
    if asked.command == "record":
        record(asked.cache.resolve(), asked.out, Sample(tuple(asked.pages), asked.every), asked.jobs)
        return 0
    if asked.command in ("judge", "ask"):
        published = PublishedSet(Store.open(asked.cache.resolve()))
        if asked.command == "judge":
            return _judged(published, sorted(read(asked.record).items()), derivable(published))
        return _judged(published, _counted(all_asked(published, asked.seconds)), ())
    before, after = read(asked.before), read(asked.after)
    found = differences(before, after)
    print(*report(found, asked.examples), sep="\n")
    print(f"{len({each.view for each in found})} of {len(before.keys() | after.keys())} views differ.")
    return 1 if found else 0


def _judged(published: PublishedSet, views: Iterable[tuple[str, Shown]], more: Iterable[Fault]) -> int:
    """Print every fault once, as it is found, and how many there are of each kind; 1 where there is any."""
    titles = {str(id): str(title) for id, title in published.store.measures["title"].items()}
    counts, told = Counter[str](), set[str]()
    for each in chain(judge(views, titles), more):
        counts[each.kind] += 1
        if each.what not in told:
            print(f"{each.kind}: {each.what} ({each.view})", flush=True)
        told.add(each.what)
    print(*(f"{counts[kind]} {kind}" for kind in KINDS), sep="\n")
    return 1 if counts else 0


def _counted(answers: Iterable[Asked]) -> Iterator[tuple[str, Shown]]:
    """The answers, and in the end how many there were of each page, a footprint each."""
    pages = Counter[str]()
    try:
        for each in answers:
            yield each.view, each.shown
            pages[each.view.partition("?")[0]] += each.footprints
    finally:
        told = ", ".join(f"{page} {number:,}" for page, number in sorted(pages.items()))
        print(f"{pages.total():,} views asked: {told}", flush=True)


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
    law = commands.add_parser(
        "ask", help="ask the queries what pages would say of every measure and footprint, and count the same"
    )
    law.add_argument("--cache", type=Path, required=True)
    law.add_argument("--seconds", type=float, default=600, help="processor time it may take")
    hold = commands.add_parser("compare", help="say what differs between two records")
    hold.add_argument("before", type=Path)
    hold.add_argument("after", type=Path)
    hold.add_argument("--examples", type=int, default=3, help="differences shown of each kind")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
