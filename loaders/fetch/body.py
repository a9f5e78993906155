"""Reads what a publisher's server sends, as it comes: complete, not too large, and not a drop at a time."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from urllib3.exceptions import HTTPError

from loaders.errors import SourceUnavailable
from loaders.fetch.answers import BY_HAND, HttpResponse, length, root
from loaders.fetch.limits import RequestLimits

_PIECE = 1 << 16
_EITHER_FORMAT = zlib.MAX_WBITS | 32
"""Lets zlib find out whether a stream is gzip or zlib: servers call both `deflate`."""


class BrokeOff(Exception):
    """A body ended before it was complete; the rest may be asked for."""


class _Stream(Protocol):
    def read1(self, amt: int, decode_content: bool) -> bytes:
        """Whatever has come so far, at most `amt` bytes; nothing at the end."""
        ...


class Sent(HttpResponse, Protocol):
    """As much of an answer as its body depends on."""

    @property
    def raw(self) -> _Stream:
        """The connection the body comes by."""
        ...


def packing(response: HttpResponse) -> str:
    """How the body is compressed, empty if it is not. Raises SourceUnavailable for what we did not ask for and cannot unpack."""
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise SourceUnavailable(f"{response.url} comes packed as {packed[:60]!r}, which we did not ask for. {BY_HAND}")
    framing = response.headers.get("Transfer-Encoding", "chunked").strip().lower()
    if framing not in ("chunked", "identity"):
        raise SourceUnavailable(f"{response.url} comes framed as {framing[:60]!r}, which nobody asked for. {BY_HAND}")
    return "" if packed == "identity" else packed


def read_body(
    response: Sent, most: int, limits: RequestLimits, clock: Callable[[], float], deadline: float
) -> Iterator[bytes]:
    """The body piece by piece, unpacked; `deadline` is a time of `clock`.

    Raises BrokeOff when it ends early, and SourceUnavailable when it is larger, or slower, than any published file.
    """
    packed = packing(response)
    if (length(response) or 0) > most:
        raise _too_large(response, most)
    got = 0
    pieces = _pieces(response, limits, clock, deadline)
    for piece in _unpacked(pieces) if packed else pieces:
        got += len(piece)
        if got > most:
            raise _too_large(response, most)
        yield piece


def _pieces(response: Sent, limits: RequestLimits, clock: Callable[[], float], deadline: float) -> Iterator[bytes]:
    begun, got = clock(), 0
    while True:
        try:
            # Not `iter_content`: that waits for whole pieces, and a server that drips could hold us for hours.
            piece = response.raw.read1(_PIECE, decode_content=False)
        except (HTTPError, OSError, ValueError) as error:
            raise BrokeOff(root(error)) from error
        if not piece:
            return
        got += len(piece)
        seconds = clock() - begun
        if clock() > deadline:
            raise SourceUnavailable(f"{response.url} took longer than {limits.longest / 60:.0f} minutes. {BY_HAND}")
        if seconds > limits.grace and got < limits.slowest * seconds:
            raise SourceUnavailable(f"{response.url} comes too slowly ({got / seconds:,.0f} bytes a second). {BY_HAND}")
        yield piece


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What a compressed body holds, never more than a piece of it at a time, however much one byte stands for."""
    unpacking = zlib.decompressobj(_EITHER_FORMAT)
    try:
        for packed in pieces:
            while packed and not unpacking.eof:
                yield unpacking.decompress(packed, _PIECE)
                packed = unpacking.unconsumed_tail  # noqa: PLW2901 - the rest of the same piece
            if packed or unpacking.unused_data:
                raise BrokeOff("more comes after the end of what was packed")
    except zlib.error as error:
        raise BrokeOff(f"it cannot be unpacked: {error}") from error
    if not unpacking.eof:
        raise BrokeOff("the connection ended before the file did")


def _too_large(response: HttpResponse, most: int) -> SourceUnavailable:
    return SourceUnavailable(f"{response.url} is larger than {most / 1e6:,.0f} MB; it was not loaded")
