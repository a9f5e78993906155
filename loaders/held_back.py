"""Says of files that are held back why they are, and how somebody who knows better accepts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.build.standing import waiting
from loaders.grammar import day
from loaders.outcome import Fate, Outcome
from loaders.store.bronze import KeptFile, kept_files
from loaders.store.cache import Cache
from loaders.store.durable import write_whole
from loaders.store.receipt import Receipt


def explain(kept: KeptFile, cache: Cache) -> str:
    """Why a file is held back and what to do. Its place is told from the cache on, because pages show this too."""
    place = kept.path.relative_to(cache.root).as_posix()
    held = kept.receipt.held
    or_else = "" if held == kept.receipt.doubt else ", or what it was held against is wrong"
    return (
        f"{held}{_when(kept, cache)}. It is kept and not believed, and what was loaded before stands; if it is right{or_else}, "
        f'accept it with: python -m loaders add --accept "{place}"'
    )


def _when(kept: KeptFile, cache: Cache) -> str:
    """When a file of the same name came that this one was held against; '' where there is none."""
    named = [
        each.receipt
        for each in kept_files(cache)
        if each.receipt.name == kept.receipt.name
        and each.receipt.release.id != kept.receipt.release.id
        and f"{each.receipt.name} ({each.receipt.release.title})" in kept.receipt.held
    ]
    return f" (the other {named[-1].name} came on {day(named[-1].retrieved)})" if named else ""


def tell_held_back(outcomes: Sequence[Outcome], every: Sequence[KeptFile], cache: Cache) -> list[Outcome]:
    """The same outcomes, where files that were read, now or before, and are held back say so."""
    held = {kept.receipt.sha256: kept for kept in every if kept.receipt.held}
    return [
        replace(outcome, fate=Fate.HELD, reason=explain(held[outcome.sha256], cache))
        if outcome.sha256 in held
        else outcome
        for outcome in outcomes
    ]


def note_for_readers(every: Sequence[KeptFile], parts: Sequence[tuple[Receipt, str]], cache: Cache) -> None:
    """Leave word for the Data page, one sentence a file: what is held back while no whole copy has come since, what is a part."""
    said = [(it.receipt, explain(it, cache)) for it in waiting(every)]
    text = "".join(f"{receipt.release.title}, {receipt.name}: {sentence}\n" for receipt, sentence in [*said, *parts])
    if text.encode() != (cache.held_back.read_bytes() if cache.held_back.exists() else b""):
        write_whole(cache.held_back, text)
