"""Whether the levels of one file go together: parts are no more than their whole, and places of the size of England's figure.

A file in which they do not waits for somebody's word, because a publisher may contradict itself too.

Parts may be fewer than their whole, because some are hidden or somebody has none; they are never more. So figures or codes of two
wholes that were exchanged are told by what their parts say. Where a whole is all that is known of its parts, and all other wholes of
a file are just that, the one whose parts are fewer has lost some. Which levels of a file are parts of which, its source declares in
`columns/agree.csv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from statistics import median

import pyarrow as pa

from insight.model import EVERYONE, Level, Measure
from insight.schema import among
from loaders.declared import Row, fits, of_every_source
from loaders.read.rounding import NOISE
from loaders.reference import Reference
from loaders.source import Release

_FEWEST, _TIMES = 5, 10.0
"""Of so many places, the one in the middle shows no tenth of what England does, nor ten times as much: two files of Fingertips
(smoking and dementia, every year and level) have 0.91 to 1.32 times as much."""

_TOLD = "told"
"""Where no file was seen whose parts make up England exactly, what they lack is told, and nothing waits."""

_Kind = tuple[str, str, str]
"""Measure, first day and segment of a figure."""
_Figures = Mapping[str, float]
"""What organisations show."""
_Level = Mapping[_Kind, _Figures]


def disagreement(
    tables: Mapping[str, pa.Table], release: Release, measures: Sequence[Measure], reference: Reference
) -> str:
    """The first figure of a file that another of its levels contradicts, and where; '' where all go together.

    A row of `columns/agree.csv` names measures and segments, which of their columns adds up (of shares it is the numerator), the
    level of the parts and that of the whole, and where in the file they stand. Where every whole is `listed`, one that is not there
    has nothing; where parts `make_up` their whole, they are no fewer either. Of England a file may hold a few places, which have no
    sum: they are of its size.
    """
    declared = _declared(release)
    shown = {
        figure: _shown(tables["facts"], figure, [row for row in declared if row["figure"] == figure], measures)
        for figure in dict.fromkeys(row["figure"] for row in declared if "facts" in tables)
    }
    hidden = {row["figure"]: _hidden(tables["facts"], row["figure"]) for row in declared if shown and row["make_up"]}
    for row in declared if shown else ():
        parts, wholes = (shown[row["figure"]].get(row[level], {}) for level in ("part", "whole"))
        of_england = row["whole"] == Level.ENGLAND
        homes = _homes(row, wholes, tables, reference) if parts and wholes and not of_england else {}
        nobody = dict.fromkeys({*homes.values()} - _orgs(wholes), 0.0)
        for kind, held in wholes.items():
            measure, start, segment = kind
            those = parts.get(kind, {}) if fits(measure, row["measures"]) and fits(segment, row["segments"]) else {}
            if row["make_up"]:
                differing = _lost(those, held, homes, hidden[row["figure"]][measure, row["part"]])
            else:
                differing = _sizes(those, held) if of_england else _sums(those, {**nobody, **held}, homes)
            for org, printed, found in differing:
                title = next(each.title for each in measures if each.id == measure)
                some = f"the {row['part']} in the middle" if of_england else f"the {row['part']}s in it together"
                said = f"{printed:,.7g} of {row['whole']} {org}, and {found:,.7g} of {some}"
                return f"{row['where']}: {title} ({segment}, {date.fromisoformat(start):%B %Y}): {said}"
    return ""


def remainder(tables: Mapping[str, pa.Table], release: Release, measures: Sequence[Measure]) -> str:
    """How much of England the places in a file do not make up that should, as a sentence; '' where they do, or no file need tell."""
    declared = _declared(release, told=True)
    shown = _shown(tables["facts"], "value", declared, measures) if declared and "facts" in tables else {}
    for row in declared:
        for kind, england in shown.get(row["whole"], {}).items():
            found, whole = sum(shown.get(row["part"], {}).get(kind, {}).values()), sum(england.values())
            if found < whole - NOISE:
                title = next(each.title for each in measures if each.id == kind[0])
                return f"{row['where']} has {found:,.7g} of England's {whole:,.7g} ({title}): who gave the others is not in it"
    return ""


def in_parts(mine: Mapping[str, int], theirs: Mapping[str, int], release: Release) -> bool:
    """Whether one of two files has the parts of what the other has the wholes of, by what they hold (loaders.build.completeness)."""
    levels = [{tuple(key.split("/")[1:]) for key in each if key.startswith("shown/")} for each in (mine, theirs)]
    for row in _declared(release):
        of = [[(at, measure) for at, measure in each if fits(measure, row["measures"])] for each in levels]
        parts, wholes = (
            [{measure for at, measure in each if at == row[end]} for each in of] for end in ("part", "whole")
        )
        if (parts[0] & wholes[1]) - parts[1] or (parts[1] & wholes[0]) - parts[0]:
            return True
    return False


def _declared(release: Release, *, told: bool = False) -> list[Row]:
    """The rows about a release that make a file wait where they do not hold, or those of which it is only told."""
    mine = (row for row in of_every_source("agree") if fits(release.id, row["release"]))
    return [row for row in mine if (row["make_up"] == _TOLD) is told]


def _shown(facts: pa.Table, figure: str, declared: Sequence[Row], measures: Sequence[Measure]) -> Mapping[str, _Level]:
    """What each level shows of all that is declared."""
    wanted = facts[figure].is_valid().to_numpy()
    every = {"measure": [each.id for each in measures], "segment": facts["segment"].unique().to_pylist()}
    for name, words in every.items():
        asked = [word for word in words if any(fits(word, row[f"{name}s"]) for row in declared)]
        wanted = wanted & among(facts[name], asked)
    mine = facts.filter(pa.array(wanted))
    shown: dict[str, dict[_Kind, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    texts = (mine[name].cast(pa.string()).to_pylist() for name in ("level", "measure", "start", "segment", "org"))
    for level, measure, start, segment, org, value in zip(*texts, mine[figure].to_pylist(), strict=True):
        shown[level][measure, start, segment][org] = value
    return shown


def _orgs(level: _Level) -> set[str]:
    return {org for figures in level.values() for org in figures}


def _homes(row: Row, wholes: _Level, tables: Mapping[str, pa.Table], reference: Reference) -> Mapping[str, str]:
    """Part -> the whole it lies in, where that is one. Who has a code of both levels is a part of itself.

    Where every whole is listed, a parent that is neither a footprint nor anybody the file has figures of is one too.
    """
    facts = tables["facts"]
    theirs = _orgs(wholes)
    mine = facts["org"].filter(pa.array(among(facts["level"], [row["part"]]))).unique().to_pylist()
    known = {code for each in reference.vintages for code in reference.footprint_names(each.id)}
    known |= {*facts["org"].unique().to_pylist()}
    parents: dict[str, set[str]] = defaultdict(set)
    for child, parent in zip(*(tables["membership"][name].to_pylist() for name in ("child", "parent")), strict=True):
        if parent in theirs or (row["listed"] and parent not in known):
            parents[child].add(parent)
    found = {part: {part} if part in theirs else parents[part] for part in mine}
    return {part: next(iter(those)) for part, those in found.items() if len(those) == 1}


def _sums(parts: _Figures, wholes: _Figures, homes: Mapping[str, str]) -> Iterator[tuple[str, float, float]]:
    """Each whole that shows less than its parts together, with both figures."""
    for whole, found in _together(parts, homes).items():
        if found > wholes.get(whole, inf) + NOISE:
            yield whole, wholes[whole], found


def _lost(
    parts: _Figures, wholes: _Figures, homes: Mapping[str, str], hidden: Collection[str]
) -> Iterator[tuple[str, float, float]]:
    """The one whole that shows more than its parts together, with both figures; a file with several does not print all parts."""
    unknown = {homes.get(part) for part in hidden}
    sums = [each for each in _together(parts, homes).items() if each[0] in wholes and each[0] not in unknown]
    short = [(whole, wholes[whole], found) for whole, found in sums if found < wholes[whole] - NOISE]
    if len(short) == 1:
        yield from short


def _together(parts: _Figures, homes: Mapping[str, str]) -> Mapping[str, float]:
    """What the parts of each whole show together."""
    sums: dict[str, float] = defaultdict(float)
    for part, value in parts.items():
        sums[homes.get(part, "")] += value
    return sums


def _hidden(facts: pa.Table, figure: str) -> Mapping[tuple[str, str], list[str]]:
    """Those who show nothing for anybody, by measure and level."""
    bare = facts.filter(pa.array(facts[figure].is_null().to_numpy() & among(facts["segment"], [EVERYONE])))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for measure, level, org in zip(*(bare[name].to_pylist() for name in ("measure", "level", "org")), strict=True):
        found[measure, level].append(org)
    return found


def _sizes(parts: _Figures, england: _Figures) -> Iterator[tuple[str, float, float]]:
    """England's figure, with that of the place in the middle, where the two cannot be in one unit."""
    for code, held in england.items() if len(parts) >= _FEWEST else ():
        middle = median(parts.values())
        if middle * _TIMES < held or middle > held * _TIMES:
            yield code, held, middle
