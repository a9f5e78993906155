"""The internet as a place files come from: polite to the publishers' servers, patient, bounded, and hard to fool."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

import requests

from loaders.answers import BY_HAND, charset, continues, expect, root, told, wait_asked
from loaders.content import doubt
from loaders.downloads import Drawer, Known, Validators
from loaders.errors import SourceUnavailable

_log = logging.getLogger(__name__)

USER_AGENT = "PatientInsightBenchmarks/0.1 (dashboard of published NHS patient surveys; python-requests)"

_PAUSE = 0.25
"""Seconds between two requests to one host: under the five a second that the ODS hosts allow, and kind to the others."""
_PATIENCE = (10.0, 60.0)
"""Seconds to wait for a connection, and for the next bytes."""
_BACK_OFF = (1.0, 4.0, 15.0)
"""Seconds between tries; one try more than there are waits."""
_LONGEST_DOWNLOAD = 30 * 60.0
_PIECE = 1 << 16
"""Bytes written at once; when a download breaks off, less than this is asked for again."""
_LARGEST_PAGE = 20 << 20
_LARGEST_FILE = 1 << 30
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class Internet:
    """Pages and files by http. Proxies and certificates are taken from the usual environment variables."""

    def __init__(
        self,
        session: requests.Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session or requests.Session()
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
        self._sleep, self._clock = sleep, clock
        self._next_turn: dict[str, float] = {}
        self._pages: dict[str, str] = {}
        self._silent: dict[str, str] = {}

    def page(self, url: str) -> str:
        """The text of an index page, asked for once. Raises SourceUnavailable."""
        if url not in self._pages:
            with self._ask("GET", url) as response:
                expect(response, {200})
                body = b"".join(self._limited(response, _LARGEST_PAGE))
                self._pages[url] = body.decode(charset(response), "replace")
        return self._pages[url]

    def download(self, drawer: Drawer) -> Known:
        """The file at an address, complete and looked at; its bytes are in `drawer.data` unless it is unchanged.

        Continues where an earlier download broke off, and asks first whether there is anything new. Raises
        SourceUnavailable.
        """
        problem = ""
        for wait in (*_BACK_OFF, 0.0):
            known, resumed = drawer.known(), drawer.broken_off()
            with self._ask("GET", drawer.url, _conditions(known, resumed, drawer)) as response:
                expect(response, {200, 206, 304, 416})
                if response.status_code == 304 and known:
                    return known
                if response.status_code in (304, 416) or not continues(response, drawer.held):
                    drawer.empty()  # an answer that fits nothing we hold: start over
                    continue
                problem = self._receive(response, drawer)
                if not problem:
                    return _believe(response, drawer)
            _log.warning("%s broke off: %s", drawer.url, problem)
            self._sleep(wait)
        raise SourceUnavailable(f"{drawer.url}: the download broke off again and again ({problem}). {BY_HAND}")

    def answers(self, url: str) -> str:
        """What the server says about an address without sending the file: `200, 1.2 MB`. Raises SourceUnavailable."""
        with self._ask("HEAD", url) as response:
            if response.status_code not in (403, 405, 501):
                return told(response)
        # Some servers refuse HEAD alone: ask for the file and hang up after the headers.
        with self._ask("GET", url) as response:
            return told(response)

    def _ask(self, method: str, url: str, headers: Mapping[str, str] | None = None) -> requests.Response:
        """One answer, after as many tries as it takes and may take; the body is not read yet."""
        if urlsplit(url).scheme not in ("http", "https"):
            raise SourceUnavailable(f"{url} is not an address on the web")
        host = urlsplit(url).netloc
        problem = self._silent.get(host, "")
        if problem:
            raise SourceUnavailable(
                f"{url} was not asked for, because its server does not answer ({problem}). {BY_HAND}"
            )
        for wait in (*_BACK_OFF, None):
            planned = wait
            self._take_turn(url)
            try:
                response = self._session.request(
                    method, url, headers=headers, stream=True, timeout=_PATIENCE, allow_redirects=True
                )
            except requests.exceptions.SSLError as error:
                raise SourceUnavailable(
                    f"{url}: the certificate of the server is not trusted ({root(error)}). On a hospital network set "
                    "REQUESTS_CA_BUNDLE to the organisation's certificate file"
                ) from error
            except (requests.ConnectionError, requests.Timeout) as error:
                problem = root(error)
                if planned is None:
                    self._silent[host] = problem  # so that a whole list of files does not wait for it one by one
            except requests.RequestException as error:
                raise SourceUnavailable(f"{url} cannot be asked for: {root(error)}") from error
            else:
                _log.info("%s %s answered %s", method, url, response.status_code)
                if response.status_code not in _TRY_AGAIN:
                    return response
                problem = f"answered {response.status_code}"
                planned = wait_asked(response, planned)
                response.close()
            if planned is None:
                break
            _log.warning("%s %s: %s; next try in %.0f s", method, url, problem, planned)
            self._sleep(planned * random.uniform(1, 1.25))
        raise SourceUnavailable(f"{url} gave no answer we could use ({problem}). {BY_HAND}")

    def _take_turn(self, url: str) -> None:
        host = urlsplit(url).netloc
        wait = self._next_turn.get(host, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next_turn[host] = self._clock() + _PAUSE

    def _receive(self, response: requests.Response, drawer: Drawer) -> str:
        """Write the body behind what is already there; the reason it broke off, or nothing."""
        validators = Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))
        drawer.begin(validators)
        mode = "ab" if response.status_code == 206 else "wb"
        with drawer.part.open(mode) as stream:
            before = stream.tell()
            try:
                for chunk in self._limited(response, _LARGEST_FILE - before):
                    stream.write(chunk)
            except requests.RequestException as error:
                return root(error)
            got = stream.tell() - before
        due = response.headers.get("Content-Length")
        if due and due.isdigit() and "Content-Encoding" not in response.headers and got < int(due):
            return f"{got:,} of {int(due):,} bytes came"
        return ""

    def _limited(self, response: requests.Response, most: int) -> Iterator[bytes]:
        """The body in pieces. Raises SourceUnavailable when it is larger, or slower, than any published file."""
        end, got = self._clock() + _LONGEST_DOWNLOAD, 0
        for chunk in response.iter_content(_PIECE):
            got += len(chunk)
            if got > most:
                raise SourceUnavailable(f"{response.url} is larger than {most / 1e6:,.0f} MB; it was not loaded")
            if self._clock() > end:
                raise SourceUnavailable(f"{response.url} took longer than {_LONGEST_DOWNLOAD / 60:.0f} minutes")
            yield chunk


def _conditions(known: Known | None, resumed: Validators | None, drawer: Drawer) -> dict[str, str]:
    """Headers that ask for the rest of a broken-off download, or for the file only if it is new."""
    if resumed and resumed.strong:
        return {"Range": f"bytes={drawer.held}-", "If-Range": resumed.strong}
    asked = (known.validators.etag, known.validators.last_modified) if known else (None, None)
    names = ("If-None-Match", "If-Modified-Since")
    return {name: value for name, value in zip(names, asked, strict=True) if value}


def _believe(response: requests.Response, drawer: Drawer) -> Known:
    """Take the download for the file only after a look at it. Raises SourceUnavailable."""
    if (reason := doubt(drawer.part)) is not None:
        drawer.part.unlink()
        raise SourceUnavailable(f"what {response.url} sent {reason}")
    return drawer.finish(Validators(response.headers.get("ETag"), response.headers.get("Last-Modified")))
