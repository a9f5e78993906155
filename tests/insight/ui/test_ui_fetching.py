"""The narrow door to loading: one child at a time, its progress heard, its end known."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from insight.ui import fetching

CHILD = """
import json, os, sys, time
print("arguments", *sys.argv[1:], flush=True)
print("cache", os.environ["INSIGHT_CACHE"], flush=True)
print(json.dumps({"step": "Reading files", "done": 3, "total": 4}), flush=True)
time.sleep(float(os.environ.get("LINGER", "0")))
print(json.dumps({"step": "Done", "done": 1, "total": 1, "counts": {"loaded": 1, "not loaded": 2},
                  "problems": [{"file": "a.csv", "fate": "not loaded", "reason": "It is a web page."}], "notes": []}))
sys.exit(int(os.environ.get("CODE", "0")))
"""


@pytest.fixture(autouse=True)
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A child that only talks stands in for the loaders' command line."""
    monkeypatch.setattr(fetching, "_latest", None)
    monkeypatch.setattr(fetching, "command", lambda: [sys.executable, "-c", CHILD])
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    yield tmp_path
    if (fetch := fetching.latest()) is not None:
        ended(fetch)


def ended(fetch: fetching.Fetch) -> fetching.Fetch:
    deadline = time.monotonic() + 20
    while fetch.running and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not fetch.running
    return fetch


def test_the_child_is_told_where_from_and_where_to(door: Path) -> None:
    fetch = ended(fetching.start("demo", ["gpps"]))
    assert "arguments fetch gpps --from=demo --progress=json" in fetch.said
    assert f"cache {door}" in fetch.said
    assert fetch.exit_code == 0


def test_progress_is_heard_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGER", "0.6")
    fetch = fetching.start("demo")
    deadline = time.monotonic() + 20
    while fetch.step != "Reading files" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert (fetch.running, fetch.share) == (True, 0.75)


def test_a_second_start_while_one_runs_is_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGER", "0.4")
    first = fetching.start("demo")
    assert fetching.start("internet") is first
    ended(first)
    assert fetching.start("internet") is not first


def test_a_failure_keeps_its_code_and_its_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODE", "1")
    fetch = ended(fetching.start("internet"))
    assert fetch.exit_code == 1
    assert list(fetch.said)[-3:] == ["1 file loaded", "2 files not loaded", "a.csv: not loaded. It is a web page."]


def test_a_place_cannot_pass_for_an_option() -> None:
    fetch = ended(fetching.start("--cache=/elsewhere"))
    assert "arguments fetch --from=--cache=/elsewhere --progress=json" in fetch.said


@pytest.mark.parametrize(
    "line", ["[1, 2]", '{"step": "x"}', "null", '{"step": 1, "done": "many", "total": 2}', "plain"]
)
def test_what_is_no_step_is_kept_as_words(line: str) -> None:
    fetch = fetching.Fetch("demo")
    fetch.hear(line + "\n")
    assert list(fetch.said) == [line]
    assert fetch.share == 0.0
