"""The log a support desk can read: one line per request, file and decision, in UTC, kept small."""

from __future__ import annotations

import logging
import time
from logging.handlers import RotatingFileHandler

from loaders.cache import Cache
from loaders.options import WrongUsage


def open_log(cache: Cache) -> logging.Logger:
    """Make the cache if it does not exist, and write everything the loaders tell to its log from now on."""
    try:
        cache.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsage(f"{cache.root} cannot be made ({error.strerror}); name another folder with --cache") from error
    handler = RotatingFileHandler(cache.log, maxBytes=2_000_000, backupCount=3, encoding="utf-8")
    formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    log = logging.getLogger("loaders")
    log.handlers = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
    return log


def stay_off_screen() -> None:
    """Commands that only look keep no log; what is told to it must not land between the lines they print."""
    logging.getLogger("loaders").addHandler(logging.NullHandler())
