"""Turns one published file into the tidy tables it holds: asks the sources what it is, reads it, checks every table."""

from __future__ import annotations

import csv
import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

import pyarrow as pa

from insight.bounds import impossible
from insight.model import Measure
from insight.schema import FROM_FILES, CannotBe, NotTidy, StandsTwice, conform
from loaders.build import code_lists
from loaders.build.due import emptied, untold
from loaders.errors import Impossible, LayoutChanged, LoadingError, NotUsable, SourceUnavailable
from loaders.fetch.doubt import doubt, is_document, is_invented
from loaders.outcome import NOT_ASKED, Fate, Outcome
from loaders.read.agreement import remainder
from loaders.read.archive import broken_in, refusal_of_map, refusal_of_nested, refusal_of_several, saved_otherwise
from loaders.read.damage import is_damage, plainly
from loaders.read.doubted import doubt_about
from loaders.read.formulas import without_results
from loaders.read.packed import names_in, only_csv
from loaders.read.parents import contradiction
from loaders.read.saved_again import as_plain_text, as_table_within
from loaders.reference import Reference
from loaders.source import Raw, Release, Source, Tables, discover
from loaders.store import tidied
from loaders.store.cache import Cache
from loaders.store.receipt import DEMONSTRATION


@dataclass(frozen=True)
class Task:
    """One file to read, and the sources that may claim it."""

    raw: Raw
    sources: tuple[str, ...]
    reference: Reference
    since: int | None = None
    """Releases about earlier years are not read."""


def identify(task: Task, cache: Cache) -> Outcome:
    """Say what release a file would be under its name, and read none of its figures; no release where that cannot be told."""
    del cache  # whoever reads files brings one
    return read(task, None)


def read(task: Task, cache: Cache | None) -> Outcome:
    """Read one file, keep its tables in `cache.tidied`, and say what became of it; the rest goes on. Without a cache only identify it.

    Everything is told by value, because this runs in processes of its own. Raises MemoryError alone: it ends the process.
    """
    raw = task.raw
    try:
        if (reason := doubt(raw.path, raw.name)) is not None:
            fate = Fate.LEFT_OUT if is_document(raw.name) else Fate.FAILED
            return Outcome(raw.name, raw.url, fate, f"it {reason}")
        with as_plain_text(raw) as plain:
            if said := refusal_of_nested(raw, plain.raw):
                return Outcome(raw.name, raw.url, Fate.UNKNOWN, said)
            outcome = _read_plain(replace(task, raw=plain.raw), raw.sha256, cache, plain.doubt)
        if outcome.fate is Fate.UNKNOWN and (broken := broken_in(raw)):
            reason = f"it is damaged ({broken} in it cannot be unpacked), so nobody can tell what it is: fetch it again"
            return Outcome(raw.name, raw.url, Fate.FAILED, reason)
        if outcome.fate in (Fate.FAILED, Fate.UNKNOWN) and (said := saved_otherwise(raw)):
            return replace(outcome, reason=said)
        if outcome.fate is Fate.FAILED and (said := without_results(raw)):
            return replace(outcome, reason=f"{said} ({outcome.reason})")
        outcome = outcome if outcome.release else _read_within(task, outcome, cache)
        said = _named_otherwise_within(raw, outcome.release) if outcome.release else ""
        return replace(outcome, fate=Fate.FAILED, reason=said) if said else outcome
    except OSError as error:
        return Outcome(raw.name, raw.url, Fate.FAILED, f"it cannot be opened: {error.strerror or error}")


def _read_within(task: Task, outcome: Outcome, cache: Cache | None) -> Outcome:
    """The same of the table in a file that nobody knows (`outcome`), or that is packed under a name that does not tell what it is."""
    raw = task.raw
    if outcome.fate is not Fate.UNKNOWN and (not only_csv(raw) or broken_in(raw)):
        return outcome
    with as_table_within(raw) as plain:
        if plain and outcome.fate is Fate.UNKNOWN:
            found = _read_plain(replace(task, raw=plain.raw), raw.sha256, cache, plain.doubt)
            outcome = outcome if found.fate is Fate.UNKNOWN else found
        if plain and plain.packed and outcome.release is None:
            found = _read_plain(replace(task, raw=plain.under_both_names), raw.sha256, cache, plain.doubt)
            named, start = _years_in(raw.name), found.release and found.release.start
            if found.release and (not named or start is None or str(start.year) in named):
                outcome = replace(found, name=raw.name)
    return outcome


