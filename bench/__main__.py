"""`python -m bench [NAME ...] [--json]`: every comparison, one line a case."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
from collections.abc import Iterator
from dataclasses import asdict

import bench
from bench.case import Case

_PLUMBING = {"case", "measure", "demonstration", "visitor", "rivals", "__main__"}


def cases(names: list[str]) -> Iterator[Case]:
    """Every case of every module in this folder, or of those named."""
    for module_info in pkgutil.iter_modules(bench.__path__):
        if module_info.name in _PLUMBING or (names and module_info.name not in names):
            continue
        yield from importlib.import_module(f"bench.{module_info.name}").cases()


def line(case: Case) -> str:
    """`case | ours | rival | ratio | aim | met or missed`."""
    rival = "-" if case.rival is None else f"{case.rival:,.4g} {case.unit}"
    ratio = "-" if case.ratio is None else f"{case.ratio:.1f} times"
    ours = f"{case.ours:,.4g} {case.unit}"
    return " | ".join([case.name, ours, rival, ratio, case.aim, "met" if case.met else "missed"])


def main() -> None:
    """Print the cases as they are measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="modules of bench/ to run; all of them by default")
    parser.add_argument("--json", action="store_true", help="one JSON list instead of lines")
    options = parser.parse_args()
    if options.json:
        print(json.dumps([asdict(case) | {"ratio": case.ratio} for case in cases(options.names)], indent=2))
        return
    print("case | ours | rival | ratio | aim | met or missed")
    for case in cases(options.names):
        print(line(case), flush=True)


if __name__ == "__main__":
    main()
