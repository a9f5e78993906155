"""The data other cases stand on: the demonstration as loaded, and the same with as many organisations as England has."""

from __future__ import annotations

import atexit
import os
import shutil
import string
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from insight.model import Level
from insight.queries.prepare import prepare
from insight.queries.published import PublishedSet
from insight.schema import TABLES, conform
from insight.store import Store
from loaders.build.facts import merge_facts, write_facts
from loaders.store.silver import seal

_ROOT = Path(__file__).parents[1]
PAGES = ("overview", "map", "compare", "trends", "places", "priorities")
"""The pages that visitors go over."""


def load_demonstration(folder: Path) -> Path:
    """A cache in this folder with the demonstration publisher's files, loaded by the command line once for all cases."""
    return shutil.copytree(_loaded(), folder / "cache", symlinks=True)


@cache
def _loaded() -> Path:
    place = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, place)
    command = [sys.executable, "-m", "loaders", "fetch", "--from", "demo", "--cache", str(place)]
    subprocess.run(command, cwd=_ROOT, check=True, capture_output=True)
    return place


def prepared_england(folder: Path) -> Path:
    """A cache of England's size in this folder, prepared as after a refresh; `$INSIGHT_BENCH_ENGLAND` names one made before."""
    made = os.environ.get("INSIGHT_BENCH_ENGLAND")
    if made:
        return shutil.copytree(made, folder / "cache", symlinks=True)
    cache = load_demonstration(folder)
    enlarge(cache)
    prepare(PublishedSet(Store.open(cache)))
    return cache


ENGLAND = {Level.PRACTICE: 6_300, Level.TRUST: 150, Level.SITE: 600, Level.WARD: 3_500, Level.LOCATION: 50_000}
"""About how many organisations of each level England has (methods: each publisher's own counts of 2025)."""


def enlarge(cache: Path, wanted: Mapping[Level, int] = ENGLAND) -> None:
    """Give the current set this many organisations of each level: every one gets doubles under codes of their own.

    A double has the figures, the places it belongs to, and the coordinates of its original, so counts and rows are those of
    England while every figure is still the demonstration's.
    """
    silver = (cache / "silver").resolve()
    orgs = pq.read_table(silver / "orgs.parquet").to_pandas()
    doubles = _doubles(orgs, wanted)
    for path in sorted((silver / "facts").glob("*.parquet")):
        facts = pq.read_table(path).to_pandas()
        write_facts(merge_facts([conform(_with_doubles(facts, "org", doubles), TABLES["facts"])])[0], path)
    for table, column in (("orgs", "code"), ("membership", "child"), ("ratings", "org")):
        path = silver / f"{table}.parquet"
        rows = pq.read_table(path).to_pandas()
        pq.write_table(conform(_with_doubles(rows, column, doubles), TABLES[table]), path)
    seal(silver, "enlarged")


def _with_doubles(rows: pd.DataFrame, column: str, doubles: pd.DataFrame) -> pd.DataFrame:
    """The rows, and those of every original again under the codes of its doubles."""
    copied = rows.merge(doubles, left_on=column, right_on="original").assign(
        **{column: lambda joined: joined["double"]}
    )
    return pd.concat([rows, copied[rows.columns]], ignore_index=True)


def _doubles(orgs: pd.DataFrame, wanted: Mapping[Level, int]) -> pd.DataFrame:
    """One row per new organisation: `original`, and `double`, a code nobody has.

    A code may stand at two levels, as a practice and as a place rated; its doubles then do too.
    """
    known, made = set(orgs["code"]), dict[str, str]()
    for level, number in wanted.items():
        originals = sorted(orgs.loc[orgs["level"] == level, "code"].unique())
        lacking = number - len(originals) - sum(map(set(originals).__contains__, made.values()))
        for sign, code in product(string.ascii_uppercase + string.digits, originals):
            double = sign + code[1:]
            if lacking > 0 and double not in known:
                known.add(double)
                made[double] = code
                lacking -= 1
    return pd.DataFrame({"double": list(made), "original": list(made.values())})
