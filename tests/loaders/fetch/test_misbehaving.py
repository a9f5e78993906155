"""Whatever a publisher's server answers, a refresh ends: a sentence for each answer, the last good figures in use, little memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.loaders.fetch.misbehaving import misbehaving
from tests.loaders.fetch.misbehaviour import ANSWERS, ELSEWHERE, Misbehaviour

ROOT = Path(__file__).resolve().parents[3]
MOST_MEMORY = 500 << 20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="peak memory is told by POSIX systems"),
]


def _host(number: int) -> str:
    return f"fault-{number}.invalid"


def _good(number: int, answer: Misbehaviour) -> bytes:
    return b"<a href='x.csv'>2025</a>" if answer.page else _file(1800 + number)


def _file(year: int) -> bytes:
    return b"TOY,alpha,%d,practice\nA00001,70\nA00002,50\n" % year


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of one refresh in which every answer misbehaves."""
    good = {_host(number): _good(number, answer) for number, answer in enumerate(ANSWERS)}
    good[ELSEWHERE.split("/")[2]] = _file(1950)
    with misbehaving({_host(number): answer for number, answer in enumerate(ANSWERS)}, good) as port:
        command = [
            sys.executable,
            "-m",
            "tests.loaders.fetch.refresh_all",
            str(port),
            str(tmp_path_factory.mktemp("all")),
        ]
        ended = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "NO_PROXY": "*"}
        )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


@pytest.mark.parametrize(("number", "answer"), list(enumerate(ANSWERS)), ids=[answer.name for answer in ANSWERS])
def test_every_answer_is_told_or_taken(refreshed: dict[str, Any], number: int, answer: Misbehaviour) -> None:
    said = refreshed["told"].get(f"https://{_host(number)}/{'page' if answer.page else 'file.csv'}", "")
    assert bool(said) == bool(answer.must) and re.search(answer.must, said), said


def test_the_good_files_and_the_last_good_set_are_in_use(refreshed: dict[str, Any]) -> None:
    good = {1800 + number for number, answer in enumerate(ANSWERS) if not answer.must and not answer.page}
    moved = next(number for number, answer in enumerate(ANSWERS) if "redirect with a body" in answer.name)
    assert set(refreshed["years"]) == {1950, 1999} | good - {1800 + moved}


def test_no_answer_takes_much_memory(refreshed: dict[str, Any]) -> None:
    assert refreshed["peak"] < MOST_MEMORY
