"""Small inputs that failed once, in a folder beside the shared data: each file loads or is refused, as its list says."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.outcome import Fate
from loaders.read.file_reader import Task, read
from loaders.source import Raw, discover
from loaders.store.cache import Cache
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import published

OUTCOMES = [
    ("absurd-old-workbooks/INVENTED GPPS 2025 ICS data (weighted).csv", Fate.LOADED, ""),
    ("cqc-renamed-location-id/*", Fate.FAILED, "'location id'"),
    ("dental-rounded/*", Fate.LOADED, ""),
    ("epraccur-active-ro76/*", Fate.LOADED, ""),
    ("etr-dated-by-last-closure/*", Fate.LOADED, ""),
    ("etr-saved-in-excel/*", Fate.LOADED, ""),
    ("gpps-respondents-1.5/*", Fate.FAILED, "found 1.5 in column"),
    ("lookup-without-names/*", Fate.UNKNOWN, "not a file that any source publishes"),
    ("names-only-geojson/*", Fate.FAILED, "found names alone"),
    ("register-code-twice/*", Fate.LOADED, ""),
    ("register-cut-mid-line/*", Fate.FAILED, "the file was cut short"),
    ("trust-code-five-characters/*", Fate.LOADED, ""),
]


@pytest.mark.parametrize(("files", "fate", "says"), OUTCOMES, ids=[each[0].partition("/")[0] for each in OUTCOMES])
def test_what_failed_once_ends_as_it_should(files: str, fate: Fate, says: str, tmp_path: Path) -> None:
    trials = published("SOURCES.md").path.parents[1] / "trials"
    found = sorted(trials.glob(files))
    if not found:
        pytest.skip(f"{trials / files} is not here")
    for path in found:
        task = Task(Raw(path, path.name, f"folder:{path.name}"), tuple(discover()), LISTS)
        outcome = read(task, Cache(tmp_path))
        assert outcome.fate is fate and says in outcome.reason, outcome
