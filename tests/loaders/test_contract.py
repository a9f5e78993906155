"""What every source owes, proved over every source there is and every file in its golden folder."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from insight.model import Status, Unit
from insight.schema import FACTS, FROM_FILES, conform
from insight.traits import Method, Role, SourceTraits, Traits
from loaders.errors import LoadingError
from loaders.fetch.places import REFERENCE
from loaders.source import Raw, Release, Source, SourceInfo, discover
from tests.loaders.built_in import LISTS, believed, lists_of

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
SOURCES = discover()
_NOT_INPUT = re.compile(r"README.*|.*expected.*|.*\.py|.*\.pyc", re.IGNORECASE)


@dataclass(frozen=True)
class Golden:
    """One input file of one source."""

    source: str
    path: Path

    def raw(self) -> Raw:
        return Raw(path=self.path, name=self.path.name, url=f"folder:{self.path.name}")


def _inputs() -> list[Golden]:
    return [
        Golden(source, path)
        for source in SOURCES
        for path in sorted((GOLDEN / source).rglob("*"))
        if path.is_file() and not _NOT_INPUT.fullmatch(path.name)
    ]


INPUTS = _inputs()
every_source = pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
every_input = pytest.mark.parametrize("golden", INPUTS, ids=[f"{g.source}/{g.path.name}" for g in INPUTS])


def _read(golden: Golden) -> tuple[Release, dict[str, pa.Table]]:
    """The file as a refresh reads it: recognised, tidied, every table checked."""
    source: Source = SOURCES[golden.source]
    raw = golden.raw()
    lists = lists_of(golden.source)
    release = source.recognise(raw, lists)
    assert release is not None, f"{golden.source} does not know its own golden file"
    return release, dict(believed(source, raw, release, lists))


@every_source
def test_a_source_says_who_publishes_under_what_licence(source: Source) -> None:
    info: SourceInfo = source.SOURCE
    for field in ("id", "title", "publisher", "page", "licence", "attribution"):
        assert getattr(info, field).strip(), f"SOURCE.{field} is empty"
    assert re.fullmatch(r"[a-z][a-z0-9]*", info.id)
    assert info.page.startswith("https://")
    assert info.version >= 1


@every_source
def test_measures_are_well_named_and_once_each(source: Source) -> None:
    ids = [measure.id for measure in source.MEASURES]
    assert len(ids) == len(set(ids))
    assert {measure.source for measure in source.MEASURES} <= {source.SOURCE.id}
    for measure in source.MEASURES:
        assert not measure.title.endswith("."), f"{measure.id}: a title is not a sentence"
        assert 0 <= measure.decimals <= 3


@pytest.mark.parametrize("stated", [Traits, SourceTraits])
def test_no_trait_is_assumed(stated: type) -> None:
    """A source that leaves one out cannot be built: what is not stated would be treated as a plain random sample."""
    assert all(each.default is MISSING and each.default_factory is MISSING for each in fields(stated))


@every_source
def test_a_source_brings_what_it_says_and_speaks_of_its_own_measures(source: Source) -> None:
    traits, ids = source.SOURCE.traits, {measure.id for measure in source.MEASURES}
    assert set(traits.brings) <= set(FROM_FILES)
    assert {each.measure for each in traits.themes} <= ids
    assert {id for driver in source.SOURCE.drivers for id in driver.measures} <= ids
    assert (traits.order >= 1) and (("facts" in traits.brings) == bool(ids))


@every_input
def test_traits_fit_what_the_files_hold(golden: Golden) -> None:
    """What a golden file hides, how it is weighted, what it calls its bands and what it prints beside them is declared."""
    _, tables = _read(golden)
    source = SOURCES[golden.source]
    assert {name for name, table in tables.items() if table.num_rows} <= set(source.SOURCE.traits.brings)
    if "facts" not in tables:
        return
    facts = tables["facts"].to_pandas()
    counted = {measure.short for measure in source.MEASURES if Role.WAYS_OF_ANSWERING in measure.roles}
    for measure in source.MEASURES:
        mine, traits = facts[facts["measure"].eq(measure.id)], measure.traits
        assert measure.short in counted or not mine["segment"].str.startswith("mode=").any(), measure.id
        assert traits.hidden_under is not None or not mine["status"].eq(Status.SUPPRESSED).any(), measure.id
        assert traits.limits.method is not Method.NONE or mine["lower"].isna().all(), measure.id
        if traits.bands:
            assert set(mine["label"].dropna()) <= {band.label for band in traits.bands}, measure.id
        if traits.weighting.weighted and measure.unit is Unit.PERCENT:
            known = {each.level for each in traits.weighting.effects}
            assert set(mine["level"]) <= known, f"{measure.id} is weighted: what is it worth at {set(mine['level'])}?"


@every_source
def test_breaks_are_of_declared_measures_with_a_reason_and_a_citation(source: Source) -> None:
    ids = {measure.id for measure in source.MEASURES}
    keys = [(item.measure, item.date) for item in source.BREAKS]
    assert len(keys) == len(set(keys))
    for item in source.BREAKS:
        assert item.measure in ids
        assert item.reason.strip() and item.citation.strip()


@every_source
def test_a_source_tells_what_it_is_for(source: Source) -> None:
    assert (source.__doc__ or "").strip()
    for function in (source.releases, source.recognise, source.tidy):
        assert (function.__doc__ or "").strip(), f"{function.__name__} has no docstring"


@every_source
def test_a_source_has_golden_files(source: Source) -> None:
    assert any(golden.source == source.SOURCE.id for golden in INPUTS)


@every_source
def test_planning_survives_publishers_that_do_not_answer(source: Source) -> None:
    class Silent:
        def page(self, url: str) -> str:
            raise LoadingError(f"{url} does not answer")

    try:
        wanted = list(source.releases(Silent()))
    except LoadingError:
        return
    for item in wanted:
        assert item.name.strip()
        assert item.url.startswith(("https://", "http://", "builtin:"))
        name = item.url.removeprefix("builtin:")
        assert name == item.url or (REFERENCE / name).is_file(), f"{item.url} does not come with this product"


@every_input
def test_a_golden_file_becomes_tables_in_the_one_tidy_shape(golden: Golden) -> None:
    release, tables = _read(golden)
    assert re.fullmatch(r"[a-z0-9]+(\.[A-Za-z0-9_-]+)+", release.id)
    assert release.id.startswith(f"{golden.source}.")
    assert release.title.strip()
    assert release.start is None or release.end is None or release.start < release.end
    assert any(table.num_rows for table in tables.values())


@every_source
def test_golden_files_become_exactly_the_facts_written_by_hand(source: Source) -> None:
    """A column that `expected_facts.csv` leaves out must be empty; a number may differ by the last bits of a double."""
    read = [_read(golden)[1] for golden in INPUTS if golden.source == source.SOURCE.id]
    found = pa.concat_tables([tables["facts"] for tables in read if "facts" in tables] or [FACTS.schema.empty_table()])
    by_hand = GOLDEN / source.SOURCE.id / "expected_facts.csv"
    assert by_hand.exists() == (found.num_rows > 0), f"{by_hand} says what each published number must become"
    if by_hand.exists():
        order = ["release", *FACTS.key]
        wanted = pd.read_csv(by_hand, parse_dates=["start", "end"], keep_default_na=False, na_values=[""])
        told, due = (
            table.to_pandas().sort_values(order, ignore_index=True) for table in (found, conform(wanted, FACTS))
        )
        pd.testing.assert_frame_equal(told, due, rtol=1e-12, atol=1e-9)


@every_input
def test_addresses_a_reader_may_follow_are_secure_and_the_publishers_own(golden: Golden) -> None:
    _, tables = _read(golden)
    site = ".".join(urlsplit(SOURCES[golden.source].SOURCE.page).hostname.split(".")[-3:])
    for link in tables["ratings"]["link"].to_pylist() if "ratings" in tables else ():
        parts = urlsplit(link)
        assert parts.scheme == "https" and f".{parts.hostname}".endswith(f".{site}"), link


@every_input
def test_what_inspectors_said_is_in_the_facts_too(golden: Golden) -> None:
    """The word that stands is a fact; the table of ratings adds when it came out and what stood before."""
    _, tables = _read(golden)
    if "ratings" in tables:
        said, stands = (
            set(zip(*(table[name].to_pylist() for name in ("measure", "org", "level", "label")), strict=True))
            for table in (tables["ratings"], tables["facts"].filter(pc.field("label").is_valid()))
        )
        assert stands <= said


@every_input
def test_reading_is_pure(golden: Golden) -> None:
    (first_release, first), (second_release, second) = _read(golden), _read(golden)
    assert first_release == second_release
    assert first.keys() == second.keys()
    assert all(first[name].equals(second[name]) for name in first)


@every_input
def test_no_other_source_claims_the_file(golden: Golden) -> None:
    for name, other in SOURCES.items():
        if name != golden.source:
            assert other.recognise(golden.raw(), LISTS) is None


@pytest.mark.parametrize(
    "rubbish", [b"\n", b"a,b\n1,2\n", b"{}", b"[]", b"\xff\xfe\x00\x01" * 99, b"PK\x05\x06" + b"\0" * 18]
)
@every_source
def test_rubbish_is_nobodys_file(source: Source, rubbish: bytes, tmp_path: Path) -> None:
    for name in ("rubbish.csv", "rubbish.xlsx", "rubbish.geojson"):
        path = tmp_path / name
        path.write_bytes(rubbish)
        with suppress(LoadingError):  # a sentence is an answer too; a crash is not
            assert source.recognise(Raw(path=path, name=name, url=f"folder:{name}"), LISTS) is None


def test_every_built_in_file_is_known_to_one_source() -> None:
    for path in sorted(REFERENCE.rglob("*")):
        if path.suffix in (".csv", ".hexjson"):
            raw = Raw(path=path, name=path.name, url=f"builtin:{path.relative_to(REFERENCE).as_posix()}")
            known = [name for name, source in SOURCES.items() if source.recognise(raw, LISTS) is not None]
            assert len(known) == 1, f"{path.name} is known to {known}"
