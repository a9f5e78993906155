"""How worker processes are started: from a server that has imported, once for all of them, what reading needs.

Light itself, so that the command line can start that server before it imports the same.
"""

from __future__ import annotations

import multiprocessing
import sys
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pkgutil import iter_modules

from loaders import sources


def prepare() -> None:
    """Begin to start what reading needs, while the caller is busy with something else."""
    if sys.platform != "win32":
        context()
        forkserver.ensure_running()


def context() -> BaseContext:
    """A way to start processes that is safe beside threads, and quick."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    every = (f"{sources.__name__}.{module.name}" for module in iter_modules(sources.__path__))
    forking.set_forkserver_preload(["loaders.read.worker_pool", *every])
    return forking
