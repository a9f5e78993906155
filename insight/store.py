"""Reads the tables of `data_cache/silver`: the only module that knows they are Parquet files."""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from insight.model import Level
from insight.schema import TABLES

CACHE_VARIABLE = "INSIGHT_CACHE"
_GENERATIONS = "generations"
_COMPLETE = "COMPLETE"
_DEMONSTRATION = "demo:"
_FACT_COLUMNS = [name for name in TABLES["facts"].schema.names if name != "measure"]


class NothingLoaded(Exception):
    """No set of tables has been published in this cache yet."""


def cache_folder() -> Path:
    """Where bronze and silver lie: `$INSIGHT_CACHE`, else `data_cache` beside `app.py`."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen) if chosen else Path(__file__).resolve().parent.parent / "data_cache"


def current_generation(cache: Path) -> Path:
    """The folder of the set of tables that is current now. Raises NothingLoaded.

    `silver` is a link that moves in one step. Where it is missing for the moment (a link cannot be replaced in one step
    on every system), the newest complete set serves.
    """
    silver = (cache / "silver").resolve()
    if (silver / _COMPLETE).exists():
        return silver
    complete = sorted(mark.parent for mark in (cache / _GENERATIONS).glob(f"*/{_COMPLETE}"))
    if not complete:
        raise NothingLoaded(f"nothing has been loaded into {cache} yet")
    return complete[-1]


class Store:
    """One published set of tables. Everything read through one Store belongs together, whatever is published meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def open(cls, cache: Path | None = None) -> Store:
        """The current set. Raises NothingLoaded."""
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

    def membership(self, vintage: str) -> pd.DataFrame:
        """One row per child and parent while the vintage is in force."""
        return self._table("membership", ds.field("vintage") == vintage).drop(columns="vintage")

    def facts(self, measure: str, levels: Collection[Level] | None = None, org: str | None = None) -> pd.DataFrame:
        """One row per org, level, period and segment of one measure; empty if the measure is unknown."""
        wanted = ds.field("measure") == measure
        if levels is not None:
            wanted &= ds.field("level").isin([str(level) for level in levels])
        if org is not None:
            wanted &= ds.field("org") == org
        path = self.folder / "facts" / f"{measure.partition('.')[0]}.parquet"
        if not path.exists():
            return TABLES["facts"].schema.empty_table().select(_FACT_COLUMNS).to_pandas()
        return ds.dataset(path).to_table(columns=_FACT_COLUMNS, filter=wanted).to_pandas(date_as_object=False)

    def shapes(self, vintage: str, shape: str) -> pd.DataFrame:
        """One row per footprint: code, name, rings ready to draw; empty when no map of that kind is loaded."""
        path = self.folder / {"true": "boundaries", "hex": "hexes"}[shape] / f"{vintage}.parquet"
        table = pq.read_table(path) if path.exists() else TABLES["boundaries"].schema.empty_table()
        return table.select(["code", "name", "rings"]).to_pandas()

    def _table(self, name: str, wanted: ds.Expression | None = None) -> pd.DataFrame:
        path = self.folder / f"{name}.parquet"
        if not path.exists():
            return TABLES[name].schema.empty_table().to_pandas()
        return ds.dataset(path).to_table(filter=wanted).to_pandas(date_as_object=False)
