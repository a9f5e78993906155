"""The rules by which several files together describe the organisations and footprints of England: the newest word wins."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from insight.model import Level
from insight.schema import TABLES, conform


def merge_orgs(tables: Sequence[pa.Table]) -> pa.Table:
    """One row per organisation and level; each column as the newest file that fills it says. Tables oldest first."""
    frame = _frame(tables)
    if frame.empty:
        return TABLES["orgs"].schema.empty_table()
    return conform(frame.groupby(["code", "level"], sort=True).last().reset_index(), TABLES["orgs"])


def merge_rows(name: str, tables: Sequence[pa.Table]) -> pa.Table:
    """One row per key of table `name`; of two, the row of the newer file. Tables oldest first."""
    key = list(TABLES[name].key)
    frame = _frame(tables).drop_duplicates(key, keep="last").sort_values(key)
    return conform(frame, TABLES[name])


def merge_ratings(tables: Sequence[pa.Table]) -> pa.Table:
    """One row per place, measure and day of a report, however many monthly files repeat it; as the newest says it.

    Tables oldest first.
    """
    key = list(TABLES["ratings"].key)
    together = pa.concat_tables(tables)
    said = [name for name in together.column_names if name not in key]
    # "last" means the last row only while one thread reads them in order.
    newest = together.group_by(key, use_threads=False).aggregate([(name, "last") for name in said])
    return conform(
        newest.rename_columns([*key, *said]).sort_by([(name, "ascending") for name in key]), TABLES["ratings"]
    )


def merge_maps(name: str, tables: Sequence[pa.Table]) -> pa.Table:
    """One row per footprint and vintage; all footprints of one vintage from one file, the newest, so that edges meet."""
    taken: dict[str, pa.Table] = {}
    for table in tables:
        for vintage in table["vintage"].unique().to_pylist():
            taken[vintage] = table.filter(pc.field("vintage") == vintage)
    schema = TABLES[name].schema
    together = pa.concat_tables([schema.empty_table(), *(taken[vintage] for vintage in sorted(taken))])
    return conform(together.sort_by([("vintage", "ascending"), ("code", "ascending")]), TABLES[name])


def merge_membership(tables: Sequence[pa.Table], footprints: pa.Table, orgs: pa.Table) -> pa.Table:
    """One row per child, parent and vintage. Tables oldest first.

    Of all that was ever said about a child's parents of one level in one vintage, what the newest file says stands,
    whole: a practice that moved belongs to one PCN, not to two.
    """
    numbered = [table.append_column("age", pa.repeat(age, table.num_rows)) for age, table in enumerate(tables)]
    frame = pa.concat_tables(
        [TABLES["membership"].schema.empty_table().append_column("age", pa.array([], pa.int32())), *numbered],
        promote_options="permissive",
    ).to_pandas()
    frame["level"] = _levels(frame, footprints, orgs)
    newest = frame.groupby(["child", "level", "vintage"])["age"].transform("max")
    stands = frame[frame["age"] == newest].drop_duplicates(["child", "parent", "vintage"], keep="last")
    ordered = stands.sort_values(["vintage", "child", "parent"]).drop(columns=["age", "level"])
    return conform(ordered, TABLES["membership"])


def _levels(membership: pd.DataFrame, footprints: pa.Table, orgs: pa.Table) -> pd.Series:
    """The level of each row's parent. A parent no file names is a level of its own, so that nothing displaces it."""
    names = footprints.select(["vintage", "code"]).to_pandas()
    as_footprint = pd.MultiIndex.from_frame(membership[["vintage", "parent"]]).isin(pd.MultiIndex.from_frame(names))
    ranks = {str(level): rank for rank, level in enumerate(Level)}
    known = orgs.select(["code", "level"]).to_pandas()
    widest = known.assign(rank=known["level"].map(ranks)).sort_values("rank").drop_duplicates("code")
    by_code = widest.set_index("code")["level"]
    levels = membership["parent"].map(by_code).fillna(membership["parent"])
    return levels.mask(as_footprint, str(Level.FOOTPRINT))


def _frame(tables: Sequence[pa.Table]) -> pd.DataFrame:
    return pa.concat_tables(tables).to_pandas(date_as_object=False)
