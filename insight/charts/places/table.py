"""The places of a footprint as a table to keep: every column in plain words, one row per place."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.places import Places
from insight.benchmarks.wording import decimals
from insight.charts.style.shorthand import base_heading

_WHERE = {"home": "Belongs to", "patients": "Registered patients", "tenth": "Tenth of deprivation (1 is most deprived)"}
_REST = {
    "also": "Also likely behind on",
    "closed": "Closed on",
    "workforce": "What its staff say",
    "rating": "Inspectors' rating",
    "rated": "Rated on",
    "before": "Rating before",
    "month": "Latest month by its own past",
    "told": "Spot on the map from",
}


def saved_table(places: Places) -> pd.DataFrame:
    """One row per place in the order of the list; columns that nobody fills are left out."""
    rows = places.table
    table = pd.DataFrame({"Place": rows["name"], "Code": rows["org"]})
    for name, title in _WHERE.items():
        table[title] = rows[name]
    if places.measure is not None:
        digits = decimals(places.measure)
        table["Measure"], table["Period"] = places.measure.title, places.period
        table["Value"], table[base_heading(places.measure)] = rows["value"].astype(float).round(digits), rows["base"]
        table["Allowing for chance"] = rows["estimate"].astype(float).round(digits)
        table["Lower"], table["Upper"] = (rows[name].astype(float).round(digits) for name in ("lower", "upper"))
        table["Chance that it lies behind"] = rows["probability"].astype(float).round(2)
        table["In a word"] = rows["word"]
        table["Change"] = rows["change"].astype(float).round(digits)
        table["Change, when"] = rows["when"]
    for name, title in _REST.items():
        table[title] = rows[name]
    table["Spot on the map from"] = rows["told"].fillna("not known")
    for dated in ("Closed on", "Rated on"):
        table[dated] = pd.to_datetime(table[dated]).dt.strftime("%Y-%m-%d")
    return table.dropna(axis="columns", how="all").reset_index(drop=True)
