"""Holds a copy of a release against the copy before it, by what both say, and knows from the registers who followed on whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import pyarrow as pa

from insight.model import Level, Unit
from loaders.build import against_before
from loaders.build.against_before import NO_MARKS, Marks, counted, differing, otherwise, repeated, reworded
from loaders.build.outlines import displaced, turned
from loaders.build.standing import not_held_back
from loaders.build.who_and_where import WhoAndWhere
from loaders.read.agreement import disagreement, in_parts
from loaders.rereading import tables_of
from loaders.store.bronze import KeptFile
from loaders.store.bronze_index import BronzeIndex
from loaders.store.receipt import Receipt
from loaders.store.tidied import TidiedFile

_ALIKE = 0.8
"""The share of organisations that two releases of one kind have at least, when each is whole or cut a little."""


@dataclass(frozen=True)
class SecondLook:
    """What one refresh needs to compare copies."""

    index: BronzeIndex
    _marks: dict[str, Marks] = field(default_factory=dict)
    """By SHA-256: what a file shows, read once."""

    def __call__(self, copy: KeptFile, before: KeptFile) -> str:
        """Why a copy should wait for somebody's word; '' where it may stand, or the one before it can be read no more."""
        now, then = tables_of(self.index, copy), tables_of(self.index, before)
        if not now or not then:
            return ""
        measures = self.index.sources[copy.receipt.source].MEASURES
        alike = _is_of_one_period(copy.receipt, before.receipt)
        reason = otherwise(now, then, measures, self._successors) if alike else ""
        reason = reason or turned(now, then)
        name = "" if before.receipt.name == copy.receipt.name else f"{before.receipt.name}, "
        earlier = f"the copy before it ({name}of {before.receipt.retrieved:%d %B %Y})"
        return f"it does not fit {earlier}: {reason}" if reason else ""

    def elsewhere(self, copy: KeptFile, others: Sequence[KeptFile]) -> str:
        """Which other release says the same of other days, other things of the same, or draws elsewhere what its areas became; '' for none.

        Only those of its source are read that have figures of as many organisations of each level, some in common, or outlines.
        """
        mine = copy.receipt
        if not tables_of(self.index, copy):
            return mine.held  # what was said of it stands
        alike = []
        for theirs in (each.receipt for each in others if each.receipt.source == mine.source):
            drawn = _outlines(mine) and _outlines(theirs)
            if drawn and (odd := self._by_both(partial(displaced, reference=self.index.reference), mine, theirs)):
                return (
                    f"its areas do not lie where those lie that they belong to in {theirs.name} ({theirs.release.title}): {odd}; "
                    "outlines of one of the two have come under the codes of others"
                )
            if said := self._beside(mine, theirs) or self._reworded(mine, theirs):
                return f"it does not go together with {theirs.name} ({theirs.release.title}), so one of the two is wrong: {said}"
            if theirs.release.start == mine.release.start or not _about_as_many(theirs, mine):
                continue
            alike.append(theirs)
            if said := repeated(self._counted(mine), self._counted(theirs)):
                return (
                    f"it is taken for {mine.release.title}, and {said} those of {theirs.name} ({theirs.release.title}); one of "
                    "the two has the name, or figures, of another time"
                )
        return self._unlike(mine, alike) or self._contradicted(copy)

    def _unlike(self, mine: Receipt, alike: Sequence[Receipt]) -> str:
        """How the sizes of organisations are not those of the releases nearest in time."""
        day = mine.release.start
        dated = [each for each in alike if each.release.start]
        if not dated or day is None or max(mine.holds.values(), default=0) < against_before.ENOUGH_TO_RANK:
            return ""
        nearest = sorted(dated, key=lambda each: abs((each.release.start or day) - day))[:2]
        if not (said := against_before.unlike_in_size(self._counted(mine), [self._counted(each) for each in nearest])):
            return ""
        name = f"{nearest[0].name} ({nearest[0].release.title})"
        return f"it does not go together with {name}: {said}; figures and codes of one of the two have come apart"

    def _reworded(self, mine: Receipt, theirs: Receipt) -> str:
        """How words of inspectors differ that were published on the same days, where both files hold more than single places."""
        if not all(sum(each.holds.get(f"ratings/{level}", 0) for level in Level) > 1 for each in (mine, theirs)):
            return ""
        return self._by_both(reworded, mine, theirs)

    def _contradicted(self, copy: KeptFile) -> str:
        """What files of any source that came before say otherwise of where the same organisations lie, or what they are called."""
        part = self.index.part_of(copy.receipt)
        number = sum(receipt.came < copy.receipt.came for receipt, _ in self._published)
        said = self._said.against(part, number) if part else ""
        return f"it does not go together with what other files say: {said}" if said else ""

    @cached_property
    def _published(self) -> list[tuple[Receipt, TidiedFile]]:
        """What publishers say of who lies where and is called how, as it came."""
        mine = [kept.receipt for kept in not_held_back(self.index.kept()) if kept.receipt.real]
        parts = [(each, part) for each in mine if (part := self.index.part_of(each))]
        told = [(each, part) for each, part in parts if part.rows.keys() & {"membership", "orgs"}]
        return sorted(told, key=lambda pair: pair[0].came)

    @cached_property
    def _said(self) -> WhoAndWhere:
        return WhoAndWhere((part for _, part in self._published), self.index.reference)

    def _counted(self, receipt: Receipt) -> Marks:
        if receipt.sha256 not in self._marks:
            part = self.index.part_of(receipt)
            counts = [each.id for each in self.index.sources[receipt.source].MEASURES if each.unit is Unit.COUNT]
            self._marks[receipt.sha256] = counted(part, counts) if part else NO_MARKS
        return self._marks[receipt.sha256]

    def _by_both(self, ask: Callable[..., str], mine: Receipt, theirs: Receipt) -> str:
        """What is said of the tables of two files, where both can be read."""
        here, there = self.index.part_of(mine), self.index.part_of(theirs)
        return ask(here, there) if here and there else ""

    def _beside(self, mine: Receipt, theirs: Receipt) -> str:
        """How a file contradicts one of another release about the same days: in a figure that both have, or as part and whole."""
        if mine.release.id == theirs.release.id or not _is_of_one_period(mine, theirs) or mine.release.start is None:
            return ""
        common = {key for key in mine.holds.keys() & theirs.holds.keys() if key.startswith("shown/")}
        divided = in_parts(mine.holds, theirs.holds, mine.release)
        here, there = (self.index.part_of(each) if common or divided else None for each in (mine, theirs))
        if not here or not there:
            return ""
        measures = self.index.sources[mine.source].MEASURES
        if common and (said := differing(here, there, measures)):
            return said
        names = ("facts", "membership") if divided else ()
        tables = {name: pa.concat_tables([here.table(name), there.table(name)]) for name in names}
        return disagreement(tables, mine.release, measures, self.index.reference)

    @cached_property
    def _successors(self) -> Mapping[str, set[str]]:
        """Organisation or footprint -> those that followed it, by the registers we keep and the code lists."""
        found: dict[str, set[str]] = {}
        for row in self.index.reference.tables["lineage"].itertuples():
            found.setdefault(str(row.earlier), set()).add(str(row.later))
        for kept in self.index.kept():
            part = self.index.part_of(kept.receipt)
            if part and part.rows.get("successions"):
                table = part.table("successions")
                for org, successor in zip(*(table[name].to_pylist() for name in ("org", "successor")), strict=True):
                    found.setdefault(org, set()).add(successor)
        return found


def _is_of_one_period(one: Receipt, other: Receipt) -> bool:
    """Whether two copies of a release are about the same days, so that organisations have not come and gone in between."""
    return (one.release.start, one.release.end) == (other.release.start, other.release.end)


def _about_as_many(one: Receipt, other: Receipt) -> bool:
    """Whether two files have figures of the same levels and about as many organisations of each."""
    here, there = (
        {key: count for key, count in each.holds.items() if key.startswith("facts/")} for each in (one, other)
    )
    return here.keys() == there.keys() != set() and all(
        min(here[key], there[key]) >= _ALIKE * max(here[key], there[key]) for key in here
    )


def _outlines(receipt: Receipt) -> bool:
    return any(key.startswith("boundaries/") for key in receipt.holds)
