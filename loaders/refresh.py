"""One refresh: take what a place offers, read what is new, and publish a whole set of tables - or leave the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.build.assemble import Standing, assemble, fingerprint
from loaders.build.standing import stand, without_demonstration
from loaders.fetch.demonstration import refuse_to_mix
from loaders.fetch.places import Place, builtin
from loaders.intake import Intake
from loaders.outcome import Fate, Outcome, Summary
from loaders.progress import Progress, say_nothing
from loaders.source import Source
from loaders.store import bronze, silver, tidied
from loaders.store.bronze import Kept
from loaders.store.bronze_index import Shelf
from loaders.store.cache import Cache
from loaders.store.durable import sweep_halves
from loaders.store.lock import only_one


@dataclass(frozen=True)
class Refresh:
    """What a refresh works with."""

    cache: Cache
    sources: Mapping[str, Source]
    """Every source there is: files of sources not asked for still stand."""
    progress: Progress
    since: int | None = None
    """Files about earlier years are left out; None loads all."""

    def run(self, place: Place) -> Summary:
        """Load everything a place offers. Raises LoadingError when there is no place to begin: busy, or would mix."""
        with only_one(self.cache.lock):
            silver.sweep(self.cache)
            for folder in (self.cache.bronze, self.cache.downloads):
                sweep_halves(folder)
            shelf = Shelf.open(self.cache, self.sources)
            if place.demonstration:
                refuse_to_mix(self.cache, [kept.receipt for kept in shelf.kept()])
            ours = Intake(shelf, say_nothing).take(builtin(tuple(self.sources)))
            # Of the files that come with this product a person hears only when they fail.
            failed = [outcome for outcome in ours if outcome.fate is Fate.FAILED]
            outcomes = [*failed, *Intake(shelf, self.progress, self.since).take(place)]
            shelf = Shelf.open(self.cache, self.sources)  # code lists may have been among what was taken
            outcomes += Intake(shelf, self.progress, self.since).read_again()
            summary = self._publish(shelf, outcomes)
            silver.sweep(self.cache)
            return summary

    def _publish(self, shelf: Shelf, outcomes: Sequence[Outcome]) -> Summary:
        """Assemble all that stands and publish it, if it differs from what is published."""
        kept = shelf.kept()
        usable = without_demonstration(kept, shelf.is_read)
        standing, notes = stand(usable, shelf.part_of, {outcome.url for outcome in outcomes})
        notes += [f"{each.name}: {each.reason}" for each in outcomes if each.fate is Fate.LOADED and each.reason]
        mark = fingerprint(standing, self.sources)
        new = mark != silver.made_from(self.cache)
        if new:
            silver.publish(self.cache, mark, lambda folder: notes.extend(self._assemble(standing, folder)))
        invented = [item for item in kept if item not in usable]
        self._clear(invented, standing)
        folder = silver.current(self.cache)
        told = _tell_apart(outcomes, invented)
        return Summary(told, tuple(notes), folder.name if folder else None, new)

    def _assemble(self, standing: Sequence[Standing], folder: Path) -> list[str]:
        return assemble(standing, self.sources, folder, self.progress)

    def _clear(self, invented: Sequence[Kept], standing: Sequence[Standing]) -> None:
        """Remove what no longer serves. Also when nothing was published: the refresh before may have been ended."""
        silver.prune(self.cache)
        bronze.forget(invented)
        tidied.keep_only(self.cache, {item.part.folder.name for item in standing})


def _tell_apart(outcomes: Sequence[Outcome], invented: Sequence[Kept]) -> tuple[Outcome, ...]:
    """The same outcomes, where invented files that may not stand beside real ones are told as left out."""
    gone = {item.receipt.url for item in invented}
    reason = "it is demonstration data, and real figures are loaded"
    return tuple(
        replace(outcome, fate=Fate.LEFT_OUT, reason=reason) if outcome.url in gone else outcome for outcome in outcomes
    )
