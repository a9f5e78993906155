"""The command line: fetch what is published, see what is loaded, check the publishers' pages, add a file by hand."""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from pathlib import Path

from insight.object_store import is_address, put
from loaders.cli import check, report, status
from loaders.cli.log import cannot_be_written, open_log, stay_off_screen
from loaders.cli.options import WrongUsage, parse
from loaders.errors import LoadingError
from loaders.fetch.demonstration import WouldMix, instalments
from loaders.fetch.places import Files, Folder, Origin
from loaders.fetch.publishers import Publishers
from loaders.fetch.web import Internet
from loaders.outcome import Fate, Summary
from loaders.progress import Bars, choose
from loaders.refresh import Refresh
from loaders.source import Source, discover
from loaders.store import bronze, silver
from loaders.store.cache import CACHE_VARIABLE, Cache, default_cache
from loaders.visible import visible

_FULL_OR_FORBIDDEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS)

_ADVISED = re.compile(r"python -m loaders [a-z]+")

DONE, NOT_ALL, WRONG_USAGE = 0, 1, 2
"""Exit codes: all done; something could not be loaded; the command makes no sense as given."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Faults of ours are not caught: they end with a traceback."""
    options = parse(arguments)
    stay_off_screen()
    # A service manager's request to stop is treated like Ctrl-C: nothing half-done stays.
    signal.signal(signal.SIGTERM, _stop)
    try:
        code = _COMMANDS[options.command](options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read our output, such as `head`, has had enough. Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_ALL
    except LoadingError as error:
        text = str(error).rstrip(".")
        print(_for_this_cache(f"{text[:1].upper()}{text[1:]}.", options), file=sys.stderr)
        return WRONG_USAGE if isinstance(error, WrongUsage | WouldMix) else NOT_ALL
    except PermissionError as error:
        print(f"{visible(str(error.filename))} cannot be opened ({error.strerror}).", file=sys.stderr)
        return NOT_ALL
    except KeyboardInterrupt:
        print("\nInterrupted. The tables stay as they were; the next fetch goes on from here.", file=sys.stderr)
        return NOT_ALL


def fetch(options: argparse.Namespace) -> int:
    """Load what is new from the internet, the demonstration publisher or a folder."""
    cache, sources = _cache(options), discover()
    chosen = _choose(sources, options.sources)
    names, kept = tuple(chosen), {each.receipt.sha256: each for each in bronze.kept_files(cache)}
    places: Mapping[str, Callable[[], Sequence[Origin]]] = {
        "internet": lambda: [Publishers(Internet(), cache, chosen, kept, options.since)],
        "demo": lambda: instalments(cache, names),
    }
    # Our own stand-in publisher may say other things in another version: nobody needs to be asked.
    options.accept = options.origin == "demo"
    make = places.get(options.origin)
    if make is None and Path(options.origin).is_file():
        how = f'load it with: python -m loaders add "{options.origin}"'
        raise WrongUsage(f"--from {options.origin}: it is a file; {how}")
    if make is None and not Path(options.origin).is_dir():
        raise WrongUsage(f"--from {options.origin}: it is neither 'internet' nor 'demo' nor a folder")
    return _refresh(make() if make else [Folder(Path(options.origin), names)], cache, sources, options)


def add(options: argparse.Namespace) -> int:
    """Load files fetched by hand."""
    cache, sources = _cache(options), discover()
    # A file that is held back is told by its place in the cache.
    files = [path if path.is_file() or not options.accept else cache.root / path for path in options.files]
    if folder := next((named for named in options.files if named.is_dir()), None):
        how = f'load all that is in it with: python -m loaders fetch --from "{folder}"'
        raise WrongUsage(f"{folder} is a folder; {how}")
    if other := next((named for named in options.files if named.exists() and not named.is_file()), None):
        raise WrongUsage(f"{other} is not a file, but a pipe, a socket or a device")
    missing = [str(named) for named, path in zip(options.files, files, strict=True) if not path.is_file()]
    if missing:
        raise WrongUsage(f"no such file: {', '.join(missing)}")
    return _refresh([Files(files, tuple(sources))], cache, sources, options)


def show_status(options: argparse.Namespace) -> int:
    """Print what stands in the cache."""
    found = status.read_status(_cache(options))
    told = status.describe(found, options.all)
    print(json.dumps(found, indent=2) if options.json else _for_this_cache(told, options))
    return NOT_ALL if found["held_back"] or found["unusable"] else DONE


def check_publishers(options: argparse.Namespace) -> int:
    """Print what has changed at the publishers since the last load, and what to do about it."""
    cache = _cache(options)
    loaded = [kept.receipt for kept in bronze.kept_files(cache)]
    chosen = _choose(discover(), options.sources)
    # Told before anybody is asked: without a way to the internet it is known all the same.
    held = status.held_back(cache, chosen)
    if held:
        print(_for_this_cache("\n".join([*status.tell_held_back(held), ""]), options))
    findings = check.check_sources(chosen, Internet(), loaded, choose(options.progress))
    print(_for_this_cache(check.describe(findings), options))
    return NOT_ALL if held or any(finding.needs is check.Requirement.LOOK for finding in findings) else DONE


def _refresh(places: Sequence[Origin], cache: Cache, sources: Mapping[str, Source], options: argparse.Namespace) -> int:
    """Load one place after another; what each brings is in use before the next begins."""
    log = open_log(cache)
    progress = choose(options.progress)
    try:
        refresh = Refresh(cache, sources, progress, options.since, options.accept)
        summary = reduce(Summary.then, (refresh.run(place) for place in places))
    except (LoadingError, KeyboardInterrupt) as error:
        log.error("ended: %s %s", type(error).__name__, error)
        raise
    except OSError as error:
        log.error("ended", exc_info=error)
        elsewhere = isinstance(error.filename, str) and not Path(error.filename).is_relative_to(cache.root)
        if error.errno not in _FULL_OR_FORBIDDEN or elsewhere:
            raise
        raise cannot_be_written(cache, error) from error
    except Exception as error:
        log.error("ended by a fault of ours", exc_info=error)
        raise
    finally:
        if isinstance(progress, Bars):
            progress.close()
    report.log_outcomes(summary)
    _hand_on(cache)
    told = report.describe(summary, str(cache.log))
    print(json.dumps(report.to_json(summary)) if options.progress == "json" else _for_this_cache(told, options))
    return DONE if _all_loaded(summary, options) else NOT_ALL


def _hand_on(cache: Cache) -> None:
    """Copy the current set to object storage, where `$INSIGHT_CACHE` names some. Raises LoadingError."""
    address, folder = os.environ.get(CACHE_VARIABLE, ""), silver.current(cache)
    if folder is None or not is_address(address):
        return
    try:
        put(folder, address)
    except (OSError, ValueError) as error:
        raise LoadingError(f"The tables are loaded, and could not be copied to {address}: {error}") from error


def _all_loaded(summary: Summary, options: argparse.Namespace) -> bool:
    """Of a folder some files may be left out on purpose, but not all; a file named by hand was meant to be loaded."""
    missed = (Fate.LEFT_OUT, Fate.UNKNOWN, Fate.SET_ASIDE) if options.command == "add" else ()
    nothing = summary.bare and not summary.by_fate(Fate.ALREADY)
    return summary.complete and not nothing and not any(map(summary.by_fate, missed))


def _choose(sources: Mapping[str, Source], names: Sequence[str]) -> dict[str, Source]:
    unknown = sorted(set(names) - set(sources))
    if unknown:
        raise WrongUsage(f"no source is called {', '.join(unknown)}; there are {', '.join(sources)}")
    return {name: source for name, source in sources.items() if not names or name in names}


def _cache(options: argparse.Namespace) -> Cache:
    root = options.cache or default_cache()
    if root.exists() and not root.is_dir():
        raise WrongUsage(f"--cache {root} is not a folder")
    return Cache(root)


def _for_this_cache(text: str, options: argparse.Namespace) -> str:
    """A text for the screen, whose commands name the folder that this command was given."""
    return _ADVISED.sub(lambda found: f'{found[0]} --cache "{options.cache}"', text) if options.cache else text


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


_COMMANDS = {"fetch": fetch, "status": show_status, "check": check_publishers, "add": add}
