"""The table beside the priorities grid: every measure with its place, and what research has found of it."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.priorities import Priorities


def priorities_table(found: Priorities) -> pd.DataFrame:
    """One row per measure, the most important first."""
    rows = found.table
    return pd.DataFrame(
        {
            "Measure": rows["title"],
            "Period": found.period,
            "Footprint": found.name,
            "Quarter": [str(each) for each in rows["quarter"]],
            "Value": rows["value"].round(1),
            "Lower": rows["lower"].round(1),
            "Upper": rows["upper"].round(1),
            found.comparator.heading: rows["benchmark"].round(1),
            f"Standard errors from {found.comparator.name} (better is above 0)": rows["distance"].round(1),
            "Association with overall experience": rows["importance"].round(2),
            "Association, lower": rows["importance_lower"].round(2),
            "Association, upper": rows["importance_upper"].round(2),
            "Association before allowing for chance": rows["observed"].round(2),
            "Practices of England": rows["practices"],
            "Published weight on overall experience": rows["published"],
        }
    )
