"""The table beside a heat table: one row per measure and footprint shown, with the range its figure may lie in."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.screen import ScreenedMeasures
from insight.benchmarks.wording import decimals, direction
from insight.charts.style.shorthand import shown


def heat_table(screen: ScreenedMeasures, table: pd.DataFrame) -> pd.DataFrame:
    """`table` are the rows of the screen that are shown."""
    parts = []
    for at, standing in enumerate(screen.standings):
        rows, measure = table[table["measure"] == at], standing.measure
        parts.append(
            pd.DataFrame(
                {
                    "Footprint": rows["name"],
                    "Code": rows["code"],
                    "Measure": measure.title,
                    "Period": standing.period,
                    "Value": shown(rows["value"], rows["status"], measure),
                    "Lower": shown(rows["lower"], rows["status"], measure),
                    "Upper": shown(rows["upper"], rows["status"], measure),
                    "Compared with": standing.comparator.heading,
                    "Benchmark": round(standing.benchmark, decimals(measure)),
                    "Verdict": rows["verdict"],
                    "Holds at 99.8%": rows["sure"].map({True: "yes", False: "no"}),
                    "Direction": direction(measure),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
