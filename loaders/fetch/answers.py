"""What a publisher's server means by its answer, in words a person can act on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Protocol, cast

from loaders.errors import SourceUnavailable

BY_HAND = "Try again later, or save the file with a browser and load it with: python -m loaders add FILE"

_CHARSETS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "iso-8859-15": "iso-8859-15", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
"""What we decode besides UTF-8, as browsers do. Not every codec of Python's: some are slow, some are no text at all."""

_NUMBER = re.compile(r"[0-9]{1,15}")
_PART = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15})")

_IN_WORDS = {
    "IncompleteRead": "the connection ended before the file did",
    "ConnectionResetError": "the connection was broken",
    "RemoteDisconnected": "the server hung up without a word",
    "ConnectionRefusedError": "the connection was refused",
    "ReadTimeoutError": "the server fell silent",
    "TimeoutError": "the server fell silent",
    "ConnectTimeoutError": "the server does not answer",
    "gaierror": "the name of the server is not known here",
    "NameResolutionError": "the name of the server is not known here",
}


class Gone(SourceUnavailable):
    """The server has no file at this address, or has one no longer."""


@dataclass(frozen=True)
class RemoteState:
    """What a server says about an address without sending the file."""

    status: int
    size: int | None
    etag: str | None
    last_modified: str | None

    def __str__(self) -> str:
        """In short: `200, 1.2 MB`."""
        return f"{self.status}" if self.size is None else f"{self.status}, {self.size / 1e6:.1f} MB"


class HttpResponse(Protocol):
    """As much of an answer as its meaning depends on."""

    status_code: int
    url: str

    @property
    def headers(self) -> Mapping[str, str]:
        """What the server says about what it sends; names in any case."""
        ...


def expect(response: HttpResponse, statuses: set[int]) -> None:
    """Raise SourceUnavailable, with what to do, unless the server answered in one of these ways."""
    if response.status_code not in statuses:
        meaning = {401: "asks for a log-in", 403: "refuses us", 404: "has no such file", 410: "has removed the file"}
        said = meaning.get(response.status_code, "answered in a way we cannot use")
        kind = Gone if response.status_code in (404, 410) else SourceUnavailable
        raise kind(f"{response.url}: the server {said} ({response.status_code}). {BY_HAND}")


def continues(response: HttpResponse, held: int) -> bool:
    """Whether what comes goes on where we stopped (or is whole), and to the end of the file."""
    if response.status_code != 206:
        return True
    part = _PART.fullmatch(response.headers.get("Content-Range", "").strip())
    return part is not None and int(part[1]) == held and int(part[2]) + 1 == int(part[3])


def length(response: HttpResponse) -> int | None:
    """Bytes of the body that the server announces; None if it does not say. Raises SourceUnavailable for what is no number."""
    said = response.headers.get("Content-Length")
    if said is None or response.headers.get("Transfer-Encoding"):
        return None
    numbers = {number.strip() for number in said.split(",")}
    if len(numbers) != 1 or not _NUMBER.fullmatch(number := numbers.pop()):
        raise SourceUnavailable(f"{response.url}: the server announces a file of {said[:60]!r} bytes. {BY_HAND}")
    return int(number)


def no_internet(problems: Mapping[str, str]) -> str:
    """What is said once where no server answers. `problems` has what happened with each."""
    host, problem = next(iter(problems.items()))
    return (
        f"There is no way to the internet from here: none of the {len(problems)} servers asked answers ({host}: {problem}). "
        "What was loaded before stands. On a hospital network, ask for the address of its proxy and set HTTPS_PROXY; files "
        "saved by hand are loaded with: python -m loaders add FILE"
    )


def charset(response: HttpResponse) -> str:
    """The codec of a page: what the server says, if it is one of the web's usual ones; else UTF-8."""
    message = Message()
    message["Content-Type"] = response.headers.get("Content-Type", "")
    return _CHARSETS.get(message.get_content_charset("utf-8"), "utf-8")


def told(response: HttpResponse) -> RemoteState:
    """What the server said. Raises SourceUnavailable unless it has the file."""
    expect(response, {200})
    headers = response.headers
    return RemoteState(response.status_code, length(response), headers.get("ETag"), headers.get("Last-Modified"))


def wait_asked(response: HttpResponse, planned: float | None, longest: float) -> float | None:
    """Seconds until the next try: what the server asks for (Retry-After), if that is longer; None to give up."""
    asked = response.headers.get("Retry-After", "").strip()
    if planned is None or not asked:
        return planned
    try:
        if _NUMBER.fullmatch(asked):
            seconds = float(asked)
        else:
            seconds = (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return planned
    return None if seconds > longest else max(planned, seconds)


def root(error: BaseException) -> str:
    """The innermost thing that went wrong, in words, and behind them the name that a support desk can use."""
    inner: BaseException = error
    while (deeper := inner.__cause__ or inner.__context__) is not None:
        inner = deeper
    inner = cast(BaseException, getattr(inner, "reason", inner))
    name = type(inner).__name__
    return f"{_IN_WORDS[name]}: {name}" if name in _IN_WORDS else f"{name}: {inner}"[:200]
