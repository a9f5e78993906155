"""What organisations are held against: England, or several footprints pooled into one figure. One choice for the whole product."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import out_of, sentence_case, verb, whose
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.model import ENGLAND, Status
from insight.stats.arrays import floats
from insight.stats.rollup import COVERAGE_FLOOR

TOGETHER = "together"
"""The code that rows of a pooled comparator carry in the place of an organisation's."""


@dataclass(frozen=True)
class Comparator:
    """Whom everybody is held against, and how a sentence calls them."""

    name: str
    """As it stands after "than": "England", "North West", "similar areas"."""
    codes: tuple[str, ...] = ()
    """The footprints that are pooled; none for England."""
    why: str = ""
    """Why these, in a sentence for everybody."""
    short: str = ""
    """As it stands where there is room for a word or two, such as "the region"; empty where the name is short."""

    @property
    def org(self) -> str:
        """The code of its rows in a series."""
        return TOGETHER if self.codes else ENGLAND

    @property
    def heading(self) -> str:
        """The name as a label has it: "England", "Similar areas"."""
        return sentence_case(self.name)

    def figure(self, shown: str) -> str:
        """Its figure in a sentence: "England's 75.4%", "the 75.4% of similar areas"."""
        return f"the {shown} of {self.name}" if self.codes else f"{whose(self.name)} {shown}"

    def verdict(self, word: str) -> str:
        """A verdict as a phrase: "worse than England", "similar to England", "about the same as similar areas"."""
        if word == "not compared":
            return word
        return f"{self.alike} {self.name}" if word == "similar" else f"{word} than {self.name}"

    @property
    def alike(self) -> str:
        """What comes before its name where there is no clear difference."""
        return "about the same as" if self.codes else "similar to"

    def pooled(self, series: pd.DataFrame) -> pd.DataFrame:
        """The series with the comparator's rows: one row more per period for footprints that are pooled. As it came for England."""
        if not self.codes:
            return series
        return pd.concat([series, self.rows(series).reindex(columns=series.columns)], ignore_index=True)

    def rows(self, series: pd.DataFrame) -> pd.DataFrame:
        """The comparator's rows alone, one per period: England's, or of the footprints pooled, sum, then divide.

        A period in which fewer than 80% of them have a figure (ours) has none. `series` as measures.series gives it, of a
        measure that may be summed.
        """
        if not self.codes:
            return series[series["org"] == ENGLAND]
        # By position and not by tables: a page asks for thirty of these, and pandas would take most of its time.
        value, weight = floats(series["value"]), floats(series["denominator"])
        at = np.flatnonzero(np.isfinite(value) & (weight > 0))
        at = at[series["org"].iloc[at].isin(self.codes).to_numpy() & series["status"].iloc[at].eq(Status.OK).to_numpy()]
        start, period = np.unique(series["start"].to_numpy()[at], return_inverse=True)
        last = np.full(len(start), -1)
        last[period] = at  # of each period the row that comes last
        end = np.full(len(start), np.datetime64("NaT", "ns"))
        np.fmax.at(end, period, series["end"].to_numpy()[at])
        weighted, denominator, respondents, known = (
            np.bincount(period, each, len(start))
            for each in (
                value[at] * weight[at],
                weight[at],
                np.nan_to_num(floats(series["respondents"])[at]),
                np.ones(len(at)),
            )
        )
        enough = known / len(self.codes) >= COVERAGE_FLOOR
        return pd.DataFrame(
            {
                "org": TOGETHER, "start": start, "end": end, "value": np.where(enough, weighted / denominator, np.nan),
                "denominator": denominator, "respondents": respondents,
                "status": np.where(enough, str(Status.OK), str(Status.NOT_AVAILABLE)),
                "basis": None, "coverage": known / len(self.codes), "release": series["release"].iloc[last].to_numpy(),
            }
        )  # fmt: skip

    def missing(self, rows: pd.DataFrame, period: str) -> Refusal:
        """Why nobody can be held against it in a period, of which `rows` are those of a standing."""
        if not self.codes:
            return refuse(Reason.NO_BENCHMARK, whom=self.name, period=period)
        known = int((rows["code"].isin(self.codes) & rows["status"].eq(Status.OK)).sum())
        told = out_of(known, len(self.codes), "area")
        return refuse(Reason.FEW_TO_COMPARE, whom=self.heading, known=told, have=verb(known or 1, "has"), period=period)

    def without(self, code: str) -> Comparator:
        """The same, less one footprint."""
        return replace(self, codes=tuple(each for each in self.codes if each != code))


NATIONAL = Comparator("England")
"""England's own figure, as published or as built."""
