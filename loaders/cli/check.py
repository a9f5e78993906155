"""Asks every publisher, without downloading anything large, what has changed since we last loaded, and says what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from loaders.declared import is_backup
from loaders.errors import LoadingError, SourceUnavailable
from loaders.fetch.answers import Gone, RemoteState
from loaders.fetch.hosts import host_of, in_order
from loaders.fetch.planning import Plan, Planned, plan
from loaders.progress import Progress
from loaders.source import Source, Web
from loaders.store.receipt import Receipt

_SHOWN = 5
"""So many addresses are listed of which the same is said."""


class Asking(Web, Protocol):
    """What a check needs of the internet."""

    def answers(self, url: str) -> RemoteState:
        """What the server says about an address. Raises SourceUnavailable."""
        ...

    @property
    def cut_off(self) -> str:
        """Why there seems to be no way to the internet; empty if there is one."""
        ...


class Requirement(StrEnum):
    """What an address needs of a person; the words are those of the list."""

    LOOK = "LOOK"
    FETCH = "FETCH"
    NOTHING = "fine"


@dataclass(frozen=True)
class Finding:
    """One address a source relies on: what is the matter with it, and what to do."""

    source: str
    url: str
    needs: Requirement
    said: str
    advice: str = ""


def check_sources(
    sources: Mapping[str, Source], web: Asking, loaded: Sequence[Receipt], progress: Progress
) -> list[Finding]:
    """One finding per page asked while planning and per file planned, by source. `loaded` are the files we keep.

    Raises SourceUnavailable where there is no way to the internet.
    """
    reading = "Reading publishers' pages"
    plans = in_order(list(sources.items()), lambda item: item[0], lambda item: plan(*item, web), reading, progress)
    if web.cut_off:
        raise SourceUnavailable(web.cut_off)
    ours = {receipt.url: receipt for receipt in sorted(loaded, key=lambda receipt: receipt.came)}
    planned = [item for made in plans for item in made.files]

    def ask(item: Planned) -> Finding:
        return _judge_file(item, web, ours.get(item.wanted.url))

    judged = in_order(planned, lambda item: host_of(item.wanted.url), ask, "Asking publishers about files", progress)
    return [*(finding for made in plans for finding in _judge_pages(made, sources[made.source])), *judged]


def describe(findings: Sequence[Finding]) -> str:
    """By source: what needs a person first, then what is new; what is fine is only counted."""
    lines: list[str] = []
    for source in sorted({finding.source for finding in findings}):
        theirs = [finding for finding in findings if finding.source == source]
        fine = sum(finding.needs is Requirement.NOTHING for finding in theirs)
        lines.append(f"{source}: {fine} of {len(theirs)} addresses are as they should be")
        for needs in (Requirement.LOOK, Requirement.FETCH):
            lines += _told_once([finding for finding in theirs if finding.needs is needs])
    return "\n".join([*lines, "", _in_all(findings)])


def _told_once(findings: Sequence[Finding]) -> Iterator[str]:
    """The addresses of one source, and below those of which the same is said what that is."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.said, finding.advice), []).append(finding)
    for (said, advice), several in alike.items():
        yield from (f"  {finding.needs:5}  {finding.url}" for finding in several[:_SHOWN])
        if len(several) > _SHOWN:
            yield f"         and {len(several) - _SHOWN:,} more"
        yield from (f"         {sentence}" for sentence in (said, advice) if sentence)


def _judge_pages(made: Plan, source: Source) -> Iterator[Finding]:
    """One per page, and one for a plan that ended early."""
    advice = f"Until it answers, known addresses stand in and new files are missed. Look at {source.SOURCE.page}"
    for page in made.pages:
        if page.problem:
            said = page.problem.removeprefix(page.url).lstrip(": ")
            yield Finding(made.source, page.url, Requirement.LOOK, said, advice)
        else:
            yield Finding(made.source, page.url, Requirement.NOTHING, f"{page.characters:,} characters")
    if made.problem and not any(page.problem in made.problem for page in made.pages if page.problem):
        yield Finding(made.source, source.SOURCE.page, Requirement.LOOK, made.problem)
    read = [page for page in made.pages if not page.problem]
    if read and made.files and not any(item.page for item in made.files):
        said = f"none of the {len(read)} pages that answer links to a file we know; the publisher may have rebuilt them"
        advice = "Look with a browser; files saved by hand are loaded with: python -m loaders add FILE"
        yield Finding(made.source, source.SOURCE.page, Requirement.LOOK, said, advice)


def _judge_file(item: Planned, web: Asking, loaded: Receipt | None) -> Finding:
    url = item.wanted.url
    fetch = f"Load it with: python -m loaders fetch {item.source}"
    try:
        told = web.answers(url)
    except Gone as error:
        return _judge_gone(item, loaded, str(error).removeprefix(url).lstrip(": "))
    except LoadingError as error:
        said = str(error).removeprefix(url).lstrip(": ")
        stands = "What was loaded from here stands." if loaded else ""
        return Finding(item.source, url, Requirement.LOOK, said, stands)
    if loaded is None:
        where = f"linked on {item.page}" if item.page else "at a known address"
        return Finding(item.source, url, Requirement.FETCH, f"a file that is not loaded yet ({told}), {where}", fetch)
    if _changed(told, loaded):
        said = f"changed since it was loaded on {loaded.retrieved:%d %B %Y} ({told})"
        return Finding(item.source, url, Requirement.FETCH, said, fetch)
    if loaded.held:
        said, how = (
            f"what is there now is held back: {loaded.held}",
            "How to accept it is told by: python -m loaders status",
        )
        return Finding(item.source, url, Requirement.LOOK, said, how)
    return Finding(item.source, url, Requirement.NOTHING, str(told))


def _judge_gone(item: Planned, loaded: Receipt | None, said: str) -> Finding:
    url = item.wanted.url
    if item.page is not None:
        advice = f"The link on {item.page} leads nowhere; the publisher may be about to mend it. Try again tomorrow"
        return Finding(item.source, url, Requirement.LOOK, said, advice)
    if loaded is not None:
        return Finding(item.source, url, Requirement.NOTHING, f"gone; the copy of {loaded.retrieved:%d %B %Y} stands")
    if is_backup(url):
        advice = "Nothing is lost unless you want that period. The address can be struck from addresses.csv in loaders/sources"
        return Finding(item.source, url, Requirement.LOOK, f"a known link is gone: {said}", advice)
    return Finding(item.source, url, Requirement.LOOK, said, "We know no other address for it")


def _changed(told: RemoteState, loaded: Receipt) -> bool:
    """By the version the server names; by the size where it names none."""
    if told.etag and loaded.etag:
        return told.etag != loaded.etag
    if told.last_modified and loaded.last_modified:
        return told.last_modified != loaded.last_modified
    return told.size is not None and told.size != loaded.bytes


def _in_all(findings: Sequence[Finding]) -> str:
    counts = {needs: sum(finding.needs is needs for finding in findings) for needs in Requirement}
    return (
        f"{counts[Requirement.NOTHING]} addresses are fine, {counts[Requirement.FETCH]} have something new to fetch, "
        f"{counts[Requirement.LOOK]} want looking at."
    )
