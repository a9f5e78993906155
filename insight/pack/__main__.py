"""`python -m insight.pack`: the pack of one footprint or of all, in files; or a pack drawn again from one of its files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from insight.benchmarks.grammar import sentence_case
from insight.pack.content import NothingToShow, pack
from insight.pack.files import FORMATS, written
from insight.pack.identity import NotAPack
from insight.pack.reproduce import again, identity_of
from insight.pack.settled import NotWritten
from insight.pack.slides.template import NotATemplate, template_deck
from insight.queries import menu
from insight.queries.published import PublishedSet
from insight.queries.question import ask
from insight.queries.resolve import resolve
from insight.queries.views import BOARD, VIEWS, AskedView, left_out, read_sequence
from insight.selection import COMPARED, Selection
from insight.store import NothingLoaded, Store

DONE, FAILED, WRONG_USE = 0, 1, 2
_USUAL = ("pptx", "html", "pdf")


class WrongUse(Exception):
    """What is asked for cannot be; the sentence says what can."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; 0 done, 1 something could not be made, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    told: Callable[[str], None] = (lambda _: None) if options.quiet else _told
    try:
        published = PublishedSet(Store.open(options.cache))
        return _again(published, options, told) if options.reproduce else _make(published, options, told)
    except (NotATemplate, WrongUse) as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except (NothingLoaded, NothingToShow, NotAPack, NotWritten) as error:
        print(sentence_case(str(error)) or "Nothing could be made.", file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m insight.pack",
        description=__doc__,
        epilog="Exit codes: 0 done; 1 something could not be made; 2 wrong usage.",
    )
    parser.add_argument("--footprint", metavar="CODE", help="the footprint, e.g. QE1")
    parser.add_argument(
        "--vintage", metavar="ID", help="the set of footprints, e.g. icb-2026 (default: that of the latest figures)"
    )
    parser.add_argument(
        "--compare", choices=COMPARED, default="england", help="whom to compare with (default: england)"
    )
    parser.add_argument(
        "--peers", nargs="+", metavar="CODE", default=[], help="the footprints picked, of --compare picked"
    )
    parser.add_argument("--measure", metavar="ID", help="the measure of map, trend and ranking (default: the first)")
    parser.add_argument(
        "--charts", metavar="FILE", type=Path, help=f"a text file with one chart a line: {', '.join(VIEWS)}"
    )
    parser.add_argument("--out", metavar="FOLDER", type=Path, required=True, help="where the files go")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(_USUAL), help="default: pptx html pdf")
    parser.add_argument("--template", metavar="FILE", type=Path, help="a PowerPoint file whose layouts are used")
    parser.add_argument("--all", action="store_true", help="one pack for every footprint of the set")
    parser.add_argument(
        "--reproduce", metavar="FILE", type=Path, help="draw the pack of this file again and say what changed"
    )
    parser.add_argument("--cache", type=Path, help="folder of the data (default: $INSIGHT_CACHE, else data_cache/)")
    parser.add_argument("--quiet", action="store_true", help="say nothing but what went wrong")
    return parser


def _make(published: PublishedSet, options: argparse.Namespace, told: Callable[[str], None]) -> int:
    if options.template:
        template_deck(options.template)  # a template that cannot be used is refused before anything is worked out
    if options.all == bool(options.footprint):
        raise WrongUse("Say which footprint the pack is for (--footprint CODE), or ask for all of them (--all).")
    sequence, failed = _sequence(options.charts), DONE
    for question in _questions(published, options):
        try:
            made = pack(question, sequence, told)
            for sentence in made.left_out:
                told(sentence)
            for path in written(made, options.formats, options.out, options.template, told):
                told(f"Written: {path}")
        except NothingToShow as error:
            if not options.all:
                raise
            print(error, file=sys.stderr)
            failed = FAILED
    return failed


def _questions(published: PublishedSet, options: argparse.Namespace):
    asked = Selection(vintage=options.vintage, against=options.compare, measure=options.measure)
    vintages = menu.vintages(published)
    if options.vintage and options.vintage not in vintages:
        raise WrongUse(f"There is no set of footprints “{options.vintage}”. There is: {', '.join(vintages)}.")
    if options.measure and options.measure not in published.store.measures.index:
        raise WrongUse(f"There is no measure “{options.measure}” loaded.")
    vintage = resolve(published, asked).selection.vintage or ""
    known = menu.footprints(published, vintage)
    if options.footprint and options.footprint not in known:
        raise WrongUse(
            f"There is no footprint “{options.footprint}” in {vintages.get(vintage, vintage)}. There is: {', '.join(f'{code} ({name})' for code, name in known.items())}."
        )
    codes, peers = list(known) if options.all else [options.footprint], dict.fromkeys(options.peers)
    if (
        bool(peers) != (options.compare == "picked")
        or peers.keys() - known.keys()
        or any({*peers} <= {code} for code in codes if peers)
    ):
        raise WrongUse("Say whom you pick: --compare picked --peers CODE …, the codes of other footprints of this set.")
    for code in codes:
        published.memo.forget_unasked()  # or the answers of every footprint before would be kept
        chosen = asked.choose(footprint=code, vintage=vintage, peers="~".join([code, *peers]) if peers else None)
        question = ask(published, resolve(published, chosen).selection)
        if question is None:
            raise NothingToShow("No measure with figures for footprints is loaded yet.")
        yield question


def _sequence(file: Path | None) -> Sequence[AskedView]:
    if file is None:
        return BOARD
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"The list of charts {file} cannot be read.") from error
    found, said = read_sequence(text), left_out(text)
    if said:
        print(said, file=sys.stderr)
    if not found:
        raise WrongUse(f"{file} names no chart. Write one a line: {', '.join(VIEWS)}.")
    return found


def _again(published: PublishedSet, options: argparse.Namespace, told: Callable[[str], None]) -> int:
    if not options.reproduce.is_file():
        raise WrongUse(f"{options.reproduce} cannot be read: there is no such file.")
    was = identity_of(options.reproduce)
    now, changed = again(published, was, told)
    written(now, options.formats, options.out, options.template, told)
    print("\n".join(changed) if changed else "Nothing has changed since: every figure and every file is the same.")
    return DONE


def _told(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
