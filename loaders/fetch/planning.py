"""What a source plans to fetch, page by page: which files there are, and which page each was found on."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from loaders.errors import LoadingError
from loaders.fetch.answers import Gone
from loaders.read.links import links
from loaders.source import Source, Wanted, Web
from loaders.store.receipt import BUILTIN

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Heard:
    """One index page a source asked for: the addresses it links to, or why it could not be had."""

    url: str
    links: frozenset[str] = frozenset()
    characters: int = 0
    problem: str = ""
    gone: bool = False
    """Whether the publisher says that there is no such page."""


@dataclass(frozen=True)
class Planned:
    """One file a source would like."""

    source: str
    wanted: Wanted
    page: str | None
    """The index page that links to it; None for an address known beforehand."""


@dataclass(frozen=True)
class Plan:
    """All that one source would like, and what it heard while finding out."""

    source: str
    files: tuple[Planned, ...]
    pages: tuple[Heard, ...]
    problem: str = ""
    """Why planning ended early, as a sentence; what was planned before still stands."""
    trace: str = ""
    """Where in our code, when the fault is ours."""


@dataclass
class _Listening:
    """Passes a source's questions on while it plans, and writes down what the pages link to."""

    web: Web
    heard: dict[str, Heard] = field(default_factory=dict)

    def page(self, url: str) -> str:
        try:
            text = self.web.page(url)
        except LoadingError as error:
            self.heard[url] = Heard(url, problem=str(error), gone=isinstance(error, Gone))
            raise
        if url not in self.heard:
            found = links(url, text)
            self.heard[url] = Heard(url, frozenset([*found, *(urldefrag(each).url for each in found)]), len(text))
        return text


def plan(source_id: str, source: Source, web: Web, since: int | None = None) -> Plan:
    """Ask a source what it would like from the internet, each address once. Never raises: the other sources go on."""
    listening = _Listening(web)
    by_url: dict[str, Wanted] = {}
    problem = trace = ""
    try:
        for item in source.releases(listening):
            by_url[item.url] = item
    except LoadingError as error:
        problem = str(error)
    except Exception as error:  # a bug in one source must not lose the files of the others
        problem = f"a fault of ours in {source_id}: {type(error).__name__}: {error}"
        trace = "".join(traceback.format_exception(error))
    pages = tuple(listening.heard.values())
    found_on = {link: page.url for page in reversed(pages) for link in page.links}
    files = tuple(
        Planned(source_id, item, found_on.get(item.url))
        for item in by_url.values()
        if not item.url.startswith(BUILTIN) and (since is None or item.since is None or item.since >= since)
    )
    linked = sum(item.page is not None for item in files)
    _log.info("%s plans %d files, %d of them linked on %d pages", source_id, len(files), linked, len(pages))
    return Plan(source_id, files, pages, problem, trace)
