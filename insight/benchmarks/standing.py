"""Where every organisation of a group stands against England, or another comparator, on one measure in one period, and how sure its place is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from insight.benchmarks.bands import band_sentence
from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.covered import coverage_sentence
from insight.benchmarks.refusals import (
    Reason,
    Refusal,
    refuse,
    refuse_area,
    refuse_figure,
    refuse_source,
    refuse_total,
    refuse_unsummed,
)
from insight.benchmarks.verdicts import explain, verdicts
from insight.benchmarks.wording import HasPeriod, figure, of_all, period_name, topic
from insight.measures.comparison_group import ComparisonGroup
from insight.model import BUILT, Basis, Measure, Status, Unit
from insight.stats.arrays import Floats, floats
from insight.stats.rank_simulation import rank_range

PUBLISHERS_WORD = "publisher's word"
"""In place of a reason: such a row is not compared by us, but its publisher says something of it."""


@dataclass(frozen=True, eq=False)
class GroupFigures:
    """All organisations of a group before anybody is held against a comparator: figures and ranks, the same whoever that is."""

    measure: Measure
    start: pd.Timestamp
    end: pd.Timestamp
    group: ComparisonGroup
    rows: pd.DataFrame
    """The columns of Standing.table up to `release`."""
    refusal: Refusal | None

    @property
    def limits(self) -> tuple[Floats, Floats]:
        """The intervals of those that are compared and ranked, missing of the others."""
        stands = self.rows["status"].to_numpy() == Status.OK
        stands &= (self.refusal is None) & (not _published_words(self.measure, self.group))
        lower, upper = (np.where(stands, floats(self.rows[name]), np.nan) for name in ("lower", "upper"))
        return lower, upper

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """The columns of Standing.table from `best` to `short_upper`: half the work of a standing, and most are never read."""
        found = rank_range(floats(self.rows["value"]), *self.limits, self.measure.better.sign)
        return pd.DataFrame(found._asdict(), self.rows.index).rename(
            columns={"gap_lower": "short_lower", "gap_upper": "short_upper"}
        )


@dataclass(frozen=True, eq=False)
class Standing(HasPeriod):
    """All organisations of a group against one comparator: one measure, one period."""

    measure: Measure
    start: pd.Timestamp
    end: pd.Timestamp
    group: ComparisonGroup
    comparator: Comparator
    benchmark: float
    """The comparator's value; missing where there is none."""
    benchmark_basis: str | None
    rows: pd.DataFrame
    """The columns of `table`. Those after `verdict` may be left to be worked out when they are read, which few are."""
    refusal: Refusal | None
    """Why nobody at all is compared; None where comparisons stand."""
    ranks: Callable[[], pd.DataFrame] = pd.DataFrame
    """Gives those that `rows` leaves out: of the group, which many standings share, so that none counts them as its own."""

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per organisation, in the order of the group: code, name; value, lower, upper, effective, respondents, status,
        basis, interval, coverage, release as in the series, for single organisations label, expected_lower and expected_upper
        as in the facts; gap (value - benchmark, missing where nobody is compared); verdict (a word of verdicts.WORDS); best,
        worst (the ranks its interval allows, 0 where it has none) and of; short_lower and short_upper (how far it lies from the
        best quarter); sentence (why, or why not); reason (of the refusal or PUBLISHERS_WORD, missing where compared)."""
        if "sentence" in self.rows:
            return self.rows
        told = [self._words(row) for row in self.rows.to_dict("records")]
        words = pd.DataFrame(told, self.rows.index, ["sentence", "reason"], dtype=object)
        return pd.concat([self.rows, self.ranks(), words], axis=1)

    @property
    def vintage(self) -> str:
        """The id of the vintage the organisations are seen in."""
        return self.group.vintage

    @property
    def judged(self) -> bool:
        """Whether any organisation at all has a verdict."""
        return bool(self.rows["verdict"].ne("not compared").any())

    @property
    def benchmark_name(self) -> str:
        """What the comparator is called: whether a publisher gives its figure or we put it together."""
        return f"{self.comparator.heading}{' (added up by us)' if self.benchmark_basis in BUILT else ''}"

    @property
    def beside_no_other(self) -> bool:
        """Whether organisations may not stand side by side at all."""
        return self.refusal is not None and self.refusal.reason is Reason.NOT_FOR_COMPARISON

    def alone(self, code: str | None) -> Standing:
        """The same with the figure of one only, without intervals or benchmark, where organisations may not stand side by side."""
        if not self.beside_no_other:
            return self
        assert self.refusal is not None
        others = self.table["code"] != code
        table = self.table.assign(
            **dict.fromkeys(("lower", "upper", "effective"), np.nan),
            value=self.table["value"].mask(others),
            interval=None,
            sentence=self.table["sentence"].mask(others, self.refusal.sentence),
        )
        return replace(self, benchmark=float("nan"), rows=table)

    def of(self, code: str) -> pd.Series | None:
        """The row of one organisation, without its ranks; None where the group does not know it."""
        at = np.flatnonzero(self.rows["code"].to_numpy() == code)[:1]
        if not len(at):
            return None
        row = self.rows.iloc[at[0]]
        return row if "sentence" in row else pd.Series({**row, **self._words(dict(row))}, name=row.name, dtype=object)

    def sentence(self, row: Mapping[Any, Any]) -> str:
        """Why, or why not, of a row of `rows`."""
        told = row["sentence"] if "sentence" in row else self._words(dict(row))["sentence"]
        return str(told)

    def _words(self, row: dict) -> dict[str, str | None]:
        sentence, reason = _tell(row, self)
        return {"sentence": sentence, "reason": reason}


def refuse_comparison(measure: Measure, group: ComparisonGroup) -> Refusal | None:
    """Why nobody of a group may be held against a comparator on a measure; None where they may be."""
    refusal = refuse_source(measure)
    if refusal is not None or _published_words(measure, group):
        return refusal
    if group.areas:
        return refuse_total(measure)
    return refuse_unsummed(measure, "organisations")


def standing(
    measure: Measure,
    figures: pd.DataFrame,
    group: ComparisonGroup,
    start: pd.Timestamp,
    comparator: Comparator = NATIONAL,
) -> Standing:
    """How each of a group stands against the comparator in the period that starts at `start`.

    `figures` has rows of the group and of England, or of the comparator (comparator.pooled), as measures.series and measures.org_figures give them. Verdict by
    Fingertips' rule (the whole interval on one side of the comparator's value). Low base, hidden and missing figures are
    neither compared nor ranked; scores of single organisations carry their publisher's word, never an interval of ours.
    Raises KeyError for a period that the figures do not have.
    """
    return against(group_figures(measure, figures, group, start), figures, comparator)


def group_figures(measure: Measure, figures: pd.DataFrame, group: ComparisonGroup, start: pd.Timestamp) -> GroupFigures:
    """What every standing of a group in a period has alike. Arguments and errors as of `standing`."""
    there = figures[figures["start"] == pd.Timestamp(start)]
    if there.empty:
        raise KeyError(f"{measure.id} has no period that starts on {start}")

    # A page asks for thirty of these: columns set side by side take half the time of joined rows.
    rows = there.drop(columns=["org", "start", "end"]).set_axis(pd.Index(there["org"]), axis=0)
    rows = rows.reindex(group.names.index).reset_index(drop=True)
    status = rows["status"].to_numpy(dtype=object)
    rows["status"] = pd.Series(np.where(pd.isna(status), str(Status.NOT_AVAILABLE), status), dtype=object)
    names = group.names.rename_axis("code").rename("name").reset_index()
    rows = pd.concat([names, rows], axis=1)
    return GroupFigures(
        measure, pd.Timestamp(start), there["end"].max(), group, rows, refuse_comparison(measure, group)
    )


def against(found: GroupFigures, figures: pd.DataFrame, comparator: Comparator) -> Standing:
    """A group held against a comparator, whose figure is among the figures."""
    measure = found.measure
    benchmark, basis = _figure_of(comparator, figures, found.start)
    if found.refusal is None and np.isnan(benchmark) and not _published_words(measure, found.group):
        refusal = comparator.missing(found.rows, period_name(found.start, found.end))
        found = replace(found, refusal=refusal)
    value = floats(found.rows["value"])
    ours = [_is_our_score(measure, each) for each in found.rows["basis"]]
    rows = found.rows.assign(
        gap=np.where(ours, np.nan, value - (benchmark if found.refusal is None else np.nan)),
        verdict=verdicts(*found.limits, benchmark, measure),
    )
    return Standing(
        measure,
        found.start,
        found.end,
        found.group,
        comparator,
        benchmark,
        basis,
        rows,
        found.refusal,
        lambda: found.ranks,
    )


def _is_our_score(measure: Measure, basis: object) -> bool:
    """Whether a figure is our mean of trusts' scores, which is compared with nothing (docs/maths.md, "Other sums")."""
    return measure.unit is Unit.SCORE and basis == Basis.CONSTRUCT


