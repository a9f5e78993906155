"""How many people stand behind a figure whose own number of replies is not published (ours).

The GP Patient Survey gives no unweighted base per question before 2024. It does give the forms each organisation sent back
and the weighted base of every question; docs/maths.md, "Years without a number of replies", says what is made of them.
The surveys of trusts give none for a section, which is the mean of its questions: there everybody who answered counts.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.measures.precision import RESPONSES, is_weighted
from insight.model import EVERYONE, Measure, Unit
from insight.stats.arrays import Floats, Indexes, floats

_WHO = ["org", "level", "start"]


def forms_received(forms: pd.DataFrame, everybody: pd.DataFrame) -> pd.DataFrame:
    """One row per org, level and period: forms (received) and base (weighted, of a question everybody answers).

    The arguments are the facts of a response rate, whose numerators count the forms, and of a question everybody answers.
    """
    sent, base = (
        each.loc[each["segment"] == EVERYONE, [*_WHO, column]].dropna()
        for each, column in ((forms, "numerator"), (everybody, "denominator"))
    )
    both = sent.merge(base[base["denominator"] > 0], on=_WHO)
    return both.rename(columns={"numerator": "forms", "denominator": "base"})


def people_answered(people: pd.DataFrame) -> pd.DataFrame:
    """The same rows for a survey that publishes how many people answered it: forms and base are that number.

    The argument is the facts of that measure.
    """
    told = people.loc[people["segment"] == EVERYONE, [*_WHO, "value"]].dropna()
    return told.rename(columns={"value": "forms"}).assign(base=lambda rows: rows["forms"])


def add_response_counts(facts: pd.DataFrame, measure: Measure, received: pd.DataFrame | None) -> pd.DataFrame:
    """The same facts with a column of the people each is taken to rest on, where their number is not published.

    Of a weighted survey: forms received times the question's weighted base over the base of everybody, never more than
    the forms. Of a score: everybody who answered.
    """
    if received is None or not facts["respondents"].isna().any():
        return facts
    if measure.unit is Unit.SCORE:
        return facts.assign(**{RESPONSES: forms_of(facts, received)})
    if not is_weighted(measure):
        return facts
    forms, base = _looked_up(facts, received)
    with np.errstate(invalid="ignore"):
        return facts.assign(**{RESPONSES: forms * np.minimum(floats(facts["denominator"]) / base, 1.0)})


def forms_of(facts: pd.DataFrame, received: pd.DataFrame) -> Floats:
    """The forms that each fact's organisation sent back in its period; missing where none are known."""
    return _looked_up(facts, received)[0]


def _looked_up(facts: pd.DataFrame, received: pd.DataFrame) -> tuple[Floats, Floats]:
    """Forms and base of each fact; missing where nothing was received. Numbered first: joins on text are slow."""
    levels = pd.unique(facts["level"])
    received = received[received["level"].isin(list(levels))]
    places, shape = list[tuple[Indexes, Indexes]](), list[int]()
    for column in _WHO:
        (there, key), (here, words) = (pd.factorize(_plain(frame[column])) for frame in (received, facts))
        places.append((there, pd.Index(key).get_indexer(pd.Index(words))[here]))
        shape.append(len(key))
    theirs, mine = zip(*places, strict=True)
    found = np.full((2, *shape), np.nan)
    found[:, *theirs] = received[["forms", "base"]].to_numpy(dtype=float).T
    known = np.logical_and.reduce([place >= 0 for place in mine])
    forms, base = np.where(known, found[:, *mine], np.nan) if found.size else np.full((2, len(facts)), np.nan)
    return forms, base


def _plain(column: pd.Series) -> pd.Series:
    """Days as nanoseconds, since tables differ in how finely they count them; texts as they are."""
    return column.astype("datetime64[ns]") if column.dtype.kind == "M" else column
