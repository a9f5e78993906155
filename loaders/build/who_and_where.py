"""Whether a file says where organisations lie, and who goes by which name, as the files that came before it do.

Organisations move and are called otherwise one by one. Where a column of codes or names came apart from the rest, many lie in other
footprints, or several have each other's names, and no figure of the file looks odd.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from loaders.grammar import some
from loaders.reference import Reference
from loaders.store.tidied import TidiedFile

_FEWEST = 5
"""Organisations that lie otherwise, from which on they are more than a few."""
_TWO = 2
"""Organisations that have each other's names are two at least."""
_MANY, _SPREAD, _FOOTPRINTS = 0.05, 0.005, 5
"""The share of organisations that lie otherwise in a file that has come apart, and the share that does where they lie in more footprints
than so many: of 659 files at hand and of the demonstration none has more than 0.8%, in three footprints that were drawn anew."""

_Org = tuple[str, str]
"""Vintage or level, and code."""
_Said = Mapping[_Org, str]
"""Of each organisation the footprint it lies in, or its name in small letters."""


class WhoAndWhere:
    """What files say of organisations: all that each was ever said to be, with the number of the first file to say so.

    `files` stand in the order in which they came.
    """

    def __init__(self, files: Iterable[TidiedFile], reference: Reference) -> None:
        self._reference = reference
        self._read: dict[Path, tuple[_Said, _Said]] = {}
        self._known = defaultdict[_Org, dict[str, int]](dict), defaultdict[_Org, dict[str, int]](dict)
        for number, file in enumerate(files):
            for known, said in zip(self._known, self._said(file), strict=True):
                for key, each in said.items():
                    known[key].setdefault(each, number)

    def against(self, file: TidiedFile, number: int) -> str:
        """How a file contradicts the first so many, as a sentence; '' where it does not."""
        homes, names = self._said(file)
        moved, called = (_otherwise(*each, number) for each in zip((homes, names), self._known, strict=True))
        return _spread(homes, moved) or _exchanged(names, called)

    def _said(self, file: TidiedFile) -> tuple[_Said, _Said]:
        """Homes and names, read once."""
        if file.folder not in self._read:
            self._read[file.folder] = _homes(file, self._reference), _names(file)
        return self._read[file.folder]


def _homes(file: TidiedFile, reference: Reference) -> _Said:
    """The footprint of each organisation that a file puts in one alone."""
    found: dict[_Org, set[str]] = defaultdict(set)
    footprints = {each.id: reference.footprint_names(each.id) for each in reference.vintages}
    columns = (file.table("membership")[name].to_pylist() for name in ("vintage", "child", "parent"))
    for vintage, child, parent in zip(*columns, strict=True):
        if parent in footprints.get(vintage, ()):
            found[vintage, child].add(parent)
    return {org: next(iter(those)) for org, those in found.items() if len(those) == 1}


def _names(file: TidiedFile) -> _Said:
    """The name of each organisation, with its postcode where several of a level have one name; none for those that share both."""
    columns = (file.table("orgs")[name].to_pylist() for name in ("level", "code", "name", "postcode"))
    rows = [
        (level, code, name.casefold(), there or "") for level, code, name, there in zip(*columns, strict=True) if name
    ]
    alone = Counter((level, name) for level, _, name, _ in rows)
    named = {(level, code): name if alone[level, name] == 1 else f"{name} {at}" for level, code, name, at in rows}
    times = Counter((level, name) for (level, _), name in named.items())
    return {key: name for key, name in named.items() if times[key[0], name] == 1}


def _otherwise(mine: _Said, known: Mapping[_Org, Mapping[str, int]], number: int) -> Mapping[_Org, set[str]]:
    """What was said of each organisation, of whom all said otherwise than a file does; empty sets for those of whom somebody said the same."""
    before = {key: {each for each, first in known.get(key, {}).items() if first < number} for key in mine}
    return {key: those - {mine[key]} if mine[key] not in those else set() for key, those in before.items() if those}


def _spread(mine: _Said, before: Mapping[_Org, set[str]]) -> str:
    """That organisations lie elsewhere than was said of them, where they are many or all over the country."""
    odd = sorted(key for key, those in before.items() if those)
    share, reach = len(odd) / max(len(before), 1), len({mine[key] for key in odd})
    if len(odd) < _FEWEST or share < (_MANY if reach <= _FOOTPRINTS else _SPREAD):
        return ""
    first = odd[0]
    return (
        f"{len(odd):,} of the {len(before):,} organisations that other files place as well lie in another footprint, such as {first[1]} in "
        f"{mine[first]}, by them in {some(sorted(before[first]))}"
    )


def _exchanged(mine: _Said, before: Mapping[_Org, set[str]]) -> str:
    """That organisations go by names that others had, who are in the file as well under names that are not theirs."""
    odd = {key for key, those in before.items() if those}
    theirs: dict[_Org, set[str]] = defaultdict(set)
    for level, code in odd:
        for name in before[level, code]:
            theirs[level, name].add(code)
    taken = sorted(code for level, code in odd if theirs[level, mine[level, code]] - {code})
    if len(taken) < _TWO:
        return ""
    return f"{len(taken):,} go by names that others of them have in other files: {some(taken)}"
