"""Asks every publisher, without downloading anything large, whether the pages and files we rely on still answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from loaders.errors import LoadingError
from loaders.progress import Progress
from loaders.receipt import BUILTIN
from loaders.source import Source


class Answering(Protocol):
    """What a check needs of the internet."""

    def page(self, url: str) -> str:
        """The text of an index page. Raises SourceUnavailable."""
        ...

    def answers(self, url: str) -> str:
        """What the server says about an address. Raises SourceUnavailable."""
        ...


@dataclass(frozen=True)
class Answer:
    """One address a source relies on: what it is for, and what its server said."""

    source: str
    kind: str
    """`page` or `file`."""
    url: str
    answered: bool
    said: str


@dataclass
class _Listening:
    """Passes a source's questions on while it plans, and writes down the answers."""

    web: Answering
    source: str
    heard: list[Answer]

    def page(self, url: str) -> str:
        try:
            text = self.web.page(url)
        except LoadingError as error:
            self.heard.append(Answer(self.source, "page", url, False, _said(url, error)))
            raise
        self.heard.append(Answer(self.source, "page", url, True, f"{len(text):,} characters"))
        return text


def check_sources(sources: Mapping[str, Source], web: Answering, progress: Progress) -> list[Answer]:
    """One answer per page asked while planning and per file planned, by source."""
    answers: list[Answer] = []
    for source_id, source in sources.items():
        listening = _Listening(web, source_id, answers)
        try:
            planned = list(dict.fromkeys(w.url for w in source.releases(listening) if not w.url.startswith(BUILTIN)))
        except LoadingError as error:
            answers.append(Answer(source_id, "page", source.SOURCE.page, False, str(error)))
            continue
        for done, url in enumerate(planned):
            progress(f"Asking {source_id}", done, len(planned))
            answers.append(_ask(web, source_id, url))
        progress(f"Asking {source_id}", len(planned), len(planned))
    return answers


def describe(answers: list[Answer]) -> str:
    """One line per address, those that did not answer last within their source, then the count."""
    lines: list[str] = []
    for source in dict.fromkeys(answer.source for answer in answers):
        lines.append(source)
        theirs = [answer for answer in answers if answer.source == source]
        for answer in sorted(theirs, key=lambda answer: not answer.answered):
            mark = "answers" if answer.answered else "FAILS  "
            lines.append(f"  {mark} {answer.kind}  {answer.url}\n{'':17}{answer.said}")
    failed = sum(not answer.answered for answer in answers)
    return "\n".join([*lines, f"{len(answers) - failed} of {len(answers)} addresses answer."])


def _said(url: str, error: LoadingError) -> str:
    """The sentence without the address, which stands above it."""
    return str(error).removeprefix(url).lstrip(": ")


def _ask(web: Answering, source: str, url: str) -> Answer:
    try:
        return Answer(source, "file", url, True, web.answers(url))
    except LoadingError as error:
        return Answer(source, "file", url, False, _said(url, error))
