"""Reads the tables of `data_cache/silver`: the only module that knows they are Parquet files."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, reduce
from operator import and_
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from insight import generations, object_store
from insight.derived import derived_folder, keep_whole
from insight.measures.reading import read_measure, read_source
from insight.model import Level, Measure
from insight.schema import DERIVED, FACTS, HISTORIES, TABLES, Table, conform
from insight.traits import Driver, Role, SourceTraits

CACHE_VARIABLE = "INSIGHT_CACHE"
_DEMONSTRATION = "demo:"
_ROWS_TOGETHER = 4096
"""Of a table worked out: about what one measure has, so that reading one measure reads little else."""
_FACT_COLUMNS = [name for name in TABLES["facts"].schema.names if name != "measure"]
_HISTORY = pa.schema(
    [
        (each.name, pa.timestamp("ns") if pa.types.is_date(each.type) else each.type)
        for each in HISTORIES.schema
        if each.name not in {"measure", "segment"}
    ]
)
"""Of one history, with its days as insight.measures.series has them."""


class NothingLoaded(Exception):
    """No set of tables has been published in this cache yet."""


class NothingUsable(NothingLoaded):
    """Sets have been published, and none of them is as it was written; the sentence says what is wrong and what to do."""


def cache_folder() -> Path:
    """Where silver lies: `$INSIGHT_CACHE`, the local copy of that where it is an address, else `data_cache` beside `app.py`."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen and object_store.is_address(chosen):
        return object_store.local_copy(chosen)
    return Path(chosen) if chosen else Path(__file__).resolve().parent.parent / "data_cache"


def cache_of_loads() -> str:
    """What `$INSIGHT_CACHE` must say to a load that is started from here: an address, or the whole path of the folder."""
    chosen = os.environ.get(CACHE_VARIABLE, "")
    return chosen if object_store.is_address(chosen) else str(cache_folder().resolve())


def current_generation(cache: Path) -> Path:
    """The folder of the set of tables to read now, which is as it was published. Raises NothingLoaded, NothingUsable."""
    try:
        if folder := generations.current(cache):
            return folder
        faults = generations.faults(cache)
    except PermissionError as error:
        raise NothingUsable(
            f"The tables that are loaded cannot be used: this program may not open {error.filename} ({error.strerror}). Whoever "
            "looks after this machine can give it the right to read that folder."
        ) from error
    for damaged, reason in faults.items():
        raise NothingUsable(
            f"The tables that are loaded (set {damaged.name}) cannot be used: {reason}. The files they were made from are "
            "kept, and the next load makes them again: python -m loaders fetch (for the demonstration: fetch --from demo)."
        )
    raise NothingLoaded(
        f'nothing has been loaded into {cache} yet. Load what is published with: python -m loaders fetch --cache "{cache}", or the '
        "demonstration with --from demo behind it"
    )


