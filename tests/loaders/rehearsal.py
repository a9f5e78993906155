"""The whole way from the publishers' pages to our tables, against the demonstration publisher's own web server."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pandas as pd
import pytest
import requests

from demo.server import LOCAL
from insight.store import Store
from loaders.build import completeness
from loaders.cli import commands as command_line
from loaders.fetch.bounded import BoundedAdapter, BoundedSession
from loaders.fetch.limits import RequestLimits
from loaders.fetch.web import Internet
from tests.loaders.sick_publisher import Publisher

HURRIED = RequestLimits(pause=0.0, connect=1.0, silence=1.0, back_off=(0.01, 0.01), grace=0.5)


class Loopback(BoundedAdapter):
    """Carries every question to the server on this machine; it still names the host it is meant for."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._local = f"{LOCAL}:{port}"

    def send(self, request: requests.PreparedRequest, *args: object, **how: object) -> requests.Response:  # type: ignore[override]
        asked = request.url or ""
        parts = urlsplit(asked)
        request.headers["Host"] = parts.netloc
        request.url = urlunsplit(("http", self._local, parts.path, parts.query, ""))
        try:
            response = super().send(request, *args, **how)  # type: ignore[arg-type]
        finally:
            request.url = asked
            del request.headers["Host"]
        response.url = asked
        return response


@dataclass
class Ended:
    """How one command ended."""

    code: int
    out: str
    err: str


@dataclass
class Rehearsal:
    """One cache and one running publisher."""

    publisher: Publisher
    cache: Path
    slept: list[float] = field(default_factory=list)

    def internet(self) -> Internet:
        """An internet in which there is nothing but the demonstration publisher."""
        session = BoundedSession()
        session.mount("https://", Loopback(self.publisher.port))
        return Internet(session, self.slept.append, limits=HURRIED)

    def run(self, *words: str) -> Ended:
        """One command, as typed."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = command_line.main([*words, "--cache", str(self.cache), "--progress", "none"])
        return Ended(code, out.getvalue(), err.getvalue())

    def asked(self, method: str = "GET") -> list[str]:
        """The addresses asked for since the last time, in order."""
        found = [each.address for each in self.publisher.asked if each.method == method]
        self.publisher.asked.clear()
        return found

    def facts(self) -> dict[str, pd.DataFrame]:
        """All facts by source, as the dashboard would read them."""
        folder = Store.open(self.cache).folder / "facts"
        return {path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}


@contextmanager
def rehearsing(publisher: Publisher, cache: Path) -> Iterator[Rehearsal]:
    """The command line with our own internet, until the block ends."""
    rehearsal = Rehearsal(publisher, cache)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command_line, "Internet", rehearsal.internet)
        patch.setattr(completeness, "of_every_source", lambda _: ())  # The invented country is smaller than England.
        patch.setenv("NO_PROXY", LOCAL)
        patch.delenv("CQC_API_KEY", raising=False)
        yield rehearsal
