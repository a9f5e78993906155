"""Where every organisation of a group stands against England, or another comparator, on one measure in one period, and how sure its place is."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from insight.benchmarks.wording import HasPeriod, figure, period_name
from insight.measures.comparison_group import ComparisonGroup
from insight.model import BUILT, Basis, Measure, Status, Unit
from insight.stats.arrays import floats
from insight.stats.rank_simulation import rank_range

PUBLISHERS_WORD = "publisher's word"
"""In place of a reason: such a row is not compared by us, but its publisher says something of it."""


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
    table: pd.DataFrame
    """One row per organisation, in the order of the group: code, name; value, lower, upper, effective, respondents, status,
    basis, interval, coverage, release as in the series, for single organisations label, expected_lower and expected_upper
    as in the facts; gap (value - benchmark, missing where nobody is compared); verdict (a word of verdicts.WORDS);
    best, worst (the ranks its interval allows, 0 where it has none) and of; sentence (why, or why not); reason (of the
    refusal or PUBLISHERS_WORD, missing where compared)."""
    refusal: Refusal | None
    """Why nobody at all is compared; None where comparisons stand."""

    @property
    def vintage(self) -> str:
        """The id of the vintage the organisations are seen in."""
        return self.group.vintage

    @property
    def judged(self) -> bool:
        """Whether any organisation at all has a verdict."""
        return bool(self.table["verdict"].ne("not compared").any())

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
        return replace(self, benchmark=float("nan"), table=table)

    def of(self, code: str) -> pd.Series | None:
        """The row of one organisation; None where the group does not know it."""
        at = np.flatnonzero(self.table["code"] == code)[:1]
        return self.table.iloc[at[0]] if len(at) else None


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
    there = figures[figures["start"] == pd.Timestamp(start)]
    if there.empty:
        raise KeyError(f"{measure.id} has no period that starts on {start}")
    end, period = there["end"].max(), period_name(pd.Timestamp(start), there["end"].max())
    benchmark, basis = _figure_of(comparator, there)
    refusal, words = refuse_comparison(measure, group), _published_words(measure, group)
    if refusal is None and np.isnan(benchmark) and not words:
        refusal = comparator.missing(there, period)

    # A page asks for thirty of these: columns set side by side take half the time of joined rows.
    rows = there.drop(columns=["org", "start", "end"]).set_axis(pd.Index(there["org"]), axis=0)
    rows = rows.reindex(group.names.index).reset_index(drop=True)
    status = rows["status"].to_numpy(dtype=object)
    rows["status"] = pd.Series(np.where(pd.isna(status), str(Status.NOT_AVAILABLE), status), dtype=object)
    stands = rows["status"].to_numpy() == Status.OK
    stands &= (refusal is None) & (not words)
    value, *limits = (floats(rows[name]) for name in ("value", "lower", "upper"))
    lower, upper = (np.where(stands, limit, np.nan) for limit in limits)
    ranks = rank_range(value, lower, upper, measure.better.sign)

    ours = [_is_our_score(measure, each) for each in rows["basis"]]
    judged = {
        "gap": np.where(ours, np.nan, value - (benchmark if refusal is None else np.nan)),
        "verdict": verdicts(lower, upper, benchmark, measure),
        "best": ranks.best,
        "worst": ranks.worst,
        "of": ranks.of,
        "short_lower": ranks.gap_lower,
        "short_upper": ranks.gap_upper,
    }
    names = group.names.rename_axis("code").rename("name").reset_index()
    rows = pd.concat([names, rows, pd.DataFrame(judged, index=rows.index)], axis=1)
    listed = {name: each.tolist() for name, each in rows.items()}
    told = [
        _tell(
            dict(zip(listed, each, strict=True)), measure, group, comparator, benchmark, refusal=refusal, period=period
        )
        for each in zip(*listed.values(), strict=True)
    ]
    rows["sentence"] = [sentence for sentence, _ in told]
    rows["reason"] = pd.Series([why for _, why in told], dtype=object)
    return Standing(measure, pd.Timestamp(start), end, group, comparator, benchmark, basis, rows, refusal)


def _is_our_score(measure: Measure, basis: object) -> bool:
    """Whether a figure is our mean of trusts' scores, which is compared with nothing (docs/maths.md, "Other sums")."""
    return measure.unit is Unit.SCORE and basis == Basis.CONSTRUCT


def _published_words(measure: Measure, group: ComparisonGroup) -> bool:
    """Whether the publisher says of each organisation itself how it does."""
    return measure.unit is Unit.SCORE and not group.areas


def _figure_of(comparator: Comparator, there: pd.DataFrame) -> tuple[float, str | None]:
    """The comparator's value and basis; missing where it has no figure that stands."""
    at = np.flatnonzero(there["org"].eq(comparator.org) & there["status"].eq(Status.OK))[:1]
    return (float(there["value"].iloc[at[0]]), there["basis"].iloc[at[0]]) if len(at) else (float("nan"), None)


def _tell(
    row: dict,
    measure: Measure,
    group: ComparisonGroup,
    comparator: Comparator,
    benchmark: float,
    *,
    refusal: Refusal | None,
    period: str,
) -> tuple[str, str | None]:
    """The sentence for one organisation, and the reason where it is not compared."""
    name = row["name"]
    own = refuse_area(measure, group.level, name) or refuse_figure(row["status"], row["coverage"], name, period)
    if own is None and refusal is None:
        if _published_words(measure, group):
            return band_sentence(row, measure, period), PUBLISHERS_WORD
        if np.isnan(row["lower"]):
            ours = _is_our_score(measure, row["basis"])
            own = refuse(Reason.OUR_SCORE if ours else Reason.NO_INTERVAL, name=name, period=period)
    told = own or refusal
    if told is None:
        return f"{explain(row, comparator, benchmark, measure)}{coverage_sentence(row)}", None
    known = f"{figure(row['value'], measure)}. " if not np.isnan(row["value"]) else ""
    return f"{known}{told.sentence}{coverage_sentence(row)}", str(told.reason)
