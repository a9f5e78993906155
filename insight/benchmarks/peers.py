"""A footprint held against others than England: its similar footprints together, or its region."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import side, verdicts
from insight.benchmarks.wording import figure, with_span
from insight.measures.geography import Geography
from insight.model import Measure, Status
from insight.stats.arrays import floats
from insight.stats.rollup import COVERAGE_FLOOR


@dataclass(frozen=True)
class Comparator:
    """What a footprint is held against, as a value: several footprints taken together."""

    title: str
    """As it stands in a sentence: "its 10 similar footprints together"."""
    value: float
    counted: int
    """How many footprints had a figure."""
    of: int


@dataclass(frozen=True)
class Held:
    """A footprint held against one comparator."""

    comparator: Comparator
    gap: float
    verdict: str
    """A word of verdicts.WORDS."""
    sentence: str


def together(title: str, standing: Standing, codes: Collection[str], numerators: pd.DataFrame) -> Comparator | Refusal:
    """The figure of several footprints as one: sum, then divide. `numerators` is the series the standing was made from.

    Refused for measures that may not be summed, and where fewer than 80% of the footprints have a figure (ours).
    """
    measure = standing.measure
    if not measure.additive or standing.refusal is not None:
        said = f"{measure.title} may not be added up over footprints, so there is no figure for {title}."
        return standing.refusal or Refusal(Reason.NOT_AVAILABLE, said)
    there = numerators[(numerators["start"] == standing.start) & numerators["org"].isin(list(codes))]
    shown = there[there["status"].eq(Status.OK) & there["value"].notna() & (there["denominator"] > 0)]
    if not codes or len(shown) / len(codes) < COVERAGE_FLOOR:
        few = f"Only {len(shown)} of {len(codes)} have" if len(shown) else f"None of {len(codes)} has"
        said = f"{few} a figure in {standing.period}: no figure for {title}."
        return Refusal(Reason.THIN_COVERAGE, said)
    weight = floats(shown["denominator"])
    return Comparator(title, float((weight * floats(shown["value"])).sum() / weight.sum()), len(shown), len(codes))


def region_of(code: str, geography: Geography) -> list[str]:
    """The footprints of the same region, this one among them; only itself where its region is unknown."""
    names = geography.names
    region = names.loc[names["code"] == code, "region"]
    if region.empty or not isinstance(region.iloc[0], str) or not region.iloc[0]:
        return [code]
    return list(names.loc[names["region"] == region.iloc[0], "code"])


def hold(standing: Standing, code: str, comparator: Comparator) -> Held | Refusal:
    """One footprint against a comparator, by the same rule as against England (docs/maths.md, "Lower, similar or higher").

    The comparator counts as known: its own uncertainty is ignored. Refused where the footprint's own figure is not
    compared.
    """
    row = standing.of(code)
    if row is None or isinstance(row["reason"], str):
        return Refusal(Reason.NOT_AVAILABLE, "" if row is None else str(row["sentence"]))
    limits = [np.array([row[limit]], dtype=float) for limit in ("lower", "upper")]
    word = verdicts(limits[0], limits[1], comparator.value, standing.measure)[0]
    gap = float(row["value"]) - comparator.value
    return Held(comparator, gap, word, _explain(row, comparator, word, gap, standing.measure))


def _explain(row: pd.Series, comparator: Comparator, word: str, gap: float, measure: Measure) -> str:
    shown = with_span(row["value"], row["lower"], row["upper"], measure)
    against, where = f"the {figure(comparator.value, measure)} of {comparator.title}", side(word, gap)
    because = "the interval includes it" if word == "similar" else f"the whole interval lies {where}"
    missing = comparator.of - comparator.counted
    without = f" ({missing} of them {'has' if missing == 1 else 'have'} no figure.)" if missing else ""
    return f"{shown} is {where} {against}: {because}.{without}"


def comparators(
    standing: Standing, code: str, peers: Sequence[str], geography: Geography, *, series: pd.DataFrame, region: str
) -> list[Held | Refusal]:
    """One footprint against its peers and against its region, in that order; `region` is the region's name."""
    asked = [(f"its {len(peers)} similar footprints together", list(peers))]
    neighbours = region_of(code, geography)
    if len(neighbours) > 1:
        asked.append((f"the {len(neighbours)} footprints of {region or 'its region'} together", neighbours))
    found = [together(title, standing, codes, series) for title, codes in asked]
    return [each if isinstance(each, Refusal) else hold(standing, code, each) for each in found]
