"""The areas of a map: one per footprint in the colour of its class, each telling its own story on hover."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

import pandas as pd

from insight.benchmarks.comparator import Comparator
from insight.benchmarks.covered import with_coverage
from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import SHAPES
from insight.charts.chart import Shapes
from insight.charts.drawing import Attributes
from insight.charts.map.classes import Colouring
from insight.charts.map.outlines import short_names, told_area
from insight.charts.style.layout import plain, wrapped
from insight.charts.style.palette import ink_on
from insight.model import Measure

_HOVER_WIDTH = 52
_TOLD = ["code", "place", "name", "verdict", "sentence", "value", "basis", "coverage", "best", "worst", "of"]


def areas(standing: Standing, colours: Colouring, shapes: Shapes) -> list[Attributes]:
    """One trace per footprint that has an outline; `meta.shape` is its code, coordinates are filled in later."""
    # Areas without a figure come last: their outline differs and must not lie under a neighbour's.
    table = _drawn(standing, colours, shapes).sort_values("place", ascending=False, kind="stable")
    return [
        told_area(row["code"], _tell(row, standing.comparator, standing.measure), **colours.look(row["place"]))
        for row in table[_TOLD].to_dict("records")
    ]


def labels(standing: Standing, colours: Colouring, shapes: Shapes, short: Mapping[str, str]) -> Attributes:
    """The short label of each footprint in the middle of its hexagon, in the ink that its fill allows."""
    table = _drawn(standing, colours, shapes)
    fills = {code: colours.look(place)["fillcolor"] for code, place in zip(table["code"], table["place"], strict=True)}
    return short_names(shapes, short, {code: ink_on(fill) for code, fill in fills.items()})


def _drawn(standing: Standing, colours: Colouring, shapes: Shapes) -> pd.DataFrame:
    """The rows of the footprints that have an outline, each with its class."""
    table = standing.table.assign(place=colours.places)
    return table[table["code"].isin(shapes.rings)]


def _tell(row: Mapping[Any, Any], comparator: Comparator, measure: Measure) -> str:
    """Name, verdict, why, basis and rank: what a planner wants to know without looking anything up."""
    told = [f"<b>{plain(row['name'])}</b>"]
    if row["verdict"] != "not compared":
        told.append(f"<b>{SHAPES[row['verdict']]} {comparator.verdict(row['verdict'])}</b>")
    told.append(wrapped(row["sentence"], _HOVER_WIDTH))
    if isinstance(row["basis"], str) and not isnan(row["value"]):
        told.append(with_coverage(row, measure))
    if row["best"]:
        told.append(f"Rank {row['best']} to {row['worst']} of {row['of']}")
    return "<br>".join(told)
