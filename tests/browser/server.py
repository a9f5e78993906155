"""A dashboard of our own for a test: a child process on a free port, believed only when it answers and is still alive."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0


def free_port() -> int:
    """A port of this machine that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(app: Path, cache: Path, log: Path, *options: str, port: int | None = None) -> Iterator[str]:
    """Serve an app over a cache for the length of a with-block; yields its address."""
    port = port or free_port()
    with log.open("w") as stream:
        child = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}",
             "--server.address=127.0.0.1", "--server.fileWatcherType=none", *options],
            cwd=ROOT,
            env={**os.environ, "INSIGHT_CACHE": str(cache), "PYTHONPATH": str(ROOT)},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    base = next((option.partition("=")[2] for option in options if option.startswith("--server.baseUrlPath")), "")
    address = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
    try:
        _wait(child, address, log)
        yield address
    finally:
        _stop(child)


def _stop(child: subprocess.Popen[bytes]) -> None:
    """End the server; by force where it waits for a connection that a busy browser has not closed yet."""
    child.terminate()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _wait(child: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        # Another server may answer on a port that was free a moment ago; ours must be alive as well.
        if child.poll() is not None:
            raise RuntimeError(f"the dashboard ended with {child.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {address} in {_PATIENCE:.0f} s:\n{log.read_text()}")
