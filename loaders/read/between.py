"""Whether what stands for the whole of a place lies among what stands for its parts, as its publisher makes it.

Where it does not for many places, a column has moved against the others. Which measures are made of which, and of how few places
they may differ, a source declares in `columns/between.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from insight.model import Measure
from insight.schema import among
from loaders.declared import Row, fits, of_every_source
from loaders.source import Release

_ENOUGH = 20
"""Places; of fewer a few may differ for reasons of their own."""
_PARTS = 3
"""So many parts a place shows at least, of which its whole is one of the values between."""
_KEY = ["org", "level", "start", "segment"]


def beyond_its_parts(tables: Mapping[str, pa.Table], release: Release, measures: Sequence[Measure]) -> str:
    """How many places have a figure as a whole above or below all those of their parts, as a sentence; '' for few or none."""
    rows = [row for row in of_every_source("between") if fits(release.id, row["release"])]
    said = (_told(tables["facts"], row, measures) for row in rows if "facts" in tables)
    return next(filter(None, said), "")


def _told(facts: pa.Table, row: Row, measures: Sequence[Measure]) -> str:
    shown = facts.filter(pc.field("value").is_valid())
    wholes, parts = (shown.filter(pa.array(among(shown["measure"], row[end].split("|")))) for end in ("whole", "parts"))
    ends = parts.select([*_KEY, "value"]).group_by(_KEY, use_threads=False)
    spread = ends.aggregate([("value", "min"), ("value", "max"), ("value", "count")])
    both = wholes.select([*_KEY, "value"]).join(
        spread.filter(pc.field("value_count") >= _PARTS), _KEY, join_type="inner"
    )
    odd = both.filter((pc.field("value") < pc.field("value_min")) | (pc.field("value") > pc.field("value_max")))
    if both.num_rows < _ENOUGH or odd.num_rows <= float(row["few"]) * both.num_rows:
        return ""
    title = next(each.title for each in measures if each.id == row["whole"])
    return (
        f"{title} of {odd.num_rows:,} of {both.num_rows:,} places, such as {min(odd['org'].to_pylist())}, lies above or below all "
        "that it is made of, as where a column has moved against the others"
    )
