"""The data other cases stand on: the demonstration as loaded, and one measure of it with as many practices as England has."""

from __future__ import annotations

import atexit
import shutil
import string
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from insight.model import Level
from insight.schema import TABLES, conform
from loaders.build.facts import write_facts

_ROOT = Path(__file__).parents[1]


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


def widen(cache: Path, measure: str, practices: int) -> None:
    """Leave one measure in the cache, with this many practices: every practice has doubles under codes of their own."""
    silver = (cache / "silver").resolve()
    path = silver / "facts" / f"{measure.partition('.')[0]}.parquet"
    facts = pq.read_table(path, filters=[("measure", "=", measure)]).to_pandas()
    local = facts["level"] == Level.PRACTICE
    doubles = _doubles(facts.loc[local, "org"].unique(), practices)
    wide = facts[local].merge(doubles, on="org").drop(columns="org").rename(columns={"double": "org"})
    write_facts(conform(pd.concat([facts[~local], wide], ignore_index=True), TABLES["facts"]), path)

    path = silver / "membership.parquet"
    membership = pq.read_table(path).to_pandas()
    members = membership.merge(doubles, left_on="child", right_on="org").assign(child=lambda rows: rows["double"])
    others = membership[~membership["child"].isin(doubles["org"])]
    both = pd.concat([others, members[membership.columns]], ignore_index=True)
    pq.write_table(conform(both, TABLES["membership"]), path)


def _doubles(codes: list[str], wanted: int) -> pd.DataFrame:
    """One row per new practice: org, the practice it is a double of, and double, its own code."""
    made = [(code, letter + code[1:]) for letter in string.ascii_uppercase for code in sorted(codes)]
    return pd.DataFrame(made[:wanted], columns=["org", "double"])
