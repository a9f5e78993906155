"""The log a support desk can read: one line per request, file and decision, in UTC, kept small."""

from __future__ import annotations

import logging
import os
import platform
import re
import shutil
import sys
import time
from logging.handlers import RotatingFileHandler
from urllib.request import getproxies

from loaders.cli.options import WrongUsage
from loaders.errors import LoadingError
from loaders.store.cache import Cache
from loaders.visible import visible


class _Quiet(RotatingFileHandler):
    """A log that cannot be written (a full disk) is no reason to show anybody a traceback."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: what matters is said on the screen as well."""


class _Visible(logging.Formatter):
    """Lines in which nothing from outside steers the terminal they are read at."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(visible(line) for line in super().format(record).split("\n"))


def open_log(cache: Cache) -> logging.Logger:
    """Make the cache if it does not exist, and write everything the loaders tell to its log. Raises LoadingError."""
    try:
        cache.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsage(f"{cache.root} cannot be made ({error.strerror}); name another folder with --cache") from error
    try:
        handler = _Quiet(cache.log, maxBytes=2_000_000, backupCount=3, encoding="utf-8")
    except OSError as error:
        raise cannot_be_written(cache, error) from error
    formatter = _Visible("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    log = logging.getLogger("loaders")
    log.handlers = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
    log.info("%s", _circumstances(cache))
    return log


def cannot_be_written(cache: Cache, error: OSError) -> LoadingError:
    """The sentence for a cache on a full disk, or one that may only be read; pages go on showing what is in it."""
    return LoadingError(f"{cache.root} cannot be written ({error.strerror}); the tables stay as they were")


def _circumstances(cache: Cache) -> str:
    """What a support desk asks first: which program, on what, through what. A proxy's password is not told."""
    proxies = ", ".join(f"{scheme} {_without_password(url)}" for scheme, url in sorted(getproxies().items()))
    free = shutil.disk_usage(cache.root).free / 1e9
    return (
        f"begun: {' '.join(sys.argv[1:])} | Python {platform.python_version()} on {platform.platform()} | "
        f"cache {cache.root}, {free:,.1f} GB free | proxies: {proxies or 'none'} | "
        f"certificates: {os.environ.get('REQUESTS_CA_BUNDLE', 'as installed')}"
    )


def _without_password(url: str) -> str:
    return re.sub(r"//[^/@]*@", "//", url)


def stay_off_screen() -> None:
    """Commands that only look keep no log; what is told to it must not land between the lines they print."""
    logging.getLogger("loaders").addHandler(logging.NullHandler())
