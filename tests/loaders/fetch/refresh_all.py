"""One refresh in which every answer misbehaves, in a process of its own, so that its memory can be told: prints JSON."""

from __future__ import annotations

import json
import resource
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

from insight.store import Store
from loaders.errors import SourceUnavailable
from loaders.fetch.bounded import BoundedSession
from loaders.fetch.limits import RequestLimits
from loaders.fetch.places import Folder
from loaders.fetch.publishers import Publishers
from loaders.fetch.web import Internet
from loaders.progress import say_nothing
from loaders.refresh import Refresh
from loaders.source import Wanted, Web
from loaders.store.cache import Cache
from tests.loaders.fetch.misbehaviour import ANSWERS
from tests.loaders.reading import read_toys_here
from tests.loaders.rehearsal import Loopback
from tests.loaders.toys import Toy, write_toy

LIMITS = RequestLimits(
    pause=0.0, connect=0.5, silence=0.4, back_off=(0.01,), grace=0.3, longest=5.0, largest_page=4 << 20, largest_file=40 << 20
)  # fmt: skip


class Asking(Toy):
    """A source that wants every misbehaving file, and reads every misbehaving page first."""

    def releases(self, web: Web) -> Iterable[Wanted]:
        for number, answer in enumerate(ANSWERS):
            if answer.page:
                try:
                    web.page(f"https://fault-{number}.invalid/page")
                except SourceUnavailable:
                    continue
        files = [number for number, answer in enumerate(ANSWERS) if not answer.page]
        return [Wanted(f"https://fault-{number}.invalid/file.csv", f"{number}.csv") for number in files]


def main(port: int, folder: Path) -> None:
    """Load a good set from a folder, then refresh from the misbehaving server."""
    socket.getaddrinfo = _only_numbers(socket.getaddrinfo)
    sources = {"alpha": Asking("alpha")}
    read_toys_here(sources)
    cache = Cache(folder / "cache")
    refresh = Refresh(cache, sources, say_nothing)  # type: ignore[arg-type]
    write_toy(folder / "published", "alpha", 1999, 70)
    refresh.run(Folder(folder / "published", ("alpha",)))
    session = BoundedSession()
    session.mount("https://", Loopback(port))
    summary = refresh.run(Publishers(Internet(session, limits=LIMITS), cache, sources, {}))  # type: ignore[arg-type]
    facts = Store.open(cache.root).facts("alpha.good")
    told = {outcome.url: outcome.reason for outcome in summary.outcomes}
    years = sorted({start.year for start in facts["start"]})
    print(json.dumps({"told": told, "years": years, "peak": _peak()}))


def _only_numbers(real):  # type: ignore[no-untyped-def]
    """Look up no names: nothing outside this machine is asked."""

    def look_up(host, *rest, **more):  # type: ignore[no-untyped-def]
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return real(host, *rest, **more)

    return look_up


def _peak() -> int:
    """Bytes of memory this process has held at most.

    Linux's own count: `ru_maxrss` begins with that of the process that started this one, however large a test run that is.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return (
            next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:")) * 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
