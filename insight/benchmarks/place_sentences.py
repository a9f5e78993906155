"""Which places to look at first, in words: the likeliest few, why, and how sure that is; never that nothing stands out alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from insight.benchmarks.grammar import some, verb
from insight.benchmarks.places import FEW, Places
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.visits import REGRESSION_TO_THE_MEAN, Visits, beyond_the_likely
from insight.benchmarks.wording import day, figure, points, topic
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
_UNSHOWN = (Reason.NOT_FOR_COMPARISON, Reason.A_PART)
"""Why figures that there are do not stand side by side."""
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
    """What is known of all that are listed, in a sentence or two, and how many of them have closed since."""
    closed = int(places.table["closed"].notna().sum())
    since = [f"{closed:,} of those listed {verb(closed, 'has')} closed since."] if closed else []
    return " ".join([_summary(places), *since])


def _summary(places: Places) -> str:
    rows = places.table
    if isinstance(places.found, Visits):
        return _behind(places, places.found)
    if places.ranked:
        return _expected(int(rows["word"].notna().sum()), int(rows["band"].eq("worse").sum()), places)
    return " ".join([*_shown(places), *_otherwise(places)])


def _shown(places: Places) -> Sequence[str]:
    """That there are figures, though nobody is judged by them; nothing where there are none."""
    known = int(places.table["value"].notna().sum())
    if not known:
        return []
    if known == 1:
        return [f"The figure of the only {_ONE[places.kind][0]} with one is shown, and not called good or bad."]
    return [f"The figures of {_of_all(known, places)} are shown, not ranked: none is called better or worse."]


def _otherwise(places: Places) -> Sequence[str]:
    """What is known of them beside the measure: what inspectors say, else what their months do; else that it is nothing."""
    rows = places.table
    rated = int(rows["rating_value"].notna().sum())
    if rated == 1:
        word = str(rows.loc[rows["rating_value"].notna(), "rating"].iloc[0]).lower()
        return [
            f"The only {_ONE[places.kind][0]} with a rating: {word}. A rating stands until the inspectors come again."
        ]
    if rated:
        inadequate, improve = (int(rows["rating"].eq(word).sum()) for word in _ASKS)
        return [
            f"Of {_of_all(rated, places, 'a rating')}, {inadequate or 'none'} {'are' if inadequate > 1 else 'is'} inadequate and "
            f"{improve or 'none'} {'require' if improve > 1 else 'requires'} improvement. A rating stands until the inspectors come "
            "again."
        ]
    known = rows["value"].notna().any()
    if rows["month"].notna().any():
        return [_months(rows, places)]
    if known:
        return ["The list is in order of name."] if len(rows) > 1 else []
    by_name = ": they stand in order of name" if len(rows) > 1 else ""
    hidden = isinstance(places.found, Refusal) and places.found.reason in _UNSHOWN
    if hidden and places.measure and places.measure.better is not Better.NEITHER:
        return [f"Figures of this measure are not listed side by side{by_name}."]
    return [f"There is no figure for {_every(len(rows), places)}{by_name}."]


def _expected(told: int, worse: int, places: Places) -> str:
    """How many did worse than their publisher expected, of those it says it of."""
    if told == 1:
        did = "did worse" if worse else "did not do worse"
        return f"The only {_ONE[places.kind][0]} whose publisher says what was to be expected {did} than that."
    return f"Of {_count(told, places)} whose publisher says what was to be expected, {some(worse)} did worse than that."


def _months(rows: pd.DataFrame, places: Places) -> str:
    """How many can be judged by their own past, and how many of these give concern."""
    concern = int(rows["month_word"].eq("concern").sum())
    judged = int(rows["month_word"].notna().sum() - rows["month_word"].eq("too few months").sum())
    one, many = _ONE[places.kind]
    if not judged:
        who = f"The only {one} has" if len(rows) == 1 else f"All {len(rows):,} {many} have"
        return f"{who} too few months to be judged by {verb(len(rows), 'its')} own past."
    who = f"The only {one}" if len(rows) == 1 else f"Of {_count(len(rows), places)}, {judged:,}"
    gives = f"{some(concern)} of these {'give' if concern > 1 else 'gives'}" if judged > 1 else "it gives"
    worry = "concern" if concern or judged > 1 else "no concern"
    return f"{who} {verb(judged, 'has')} enough months to be judged by {verb(judged, 'its')} own past, and {gives} {worry}."


def _behind(places: Places, found: Visits) -> str:
    words = places.table["word"]
    told, few = int(words.notna().sum()), int(words.eq(FEW).sum())
    likely, maybe, unsettled = (int(words.eq(word).sum()) for word in ("likely", "may be", "cannot tell"))
    measure = found.measure
    where = "above" if measure.better is Better.LOWER else "below"
    far = f"more than {points(found.distance, measure)} {where} {found.against} on {topic(measure)} in {found.period}"
    thin = (
        f" {few:,} {verb(few, 'rests')} on fewer than {measure.traits.reliable_from} replies: marked ○, without a verdict and so not among those named."
        if few
        else ""
    )
    if told == 1:
        return _only_one(far, likely, maybe, unsettled, places) or f"There is only {_count(1, places)}.{thin}"
    if not likely and not maybe:
        rest = beyond_the_likely(0, 0, unsettled)
        return f"None of {_of_all(told, places, 'a figure')} is likely to be {far}{rest}. The first below are the nearest to it.{thin}"
    rest = beyond_the_likely(likely, maybe, unsettled)
    return (
        f"Of {_of_all(told, places, 'a figure')}, {some(likely)} {verb(likely, 'is')} likely to be {far}{rest}.{thin}"
    )


def _only_one(far: str, likely: int, maybe: int, unsettled: int, places: Places) -> str:
    """What is said of a single place; nothing where too few replied for a verdict."""
    who = f"The only {_ONE[places.kind][0]}"
    if unsettled:
        return f"For the only {_ONE[places.kind][0]} the figures do not settle whether it is {far}."
    if likely or maybe:
        return f"{who} {'is likely to' if likely else 'may'} be {far}."
    return "" if places.table["word"].eq(FEW).any() else f"{who} is probably not {far}."


def list_and_funnel(places: Places) -> str:
    """Why the list and the funnel of the same places may name others; empty where nothing is estimated."""
    found = places.found
    if not isinstance(found, Visits):
        return ""
    where = "above" if found.measure.better is Better.LOWER else "below"
    return (
        f"The list above may name others: it asks who is likely to be more than {points(found.distance, found.measure)} {where} "
        f"{found.against} once chance is allowed for, the funnel "
        f"who lies outside what chance does to the average of all {_ONE[places.kind][1]} with a figure."
    )


def chance(places: Places) -> str:
    """The caveat in words, that the worst of many is partly bad luck; empty where nothing is estimated."""
    return REGRESSION_TO_THE_MEAN if isinstance(places.found, Visits) else ""


def first_few(places: Places) -> Sequence[Spoken]:
    """The first few of the list and why they stand there, however unsure that is. Few replies get no verdict, so none of these."""
    rows = places.table[places.table["word"].ne(FEW)]
    rows = rows[rows["value"].notna() if places.ranked else rows["rating_value"].notna() | rows["month"].notna()]
    return [
        Spoken(str(row["org"]), str(row["name"]), _why(row, places), _word(row, places))
        for row in rows.head(FIRST).to_dict("records")
    ]


def refusal(places: Places) -> str:
    """Why no probability is told of figures there are, shown or not; empty where one is, or where the summary says that there are none."""
    found = places.found
    told = isinstance(found, Refusal) and (found.reason in _UNSHOWN or places.table["value"].notna().any())
    return found.sentence if isinstance(found, Refusal) and told else ""


def _why(row: Mapping[Any, Any], places: Places) -> str:
    """All that is known of one place, the figure first."""
    measure = places.measure
    said = [str(row["sentence"])] if row["sentence"] and isinstance(row["sentence"], str) else []
    if not said and measure is not None and places.ranked and row["value"] == row["value"]:
        than = "as" if row["word"] == "about the same" else "than"
        word = f", {row['word']} {than} expected" if isinstance(row["word"], str) else ""
        said.append(f"{figure(row['value'], measure)}{word}.")
    if measure is not None and row["change_word"] in ("worse", "better"):
        way = "up" if row["change"] > 0 else "down"
        said.append(f"{way.capitalize()} {points(row['change'], measure)} {row['when']}.")
    if pd.notna(row["closed"]):
        said.append(f"Closed on {day(row['closed'])}.")
    if isinstance(row["also"], str):
        said.append(f"Also likely behind on: {row['also']}.")
    if isinstance(row["rating"], str):
        when = f" ({row['rated']:%B %Y})" if pd.notna(row["rated"]) else ""
        said.append(f"Inspectors: {row['rating'].lower()}{when}.")
    if isinstance(row["month"], str) and (not said or row["month_word"] not in ("usual variation", "too few months")):
        said.append(f"By its own past: {row['month']}.")
    return " ".join(said)


def _word(row: Mapping[Any, Any], places: Places) -> str:
    if isinstance(places.found, Visits):
        return "worse" if row["word"] == "likely" else "similar"
    if places.ranked:
        return str(row["band"]) if isinstance(row.get("band"), str) else "not compared"
    return "worse" if row["rating"] in _ASKS or row["month_word"] == "concern" else "not compared"


def _every(number: int, places: Places) -> str:
    """All of them after "of": "the only ward", "these 5 wards"."""
    one, many = _ONE[places.kind]
    return f"the only {one}" if number == 1 else f"these {number:,} {many}"


def _of_all(number: int, places: Places, having: str = "") -> str:
    """So many after "of", and of how many that are listed where others are too: "19 practices with a figure (of 20 listed)"."""
    listed = f" (of {len(places.table):,} listed)" if number < len(places.table) else ""
    return f"{_count(number, places)}{having and f' with {having}'}{listed}"


def _count(number: int, places: Places) -> str:
    one, many = _ONE[places.kind]
    return f"{number:,} {one if number == 1 else many}"
