"""The table beside one practice or trust among those like it: figures, variables, distances, and what was not known."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.similar_orgs import OrgLikeness
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import decimals
from insight.charts.style.shorthand import shown
from insight.model import Unit


def similar_orgs_table(standing: Standing, found: OrgLikeness, places: pd.Series) -> pd.DataFrame:
    """One row per organisation: the chosen one, then its peers, the most similar first."""
    variables = [each.id for each in found.used]
    own = {"code": found.code, "distance": 0.0, "region": found.region, "missing": "", **found.own[variables]}
    known = pd.concat([pd.DataFrame([own]), found.table.drop(columns="name")], ignore_index=True)
    rows = standing.table.merge(known[["code", "distance", "region", "missing", *variables]], "left", "code")
    measure = standing.measure
    table = pd.DataFrame(
        {
            "Organisation": rows["name"],
            "Code": rows["code"],
            "Where": rows["code"].map(places).astype(object).fillna(""),
            "Distance": rows["distance"].round(2),
            **{each.title: rows[each.id].astype(float).round(each.decimals) for each in found.used},
            "Not known": rows["missing"],
            "Period": standing.period,
            "Value": shown(rows["value"], rows["status"], measure),
        }
    )
    if measure.unit is Unit.SCORE:
        return table.assign(
            **{
                "Expected from": shown(rows["expected_lower"], rows["status"], measure),
                "Expected to": shown(rows["expected_upper"], rows["status"], measure),
                "Publisher's word": rows["label"].astype(object).fillna(""),
                "Respondents": rows["respondents"].round(),
            }
        )
    return table.assign(
        **{
            "Lower": shown(rows["lower"], rows["status"], measure),
            "Upper": shown(rows["upper"], rows["status"], measure),
            "Respondents": rows["respondents"].round(),
            "England": round(standing.england, decimals(measure)),
            "Against England": rows["verdict"],
        }
    )
