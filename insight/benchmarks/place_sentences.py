"""Which places to look at first, in words: the likeliest few, why, and how sure that is; never that nothing stands out alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from insight.benchmarks.places import FEW, Places
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.visits import REGRESSION_TO_THE_MEAN, Visits
from insight.benchmarks.wording import figure, points, topic
from insight.model import Better, Level

FIRST = 5
"""So many are spoken of."""
_ONE = {
    Level.PRACTICE: ("practice", "practices"),
    Level.TRUST: ("trust", "trusts"),
    Level.SITE: ("site", "sites"),
    Level.WARD: ("ward", "wards"),
    Level.LOCATION: ("place", "places"),
}
_ASKS = ("Inadequate", "Requires improvement")


@dataclass(frozen=True)
class Spoken:
    """One place and what is said of it."""

    org: str
    name: str
    sentence: str
    word: str
    """A verdict word, for the tone it is spoken in."""


def summary(places: Places) -> str:
    """What is known of all that are listed, in a sentence or two."""
    rows = places.table
    if isinstance(places.found, Visits):
        return _behind(places, places.found)
    if _measured(places):
        told, worse = int(rows["word"].fillna("").ne("").sum()), int(rows["band"].eq("worse").sum())
        return f"Of {_count(told, places)} whose publisher says what was to be expected, {worse or 'none'} did worse than that."
    rated = int(rows["rating_value"].notna().sum())
    if rated:
        inadequate, improve = (int(rows["rating"].eq(word).sum()) for word in _ASKS)
        return (
            f"Of {_count(rated, places)} with a rating, {inadequate or 'none'} {'are' if inadequate > 1 else 'is'} inadequate and "
            f"{improve or 'none'} {'require' if improve > 1 else 'requires'} improvement. A rating stands until the inspectors come "
            "again."
        )
    if rows["month"].isna().all():
        return f"Of {_count(len(rows), places)} nothing is known that could be judged."
    concern = int(rows["month_word"].eq("concern").sum())
    judged = int(rows["month_word"].notna().sum() - rows["month_word"].eq("too few months").sum())
    return (
        f"Of {_count(len(rows), places)}, {judged or 'none'} {'have' if judged > 1 else 'has'} enough months to be judged by their own "
        f"past, and {concern or 'none'} of these {'give' if concern > 1 else 'gives'} concern. Their publisher asks not to compare them "
        "with one another."
    )


def _measured(places: Places) -> bool:
    """Whether any of them has a figure of the measure."""
    return places.measure is not None and bool(places.table["value"].notna().any())


def _behind(places: Places, found: Visits) -> str:
    words = places.table["word"]
    likely, maybe, few = (int(words.eq(word).sum()) for word in ("likely", "may be", FEW))
    measure = found.measure
    where = "above" if measure.better is Better.LOWER else "below"
    far = f"more than {points(found.distance, measure)} {where} {found.against} on {topic(measure)} in {found.period}"
    thin = (
        f" {few:,} rest on fewer than {measure.traits.reliable_from} replies: marked ○, without a verdict."
        if few
        else ""
    )
    if not likely and not maybe:
        return f"None of {_count(int(words.notna().sum()), places)} is likely to be {far}. The first below are the nearest to it.{thin}"
    return (
        f"Of {_count(int(words.notna().sum()), places)}, {likely or 'none'} {'is' if likely == 1 else 'are'} likely to be {far}, and "
        f"{maybe or 'none'} more may be.{thin}"
    )


def chance(places: Places) -> str:
    """The caveat in words, that the worst of many is partly bad luck; empty where nothing is estimated."""
    return REGRESSION_TO_THE_MEAN if isinstance(places.found, Visits) else ""


def first_few(places: Places) -> Sequence[Spoken]:
    """The first few of the list and why they stand there, however unsure that is. Few replies get no verdict, so none of these."""
    rows = places.table[places.table["word"].ne(FEW)]
    if _measured(places):
        rows = rows[rows["value"].notna()]
    else:
        rows = rows[rows["rating_value"].notna() | rows["month"].notna()]
    return [
        Spoken(str(row["org"]), str(row["name"]), _why(row, places), _word(row, places))
        for row in rows.head(FIRST).to_dict("records")
    ]


def refusal(places: Places) -> str:
    """Why no probability is told; empty where one is, or where none was asked for."""
    return places.found.sentence if isinstance(places.found, Refusal) else ""


def _why(row: Mapping[Any, Any], places: Places) -> str:
    """All that is known of one place, the figure first."""
    measure = places.measure
    said = [str(row["sentence"])] if row["sentence"] and isinstance(row["sentence"], str) else []
    if not said and measure is not None and row["value"] == row["value"]:
        word = (
            f", {row['word']} as expected"
            if row["word"] == "about the same"
            else f", {row['word']}"
            if row["word"]
            else ""
        )
        said.append(f"{figure(row['value'], measure)}{word}.")
    if measure is not None and row["change_word"] in ("worse", "better"):
        way = "up" if row["change"] > 0 else "down"
        said.append(f"{way.capitalize()} {points(row['change'], measure)} since {row['since']}.")
    if isinstance(row["also"], str):
        said.append(f"Also likely behind on: {row['also']}.")
    if isinstance(row["rating"], str):
        when = f" ({row['rated']:%B %Y})" if pd.notna(row["rated"]) else ""
        said.append(f"Inspectors: {row['rating'].lower()}{when}.")
    if isinstance(row["month"], str) and row["month_word"] not in ("usual variation", "too few months"):
        said.append(f"By its own past: {row['month']}.")
    return " ".join(said)


def _word(row: Mapping[Any, Any], places: Places) -> str:
    if isinstance(places.found, Visits):
        return "worse" if row["word"] == "likely" else "similar"
    if _measured(places):
        return str(row["band"]) if isinstance(row.get("band"), str) else "not compared"
    return "worse" if row["rating"] in _ASKS or row["month_word"] == "concern" else "not compared"


def _count(number: int, places: Places) -> str:
    one, many = _ONE[places.kind]
    return f"{number:,} {one if number == 1 else many}"