class Store:
    """One published set of tables. Everything read through one Store belongs together, whatever is published meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[tuple[Path, int], _RowGroups] = {}

    @classmethod
    def open(cls, cache: Path | None = None) -> Store:
        """The current set. Raises NothingLoaded, NothingUsable."""
        return cls(current_generation(cache or cache_folder()))

    @property
    def generation(self) -> str:
        """The name of this set; it changes with every refresh."""
        return str(self.folder)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """One row per measure that has facts."""
        return self._table("measures").set_index("id", drop=False)

    @cached_property
    def sources(self) -> pd.DataFrame:
        """One row per source that is loaded."""
        return self._table("sources").set_index("id", drop=False)

    def measure(self, id: str) -> Measure:
        """The measure of that id. Raises KeyError for one that has no facts."""
        return self._asked[id]

    def source(self, id: str) -> SourceTraits:
        """What a loaded source declares of itself."""
        return self._declared[id]

    @cached_property
    def _asked(self) -> dict[str, Measure]:
        return {str(row["id"]): read_measure(row) for row in self.measures.to_dict("records")}

    @cached_property
    def _declared(self) -> dict[str, SourceTraits]:
        return {str(id): read_source(row) for id, row in self.sources.iterrows()}

    @cached_property
    def source_order(self) -> list[str]:
        """The sources that are loaded, as they stand among headlines."""
        rows = self.sources.reset_index(drop=True).sort_values(["order", "id"])
        return [str(id) for id in rows["id"]]

    def with_role(self, role: Role, source: str | None = None) -> list[str]:
        """The measures of a role, of one source or of all in the order of headlines."""
        return [id for id, whose in self._roles.get(str(role), ()) if source in (None, whose)]

    @cached_property
    def _roles(self) -> dict[str, list[tuple[str, str]]]:
        """The measures of each role with their sources, in the order of headlines."""
        rows, order = self.measures, {id: at for at, id in enumerate(self.source_order)}
        found: dict[str, list[tuple[str, str]]] = {}
        told = zip(rows["id"].astype(str), rows["source"].astype(str), rows["roles"], strict=True)
        for id, whose, roles in sorted(told, key=lambda each: order.get(each[1], len(order))):
            for role in roles:
                found.setdefault(str(role), []).append((id, whose))
        return found

    @cached_property
    def drivers(self) -> tuple[Driver, ...]:
        """What research has published on what goes with a good experience, in the order of its sources."""
        rows = self._table("drivers").drop(columns="source")
        columns = [rows[name] if name != "measures" else map(tuple, rows[name]) for name in rows]
        return tuple(Driver(*row) for row in zip(*columns, strict=True))

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        """One row per measure, level and period that has facts about everyone."""
        return self._table("catalogue")

    @cached_property
    def breaks(self) -> pd.DataFrame:
        """One row per measure and break."""
        return self._table("breaks")

    @cached_property
    def releases(self) -> pd.DataFrame:
        """One row per published file."""
        return self._table("releases").set_index("id", drop=False)

    @cached_property
    def orgs(self) -> pd.DataFrame:
        """One row per organisation and level."""
        return self._table("orgs")

    @cached_property
    def vintages(self) -> pd.DataFrame:
        """One row per vintage, oldest first."""
        return self._table("vintages").sort_values("start").set_index("id", drop=False)

    @cached_property
    def footprints(self) -> pd.DataFrame:
        """One row per footprint per vintage."""
        return self._table("footprints")

    @cached_property
    def lineage(self) -> pd.DataFrame:
        """One row per succession between footprints of neighbouring vintages."""
        return self._table("lineage")

    @cached_property
    def demonstration(self) -> bool:
        """Whether any figure here is invented. Then every page, image and table must say so."""
        return bool(self.releases["url"].str.startswith(_DEMONSTRATION).any())

    @property
    def damaged(self) -> list[str]:
        """One sentence for each newer set of tables that cannot be used, so that this one is shown in its place."""
        return [
            f"The newest tables (set {folder.name}) are not shown: {reason}. What was loaded before stands, and the next load "
            "makes them again."
            for folder, reason in generations.faults(generations.cache_of(self.folder)).items()
        ]

    @property
    def notices(self) -> list[str]:
        """Sentences on what is kept in the cache and not shown: newer sets that are damaged, files that are held back."""
        held = generations.cache_of(self.folder) / generations.HELD_BACK
        said = held.read_text(encoding="utf-8", errors="replace").splitlines() if held.exists() else ()
        return [*self.damaged, *said]

    def ratings(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One row per word an inspector gave and the day its report came out, some columns or all. Too large to be kept whole."""
        return self._table("ratings", columns)

    def membership(self, vintage: str) -> pd.DataFrame:
        """One row per child and parent while the vintage is in force."""
        return _as_frame(self._belonging.filter(ds.field("vintage") == vintage).drop_columns("vintage"))

    @cached_property
    def _belonging(self) -> pa.Table:
        """One row per child, parent and vintage; the texts are numbered, so that all vintages take little room."""
        return pq.read_table(self.folder / "membership.parquet", read_dictionary=TABLES["membership"].schema.names)

    def facts(
        self, measure: str, levels: Collection[Level] | None = None, orgs: Collection[str] | None = None
    ) -> pd.DataFrame:
        """One row per org, level, period and segment of one measure, of all organisations or of some; empty if it is unknown."""
        path = self.folder / "facts" / f"{measure.partition('.')[0]}.parquet"
        if not path.exists():
            return TABLES["facts"].schema.empty_table().select(_FACT_COLUMNS).to_pandas()
        wanted = ds.field("measure") == measure
        if levels is not None:
            wanted &= ds.field("level").isin(pa.array([str(level) for level in levels], pa.string()))
        if orgs is not None:
            wanted &= ds.field("org").isin(pa.array([str(org) for org in orgs], pa.string()))
        return _as_frame(self._read_about(path, FACTS, [measure], levels).filter(wanted).select(_FACT_COLUMNS))

    def figures(
        self, source: str, measures: Collection[str], levels: Collection[Level], orgs: Collection[str] | None = None
    ) -> pd.DataFrame:
        """One row per measure, org, level, period and segment: some measures of a source, of all organisations of some levels or of some."""
        path = self.folder / "facts" / f"{source}.parquet"
        if not path.exists():
            return TABLES["facts"].schema.empty_table().to_pandas()
        kept = {"measure": measures, "level": levels, "org": orgs}
        wanted = [
            ds.field(name).isin(pa.array(map(str, some), pa.string()))
            for name, some in kept.items()
            if some is not None
        ]
        return _as_frame(self._read_about(path, FACTS, measures, levels).filter(reduce(and_, wanted)))

    def segments(self, levels: Collection[Level]) -> dict[str, list[str]]:
        """By measure: the segments that organisations of some levels have facts of."""
        found: dict[str, list[str]] = {}
        for path in sorted((self.folder / "facts").glob("*.parquet")):
            names = ["measure", "level", "segment"]
            rows = pq.read_table(path, columns=names, read_dictionary=names)
            wanted = ds.field("level").isin(pa.array([str(level) for level in levels], pa.string()))
            told = _as_frame(rows.filter(wanted).unify_dictionaries().group_by(["measure", "segment"]).aggregate([]))
            found |= {str(measure): list(some) for measure, some in told.groupby("measure")["segment"]}
        return found

    def shapes(self, vintage: str, shape: str) -> pd.DataFrame:
        """One row per footprint: code, name, rings ready to draw; empty when no map of that kind is loaded."""
        path = self.folder / {"true": "boundaries", "hex": "hexes"}[shape] / f"{vintage}.parquet"
        table = pq.read_table(path) if path.exists() else TABLES["boundaries"].schema.empty_table()
        return table.select(["code", "name", "rings"]).to_pandas()

    def derived(self, name: str) -> pd.DataFrame | None:
        """A table (insight.schema.DERIVED) that was worked out from this very set by today's methods; None if none is kept."""
        path = derived_folder(self.folder) / f"{name}.parquet"
        try:
            return pq.read_table(path).to_pandas(date_as_object=False)
        except (OSError, pa.ArrowException):
            return None  # not there, or damaged: it can always be worked out again

    def history(self, vintage: str, measure: str, segment: str) -> pd.DataFrame | None:
        """The history of one measure on one map, as it was worked out from this very set; None where none is kept."""
        path = derived_folder(self.folder) / f"{HISTORIES.name}.{vintage}.parquet"
        wanted = (ds.field("measure") == measure) & (ds.field("segment") == segment)
        try:
            rows = self._read_about(path, HISTORIES, [measure]).filter(wanted).drop_columns(["measure", "segment"])
        except (OSError, pa.ArrowException):
            return None
        return rows.cast(_HISTORY).to_pandas() if len(rows) else None

    def keep(self, name: str, frame: pd.DataFrame | pa.Table) -> None:
        """Keep a table worked out from this set, whole or not at all: one of DERIVED, or `TABLE.PART` of it.

        Raises OSError where the cache cannot be written.
        """
        tidy = conform(frame, DERIVED[name.partition(".")[0]])
        path = derived_folder(self.folder) / f"{name}.parquet"
        keep_whole(path, lambda half: pq.write_table(tidy, half, compression="zstd", row_group_size=_ROWS_TOGETHER))

    def _read_about(
        self, path: Path, table: Table, measures: Collection[str], levels: Collection[Level] | None = None
    ) -> pa.Table:
        written = (path, path.stat().st_mtime_ns)  # what was worked out may be written anew beside a set
        if written not in self._files:
            self._files[written] = _RowGroups(path, table)
        return self._files[written].about({"measure": measures, "level": levels})

    def _table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        return pq.read_table(self.folder / f"{name}.parquet", columns=columns).to_pandas(date_as_object=False)


