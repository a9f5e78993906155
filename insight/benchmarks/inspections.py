"""What the inspectors found at each place: the words that stand and since when, what stood before, where the report is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from insight.benchmarks.ratings import WORDS, standing
from insight.model import Level

QUESTIONS = ("Safe", "Effective", "Caring", "Responsive", "Well-led")
"""The five key questions, in the order they are printed."""

AS_PROVIDER = "NHS trust as a provider"
"""The kind of place of a trust: its rating is its own, not that of its sites."""

_VALUES = {word: value for value, word in WORDS.items()}
_PLACE = ["org", "level"]


def inspections(
    overall: pd.DataFrame, questions: Mapping[str, pd.DataFrame], ratings: pd.DataFrame, orgs: pd.DataFrame
) -> pd.DataFrame:
    """One row per location and trust that the Commission lists, worst first, then the most recently rated.

    `overall` are the facts of the overall rating, `questions` those of each key question by its name; `ratings` the rows of the
    table of that name that are of the overall rating, `orgs` the table.
    Columns: org, level, name, category, overall (the word), value (4 to 1; missing without one of the four words), one
    column per key question, published, before (the word before), since (when that came out), step (values up or down since
    then), link. Missing is what nobody says.
    """
    found = _named(standing(overall).rename(columns={"label": "overall"}), orgs)
    for question in QUESTIONS:
        words = standing(questions.get(question, overall.head(0)))[[*_PLACE, "label"]].rename(
            columns={"label": question}
        )
        found = found.merge(words, on=_PLACE, how="left")
    known = ratings.sort_values("published", na_position="first")
    found = _with_report(found, known)
    found = _with_the_one_before(found, known)
    return found.sort_values(["value", "published", "name"], ascending=[True, False, True]).reset_index(drop=True)


def movement(places: pd.DataFrame) -> str:
    """How the ratings of some places changed since the one before, in one sentence; places are rows of `inspections`."""
    rated, step = places["value"].notna().sum(), places["step"].dropna()
    if step.empty:
        return "No earlier rating of these places is loaded, so how they changed cannot be told."
    up, same, down = (f"{each.sum():,}" if each.any() else "none" for each in (step > 0, step == 0, step < 0))
    return (
        f"An earlier rating is loaded for {len(step):,} of {rated:,} rated places: since then {up} moved up, {same} kept their "
        f"rating and {down} moved down."
    )


def _named(rows: pd.DataFrame, orgs: pd.DataFrame) -> pd.DataFrame:
    """The code stands in for a name nobody gives."""
    kept = rows.loc[rows["level"].isin([Level.LOCATION, Level.TRUST]), [*_PLACE, "overall", "value"]]
    names = orgs.rename(columns={"code": "org"})[[*_PLACE, "name"]]
    found = kept.merge(names, on=_PLACE, how="left")
    return found.assign(name=found["name"].fillna(found["org"]), value=found["value"].where(found["value"].isin(WORDS)))


def _with_report(found: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The day and the address of the report that gave the word: the newest that did. `known` is in order of days."""
    newest = known.drop_duplicates([*_PLACE, "label"], keep="last").rename(columns={"label": "overall"})
    columns = [*_PLACE, "overall", "published", "category", "link"]
    joined = found.merge(newest[columns], on=[*_PLACE, "overall"], how="left")
    published = pd.to_datetime(joined["published"])
    return joined.assign(
        published=published, category=joined["category"].mask(joined["level"] == Level.TRUST, AS_PROVIDER)
    )


def _with_the_one_before(found: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The newest of the four words that came out earlier than the one that stands."""
    words = known.loc[known["label"].isin(list(_VALUES)), [*_PLACE, "label", "published"]].dropna()
    words = words.rename(columns={"label": "before", "published": "since"})
    pairs = found[[*_PLACE, "published"]].merge(words, on=_PLACE)
    earlier = pairs[pd.to_datetime(pairs["since"]) < pairs["published"]].drop_duplicates(_PLACE, keep="last")
    joined = found.merge(earlier.drop(columns="published"), on=_PLACE, how="left")
    return joined.assign(
        since=pd.to_datetime(joined["since"]), step=joined["value"] - joined["before"].map(_VALUES).astype(float)
    )
