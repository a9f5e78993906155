"""Reads what a publisher's server sends, as it comes: complete, not too large, and not a drop at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from urllib3.exceptions import HTTPError

from loaders.errors import SourceUnavailable
from loaders.fetch.answers import BY_HAND, root
from loaders.fetch.limits import Limits

_PIECE = 1 << 16


class BrokeOff(Exception):
    """A body ended before it was complete; the rest may be asked for."""


class _Stream(Protocol):
    def read1(self, amt: int, decode_content: bool) -> bytes:
        """Whatever has come so far, at most `amt` bytes; nothing at the end."""
        ...


class Sent(Protocol):
    """As much of an answer as its body depends on."""

    url: str

    @property
    def headers(self) -> Mapping[str, str]:
        """What the server says about what it sends; names in any case."""
        ...

    @property
    def raw(self) -> _Stream:
        """The connection the body comes by."""
        ...


def read_body(response: Sent, most: int, limits: Limits, clock: Callable[[], float]) -> Iterator[bytes]:
    """The body piece by piece.

    Raises BrokeOff when it ends early, and SourceUnavailable when it is larger, or slower, than any published file.
    """
    begun, got = clock(), 0
    while piece := _next(response):
        got += len(piece)
        if got > most:
            raise SourceUnavailable(f"{response.url} is larger than {most / 1e6:,.0f} MB; it was not loaded")
        _judge_speed(response.url, got, clock() - begun, limits)
        yield piece
    due = response.headers.get("Content-Length", "")
    if due.isdigit() and "Content-Encoding" not in response.headers and got < int(due):
        raise BrokeOff(f"{got:,} of {int(due):,} bytes came")


def _next(response: Sent) -> bytes:
    try:
        # Not `iter_content`: that waits for whole pieces, and a server that drips could hold us for hours.
        return response.raw.read1(_PIECE, decode_content=True)
    except (HTTPError, OSError) as error:
        raise BrokeOff(root(error)) from error


def _judge_speed(url: str, got: int, seconds: float, limits: Limits) -> None:
    if seconds > limits.longest:
        raise SourceUnavailable(f"{url} took longer than {limits.longest / 60:.0f} minutes. {BY_HAND}")
    if seconds > limits.grace and got < limits.slowest * seconds:
        raise SourceUnavailable(f"{url} comes too slowly ({got / seconds:,.0f} bytes a second). {BY_HAND}")
