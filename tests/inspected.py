"""An invented country with four inspected places, three of them in one footprint, beside its survey."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from tests.silver import publish, write
from tests.traits import declared, measure_rows, source_columns

PLACES = {"ZA0000": "Inadequate", "ZA0001": "Good", "ZA0002": "Not rated", "ZB0000": "Good"}
VALUES = {"Inadequate": 1.0, "Good": 3.0}


def publish_inspected(cache: Path) -> Path:
    """Publish the survey of tests.silver and the ratings of PLACES; the folder of the tables."""
    made = publish(cache)
    measures = pq.read_table(made / "measures.parquet").to_pandas()
    good = replace(declared("cqc.gp_good"), title="Good or outstanding")
    write(pd.concat([measures, measure_rows(declared("cqc.overall"), good)]), "measures", made / "measures.parquet")
    write(pd.concat([_facts("cqc.overall"), _facts("cqc.gp_good")]), "facts", made / "facts" / "cqc.parquet")
    sources = pq.read_table(made / "sources.parquet").to_pandas()
    inspectors = sources.iloc[0].to_dict() | {"id": "cqc", "title": "CQC ratings"} | source_columns("cqc")
    write(pd.concat([sources, pd.DataFrame([inspectors])]), "sources", made / "sources.parquet")
    return made


def _facts(measure: str) -> pd.DataFrame:
    rows = [
        {"measure": measure, "org": org, "level": "location", "start": pd.Timestamp("2026-04-01"), "end": pd.Timestamp("2026-05-01"),
         "segment": "all", "value": VALUES.get(word), "label": word, "release": "cqc.2026-04.ratings",
         "status": "ok" if word in VALUES else "not_available"}
        for org, word in PLACES.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)
