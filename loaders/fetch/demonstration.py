"""The demonstration publisher as a place files come from, and the rule that its figures never mix with real ones."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import LoadingError
from loaders.fetch.places import Folder, Offer
from loaders.grammar import counted
from loaders.outcome import Outcome
from loaders.progress import Progress
from loaders.store.cache import Cache
from loaders.store.receipt import DEMONSTRATION, Receipt


class WouldMix(LoadingError):
    """Invented figures were to be loaded into a cache that holds real ones."""


@dataclass(frozen=True)
class Demo:
    """A stand-in for all publishers: it writes its files in their layouts, then is a folder like any other."""

    cache: Cache
    sources: tuple[str, ...]
    instalment: str
    """`FIRST` or `LATER`, as `demo` calls its steps."""

    @property
    def demonstration(self) -> bool:
        """Always: every figure is invented."""
        return True

    def offers(self, progress: Progress) -> Iterator[Offer | Outcome]:
        """One per file it publishes. They lie in `cache.building`, which is swept when the refresh is over."""
        # Imported here: a demonstration is not needed to load what publishers publish.
        import demo  # noqa: PLC0415

        self.cache.building.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="demonstration-", dir=self.cache.building))
        writing = "Writing demonstration files"
        demo.publish(
            folder, lambda _, share: progress(writing, round(100 * share), 100), getattr(demo, self.instalment)
        )
        yield from Folder(folder, self.sources, DEMONSTRATION).offers(progress)


def instalments(cache: Cache, sources: tuple[str, ...]) -> list[Demo]:
    """The whole demonstration, one instalment after another: whoever opens a fresh dashboard waits for the first only."""
    return [Demo(cache, sources, instalment) for instalment in ("FIRST", "LATER")]


def refuse_to_mix(cache: Cache, receipts: Sequence[Receipt]) -> None:
    """Raise WouldMix if a publisher's file is already among those kept."""
    if real := sum(receipt.real for receipt in receipts):
        held = f"{cache.root} holds {counted(real, 'published file')}"
        raise WouldMix(
            f"{held}, and demonstration data must not stand among real figures: name another folder with --cache"
        )
