"""What every file of its kind tells, and a sentence for each thing that one does not: a lost column takes figures or placings away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from insight.model import Level, Measure, Status
from loaders.declared import fits, of_every_source
from loaders.grammar import some
from loaders.reference import Reference
from loaders.source import Release

_OF_FIGURES = ("numerator", "denominator", "respondents", "lower", "upper", "label")


def untold(tables: Mapping[str, pa.Table], release: Release, reference: Reference) -> str:
    """What a file says nothing of that the others of its kind do, by `columns/due.csv` of its source; '' where it lacks nothing.

    A row names whom or what it is about (`of`), what a file must say of each of these (`due`, several apart by `|`), and the
    least share of them of which it must; where that is empty a single one will do. What is said of all of them in another way
    (`unless`) is not lacking.
    """
    mine = [row for row in of_every_source("due") if fits(release.id, row["release"])]
    told = _told(tables, release, reference) if mine else Counter[str]()
    lacks: dict[str, list[str]] = {}
    for row in mine:
        for whole in (path for path, count in told.items() if count and fits(path, row["of"])):
            for each in row["due"].split("|"):
                share = told[f"{whole}/{each}"] / told[whole]
                otherwise = row.get("unless") and told[f"{whole}/{row['unless']}"] == told[whole]
                if (not share or share < float(row["least"] or 0)) and not otherwise:
                    lacks.setdefault(row["without"], []).append(each.rpartition("=")[2].replace("_", " "))
    return "; ".join(without.format(", ".join(dict.fromkeys(names))) for without, names in lacks.items())


def emptied(tables: Mapping[str, pa.Table], measures: Sequence[Measure]) -> str:
    """The measures that a file has a place for and no figure of anybody, as a sentence; '' where there is none."""
    if "facts" not in tables:
        return ""
    facts = tables["facts"]
    there = facts.filter(pc.field("status") != str(Status.NOT_AVAILABLE))["measure"].unique().to_pylist()
    titles = [each.title for each in measures if each.id in {*facts["measure"].unique().to_pylist()} - {*there}]
    return f"it has a place for figures of {some(titles)}, and none stands there" if titles else ""


def _told(tables: Mapping[str, pa.Table], release: Release, reference: Reference) -> Counter[str]:
    """How often each thing is said: `orgs/site`, `orgs/site/postcode`, `placed/site/footprint`, `facts/site/fft.ae_eligible`, ..."""
    told = Counter[str]()
    for path, count in _paths(tables, release):
        told[path] += count
    named = set(_pairs(tables.get("orgs"), "code", "level"))
    levels: dict[str, set[str]] = {}
    for code, level in named | set(_pairs(tables.get("facts"), "org", "level")):
        levels.setdefault(code, set()).add(level)
        told.update([f"placed/{level}", *([f"placed/{level}/name"] if (code, level) in named else [])])
    belongings = {
        (row["child"], said)
        for row in (tables["membership"].to_pylist() if "membership" in tables else ())
        for said in ("anywhere", row["basis"], *_kinds(row["parent"], row["vintage"], levels, reference))
    }
    told.update(f"placed/{level}/{said}" for child, said in belongings for level in levels.get(child, ()))
    return told


def _kinds(parent: str, vintage: str, levels: Mapping[str, set[str]], reference: Reference) -> set[str]:
    """What an organisation is placed in; one code may be that of a trust and of its only site."""
    if parent in reference.footprint_names(vintage):
        return {str(Level.FOOTPRINT)}
    return {str(Level.REGION)} if parent in reference.region_names else levels.get(parent, set())


def _pairs(table: pa.Table | None, code: str, level: str) -> Iterator[tuple[str, str]]:
    """Each organisation and level of a table, once."""
    for row in table.group_by([code, level], use_threads=False).aggregate([]).to_pylist() if table is not None else ():
        yield row[code], row[level]


def _paths(tables: Mapping[str, pa.Table], release: Release) -> Iterator[tuple[str, int]]:
    """Of figures those of the release's own period: what is repeated of earlier years makes up for none of them."""
    if "facts" in tables:
        facts = tables["facts"]
        own = facts.filter(pa.array(facts["start"].to_numpy() == np.datetime64(release.start)))
        for row in _counted(own, ["level", "measure", "segment"], _OF_FIGURES):
            level, measure, segment = f"facts/{row['level']}", row["measure"], str(row["segment"])
            by = f"{level}/by {segment.partition('=')[0]}"
            for path in ("facts", level, by, f"{level}/{measure}", f"{level}/{measure}/{segment}"):
                yield path, row["count_all"]
            yield from ((f"{level}/{measure}/{name}", row[f"{name}_count"]) for name in _OF_FIGURES)
    if "orgs" in tables:
        names = tuple(name for name in tables["orgs"].column_names if name not in ("code", "level"))
        for row in _counted(tables["orgs"], ["level"], names):
            yield f"orgs/{row['level']}", row["count_all"]
            yield from ((f"orgs/{row['level']}/{name}", row[f"{name}_count"]) for name in names)


def _counted(table: pa.Table, by: list[str], filled: tuple[str, ...]) -> list[dict[str, int]]:
    """One row per kind of row: how many there are, and in how many of them each column is filled."""
    counted = [([], "count_all"), *((name, "count") for name in filled)]
    return table.group_by(by, use_threads=False).aggregate(counted).to_pylist()
