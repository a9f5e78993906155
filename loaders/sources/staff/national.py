"""The national workbook: England, its regions and its systems as published, and for England some groups of staff."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from insight.model import ENGLAND, EVERYONE, Level, Status
from loaders.errors import Incomplete, LayoutChanged
from loaders.read.sheets import label
from loaders.reference import Reference
from loaders.source import Release
from loaders.sources.staff.areas import footprints, regions
from loaders.sources.staff.blocks import Answers
from loaders.sources.staff.facts import About, facts
from loaders.sources.staff.tables import breakdowns
from loaders.sources.staff.workbook import Results, Who

_BREAKDOWN, _SUBGROUP, _WEIGHTING = 1, 2, 3
_SAME = 0.01
"""England's answers are those of its regions, exactly in 2024."""


def tidy(results: Results, release: Release, reference: Reference) -> dict[str, pd.DataFrame]:
    """All facts. Raises LayoutChanged; Incomplete where England, a region or a system is missing."""
    rows = _rows(results, reference)
    said = {
        name: [(about, answers[who]) for who, about in rows.items()]
        for name, answers in results.measured_answers(rows).items()
    }
    whole = sum(about.level is Level.REGION for about in rows.values()) == len(reference.region_names)
    for name, told in said.items():
        _refuse_another_england(results, name, told, whole)
    return {"facts": facts(release, said, Status.NOT_AVAILABLE)}


def _rows(results: Results, reference: Reference) -> Mapping[Who, About]:
    """Whom each row that is loaded is about."""
    known = breakdowns()
    levels = {who: known[label(who[_BREAKDOWN])] for who in results.places if label(who[_BREAKDOWN]) in known}
    if unweighted := [who for who in levels if label(who[_WEIGHTING]) in ("", "-", "unweighted")]:
        raise LayoutChanged(results.file, "weighted results", f"{unweighted[0]}")
    names = named(results)
    codes = regions(results.file, names[Level.REGION], reference)
    _require(results, Level.REGION, reference.region_names, codes, names)
    if not names[Level.FOOTPRINT]:
        raise Incomplete(results.file, "a row for every system", "none")
    vintage, system_of = footprints(results.file, names[Level.FOOTPRINT], results.era, reference)
    _require(results, Level.FOOTPRINT, reference.footprint_names(vintage), system_of, names)
    codes |= system_of
    if vintage != reference.vintage_in_force(results.era.start):
        # Letters outlive areas: another set's figures, dated this autumn, would pass for those of this one's.
        levels = {who: of for who, of in levels.items() if of[0] is not Level.FOOTPRINT}
    rows: dict[Who, About] = {}
    for who, (level, segment) in levels.items():
        group = who[_SUBGROUP]
        if level is Level.ENGLAND:
            rows[who] = About(ENGLAND, level, f"{segment}={group}" if group else EVERYONE)
        elif group in codes:
            rows[who] = About(codes[group], level)
    if About(ENGLAND, Level.ENGLAND) not in rows.values():
        raise Incomplete(results.file, "a row for England", "none")
    if len(set(rows.values())) < len(rows):
        raise LayoutChanged(results.file, "one row for each region, system and group", "one that stands twice")
    return rows


def named(results: Results) -> dict[Level, list[str]]:
    """The names of its regions and systems, as printed."""
    levels = [(who[_SUBGROUP], breakdowns().get(label(who[_BREAKDOWN]), (None,))[0]) for who in results.places]
    return {each: [name for name, level in levels if level is each] for each in (Level.REGION, Level.FOOTPRINT)}


def _require(
    results: Results, level: Level, known: Mapping[str, str], found: Mapping[str, str], names: Mapping[Level, list[str]]
) -> None:
    """Raise Incomplete where more are missing than go by a name that nobody knows."""
    missing = set(known) - set(found.values())
    if len(missing) > len(set(names[level]) - set(found)):
        told = ", ".join(sorted(known[code] for code in missing)[:3])
        raise Incomplete(results.file, f"a row for every {level}", f"none for {told}")


def _refuse_another_england(results: Results, name: str, told: list[tuple[About, Answers]], whole: bool) -> None:
    """Raise LayoutChanged where England has other answers than its regions; of regions that are not all known, no fewer."""
    england = next(answers.base for about, answers in told if about == About(ENGLAND, Level.ENGLAND))
    parts = sum(answers.base or 0 for about, answers in told if about.level is Level.REGION)
    if england is None or parts - england > _SAME * england or (whole and england - parts > _SAME * england):
        page, block = results.found[name]
        expected = f"as many answers to {block.code} in England as in its regions, {parts:.0f}"
        raise page.sheet.changed(expected, f"{england}")