def _named_otherwise_within(raw: Raw, release: Release) -> str:
    """How the one file in an archive has another year in its name than the archive, which is taken for that of the release; '' where it has not."""
    name = PurePosixPath(only_csv(raw) or "").name
    outer, inner = _years_in(raw.name), _years_in(name)
    if not inner or release.start is None or outer != {str(release.start.year)} or outer & inner:
        return ""
    within = f"that of the one file in it, {name}, {' and '.join(sorted(inner))}"
    return f"its name has {outer.pop()}, and {within}: give it the year of what is in it"


def _years_in(name: str) -> set[str]:
    return set(re.findall(r"(?<!\d)20\d\d(?!\d)", name))


def _read_plain(task: Task, sha256: str, cache: Cache | None, doubtful: LoadingError | None) -> Outcome:
    """Read a file, or the plain copy of one whose fingerprint is `sha256`, unless there is a reason not to believe it.

    Raises OSError where it cannot be opened.
    """
    raw = task.raw
    if not raw.url.startswith("http") and is_invented(raw.path):  # what a publisher's server sends is the publisher's
        task = replace(task, raw=(raw := replace(raw, url=f"{DEMONSTRATION}{raw.url.partition(':')[2]}")))
    claim = _recognise(task)
    if isinstance(claim, Outcome):
        return claim
    source_id, release = claim
    told = Outcome(raw.name, raw.url, Fate.ALREADY, "", source_id, _plain(release))
    if cache is None:
        return told
    if code_lists.list_name(raw.path) and sha256 != raw.sha256:
        doubtful = LayoutChanged(raw.name, "a code list in UTF-8 with commas between cells", "another form of text")
    if doubtful is not None:
        return _fall(raw, doubtful, source_id, release)
    if task.since and release.start and release.start.year < task.since:
        return replace(told, fate=Fate.LEFT_OUT, reason=f"it is about {release.start.year}")
    source = discover()[source_id]
    try:
        tables = check(source.tidy(raw, release, task.reference), source, release, task.reference)
        doubt_of = doubt_about(tables, release, source.MEASURES, task.reference)
        part = tidied.save(cache, tidied.part_name(sha256, release, source.SOURCE, task.reference), tables, doubt_of)
    except LoadingError as error:
        return _fall(raw, error, source_id, release)
    except OSError as error:
        reason = f"it cannot be read, or its tables cannot be written: {error.strerror or error}"
        return replace(told, fate=Fate.FAILED, reason=reason)
    except MemoryError:
        raise
    except Exception as error:  # a bug in one source must not lose the files of the others
        return _fault(raw, source_id, error, release)
    if not any(part.rows.values()):
        return replace(told, fate=Fate.LEFT_OUT, reason="it holds no figures", rows=part.rows)
    note = say(release, tables, task.reference, source.MEASURES)
    return replace(told, fate=Fate.LOADED, reason=note, rows=part.rows)


