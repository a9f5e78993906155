"""Where a redirect may lead: never out of encryption, to an address with a log-in, or from the internet into a private network."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

from loaders.errors import SourceUnavailable
from loaders.fetch.answers import BY_HAND
from loaders.visible import visible

STATUSES = frozenset({301, 302, 303, 307, 308})


def split(url: str) -> SplitResult:
    """The parts of an address on the web. Raises SourceUnavailable for anything else."""
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise SourceUnavailable(f"{visible(url)} is not an address on the web")


def next_address(first: str, here: str, location: str) -> str:
    """The address that an answer from `here` sends us on to; `first` is the one we meant to ask.

    Raises SourceUnavailable where we do not follow. A name is looked up to see whether it leads into a private network; one
    that cannot be looked up (behind a proxy) is not judged.
    """
    try:
        target = urldefrag(urljoin(here, location.encode("latin-1").decode("utf-8"))).url
        parts = split(target)
    except (ValueError, SourceUnavailable):
        raise SourceUnavailable(f"{first}: the server sends us to {visible(location)[:200]!r}, which is no address. {BY_HAND}") from None  # fmt: skip
    refusal = None
    if split(here).scheme == "https" and parts.scheme == "http":
        refusal = "which is not encrypted"
    elif parts.username or parts.password:
        refusal = "an address with a log-in in it"
    elif parts.hostname != split(here).hostname and _is_private(parts) and not _is_private(split(first)):
        refusal = "which lies in a private network"
    if refusal:
        raise SourceUnavailable(f"{first}: the server sends us to {visible(target)[:200]}, {refusal}. {BY_HAND}")
    return target


def _is_private(parts: SplitResult) -> bool:
    """Whether the host of an address is, or is known here as, one of a private network or this machine itself."""
    try:
        found = socket.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)
