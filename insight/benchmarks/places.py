"""The places of a footprint side by side over several measures: what stands first, and what may be said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.bands import band_word, short_band
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.signals import MonthlySignals
from insight.benchmarks.visits import Visits
from insight.model import Better, Level, Measure

FEW = "few replies"
_BANDS = {"worse": 0, "similar": 1, "better": 2, "not compared": 3}
_CONCERN = {"concern": 0, "unusually low": 1, "unusually high": 1, "usual variation": 2, "improvement": 3}
_UNJUDGED = 9
FIGURES = ("value", "base", "few", "estimate", "lower", "upper", "probability", "word", "sentence", "release")
MONTH = ("month", "month_word", "month_figures")


@dataclass(frozen=True, eq=False)
class Places:
    """The places of one kind in one footprint."""

    kind: Level
    measure: Measure | None
    """The measure they are held against; None where none is published of such places."""
    period: str
    found: Visits | Refusal | None
    """How sure it is who lies behind; why nothing is said; None without a measure."""
    table: pd.DataFrame
    """One row per place, the worst first. org, name, closed (the day, of one that has closed since), home (what it belongs to), patients, tenth (of deprivation where its patients live, 1 the most deprived); FIGURES; change, change_word, since; also
    (further measures on which it is likely behind); workforce (what those who work there say of its care), workforce_release; rating, rated, before; MONTH; x, y."""
    signals: Sequence[MonthlySignals]

    @property
    def ranked(self) -> bool:
        """Whether anybody says how well any of them does on the measure."""
        return bool(self.table["word"].notna().any())

    @property
    def nowhere(self) -> pd.DataFrame:
        """The places whose spot nobody knows."""
        return self.table[self.table["x"].isna()]


def of_visits(found: Visits) -> pd.DataFrame:
    """FIGURES by code. Where few replied there is a mark in place of a word."""
    rows = pd.DataFrame([vars(each) for each in found.entries]).set_index("org")
    told = [found.sentence(each) for each in found.entries]
    return rows.assign(word=rows["word"].mask(rows["few"], FEW), sentence=told)[list(FIGURES)]


def as_published(facts: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """FIGURES by code as they were published, with their publisher's words or, where it has none, no word; `facts` are of one period."""
    rows = facts[facts["value"].notna()].drop_duplicates("org").set_index("org")
    labels = rows["label"] if measure.better is not Better.NEITHER else [None] * len(rows)
    return pd.DataFrame(
        {
            "value": rows["value"],
            "base": rows["respondents"],
            "few": False,
            "estimate": np.nan,
            "lower": np.nan,
            "upper": np.nan,
            "probability": np.nan,
            "word": pd.Series(
                [short_band(label, measure).lower() or None for label in labels], rows.index, dtype=object
            ),
            "sentence": "",
            "release": rows["release"],
            "band": [band_word(label, measure) for label in labels],
        }
    )


def of_signals(found: Sequence[MonthlySignals], codes: pd.Index) -> pd.DataFrame:
    """MONTH by code: month (all that the latest month says, the special first), month_word (the most worrying meaning), month_figures (what stands beside the word where one thing alone is said)."""
    said: dict[str, list[tuple[int, str, str]]] = {}
    for each in found:
        what = f"{each.measure.title.partition(':')[0]}, " if len(found) > 1 else ""
        rows = each.table[each.table.index.isin(codes)]
        for org, period, meaning in zip(rows.index, rows["period"], rows["meaning"], strict=True):
            # Without the figure, which would stand beside those of others: it is told on the page of the organisation.
            said.setdefault(org, []).append((_CONCERN.get(meaning, _UNJUDGED), meaning, f"{what}{period}"))
    told = {org: _told(sorted(all_of_it)) for org, all_of_it in said.items()}
    rows = [
        ("; ".join(f"{word} ({figures})" for word, figures in each), each[0][0], each[0][1] if len(each) == 1 else None)
        for each in told.values()
    ]
    return pd.DataFrame(rows, list(told), [*MONTH], dtype=object)


def _told(words: Sequence[tuple[int, str, str]]) -> Sequence[tuple[str, str]]:
    """Meaning and figures of all that is special; else that nothing is, or the first of what cannot be judged."""
    special = [(word, figures) for rank, word, figures in words if rank not in (_CONCERN["usual variation"], _UNJUDGED)]
    if special or len(words) == 1:
        return special or [words[0][1:]]
    judged = sum(rank < _UNJUDGED for rank, *_ in words)
    return [("usual variation", f"{judged} services")] if judged else [words[0][1:]]


def in_order(table: pd.DataFrame, order: str, measure: Measure | None) -> pd.DataFrame:
    """The rows in an order of insight.queries.place_choice.ORDERS; those without what it goes by stand last.

    A figure that nobody judges ranks nobody: who has few replies stands after those with a verdict.
    """
    few = table["word"].eq(FEW)
    lower_is_better = measure is not None and measure.better is Better.LOWER
    keys = {
        "few": ~few,  # of those without a verdict first
        "behind": -table["probability"].mask(few),
        "band": table["band"].map(_BANDS).fillna(9) if "band" in table else pd.Series(9, index=table.index),
        "figure": table["value"].where(table["word"].notna() & ~few) * (-1 if lower_is_better else 1),
        "rating": table["rating_value"],
        "rated": -pd.to_numeric(pd.to_datetime(table["rated"]), errors="coerce").astype(float),
        "month": table["month_word"].map(_CONCERN),
        "change": table["change"].mask(table["change_word"].eq("not compared")) * (-1 if lower_is_better else 1),
        "name": table["name"].str.casefold(),
    }
    by = {
        "worst": ["behind", "few", "band", "figure", "rating", "month"],
        "rating": ["rating", "rated"],
        "month": ["month", "behind"],
        "change": ["change"],
        "name": [],
    }[order]
    sorted_keys = pd.DataFrame(keys)[[*by, "name"]]
    return table.loc[sorted_keys.sort_values([*by, "name"], na_position="last", kind="stable").index]