def check(tables: Tables, source: Source, release: Release, reference: Reference) -> Mapping[str, pa.Table]:
    """Every table in the one tidy shape, every number within its bounds, nobody where the code lists know otherwise.

    Raises Impossible for a number or a place that cannot be or a key that stands twice, NotTidy when the source broke its contract: a bug of ours.
    """
    strange = sorted(set(tables) - set(FROM_FILES))
    if strange:
        raise NotTidy(f"{source.SOURCE.id} gave {strange}, which no file can fill")
    try:
        tidy = {name: conform(frame, FROM_FILES[name]) for name, frame in tables.items()}
    except StandsTwice as error:
        raise Impossible(f"it says two things where one can stand: {error}") from error
    except CannotBe as error:
        raise Impossible(f"it holds a number that cannot be: {error}") from error
    for name in ("facts", "ratings", "small_areas"):
        if name in tidy:
            _only(name, tidy[name], "measure", {measure.id for measure in source.MEASURES})
            _only(name, tidy[name], "release", {release.id})
    for name, table in tidy.items():
        if found := impossible(table, FROM_FILES[name], source.MEASURES):
            raise Impossible(f"it holds a number that cannot be: {name}, {found}")
    days = tidy["facts"]["start"].unique().to_pylist() if "facts" in tidy else []
    if late := [day for day in days if day > date.today()]:
        raise Impossible(f"it holds figures of days to come: {max(late):%d %B %Y}")
    if "membership" in tidy:
        placed = zip(*(tidy["membership"][name].to_pylist() for name in ("child", "parent", "vintage")), strict=True)
        if found := contradiction(placed, reference):
            raise Impossible(f"it says of an organisation where it cannot be: {found}")
    return tidy


def say(release: Release, tables: Mapping[str, pa.Table], reference: Reference, measures: Sequence[Measure]) -> str:
    """What a person should know of a file that is loaded; '' where there is nothing to say."""
    told = (
        release.details.get("note", ""),
        untold(tables, release, reference),
        emptied(tables, measures),
        remainder(tables, release, measures),
    )
    return "; ".join(filter(None, told))


def _recognise(task: Task) -> tuple[str, Release] | Outcome:
    """The first source that knows the file has it; else it is a document, or the first complaint, or nobody knows it."""
    raw, known = task.raw, discover()
    complaints: list[Outcome] = []
    for source_id in task.sources:
        source = known[source_id]
        try:
            release = source.recognise(raw, task.reference)
        except LoadingError as error:
            complaints.append(_fall(raw, error, source_id))
        except MemoryError:
            raise
        except Exception as error:  # as above
            complaints.append(_fault(raw, source_id, error))
        else:
            if release is not None:
                return source_id, release
    if is_document(raw.name):
        said = "it is a document, not data; the publisher has the figures as CSV or workbook"
        return Outcome(raw.name, raw.url, Fate.LEFT_OUT, said)
    if complaints:
        return complaints[0]
    every = set(task.sources) == set(known)
    said = refusal_of_several(names_in(raw)) or refusal_of_map(raw) or "not a file that any source publishes"
    return Outcome(raw.name, raw.url, Fate.UNKNOWN, said if every else f"{NOT_ASKED} ({', '.join(task.sources)})")


def _fall(raw: Raw, error: LoadingError, source: str, release: Release | None = None) -> Outcome:
    fate = Fate.LEFT_OUT if isinstance(error, NotUsable) else Fate.FAILED
    # Most sentences begin with the file's name, which stands before every reason already.
    reason = str(error).removeprefix(raw.name).lstrip(":, ")
    return Outcome(raw.name, raw.url, fate, reason, source, _plain(release) if release else None)


def _fault(raw: Raw, source: str, error: Exception, release: Release | None = None) -> Outcome:
    if isinstance(error, csv.Error):
        return _fall(raw, LayoutChanged(raw.name, "a table of comma-separated values", plainly(error)), source, release)
    if is_damage(error):
        said = f"{raw.name} cannot be unpacked ({plainly(error)}): fetch it again"
        return _fall(raw, SourceUnavailable(said), source, release)
    reason = f"a fault of ours in {source}: {type(error).__name__}: {error}"
    trace = "".join(traceback.format_exception(error))
    return Outcome(raw.name, raw.url, Fate.FAILED, reason, source, _plain(release) if release else None, trace=trace)


def _plain(release: Release) -> Release:
    """The same release with details that travel between processes."""
    return replace(release, details=dict(release.details))


def _only(name: str, rows: pa.Table, column: str, allowed: set[str]) -> None:
    strange = sorted(set(rows[column].unique().to_pylist()) - allowed)
    if strange:
        raise NotTidy(f"{name}.{column}: {strange[:3]} is not declared by the source")
