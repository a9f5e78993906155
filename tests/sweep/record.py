"""Visits every view of a sample and writes down what it shows, one JSON line a view; a record that was stopped goes on."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from typing import Literal

from insight.queries import menu
from insight.queries.published import PublishedSet
from insight.store import Store
from tests.sweep.grid import Sample, View, groups
from tests.sweep.views import Shown, visit

Record = dict[str, Shown]
"""What each view showed, by its address."""


def record(cache: Path, out: Path, sample: Sample, jobs: int = 1) -> None:
    """Add to a file what every view of the sample shows that is not in it yet."""
    known = read(out) if out.exists() else {}
    _write(out, known, "wt")  # whole again, should it have been cut
    together = groups(cache / "silver", sample, menu.measures(PublishedSet(Store.open(cache))).keys())
    left = [[view for view in views if str(view) not in known] for views in together]
    done, of = 0, sum(map(len, left))
    for shown in _visited(cache, [views for views in left if views], jobs):
        _write(out, shown, "at")
        done += len(shown)
        print(f"{done} of {of} views", flush=True)


def read(file: Path) -> Record:
    """The views of a record. The last line is left out where writing it was cut short."""
    found: Record = {}
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                view, shown = json.loads(line)
                found[view] = shown
    except (EOFError, zlib.error, gzip.BadGzipFile, json.JSONDecodeError):
        pass
    return found


def _visited(cache: Path, together: list[list[View]], jobs: int) -> Iterator[Record]:
    work = partial(_visit_all, cache)
    if jobs == 1:
        yield from map(work, together)
        return
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        for each in as_completed([pool.submit(work, views) for views in together]):
            yield each.result()


def _visit_all(cache: Path, views: list[View]) -> Record:
    return {str(view): visit(cache, view) for view in views}


def _write(out: Path, shown: Record, mode: Literal["wt", "at"]) -> None:
    with gzip.open(out, mode, compresslevel=3, encoding="utf-8") as file:
        file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in sorted(shown.items()))
