"""Adds up what is published by small area (LSOA) to sub-ICB locations and England: shares of residents, summed, then divided.

Boundaries move, so one lookup serves one measure and period whole: the newest that knows each of its small areas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from insight.model import ENGLAND, EVERYONE, Level, Status
from insight.schema import FACTS, SMALL_AREAS, conform

_LOOKUP = (
    "Save the ONS lookup from those LSOAs to sub-ICB locations and ICBs as CSV from geoportal.statistics.gov.uk, and load it with: "
    "python -m loaders add FILE"
)


class Summed(NamedTuple):
    """Facts, and sentences about what could not be added up."""

    facts: pa.Table
    notes: list[str]


def add_up(shares: Sequence[pa.Table], homes: Sequence[pa.Table], titles: Mapping[str, str]) -> Summed:
    """One fact per measure, period and sub-ICB location, and one for England. Tables oldest first; the newest word stands.

    A small area whose file does not count its residents has as many as another file counts in it. A sub-ICB location that
    the file knows only a part of has no figure, and England has none where any part of it is missing. Sentences call measures by
    their titles.
    """
    told = _newest(shares)
    residents = told.dropna(subset="people").sort_values("start").drop_duplicates("area", keep="last")
    counted = told["people"].fillna(told["area"].map(residents.set_index("area")["people"]))
    told = told.assign(people=counted)
    lookups = [table.to_pandas().set_index("area")["parent"] for table in homes]
    found: list[pd.DataFrame] = []
    notes: list[str] = []
    for (measure, start), rows in told.groupby(["measure", "start"]):
        home = next((each for each in reversed(lookups) if rows["area"].isin(each.index).all()), None)
        about = f"{titles[str(measure)]}, {start:%Y}"
        if home is None:
            notes.append(f"{about}: no lookup of its small areas is loaded, so nothing is added up. {_LOOKUP}")
        elif rows["people"].isna().any():
            notes.append(f"{about}: the residents of its small areas are not loaded, so nothing is added up")
        else:
            found.append(_sums(rows, home))
    facts = pd.concat(found, ignore_index=True) if found else FACTS.schema.empty_table()
    return Summed(conform(facts, FACTS), notes)


def _newest(shares: Sequence[pa.Table]) -> pd.DataFrame:
    """One row per measure, small area and period; one that counts residents before one that does not."""
    frame = pa.concat_tables([SMALL_AREAS.schema.empty_table(), *shares]).to_pandas()
    ranked = frame.assign(counts=frame["people"].notna()).sort_values("counts", kind="stable").drop(columns="counts")
    return ranked.drop_duplicates(list(SMALL_AREAS.key), keep="last")


def _sums(rows: pd.DataFrame, home: pd.Series) -> pd.DataFrame:
    """The facts of one measure and period."""
    table = rows.assign(org=rows["area"].map(home), part=rows["share"] * rows["people"])
    sums = table.groupby("org").agg(numerator=("part", "sum"), denominator=("people", "sum"), areas=("area", "size"))
    whole = sums["areas"].eq(home.value_counts().reindex(sums.index)) & sums["denominator"].gt(0)
    sums = sums[whole].assign(level=str(Level.SUB_ICB))
    if len(table) == len(home):
        england = {"numerator": table["part"].sum(), "denominator": table["people"].sum(), "level": str(Level.ENGLAND)}
        sums.loc[ENGLAND] = pd.Series(england)
    parts = sums["numerator"].astype(float).round(6)
    return pd.DataFrame(
        {
            "measure": rows["measure"].iloc[0],
            "org": sums.index,
            "level": sums["level"].to_numpy(),
            "start": rows["start"].iloc[0],
            "end": rows["end"].iloc[0],
            "segment": EVERYONE,
            "value": (100 * parts / sums["denominator"].astype(float)).to_numpy(),
            "numerator": parts.to_numpy(),
            "denominator": sums["denominator"].astype(float).to_numpy(),
            "status": str(Status.OK),
            "release": rows["release"].iloc[0],
        }
    )
