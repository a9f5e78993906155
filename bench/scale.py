"""What reading one measure costs as its organisations grow: once, four and sixteen times those of the demonstration (docs/scale.md)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.case import Case, under
from bench.demonstration import load_demonstration
from bench.measure import cost
from insight.model import Level
from insight.store import Store

_MEASURE = "fft.gp_responses"
_TIMES = (1, 4, 16)


def cases() -> Iterator[Case]:
    """Seconds and megabytes to read the facts of all practices; the aim is that cost grows no faster than rows."""
    with tempfile.TemporaryDirectory() as folder:
        facts = load_demonstration(Path(folder)) / "silver" / "facts" / "fft.parquet"
        costs = {times: cost(_read, _grown(facts, Path(folder) / str(times), times)) for times in _TIMES}
    once = costs[1]
    for times, each in costs.items():
        yield under(f"one measure, {times}x its rows: time", "s", ours=each.seconds, limit=1.5 * times * once.seconds)
        yield under(
            f"one measure, {times}x its rows: memory", "MB", ours=each.megabytes, limit=1.5 * times * once.megabytes
        )


def _read(folder: Path) -> None:
    Store(folder).facts(_MEASURE, [Level.PRACTICE])


def _grown(facts: Path, folder: Path, times: int) -> Path:
    """A folder with the same facts, those of every organisation again under codes of their own."""
    (folder / "facts").mkdir(parents=True)
    with (
        pq.ParquetFile(facts) as file,
        pq.ParquetWriter(folder / "facts" / facts.name, file.schema_arrow, compression="zstd") as writer,
    ):
        for at in range(file.num_row_groups):
            rows = file.read_row_group(at)
            place = rows.column_names.index("org")
            for number in range(times):
                codes = pc.call_function(
                    "binary_join_element_wise", [rows["org"], pa.scalar(f"{number:02d}"), pa.scalar("")]
                )
                writer.write_table(rows.set_column(place, "org", codes))
    return folder
