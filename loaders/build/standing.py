"""Decides which of the files we keep stand: the newest whole copy of every release, and never invented beside real figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from loaders.build.assemble import StandingRelease
from loaders.build.completeness import shortfall
from loaders.grammar import day
from loaders.reference import Reference
from loaders.store.bronze import KeptFile
from loaders.store.receipt import Receipt
from loaders.store.tidied import TidiedFile

_NAMED = 4
"""Copies that a sentence names."""


def copies_by_release(kept_files: Sequence[KeptFile]) -> dict[str, list[KeptFile]]:
    """All copies of each release, oldest first."""
    copies: dict[str, list[KeptFile]] = defaultdict(list)
    for kept in kept_files:
        copies[kept.receipt.release.id].append(kept)
    return {release: _oldest_first(several) for release, several in copies.items()}


def not_held_back(kept_files: Sequence[KeptFile]) -> list[KeptFile]:
    """The same files without those that wait for somebody to accept them."""
    return [kept for kept in kept_files if not kept.receipt.held]


def newest(kept_files: Sequence[KeptFile]) -> list[KeptFile]:
    """Of each release the copy that stands, as far as copies can be read."""
    return [copies[-1] for copies in copies_by_release(not_held_back(kept_files)).values()]


def waiting(kept_files: Sequence[KeptFile]) -> list[KeptFile]:
    """Files that are held back, but for those whose release has come whole since."""
    return [
        kept
        for copies in copies_by_release(kept_files).values()
        for kept in copies
        if kept.receipt.held and all(kept.receipt.came > good.receipt.came for good in not_held_back(copies))
    ]


def without_demonstration(kept_files: Sequence[KeptFile], readable: Callable[[Receipt], bool]) -> list[KeptFile]:
    """The same files without those of the demonstration publisher, as soon as one real file can be read."""
    if not any(kept.receipt.real and readable(kept.receipt) for kept in kept_files):
        return list(kept_files)
    return [kept for kept in kept_files if not kept.receipt.demonstration]


def judge(
    kept_files: Sequence[KeptFile],
    since: int,
    reference: Reference,
    otherwise: Callable[[KeptFile, KeptFile], str],
    elsewhere: Callable[[KeptFile, Sequence[KeptFile]], str],
) -> Iterator[tuple[KeptFile, Receipt]]:
    """One per file that arrived after number `since`, or waits beside one of its source that did, and whose receipt is to change: held
    back from now on, or no longer.

    `otherwise` tells why a copy that says other things than the copy before it should wait for somebody's word, `elsewhere`
    why one should that says what one of other releases says.
    """
    # What a copy was held against may be gone, or set aside: one that waits is looked at again where something of its source has come.
    stirred = {kept.receipt.source for kept in kept_files if kept.receipt.arrival > since}
    again = {kept.path for kept in waiting(kept_files) if kept.receipt.source in stirred}
    believed = newest(kept_files)
    for copies in copies_by_release(kept_files).values():
        new = [kept for kept in copies if kept.receipt.arrival > since or kept.path in again]
        new.sort(key=lambda kept: kept.receipt.came)
        good = not_held_back([kept for kept in copies if kept not in new])
        for kept in new:
            # What is invented is no measure of what is published.
            alike = [each for each in good if each.receipt.demonstration == kept.receipt.demonstration]
            displaces = _oldest_first([*alike, kept])[-1] is kept and not kept.receipt.accepted
            stood = _that_stood(alike) if displaces else []
            short = shortfall(kept.receipt, [each.receipt for each in stood], reference) if displaces else ""
            reason = "; ".join(filter(None, (short, "" if kept.receipt.accepted else kept.receipt.doubt)))
            if not reason and stood:
                reason = otherwise(kept, stood[-1])
            if not reason and displaces and kept.receipt.real:
                before = (each for each in believed if each.receipt.came < kept.receipt.came)
                reason = elsewhere(kept, [each for each in before if each.receipt.real])
            if not reason:
                good.append(kept)
            if reason != kept.receipt.held:
                yield kept, replace(kept.receipt, held=reason)


def stand(
    kept_files: Sequence[KeptFile], part_of: Callable[[Receipt], TidiedFile | None], since: int
) -> tuple[list[StandingRelease], list[str]]:
    """One per release: its newest copy that can be read. Sentences tell of copies that arrived after number `since`."""
    standing: list[StandingRelease] = []
    notes: list[str] = []
    for copies in copies_by_release(not_held_back(kept_files)).values():
        readable = [(kept.receipt, part) for kept in copies if (part := part_of(kept.receipt)) is not None]
        if readable:
            *set_aside, (newest, part) = readable
            standing.append(StandingRelease(newest, part))
            notes += _compare(set_aside, newest, part, since)
    return standing, notes


def _that_stood(copies: Sequence[KeptFile]) -> list[KeptFile]:
    """Those of a release that were the newest when they came, in that order: a copy set aside at once is no measure."""
    arrived = sorted(copies, key=lambda kept: kept.receipt.came)
    return [kept for count, kept in enumerate(arrived, start=1) if _oldest_first(arrived[:count])[-1] is kept]


def _oldest_first(copies: Sequence[KeptFile]) -> list[KeptFile]:
    """What comes with this product first; then by the days of the copies, then as they came.

    What a server sends last is what it publishes, whatever its day.
    """
    arrived = sorted(copies, key=lambda kept: kept.receipt.came)
    served = {kept.receipt.url: kept.receipt.day for kept in arrived if kept.receipt.served}
    return sorted(
        arrived,
        key=lambda kept: (not kept.receipt.builtin, served.get(kept.receipt.url, kept.receipt.day) or date.min),
    )


def _compare(
    set_aside: Sequence[tuple[Receipt, TidiedFile]], newest: Receipt, part: TidiedFile, since: int
) -> Iterator[str]:
    """Why copies are set aside; nothing of those where neither arrived just now, a server sent the newest in their place, or which is the
    newer cannot be told and makes no difference.
    """
    told = [each for each, _ in set_aside if not (each.url == newest.url and each.served)]
    alike = [
        each
        for each in told
        if each.release.is_of_one_day and each.day == newest.day and max(each.arrival, newest.arrival) > since
    ]
    older = [each for each in told if each not in alike and each.arrival > since]
    alike = [each for each, its in set_aside if each in alike and not _says_the_same(its, part)]
    every = "both" if len(alike) == 1 else "all"
    if alike:
        yield (
            f"{newest.release.title}: {_listed([*alike, newest])} are {every}{_of_day(newest)}, so which is the newer cannot be "
            f"told; the one fetched last stands, and {every} are kept"
        )
    if older:
        dated = any(each.day != newest.day for each in older)
        aside, of = ("is" if len(older) == 1 else "are") + " set aside", _of_day(newest) if dated else ""
        newer = f"{newest.name}{of} is the newer copy"
        if {each.name for each in older} == {newest.name}:
            whose = "its" if len(older) == 1 else "their"
            newer = f"the copy that stands is{of}" if of else f"the newer copy has {whose} name"
        yield f"{newest.release.title}: {_listed(older, dated)} {aside}, {newer}"


def _says_the_same(one: TidiedFile, other: TidiedFile) -> bool:
    return one.rows == other.rows and all(one.table(name).equals(other.table(name)) for name in one.rows)


def _of_day(copy: Receipt) -> str:
    """` of 31 March 2026`: when it was published, else the last day that it is about."""
    end = copy.release.end - timedelta(days=1) if copy.release.end else None
    shown = copy.release.published or end
    return f" of {day(shown)}" if shown else ""


def _listed(copies: Sequence[Receipt], dated: bool = False) -> str:
    """Their names, with their days if they matter, as a person reads them out; of many the first few."""
    times = Counter(
        f"{each.name}{_of_day(each) * dated}{', which comes with this product,' * each.builtin}" for each in copies
    )
    names = [name if number == 1 else f"{number} copies of {name}" for name, number in times.items()]
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1:,} more"]
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
