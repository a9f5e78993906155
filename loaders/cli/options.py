"""What can be said on the command line, and what each word means."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loaders.errors import LoadingError


class WrongUsage(LoadingError):
    """The command line asks for something that does not exist."""


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command and its options. Leaves the program with code 2 and a sentence when they make no sense."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m loaders",
        description="Loads published NHS patient-insight data into the cache the dashboard reads.",
        epilog="Exit codes: 0 done; 1 something could not be loaded; 2 wrong usage.",
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--cache", type=Path, help="folder for the data (default: $INSIGHT_CACHE, else data_cache/)")
    shared.add_argument("--progress", choices=("bars", "json", "none"), help=argparse.SUPPRESS)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help: str, description: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[shared], help=help, description=description)
        added.set_defaults(command=name)
        return added

    one = command("fetch", "load what is new", "Load what is new from the publishers, the demonstration or a folder.")
    one.add_argument("sources", nargs="*", type=str.lower, metavar="SOURCE", help="only these sources (default: all)")
    one.add_argument(
        "--from", dest="origin", default="internet", metavar="internet|demo|DIR",
        help="where from: the publishers, the demonstration, or a folder of published files (default: internet)",
    )  # fmt: skip
    one.add_argument("--since", type=_year, metavar="YEAR", help="leave out files about earlier years")
    one.set_defaults(accept=False)

    two = command("status", "show what is loaded", "Show what stands in the cache.")
    two.add_argument("--all", action="store_true", help="every release, and where it came from")
    two.add_argument("--json", action="store_true", help="as JSON")

    three = command(
        "check",
        "ask the publishers",
        "Say what is new or gone at the publishers since the last load, and what to do. Downloads nothing.",
    )
    three.add_argument("sources", nargs="*", type=str.lower, metavar="SOURCE", help="only these sources (default: all)")

    four = command("add", "load files fetched by hand", "Load files fetched by hand.")
    four.add_argument("files", nargs="+", type=Path, metavar="FILE")
    four.add_argument(
        "--accept",
        action="store_true",
        help="load the files although they were held back, because they hold less or say other things than what was loaded "
        "before, or contradict themselves; FILE is then the one fetched, or its place in the cache that `status` tells",
    )
    four.set_defaults(since=None)
    return parser


def _year(text: str) -> int:
    if not (text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year")
    if int(text) > date.today().year:
        raise argparse.ArgumentTypeError(f"{text} is not a year of which anything is published yet")
    return int(text)
