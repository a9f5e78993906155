"""The inspected places of a footprint as tables to read and save: the rated ones, and those without one of the four words."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.inspections import QUESTIONS

PLACE, KIND, PUBLISHED, LINK, CHANGE = "Place", "Kind of place", "Published", "Report", "Since the rating before"
WORDS_IN = ("Overall", *QUESTIONS)
"""The columns that hold words of the inspectors."""


def rated_table(places: pd.DataFrame) -> pd.DataFrame:
    """One row per place with one of the four words, in the order given (`insight.benchmarks.inspections`)."""
    rows = places[places["value"].notna()]
    return pd.DataFrame(
        {
            PLACE: rows["name"],
            KIND: rows["category"],
            "Overall": rows["overall"],
            PUBLISHED: rows["published"],
            LINK: rows["link"],
            CHANGE: [_change(*each) for each in rows[["step", "before", "since"]].to_numpy()],
            **{question: rows[question] for question in QUESTIONS},
        }
    ).reset_index(drop=True)


def unrated_table(places: pd.DataFrame) -> pd.DataFrame:
    """One row per place without one of the four words, by the reason the Commission gives."""
    rows = places[places["value"].isna()].sort_values(["overall", "category", "name"])
    return pd.DataFrame(
        {
            "Why there is no rating": rows["overall"],
            PLACE: rows["name"],
            KIND: rows["category"],
            PUBLISHED: rows["published"],
            LINK: rows["link"],
        }
    ).reset_index(drop=True)


def _change(step: float, before: str, since: pd.Timestamp) -> str | None:
    """What happened since the rating before, such as "Down from Good (May 2019)"; None where none is known."""
    if pd.isna(step):
        return None
    if step == 0:
        return f"The same as in {since:%b %Y}"
    return f"{'Up' if step > 0 else 'Down'} from {before} ({since:%b %Y})"
