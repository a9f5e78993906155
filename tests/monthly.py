"""Invented months of patient feedback for tests: one organisation, one figure a month. Nothing here is real."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from insight.model import ENGLAND, Better, Measure, Unit
from insight.schema import TABLES, conform
from tests.silver import publish, seal
from tests.traits import measure_rows, source_columns, traits_of

POSITIVE = Measure(
    id="fft.inpatient_positive",
    source="fft",
    title="Patients positive about inpatient care",
    question="Overall, how was your experience of our service?",
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    additive=True,
    traits=traits_of("fft.inpatient_positive"),
)

RELEASES = pd.DataFrame(
    {
        "id": ["fft.invented"],
        "source": ["fft"],
        "title": ["Friends and Family Test"],
        "start": pd.to_datetime(["2022-01-01"]),
        "end": pd.to_datetime(["2022-02-01"]),
        "published": pd.to_datetime(["2022-03-10"]),
        "retrieved": pd.to_datetime(["2022-03-11"]),
        "attribution": ["Source: Friends and Family Test, NHS England."],
        "url": ["https://example.org/fft.xlsx"],
    }
).set_index("id", drop=False)


def months(values: Sequence[float | None], first: str = "2022-01-01", replies: float = 200.0) -> pd.DataFrame:
    """The rows of a series for one org, one a month from `first`; None is a month the publisher hides."""
    starts = pd.date_range(first, periods=len(values), freq="MS")
    shown = pd.Series(values, dtype=float)
    return pd.DataFrame(
        {
            "org": "NN",
            "start": starts,
            "end": starts + pd.offsets.MonthBegin(1),
            "value": shown,
            "lower": float("nan"),
            "upper": float("nan"),
            "numerator": shown * replies / 100,
            "denominator": replies,
            "respondents": replies,
            "effective": replies,
            "status": shown.isna().map({True: "suppressed", False: "ok"}),
            "basis": "published",
            "interval": None,
            "coverage": 1.0,
            "release": "fft.invented",
        }
    )


def wobble(middle: float, count: int, size: float = 1.0) -> list[float]:
    """Months that swing to and fro about a middle and never make a signal."""
    return [middle + (size if at % 2 else -size) for at in range(count)]


def publish_months(cache: Path, values: Sequence[float], org: str = "QZC") -> Path:
    """The invented set of tests.silver, and in it this measure of one footprint and England, month by month."""
    folder = publish(cache)
    rows = months(values)
    own = rows.assign(org=org, level="footprint")
    facts = pd.concat([own, rows.assign(org=ENGLAND, level="england")]).assign(measure=POSITIVE.id, segment="all")
    facts = facts.drop(columns=["effective", "basis", "interval", "coverage"])
    _add(folder, "facts", facts, "facts/fft")
    held = facts.groupby(["measure", "level", "start", "end"], as_index=False).size()
    _add(folder, "catalogue", held.rename(columns={"size": "facts"}))
    _add(folder, "measures", measure_rows(POSITIVE))
    told = {"id": "fft", "title": "Friends and Family Test"} | source_columns("fft")
    _add(folder, "sources", pd.DataFrame([_like(folder, "sources").iloc[0].to_dict() | told]))
    file = _like(folder, "releases").assign(id="fft.invented", source="fft", title="Friends and Family Test")
    _add(folder, "releases", file)
    return folder


def _like(folder: Path, table: str) -> pd.DataFrame:
    """The first row of a table, to make another like it."""
    return pq.read_table(folder / f"{table}.parquet").slice(0, 1).to_pandas()


def _add(folder: Path, table: str, rows: pd.DataFrame, place: str | None = None) -> None:
    path = folder / f"{place or table}.parquet"
    more = conform(rows.reset_index(drop=True), TABLES[table])
    there = [conform(pq.read_table(path), TABLES[table])] if path.exists() else []
    pq.write_table(pa.concat_tables([*there, more]), path)
    seal(folder)
