"""The internet as a place files come from: polite to the publishers' servers, patient, bounded, and hard to fool."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping

import requests
from urllib3.exceptions import HTTPError, NewConnectionError

from loaders.errors import SourceUnavailable
from loaders.fetch import redirects
from loaders.fetch.answers import BY_HAND, RemoteState, charset, continues, expect, no_internet, root, told, wait_asked
from loaders.fetch.body import BrokeOff, packing, read_body
from loaders.fetch.bounded import BoundedSession
from loaders.fetch.doubt import doubt
from loaders.fetch.downloads import Drawer, Known, Validators
from loaders.fetch.keys import key_for
from loaders.fetch.limits import RequestLimits
from loaders.fetch.rate_limit import RateLimiter

_log = logging.getLogger(__name__)

USER_AGENT = "PatientInsightBenchmarks/0.1 (dashboard of published NHS patient surveys; python-requests)"

_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class Internet:
    """Pages and files by http, for many threads. Proxies and certificates come from the usual environment variables."""

    def __init__(
        self,
        session: BoundedSession | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        limits: RequestLimits | None = None,
    ) -> None:
        self._limits = limits or RequestLimits()
        self._session = session or BoundedSession()
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
        self._sleep, self._clock = sleep, clock
        self._rate = RateLimiter(self._limits.pause, sleep, clock)
        self._pages: dict[str, str | SourceUnavailable] = {}
        self._reading: dict[str, threading.Lock] = {}
        self._silent: dict[str, str] = {}
        self._unanswered: Counter[str] = Counter()
        self._answered = False

    @property
    def cut_off(self) -> str:
        """Why there seems to be no way to the internet: several servers were asked, none has answered. Empty if there is one."""
        return no_internet(self._silent) if len(self._silent) > 1 and not self._answered else ""

    def page(self, url: str) -> str:
        """The text of an index page, asked for once however many sources want it. Raises SourceUnavailable."""
        with self._reading.setdefault(url, threading.Lock()):
            if url not in self._pages:
                try:
                    self._pages[url] = self._read_page(url)
                except SourceUnavailable as error:
                    self._pages[url] = error
        answer = self._pages[url]
        if isinstance(answer, SourceUnavailable):
            raise answer
        return answer

    def download(self, drawer: Drawer) -> Known:
        """The file at an address, complete and looked at; its bytes are in `drawer.data` unless it is unchanged.

        Continues where an earlier download broke off, and asks first whether there is anything new. Raises
        SourceUnavailable, and OSError where the disk does not take it.
        """
        problem = "its answers do not fit together"
        for wait in (*self._limits.back_off, 0.0):
            known, resumed = drawer.known(), drawer.broken_off()
            deadline = self._clock() + self._limits.longest
            with self._ask("GET", drawer.url, _conditions(known, resumed, drawer)) as response:
                expect(response, {200, 206, 304, 416})
                if response.status_code == 304 and known:
                    return known
                if response.status_code in (304, 416) or not continues(response, drawer.held):
                    drawer.empty()  # an answer that fits nothing we hold: start over
                    continue
                try:
                    self._receive(response, drawer, deadline)
                except BrokeOff as error:
                    problem = str(error)
                else:
                    return _believe(response, drawer)
            _log.warning("%s broke off: %s", drawer.url, problem)
            self._sleep(wait)
        raise SourceUnavailable(f"{drawer.url}: the download broke off again and again ({problem}). {BY_HAND}")

    def answers(self, url: str) -> RemoteState:
        """What the server says about an address without sending the file. Raises SourceUnavailable."""
        with self._ask("HEAD", url) as response:
            if response.status_code not in (403, 405, 501):
                return told(response)
        # Some servers refuse HEAD alone: ask for the file and hang up after the headers.
        with self._ask("GET", url) as response:
            return told(response)

    def _read_page(self, url: str) -> str:
        problem = ""
        for wait in (*self._limits.back_off, 0.0):
            deadline = self._clock() + self._limits.longest
            with self._ask("GET", url) as response:
                expect(response, {200})
                pieces = read_body(response, self._limits.largest_page, self._limits, self._clock, deadline)
                try:
                    body = b"".join(pieces)
                except BrokeOff as error:
                    problem = str(error)
                else:
                    return body.decode(charset(response), "replace")
            _log.warning("%s broke off: %s", url, problem)
            self._sleep(wait)
        raise SourceUnavailable(f"{url}: the page broke off again and again ({problem}). {BY_HAND}")

    def _ask(self, method: str, url: str, headers: Mapping[str, str] | None = None) -> requests.Response:
        """One answer, after as many tries as it takes and may take; the body is not read yet."""
        host = redirects.split(url).netloc
        problem = ""
        for tries, wait in enumerate((*self._limits.back_off, None)):
            if host in self._silent:
                raise _silent(url, self._silent[host])
            planned = wait
            try:
                response = self._follow(method, url, headers or {})
            except (requests.ConnectionError, requests.Timeout) as error:
                problem = root(error)
                if tries and not self._answered and _is_unreachable(error):
                    planned = None  # patience would be with a cable that is not plugged in
                if planned is None:
                    # So that a whole list of files does not wait for it one by one, and one bad address does not lose the others.
                    self._unanswered[host] += 1
                    if _is_unreachable(error) or self._unanswered[host] >= self._limits.unanswered:
                        self._silent[host] = problem
                    raise _silent(url, problem) from error
            else:
                self._unanswered.pop(host, None)
                self._answered = True
                if response.status_code not in _TRY_AGAIN:
                    return response
                problem = f"answered {response.status_code}"
                planned = wait_asked(response, planned, self._limits.longest_wait)
                response.close()
            if planned is None:
                break
            _log.warning("%s %s: %s; next try in %.0f s", method, url, problem, planned)
            self._sleep(planned * random.uniform(1, 1.25))
        raise SourceUnavailable(f"{url} gave no answer we could use ({problem}). {BY_HAND}")

    def _follow(self, method: str, url: str, headers: Mapping[str, str]) -> requests.Response:
        """The answer at the end of the redirects, whose bodies are left unread."""
        deadline = self._clock() + self._limits.longest
        here = url
        for _ in range(self._limits.redirects + 1):
            self._rate.wait(here)
            response = self._send(method, here, headers, deadline - self._clock())
            location = response.headers.get("Location", "")
            if response.status_code not in redirects.STATUSES or not location:
                return response
            response.close()
            here = redirects.next_address(url, here, location)
        raise SourceUnavailable(f"{url}: the server sends us from address to address without end. {BY_HAND}")

    def _send(self, method: str, url: str, headers: Mapping[str, str], left: float) -> requests.Response:
        """One try. Raises SourceUnavailable where another would end alike, requests' own errors where it might not."""
        asked = self._clock()
        left = max(left, 0.001)
        try:
            response = self._session.request(
                method,
                url,
                headers={**headers, **key_for(url)},  # for each hop anew: a key is for one host and must not travel on
                stream=True,
                timeout=(min(self._limits.connect, left), min(self._limits.silence, left)),
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise SourceUnavailable(
                f"{url}: the certificate of the server is not trusted ({root(error)}). On a hospital network set "
                "REQUESTS_CA_BUNDLE to the organisation's certificate file"
            ) from error
        except (requests.ConnectionError, requests.Timeout):
            raise
        except (requests.RequestException, HTTPError, ValueError) as error:
            raise SourceUnavailable(f"{url} cannot be asked for: {root(error)}") from error
        size = response.headers.get("Content-Length", "?")
        _log.info("%s %s answered %s, %s bytes, after %.1f s", method, url, response.status_code, size, self._clock() - asked)  # fmt: skip
        return response

    def _receive(self, response: requests.Response, drawer: Drawer, deadline: float) -> None:
        """Write the body behind what is already there. Raises BrokeOff, SourceUnavailable or OSError."""
        # Of a body that came packed we hold other bytes than the server counts: it is never continued.
        drawer.begin(Validators() if packing(response) else _validators(response))
        mode = "ab" if response.status_code == 206 else "wb"
        with drawer.part.open(mode) as stream:
            room = self._limits.largest_file - stream.tell()
            for piece in read_body(response, room, self._limits, self._clock, deadline):
                stream.write(piece)


def _conditions(known: Known | None, resumed: Validators | None, drawer: Drawer) -> dict[str, str]:
    """Headers that ask for the rest of a broken-off download, or for the file only if it is new."""
    if resumed and resumed.strong:
        return {"Range": f"bytes={drawer.held}-", "If-Range": resumed.strong}
    asked = (known.validators.etag, known.validators.last_modified) if known else (None, None)
    names = ("If-None-Match", "If-Modified-Since")
    return {name: value for name, value in zip(names, asked, strict=True) if value}


def _believe(response: requests.Response, drawer: Drawer) -> Known:
    """Take the download for the file only after a look at it. Raises SourceUnavailable."""
    if (reason := doubt(drawer.part, drawer.name)) is not None:
        drawer.part.unlink()
        raise SourceUnavailable(f"what {response.url} sent {reason}")
    return drawer.finish(_validators(response))


def _validators(response: requests.Response) -> Validators:
    return Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))


def _silent(url: str, problem: str) -> SourceUnavailable:
    """What is said of every address of a server that does not answer."""
    return SourceUnavailable(f"{url}: its server does not answer ({problem}). {BY_HAND}")


def _is_unreachable(error: requests.RequestException) -> bool:
    """Whether no connection stood at all: what urllib3 gave up for, beneath what requests says of it."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError)