class _RowGroups:
    """Which groups of rows of a file may hold a measure and level; its footer is read once."""

    def __init__(self, path: Path, table: Table) -> None:
        self._texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
        self._path, self._footer = path, pq.read_metadata(path)
        groups = [self._footer.row_group(group) for group in range(self._footer.num_row_groups)]
        names = self._footer.schema.to_arrow_schema().names
        self._reaches = {
            name: [_reach(group.column(names.index(name)).statistics) for group in groups]
            for name in ("measure", "level")
            if name in names
        }

    def about(self, wanted: Mapping[str, Collection[str] | None]) -> pa.Table:
        """The groups that may hold any of some measures and levels (all where None), texts numbered: comparing numbers is quicker than texts."""
        asked = [(self._reaches[name], values) for name, values in wanted.items() if values is not None]
        groups = range(self._footer.num_row_groups)
        about = [at for at in groups if all(_within(reaches[at], values) for reaches, values in asked)]
        with pq.ParquetFile(self._path, metadata=self._footer, read_dictionary=self._texts) as file:
            return file.read_row_groups(about)


def _reach(told: pq.Statistics | None) -> tuple[str, str] | None:
    return (told.min, told.max) if told is not None and told.has_min_max else None


def _within(reach: tuple[str, str] | None, values: Collection[str]) -> bool:
    return reach is None or any(reach[0] <= value <= reach[1] for value in values)


def _as_frame(rows: pa.Table) -> pd.DataFrame:
    """As pandas, texts spelt out again."""
    kinds = [(each.name, pa.string() if pa.types.is_dictionary(each.type) else each.type) for each in rows.schema]
    return rows.cast(pa.schema(kinds)).to_pandas(date_as_object=False)
