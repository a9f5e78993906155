"""The shape and colour a place is drawn in: by how sure it lies behind, by its publisher's word, or by its rating."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from insight.benchmarks.places import FEW, Places
from insight.benchmarks.visits import Visits
from insight.charts.ratings.chart import COLOURS
from insight.charts.style.palette import HATCHING, QUIET_INK, SIMILAR, VERDICTS
from insight.charts.style.verdict_marks import MARKERS


class Marked(NamedTuple):
    """Places drawn alike."""

    words: str
    """What the mark means, for the key."""
    shape: str
    """The mark as text."""
    symbol: str
    colour: str
    rows: pd.DataFrame
    size: int = 12
    """Pixels across."""


_URGENT, _QUIET = 16, 8
_TEXT = {"worse": "▼", "similar": "●", "better": "▲", "not compared": "○"}


def marked(places: Places) -> Sequence[Marked]:
    """The places in groups that are drawn alike, the most urgent last, so that it lies on top; empty groups are left out."""
    rows = places.table
    if isinstance(places.found, Visits):
        groups = _by_probability(rows, places.found)
    elif places.measure is not None and "band" in rows and rows["band"].notna().any():
        words = {"better": "better than expected", "similar": "as expected", "worse": "worse than expected"}
        groups = [
            Marked("no word of the publisher", "○", "circle-open", QUIET_INK, rows[~rows["band"].isin(list(words))]),
            *[Marked(said, _TEXT[w], MARKERS[w], VERDICTS[w], rows[rows["band"] == w]) for w, said in words.items()],
        ]
    else:
        groups = [
            Marked("no rating", "○", "circle-open", QUIET_INK, rows[~rows["rating"].isin(list(COLOURS))]),
            *[
                Marked(word.lower(), "●", "circle", colour, rows[rows["rating"] == word])
                for word, colour in COLOURS.items()
            ],
        ]
    return [each for each in groups if len(each.rows)]


def _by_probability(rows: pd.DataFrame, found: Visits) -> list[Marked]:
    worse, word = VERDICTS["worse"], rows["word"]
    return [
        Marked("no figure", "⊙", "circle-open-dot", QUIET_INK, rows[word.isna()]),
        Marked(
            f"fewer than {found.measure.traits.reliable_from} replies", "○", "circle-open", QUIET_INK, rows[word == FEW]
        ),
        Marked("probably not behind", "•", "circle", HATCHING, rows[word == "probably not"], _QUIET),
        Marked("cannot tell", "●", "circle", SIMILAR, rows[word == "cannot tell"]),
        Marked("may be behind", "▽", "triangle-down-open", worse, rows[word == "may be"], _URGENT),
        Marked("likely behind", "▼", "triangle-down", worse, rows[word == "likely"], _URGENT),
    ]
