"""The table beside an organisation among those like it: figures, variables, distances, and what was not known."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.likeness import Likeness
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import decimals
from insight.charts.style.shorthand import shown
from insight.model import Unit


def similar_table(standing: Standing, found: Likeness) -> pd.DataFrame:
    """One row per organisation: the chosen one, then the others that are listed, the most similar first, peers or not."""
    variables = [need.id for need in found.used]
    own = {"code": found.code, "distance": 0.0, "origin": "chosen", "missing": "", **found.own[variables]}
    known = pd.concat([pd.DataFrame([own]), found.table.drop(columns="name")], ignore_index=True)
    rows = known[["code", "distance", "origin", "missing", *variables]].merge(standing.table, "left", "code")
    measure, group = standing.measure, standing.group

    def values(column: str) -> pd.Series:
        return shown(rows[column].astype(float), rows["status"], measure)

    table = {
        group.heading: rows["code"].map(group.names),
        "Code": rows["code"],
        "Where": rows["code"].map(group.home).astype(object).fillna(""),
        "Peer": rows["origin"].astype(object).fillna(""),
        "How far apart (0 is alike)": rows["distance"].round(2),
        **{need.title: rows[need.id].astype(float).round(need.decimals) for need in found.used},
        "Not known": rows["missing"],
        "Period": standing.period,
        "Value": values("value"),
    }
    if measure.unit is Unit.SCORE and not group.areas:
        table |= {
            "Expected from": values("expected_lower"),
            "Expected to": values("expected_upper"),
            "Publisher's word": rows["label"].astype(object).fillna(""),
        }
    else:
        table |= {
            "Lower": values("lower"),
            "Upper": values("upper"),
            standing.comparator.heading: round(standing.benchmark, decimals(measure)),
            f"Against {standing.comparator.name}": rows["verdict"],
        }
    return pd.DataFrame(table | {"Respondents": rows["respondents"].round()})
