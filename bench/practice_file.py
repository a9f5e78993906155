"""Reading one national GP Patient Survey practice file (6,300 practices, 1,100 columns) against pandas reading all of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

import demo
from bench.case import Case, against
from bench.measure import cost
from loaders.build import code_lists
from loaders.source import Raw
from loaders.sources import gpps

_PRACTICES, _COLUMNS = 6_300, 1_100
_NAME = "GPPS_2025_Practice_data_(weighted)_(csv)_PUBLIC.csv"
_CODE, _QUESTION = "ad_practicecode", "localgpservicesused"


def cases() -> Iterator[Case]:
    """Time and peak memory, from the bytes on disk to tidy facts against a plain frame of every column."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_national_file(Path(folder))
        raw = Raw(path, path.name, path.name)
        assert (
            raw.sha256
        )  # Whoever offers a file has taken its fingerprint (`loaders.intake`): it travels with the file.
        ours, rival = cost(load, raw), cost(read_all, path)
    yield against("national practice file, time", "s", ours=ours.seconds, rival=rival.seconds, at_least=1)
    yield against("national practice file, memory", "MB", ours=ours.megabytes, rival=rival.megabytes, at_least=4)


def load(raw: Raw) -> int:
    """Ours: recognise the file and make its facts, with every check there is."""
    reference = code_lists.load()
    release = gpps.recognise(raw, reference)
    assert release is not None
    return len(gpps.tidy(raw, release, reference)["facts"])


def read_all(path: Path) -> int:
    """The rival: what an analyst writes first. No facts yet, and no check."""
    return len(pd.read_csv(path))


def write_national_file(folder: Path) -> Path:
    """The demonstration's practice file of 2025, made as long and as wide as the published one."""
    demo.publish(folder / "demo")
    small = pd.read_csv(next((folder / "demo").rglob(_NAME)), dtype=str)
    times = -(-_PRACTICES // len(small))
    long = pd.concat([small] * times, ignore_index=True).iloc[:_PRACTICES]
    long[_CODE] = [f"Z{number:05d}" for number in range(_PRACTICES)]
    missing = _COLUMNS - len(long.columns)
    noise = np.random.default_rng(1).random((_PRACTICES, missing)).round(9).astype(str)
    names = [f"{_QUESTION}_{option}.pct" for option in range(100, 100 + missing)]
    path = folder / _NAME
    pd.concat([long, pd.DataFrame(noise, columns=names)], axis=1).to_csv(path, index=False)
    return path
