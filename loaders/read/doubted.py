"""Why a file that can be read waits for somebody's word: it contradicts itself, or says the same of everybody.

Nobody has documented that a publisher never prints such a thing, so it is no refusal.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from insight.bounds import OF_UNIT
from insight.model import EVERYONE, Better, Level, Measure, Status, Unit
from insight.schema import among
from loaders.declared import fits, of_every_source
from loaders.read.agreement import disagreement
from loaders.read.between import beyond_its_parts
from loaders.read.rounding import NOISE, steps
from loaders.read.slips import contradicts, nearly_all_fit
from loaders.reference import Reference
from loaders.source import Release

_MANY, _FEW_PEOPLE = 50, 10
"""So many organisations never show one figure, nor do so many small areas: in the published files at hand and the demonstration no
dozen does. Of fewer people than these, chance may have it so; nothing at all, and all of a thing, may be true of everybody."""
_FEW_ALIKE = 20
"""Different figures that are enough for an order to be none of chance."""
_CALLED = {"value": "a figure", "denominator": "a base", "respondents": "a number of respondents"}
_TELLING, _COPIED = 100, 5
"""People of whom a figure is one that two organisations hardly share, and how many of these are no chance."""
_CERTAINLY_SOME = 500.0
"""People of whom somebody always says the better thing: in 1.6 million published and invented figures no share of so many is nought."""
_BASES = ("numerator", "denominator", "respondents")
_MANY_AREAS = 10_000
"""More small areas than any region has: all of London is urban."""


def doubt_about(
    tables: Mapping[str, pa.Table], release: Release, measures: Sequence[Measure], reference: Reference
) -> str:
    """The first thing that speaks against a file: what recognising it found out, a rate, a column, a level; '' where nothing does."""
    facts = tables.get("facts")
    return (
        release.details.get("doubt", "")
        or (
            _odd_rate(facts, release)
            or _all_alike(facts, measures)
            or _nobody_content(facts, measures)
            or _england_hidden(facts, measures)
            or _copied(facts)
            or _sorted_alone(facts, measures)
            if facts is not None
            else ""
        )
        or beyond_its_parts(tables, release, measures)
        or _all_areas_alike(tables)
        or _miswritten(tables)
        or contradicts(disagreement(tables, release, measures, reference))
    )


def _all_alike(facts: pa.Table, measures: Sequence[Measure]) -> str:
    """The first measure of which many organisations show one figure or one number of people, as a sentence; '' where there is none."""
    units = {each.id: each.unit for each in measures if each.unit is not Unit.RATING}
    told = facts.group_by(["measure", "level", "start", "segment"], use_threads=False).aggregate(
        [(column, found) for column in _CALLED for found in ("min", "max", "count")]
    )
    for column, called in _CALLED.items():
        least, most, times = (told[f"{column}_{found}"].to_numpy() for found in ("min", "max", "count"))
        alike = told.take(np.flatnonzero((least == most) & (times >= _MANY))).to_pylist()
        for row in (row for row in alike if row["segment"] == EVERYONE):
            value, unit = row[f"{column}_min"], units.get(row["measure"])
            people = column != "value" or unit is Unit.COUNT
            if unit and (value >= _FEW_PEOPLE if people else 0 < value < OF_UNIT[unit].high):
                title = next(each.title for each in measures if each.id == row["measure"])
                times = f"for all {row[f'{column}_count']:,} ({row['level']})"
                return f"it says the same of everybody: {title}, {called} of {value:,g} {times}"
    return ""


_NEW = "[A-Z][0-9][A-Z][0-9][A-Z]"
_WRITTEN: Mapping[str, re.Pattern[str]] = {
    Level.PRACTICE: re.compile(f"[A-Z][0-9]{{5}}|V[0-9A-Z]{{5}}|[0-9]{{6,10}}|{_NEW}"),
    Level.PCN: re.compile(f"U[0-9]{{5}}|{_NEW}"),
    Level.TRUST: re.compile("[0-9A-Z]{3,6}"),
    **dict.fromkeys((Level.SUB_ICB, Level.REGION), re.compile(f"[0-9A-Z]{{3}}|{_NEW}")),
}
"""How the Organisation Data Service writes codes (dentists have a V, or the number of their contract; new ones are of the form `G6V2S`):
so are all of 40,813 practices, 1,276 networks and 1,286 areas of the published files at hand, each counted once a file."""
_CONTROL = re.compile("[\\x00-\\x08\\x0e-\\x1b\\x7f]")
"""Characters that nobody prints, and that no document a chart is put into may hold."""


def _miswritten(tables: Mapping[str, pa.Table]) -> str:
    """The first code, name or place that is not written as any is, as a sentence; '' where there is none."""
    for name, column in (("facts", "org"), ("orgs", "code")):
        if name in tables:
            told = tables[name].group_by(["level", column], use_threads=False).aggregate([]).to_pylist()
            for level, code in ((row["level"], row[column]) for row in told):
                if level in _WRITTEN and not _WRITTEN[level].fullmatch(code):
                    return f"no {level} has a code such as {code!r}"
    columns = ("code", "name", "longitude", "latitude") if "orgs" in tables else ()
    for code, name, longitude, latitude in zip(*(tables["orgs"][name].to_pylist() for name in columns), strict=True):
        if name and _CONTROL.search(name):
            return f"the name of {code} holds a character that nobody prints: {name!r}"
        if (longitude is None) != (latitude is None):
            return f"of the place of {code} it says longitude or latitude alone"
    return ""


def _england_hidden(facts: pa.Table, measures: Sequence[Measure]) -> str:
    """The first figure of England that is hidden, as a sentence: nobody's answers show in it, and
    none of 279 published ones is, nor of 14,016 of the demonstration."""
    told = [str(each) for each in (Status.OK, Status.NOT_AVAILABLE)]
    hidden = facts.filter((pc.field("level") == str(Level.ENGLAND)) & ~pc.field("status").isin(told))
    if not len(hidden):
        return ""
    title = next(each.title for each in measures if each.id == hidden["measure"][0].as_py())
    return f"it hides a figure of all England: {title} ({hidden['segment'][0].as_py()})"


def _copied(facts: pa.Table) -> str:
    """The first two organisations of one level and period of which one has half or more of the other's telling figures, to the last
    digit, as a sentence; '' where there are none: figures were filled down.

    A figure tells where it is neither nought nor all, of a hundred people or more, or of a weighted number of them. In the published
    files at hand two organisations share at most two of six such figures (prevalence of two practices); in the demonstration nine of 73
    (complaints), three of four (a practice's answers to the FFT), and no two figures of weighted numbers are alike.
    """
    value, *bases = (facts[name].to_numpy() for name in ("value", *_BASES))
    people = np.fmax.reduce(bases)
    people = np.where(np.isnan(people), value, people)
    mine = facts.filter(pa.array(((people >= _TELLING) | (people % 1 > 0)) & (value != 0) & (value != 100)))
    key = ["level", "start", "measure", "segment", "value", *_BASES]
    alike = mine.group_by(key, use_threads=False).aggregate([("org", "list"), ("org", "count")])
    groups = alike.take(np.flatnonzero(alike["org_count"].to_numpy() > 1))
    groups = zip(*(groups[name].to_pylist() for name in ("level", "start", "org_list")), strict=True)
    shared = Counter((level, start, *sorted((first, each))) for level, start, (first, *rest) in groups for each in rest)
    told = {key: times for key, times in shared.items() if times >= _COPIED}
    every = Counter(zip(*(mine[name].to_pylist() for name in ("level", "start", "org")), strict=True)) if told else {}
    for (level, start, first, each), times in sorted(told.items()):
        if 2 * times >= (most := min(every[level, start, org] for org in (first, each))):
            return contradicts(
                f"{level}s {first} and {each} have {times:,} of {most:,} figures in common to the last digit ({start:%B %Y}), "
                "so those of one were copied onto the other"
            )
    return ""


def _sorted_alone(facts: pa.Table, measures: Sequence[Measure]) -> str:
    """The first measure of which figures or bases rise, or fall, from one code to the next over all organisations, as a sentence; '' where
    there is none: a column was sorted without the codes beside it."""
    mine = facts.filter(pc.field("segment") == EVERYONE).sort_by("org")
    kinds = [mine[name].to_pylist() for name in ("measure", "level", "start")]
    rows: dict[tuple[str, str, date], list[int]] = defaultdict(list)
    for at, kind in enumerate(zip(*kinds, strict=True)):
        rows[kind].append(at)
    columns = {name: mine[name].to_numpy() for name in _CALLED}
    for (measure, level, start), places in rows.items():
        for name, column in columns.items() if len(places) >= _MANY else ():
            told = column[places][~np.isnan(column[places])]
            step = np.diff(told)
            if len(told) >= _MANY and len(np.unique(told)) >= _FEW_ALIKE and ((step >= 0).all() or (step <= 0).all()):
                title = next(each.title for each in measures if each.id == measure)
                said = f"{title}: {_CALLED[name]} of each {level} is in order of size where codes are in order of the alphabet"
                return contradicts(f"{said} ({start:%B %Y}), so figures were sorted without their codes")
    return ""


def _nobody_content(facts: pa.Table, measures: Sequence[Measure]) -> str:
    """The first share of many people that is nought though more is better, as a sentence; '' where there is none."""
    good = [each.id for each in measures if each.unit is Unit.PERCENT and each.better is Better.HIGHER]
    people = np.fmax(*(facts[name].to_numpy() for name in ("respondents", "denominator")))
    mine = (facts["value"].to_numpy() == 0) & (people >= _CERTAINLY_SOME) & among(facts["measure"], good)
    odd = facts.filter(pa.array(mine))
    if not odd.num_rows:
        return ""
    row = odd.slice(0, 1).to_pylist()[0]
    title = next(each.title for each in measures if each.id == row["measure"])
    asked = row["respondents"] or row["denominator"]
    return f"{title} is 0% of {asked:,.0f} ({row['level']} {row['org']}), and never is of so many"


def _all_areas_alike(tables: Mapping[str, pa.Table]) -> str:
    """The same of small areas: none of a whole country, or all."""
    if "small_areas" not in tables or len(tables["small_areas"]) < _MANY_AREAS:
        return ""
    shares = tables["small_areas"]["share"].unique().to_pylist()
    return f"it says the same of everybody: {100 * shares[0]:g}% of each small area" if len(shares) == 1 else ""


def _odd_rate(facts: pa.Table, release: Release) -> str:
    """The first response rate, as a sentence, of which those who answered are that share (%) of no whole number asked, as far as
    rounding tells; '' where there is none, or more than slips: they are counted otherwise that year."""
    declared = [row for row in of_every_source("rates") if fits(release.id, row["release"])]
    if not declared:
        return ""
    known = facts.filter(pc.field("value").is_valid() & (pc.field("value") > 0) & (pc.field("respondents") > 0))
    measures = known["measure"].unique().to_pylist()
    for measure in (each for each in measures if any(fits(each, row["measures"]) for row in declared)):
        mine = known.filter(pc.field("measure") == measure)
        rates, people, levels = (mine[name].to_numpy() for name in ("value", "respondents", "level"))
        step = {level: steps([rates[levels == level]])[0] for level in set(levels)}
        apart = np.abs(100 * people / np.round(100 * people / rates) - rates)
        odd = np.flatnonzero(apart > NOISE + np.array([step[level] for level in levels]) / 2)
        if nearly_all_fit(len(odd), len(mine)):
            first = odd[0]
            answered = f"of {levels[first]} {mine['org'][first].as_py()} {people[first]:,g} answered"
            why = f"no whole number of people asked makes them its response rate of {rates[first]:g}%"
            return contradicts(f"{answered}, and {why}")
    return ""
