"""The rate limiter: requests to one host are a pause apart, whichever threads make them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from urllib.parse import urlsplit


class RateLimiter:
    """The time of the next request to each host."""

    def __init__(self, pause: float, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._pause, self._sleep, self._clock = pause, sleep, clock
        self._next: dict[str, float] = {}
        self._guard = threading.Lock()

    def wait(self, url: str) -> None:
        """Return when the host of an address may be asked."""
        host = urlsplit(url).netloc
        with self._guard:
            now = self._clock()
            mine = max(now, self._next.get(host, now))
            self._next[host] = mine + self._pause
        if mine > now:
            self._sleep(mine - now)
