"""Builds one whole set of tables, ready for the dashboard, from what every loaded file says."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from insight.schema import TABLES
from loaders.build.declarations import as_table, declared
from loaders.build.facts import WORDS, Overlaps, catalogue, merge_facts, write_facts
from loaders.build.merge import merge_maps, merge_membership, merge_orgs, merge_ratings, merge_rows
from loaders.build.outlines import without_strays
from loaders.build.placing import place_everywhere
from loaders.build.small_areas import add_up
from loaders.build.succession import with_successors
from loaders.grammar import counted
from loaders.progress import Progress
from loaders.source import Source
from loaders.store.receipt import Receipt
from loaders.store.tidied import TidiedFile

_RULES = 6
"""Raised whenever the rules of assembly change their answer, so that the next refresh publishes anew."""

_STEP = "Building tables"


@dataclass(frozen=True)
class StandingRelease:
    """One release that stands: the receipt of its newest copy, and the tables of that copy."""

    receipt: Receipt
    part: TidiedFile


def fingerprint(standing: Sequence[StandingRelease], sources: Mapping[str, Source]) -> str:
    """Equal for two sets exactly when assembling them would give the same tables."""
    ordered = sorted(standing, key=lambda item: item.receipt.age)
    files = [f"{item.receipt.told.to_json()} {item.part.folder.name}" for item in ordered]
    said = [f"{source.SOURCE} {list(source.MEASURES)} {list(source.BREAKS)}" for source in sources.values()]
    return hashlib.sha256(json.dumps([_RULES, files, said]).encode()).hexdigest()


def assemble(
    standing: Sequence[StandingRelease], sources: Mapping[str, Source], folder: Path, progress: Progress
) -> list[str]:
    """Write every table of silver into a folder; sentences say what was decided where two releases disagree.

    One source's facts are in memory at a time.
    """
    ordered = sorted(standing, key=lambda item: item.receipt.age)
    by_source = {source: [item for item in ordered if item.receipt.source == source] for source in sources}
    held = [TABLES["catalogue"].schema.empty_table()]
    notes: list[str] = []
    (folder / "facts").mkdir()
    for done, (source, items) in enumerate(by_source.items()):
        progress(_STEP, done, len(by_source) + 1)
        tables = _oldest_word_first(items)
        if any(item.part.rows.get("small_areas") for item in items):
            titles = {measure.id: measure.title for measure in sources[source].MEASURES}
            summed = add_up(_parts(items, "small_areas"), _parts(ordered, "small_area_homes"), titles)
            tables, notes = [*tables, summed.facts], [*notes, *summed.notes]
        if tables:
            facts, overlaps = merge_facts(tables)
            write_facts(facts, folder / "facts" / f"{source}.parquet")
            held.append(catalogue(facts))
            notes += _describe(overlaps, {item.receipt.release.id: item.receipt.release.title for item in items})
    maps = {name: merge_maps(name, _tables(ordered, name)) for name in ("boundaries", "hexes")}
    reference = _reference(ordered)
    reference["orgs"], strays = without_strays(reference["orgs"], reference["membership"], maps["boundaries"])
    notes += strays
    for name, table in reference.items():
        _write(table, folder / f"{name}.parquet")
    _write(pa.concat_tables(held), folder / "catalogue.parquet")
    shown = set(pa.concat_tables(held)["measure"].unique().to_pylist())
    for name, table in declared(sources, {item.receipt.source for item in ordered}, shown).items():
        _write(table, folder / f"{name}.parquet")
    for name, table in maps.items():
        _write_maps(table, folder / name)
    _write(_releases(ordered, sources), folder / "releases.parquet")
    progress(_STEP, len(by_source) + 1, len(by_source) + 1)
    return notes


def _oldest_word_first(items: Sequence[StandingRelease]) -> list[pa.Table]:
    """The facts of one source's releases in the order of their weight: what comes later displaces what came before.

    What a release says of the years before it (a history sheet) weighs less than what those years' own releases say.
    """
    history, own = [], []
    for item in items:
        if item.part.rows.get("facts"):
            facts, start = item.part.table("facts", WORDS), item.receipt.release.start
            earlier = pc.field("start") < start if start else pc.scalar(False)
            history.append(facts.filter(earlier))
            own.append(facts.filter(~earlier))
    return history + own


def _reference(ordered: Sequence[StandingRelease]) -> dict[str, pa.Table]:
    """The tables about organisations and footprints, and what inspectors published of them, by name."""
    tables = {name: merge_rows(name, _tables(ordered, name)) for name in ("vintages", "footprints", "lineage")}
    tables["ratings"] = merge_ratings(_tables(ordered, "ratings"))
    tables["successions"] = merge_rows("successions", _tables(ordered, "successions"))
    orgs = with_successors(merge_orgs(_tables(ordered, "orgs")), tables["successions"])
    stated = merge_membership(_tables(ordered, "membership"), tables["footprints"], orgs)
    return tables | {"orgs": orgs, "membership": place_everywhere(stated, tables, orgs)}


def _releases(ordered: Sequence[StandingRelease], sources: Mapping[str, Source]) -> pa.Table:
    """One row per file that stands; `rows` counts its facts or, where it has none, the rows of its other tables."""
    return as_table(
        "releases",
        [
            {name: getattr(item.receipt.release, name) for name in ("id", "title", "start", "end", "published")}
            | {name: getattr(item.receipt, name) for name in ("source", "url", "sha256", "bytes")}
            | {
                "retrieved": item.receipt.retrieved.replace(microsecond=0),
                "rows": item.part.rows.get("facts") or sum(item.part.rows.values()),
                "licence": sources[item.receipt.source].SOURCE.licence,
                "attribution": item.receipt.release.attribution or sources[item.receipt.source].SOURCE.attribution,
                "loader_version": sources[item.receipt.source].SOURCE.version,
            }
            for item in ordered
        ],
    )


def _tables(ordered: Sequence[StandingRelease], name: str) -> list[pa.Table]:
    """What each file says for one table, oldest first; never empty, so that the table always exists."""
    return [TABLES[name].schema.empty_table(), *_parts(ordered, name)]


def _parts(ordered: Sequence[StandingRelease], name: str) -> list[pa.Table]:
    return [item.part.table(name) for item in ordered if name in item.part.rows]


def _write_maps(maps: pa.Table, folder: Path) -> None:
    folder.mkdir()
    for vintage in maps["vintage"].unique().to_pylist():
        _write(maps.filter(pc.field("vintage") == vintage), folder / f"{vintage}.parquet")


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def _describe(overlaps: Overlaps, titles: Mapping[str, str]) -> list[str]:
    twice = Counter(titles.values())
    named = {release: f"{title} ({release})" if twice[title] > 1 else title for release, title in titles.items()}
    return [
        f"{counted(count, 'figure')} {'is' if count == 1 else 'are'} in both {named[older]} and {named[newer]}; "
        f"{'that' if count == 1 else 'those'} of the latter {'is' if count == 1 else 'are'} shown"
        for (older, newer), count in sorted(overlaps.items())
    ]
