"""One refresh: take what a place offers, read what is new, and publish a whole set of tables - or leave the last one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.alike import told_once
from loaders.build.assemble import assemble, fingerprint
from loaders.build.completeness import part
from loaders.build.standing import judge, newest, not_held_back, stand, without_demonstration
from loaders.build.vintages import lacking
from loaders.fetch.demonstration import refuse_to_mix
from loaders.fetch.places import Origin, builtin
from loaders.grammar import counted
from loaders.held_back import note_for_readers, tell_held_back
from loaders.intake import Intake
from loaders.losses import lost_files, without_receipt
from loaders.outcome import Fate, Outcome, Summary
from loaders.progress import Progress, say_nothing
from loaders.rereading import read_again
from loaders.second_look import SecondLook
from loaders.source import Source
from loaders.store import bronze, silver, tidied
from loaders.store.bronze import KeptFile
from loaders.store.bronze_index import BronzeIndex
from loaders.store.cache import Cache
from loaders.store.durable import sweep_halves, write_whole
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
    accept: bool = False
    """Whether the files offered are believed, however few organisations they hold."""

    def run(self, place: Origin) -> Summary:
        """Load everything a place offers. Raises LoadingError when there is no place to begin: busy, or would mix."""
        with only_one(self.cache.lock):
            silver.sweep(self.cache)
            for folder in (self.cache.bronze, self.cache.downloads):
                sweep_halves(folder)
            index = BronzeIndex.open(self.cache, self.sources)
            if place.demonstration:
                refuse_to_mix(self.cache, [kept.receipt for kept in index.kept()])
            last = self._begin(index)
            ours = Intake(index, say_nothing).take(builtin(tuple(self.sources)))
            stood = {kept.receipt.sha256 for kept in newest(index.kept())}
            # Of the files that come with this product a person hears only when they fail.
            failed = [outcome for outcome in ours if outcome.fate is Fate.FAILED]
            outcomes = [*failed, *Intake(index, self.progress, self.since, self.accept).take(place)]
            index = BronzeIndex.open(self.cache, self.sources)  # code lists may have been among what was taken
            outcomes += read_again(index, self.progress)
            look = SecondLook(index)
            judged = list(judge(index.kept(), last, index.reference, look, look.elsewhere))
            for kept, receipt in judged:
                bronze.rewrite(kept, receipt)
            if judged:  # of files held back no tables are kept, and a code list may be among them
                index = BronzeIndex.open(self.cache, self.sources)
                outcomes += read_again(index, self.progress)
            summary = self._publish(index, outcomes, last, stood)
            silver.sweep(self.cache)
            self.cache.unfinished.unlink()
            return summary

    def _begin(self, index: BronzeIndex) -> int:
        """The number of the last file that arrived before this refresh, noted until it is done.

        Where the refresh before was ended, what arrived since then is looked at once more; of an instalment of the
        demonstration, which may have come in part, nothing stays.
        """
        if self.cache.unfinished.exists():
            noted = self.cache.unfinished.read_bytes().strip()
            last = int(noted) if noted.isdigit() else 0  # all is looked at once more where the disk has spoilt it
            later = (kept for kept in index.kept() if kept.receipt.arrival > last)
            bronze.forget(kept for kept in later if kept.receipt.demonstration)
            return last
        last = index.last_arrival
        write_whole(self.cache.unfinished, f"{last}\n")
        return last

    def _publish(self, index: BronzeIndex, outcomes: Sequence[Outcome], last: int, stood: Collection[str]) -> Summary:
        """Assemble all that stands and publish it, if it differs from what is published or that is damaged.

        Where a file of what is published is lost, that stays, and nothing is cleared away.
        """
        kept = index.kept()
        believed = not_held_back(kept)
        usable = without_demonstration(believed, index.is_read)
        standing, notes = stand(usable, index.part_of, last)
        parts = [(item.receipt, said) for item in standing if (said := part(item.receipt, index.reference))]
        notes += [f"{receipt.name}: {said}" for receipt, said in parts if receipt.arrival > last]
        lost = lost_files(index, standing, last)
        mark = fingerprint(standing, self.sources)
        new = not lost and mark != silver.made_from(self.cache)
        # Looked at before a set is published: in a copy of a cache that folder may be where the link to the new one will stand.
        before = silver.tables(self.cache) if new and silver.made_from(self.cache) else None
        if new:
            earlier = silver.notes(self.cache)

            def build(folder: Path) -> None:
                told = assemble(standing, self.sources, folder, self.progress)
                silver.note(folder, [*lacking(index.reference), *told])

            silver.publish(self.cache, mark, build)
            notes += [said for said in silver.notes(self.cache) if said not in earlier]
        invented = [item for item in believed if item not in usable]
        removed = sum(item.receipt.arrival <= last for item in invented)
        if removed and not lost:
            gone = (
                f"{counted(removed, 'file of demonstration data')} {'is' if removed == 1 else 'are'} no longer loaded"
            )
            notes.append(f"{gone}, because published figures are")
        if not lost:  # also when nothing was published: the refresh before may have been ended
            silver.prune(self.cache)
            bronze.forget(invented)
            tidied.keep_only(self.cache, {item.part.folder.name for item in standing})
        note_for_readers(kept, parts, self.cache)
        folder = silver.current(self.cache)
        failed = {each.url for each in outcomes if each.fate is Fate.FAILED}
        unusable = [each for each in lost if each.url not in failed] + without_receipt(index, lost)
        told = tell_held_back([*outcomes, *unusable], kept, self.cache)
        told = _tell_apart(_tell_standing(told, stood, {item.receipt.sha256 for item in standing}), invented)
        notes[:0] = told_once([each for each in told if each.fate is Fate.LOADED and each.reason])
        same = before is not None and before == silver.tables(self.cache)
        bare = not lost and all(item.receipt.builtin for item in standing)
        invents = any(item.receipt.demonstration for item in standing)
        return Summary(told, tuple(notes), folder.name if folder else None, new, same, bare, invents)


def _tell_standing(outcomes: Sequence[Outcome], stood: Collection[str], standing: Collection[str]) -> list[Outcome]:
    """The same outcomes, where files that were read and do not stand, because a newer copy does, are told as set aside, and those that
    were known, did not stand before and do now as loaded again.
    """
    known = {*stood, *(each.sha256 for each in outcomes if each.fate is Fate.LOADED)}

    def told(each: Outcome) -> Outcome:
        if each.fate is Fate.LOADED and each.sha256 not in standing:
            return replace(each, fate=Fate.SET_ASIDE)
        stands_again = each.sha256 in standing and each.sha256 not in known
        if each.fate is not Fate.ALREADY or not stands_again:
            return each
        whose = f" as {each.release.title}" if each.release else ""
        again = f"it has come again{whose}, and stands in the place of the copy that had come since"
        return replace(each, fate=Fate.LOADED, reason=again)

    return [told(each) for each in outcomes]


def _tell_apart(outcomes: Sequence[Outcome], invented: Sequence[KeptFile]) -> tuple[Outcome, ...]:
    """The same outcomes, where invented files that may not stand beside real ones are told as left out."""
    gone = {item.receipt.url for item in invented}
    reason = "it is demonstration data, and real figures are loaded"
    return tuple(
        replace(outcome, fate=Fate.LEFT_OUT, reason=reason) if outcome.url in gone else outcome for outcome in outcomes
    )