def _published_words(measure: Measure, group: ComparisonGroup) -> bool:
    """Whether the publisher says of each organisation itself how it does."""
    return measure.unit is Unit.SCORE and not group.areas


def _figure_of(comparator: Comparator, figures: pd.DataFrame, start: pd.Timestamp) -> tuple[float, str | None]:
    """The comparator's value and basis in a period; missing where it has no figure that stands."""
    there = (figures["org"].to_numpy() == comparator.org) & (figures["start"] == start).to_numpy()
    at = np.flatnonzero(there & (figures["status"].to_numpy() == Status.OK))[:1]
    return (float(figures["value"].iloc[at[0]]), figures["basis"].iloc[at[0]]) if len(at) else (float("nan"), None)


def _tell(row: dict, found: Standing) -> tuple[str, str | None]:
    """The sentence for one organisation, and the reason where it is not compared."""
    name, measure, refusal = row["name"], found.measure, found.refusal
    own = refuse_area(measure, found.group.level, name)
    own = own or refuse_figure(row, measure, name, found.period, of_area=found.group.areas)
    if own is None and refusal is None:
        if _published_words(measure, found.group):
            return band_sentence(row, measure, found.period), PUBLISHERS_WORD
        if np.isnan(row["lower"]):
            ours = _is_our_score(measure, row["basis"])
            own = refuse(Reason.OUR_SCORE if ours else Reason.NO_INTERVAL, name=name, period=found.period)
    told = own or refusal
    if told is None:
        return f"{explain(row, found.comparator, found.benchmark, measure)}{coverage_sentence(row, measure)}", None
    of = of_all(measure) or (f" {topic(measure)}" if measure.unit is Unit.COUNT else "")
    known = f"{figure(row['value'], measure)}{of}. " if not np.isnan(row["value"]) else ""
    return f"{known}{told.sentence}{coverage_sentence(row, measure)}", str(told.reason)
