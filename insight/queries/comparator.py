"""Whom a footprint is compared with, everywhere alike: England, its region, the footprints most like it, or some picked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan

from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.grammar import listed, mid_sentence, verb
from insight.benchmarks.likeness import Likeness, likeness
from insight.benchmarks.refusals import Refusal
from insight.measures.custom_geography import lies_in
from insight.measures.geography import Geography
from insight.queries import histories, menu
from insight.queries.needs import needs
from insight.queries.published import PublishedSet, remembered
from insight.selection import Selection


class ComparatorKind(StrEnum):
    """The ways to choose a comparator, as they stand in an address."""

    ENGLAND = "england"
    REGION = "region"
    SIMILAR = "similar"
    PICKED = "picked"


@dataclass(frozen=True, eq=False)
class Compared:
    """The comparator of one footprint, and what else could have been chosen."""

    footprint: str
    kind: ComparatorKind
    comparator: Comparator
    kinds: Mapping[str, str]
    """The ways there are for this footprint, each in words."""
    others: Mapping[str, str]
    """Code and name of every other footprint, the most similar first."""

    @property
    def link(self) -> str | None:
        """The footprint and those it is compared with, as they are written out in an address; None for England."""
        return "~".join([self.footprint, *self.comparator.codes]) if self.comparator.codes else None


@dataclass(frozen=True)
class AskedComparator:
    """What an address asks for: the way to choose, and a footprint with those it is compared with."""

    kind: ComparatorKind = ComparatorKind.ENGLAND
    peers: str = ""


def asked_for(selection: Selection) -> AskedComparator:
    """What a selection asks for."""
    return AskedComparator(ComparatorKind(selection.against or ComparatorKind.ENGLAND), selection.peers or "")


@remembered
def compared(
    published: PublishedSet,
    around: Geography,
    footprint: str,
    asked: AskedComparator = AskedComparator(),
) -> Compared:
    """The comparator that an address asks for, or England where the footprint has no such one.

    Similar and picked footprints are those written out in `peers`; those found now where it names none of this
    footprint. Picked ones go along to another footprint, and to their successors in another vintage.
    """
    found = alike(published, around, footprint)
    group = histories.group(published, around)
    order = (
        [*found.table["code"]]
        if isinstance(found, Likeness)
        else [each for each in group.names.index if each != footprint]
    )
    others = {code: group.name(code) for code in order}
    nearest = tuple(found.peers) if isinstance(found, Likeness) else ()
    kind, (whose, _, wished) = asked.kind, asked.peers.partition("~")
    written = _known(published, wished.split("~"), around, others)

    offered = {ComparatorKind.ENGLAND: NATIONAL}
    if len(neighbours := group.at_home_of(footprint)) > 1:
        offered[ComparatorKind.REGION] = _region(str(group.home.get(footprint)), neighbours)
    if isinstance(found, Likeness):
        offered[ComparatorKind.SIMILAR] = _similar(
            found, written if kind is ComparatorKind.SIMILAR and whose == footprint else nearest
        )
    if others:
        picked = (written if kind is ComparatorKind.PICKED else ()) or nearest
        offered[ComparatorKind.PICKED] = _picked(picked, others)
    chosen = (
        kind if kind in offered and (kind is ComparatorKind.ENGLAND or offered[kind].codes) else ComparatorKind.ENGLAND
    )
    words = {str(each): _choice(each, comparator) for each, comparator in offered.items()}
    return Compared(footprint, chosen, offered[chosen], words, others)


@remembered
def alike(published: PublishedSet, around: Geography, footprint: str) -> Likeness | Refusal:
    """The footprints most like one, whatever is asked of them. Those across which one's own lies are not like it but part of it."""
    plain = around if around.own is None or around.own.code == footprint else histories.without_own(published, around)
    group = histories.group(published, plain).without(lies_in(plain, footprint))
    return likeness(footprint, needs(published, plain), group)


def _known(
    published: PublishedSet, codes: Sequence[str], around: Geography, others: Mapping[str, str]
) -> tuple[str, ...]:
    """Those of some codes that can be compared with; of another vintage, what each of them became."""
    now = (code if code in others else menu.successor(published, code, around.vintage) for code in codes if code)
    return tuple(dict.fromkeys(code for code in now if code is not None and code in others))


def _region(home: str, codes: Sequence[str]) -> Comparator:
    return Comparator(
        f"the {home} region",
        tuple(codes),
        f"All {len(codes)} footprints of the NHS region {home}, this one among them.",
        "the region",
    )


def _similar(found: Likeness, codes: tuple[str, ...]) -> Comparator:
    by = listed([*(mid_sentence(each.title) for each in found.used), *(["region"] if found.region else [])])
    unknown = [mid_sentence(each.title) for each in found.used if isnan(float(found.own[each.id]))]
    taken = (
        f" Of {found.name} {listed(unknown)} {verb(len(unknown), 'is')} not known, and taken as average."
        if unknown
        else ""
    )
    why = f"The {len(codes)} {found.who} most like {found.name} in {by}.{taken} What patients say of their care plays no part in the choice."
    return Comparator("similar areas", codes, why)


def _picked(codes: tuple[str, ...], others: Mapping[str, str]) -> Comparator:
    return Comparator(
        "the areas picked", codes, f"Picked by hand: {listed([others[each] for each in codes])}." if codes else ""
    )


def _choice(kind: ComparatorKind, comparator: Comparator) -> str:
    """A way to choose in the words of the menu."""
    if kind is ComparatorKind.SIMILAR:
        return f"Similar areas ({len(comparator.codes)})"
    if kind is ComparatorKind.PICKED:
        return "Areas I pick"
    return comparator.heading.removeprefix("The ")
