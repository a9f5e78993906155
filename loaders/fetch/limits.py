"""How patient we are with a publisher's server, and how much it may send us: all in seconds and bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RequestLimits:
    """The bounds of every request. The defaults serve publishers; the tests bring shorter ones."""

    pause: float = 0.25
    """Between two requests to one host: under the five a second that the ODS hosts allow, and kind to the others."""
    connect: float = 10.0
    """For a connection to stand."""
    silence: float = 60.0
    """For all headers of an answer to come, and for each piece of its body."""
    back_off: tuple[float, ...] = (1.0, 4.0, 15.0)
    """Between tries; one try more than there are waits."""
    grace: float = 60.0
    """Before the speed of a download is judged."""
    slowest: float = 2_000.0
    """Bytes a second on the whole; a server that drips more slowly holds up everything behind it."""
    longest: float = 30 * 60.0
    """For one file from the question to its last byte, redirects included."""
    longest_wait: float = 120.0
    """A server that asks us to come back later than this (Retry-After) is taken to be closed for today."""
    largest_page: int = 8 << 20
    largest_file: int = 128 << 20
    redirects: int = 5
    """How often one address may send us on to another."""
    unanswered: int = 3
    """Addresses of one host that may give no answer before the others are not asked."""
