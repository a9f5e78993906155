"""The first page of a fresh clone, from nothing loaded to drawn, against the same before staff, complaints and needs were sources."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.case import Case, against

_ROOT = Path(__file__).parents[1]
_BEFORE = "4f8812d"
"""The last commit before the three sources."""
_RUNS = 3
_DRAW = """
from streamlit.testing.v1 import AppTest
found = AppTest.from_file("app.py", default_timeout=300).run()
print("drawn" if found.selectbox else "nothing", len(found.exception), flush=True)
"""


def cases() -> Iterator[Case]:
    """Seconds of the quickest of several visits, ours and the other's by turns, so that both meet the same machine."""
    with _checked_out(_BEFORE) as before:
        visits = [(first_page(_ROOT), first_page(before)) for _ in range(_RUNS)]
    ours, rival = (min(times) for times in zip(*visits, strict=True))
    yield against("fresh clone, first page", "s", ours=ours, rival=rival, at_least=1)


def first_page(tree: Path) -> float:
    """Seconds until a visitor of this source tree sees a page, where nothing was loaded: what else loads then is ended."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
        began = time.perf_counter()
        # Whatever it loads beside the page belongs to its session.
        visit = subprocess.Popen(
            [sys.executable, "-c", _DRAW], cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "INSIGHT_CACHE": cache, "INSIGHT_LOADS": "on", "PYTHONPATH": str(tree)},
            start_new_session=True,
        )  # fmt: skip
        assert visit.stdout is not None
        try:
            said = visit.stdout.readline()
            seconds = time.perf_counter() - began
        finally:
            os.killpg(visit.pid, signal.SIGKILL)
            visit.wait()
    assert said == "drawn 0\n", f"{tree}: {said!r}"
    return seconds


@contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    """A source tree of a commit, for the length of a with-block. Needs the history of the repository."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run(["git", "worktree", "add", "--detach", tree, commit], cwd=_ROOT, check=True, capture_output=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=_ROOT, check=True, capture_output=True)
