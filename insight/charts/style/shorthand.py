"""The table beside a chart: plain titles, figures rounded as they are spoken, and shorthand where there is none.

Shorthand after stats.gov.wales/shorthand and the Analysis Function's "Using symbols and shorthand".
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from insight.benchmarks.wording import decimals
from insight.measures.disclosure import Withheld
from insight.model import BUILT, Measure, Status
from insight.traits import Counts

MEANINGS: Mapping[str, str] = {
    "[b]": "the series breaks here: not comparable with earlier periods",
    "[c]": "confidential: hidden by the publisher because too few people replied, or withheld here to keep it hidden",
    "[e]": "worked out here from the figures of smaller areas or organisations, not published for the area",
    "[low]": "above 0 and under 0.5%",
    "[u]": "low reliability: few people or places (of fewer than 10 rated places no percentage)",
    "[x]": "not available",
}

_INSTEAD: Mapping[str, str] = {
    Status.SUPPRESSED: "[c]",
    **dict.fromkeys(Withheld, "[c]"),
    Status.NEAR_ZERO: "[low]",
    Status.LOW_BASE: "[u]",
    Status.NOT_AVAILABLE: "[x]",
}


def shown(values: pd.Series, status: pd.Series, measure: Measure) -> pd.Series:
    """Rounded numbers, with shorthand in the place of figures that are not there; numbers stay numbers."""
    cells = [cell(value, word, measure) for value, word in zip(values.to_numpy(float), status, strict=True)]
    return pd.Series(cells, index=values.index, dtype=object)


def with_limits(rows: pd.DataFrame, measure: Measure) -> dict[str, pd.Series]:
    """The columns of the figures and their limits."""
    return {name.capitalize(): shown(rows[name], rows["status"], measure) for name in ("value", "lower", "upper")}


def or_not(values: pd.Series, known: pd.Series | None = None) -> pd.Series:
    """Anything, with `[x]` in the place of what is missing, or not `known`."""
    return values.astype(object).where(values.notna() if known is None else known, "[x]")


def cell(value: float, status: str, measure: Measure) -> float | str:
    """The same for one figure."""
    if np.isnan(value):
        return _INSTEAD.get(status, "[x]") if isinstance(status, str) else "[x]"
    return round(float(value), decimals(measure)) or 0.0


_COUNTED = {Counts.REPLIES: "Respondents", Counts.COMPLAINTS: "Complaints"}
"""The heading of a base, where it is not what the base counts: complaints may be those received or those resolved."""


def base_heading(measure: Measure) -> str:
    """What stands over the column of what figures are out of: respondents of a survey, mentions, registered patients."""
    counts = measure.traits.counts
    return _COUNTED.get(counts, counts.capitalize())


def notes(rows: pd.DataFrame) -> pd.Series:
    """The marks that go with a figure: `[e]` worked out here, `[u]` few replies, `[b]` first after a break (column `breaks`)."""
    breaks = rows["breaks"] if "breaks" in rows.columns else pd.Series(False, index=rows.index)
    marks: dict[str, pd.Series] = {
        "[b]": breaks,
        "[e]": rows["basis"].isin(list(BUILT)) & rows["value"].notna(),
        "[u]": rows["status"].eq(Status.LOW_BASE),
    }
    each = zip(*marks.values(), strict=True)
    joined = [" ".join(mark for mark, holds in zip(marks, row, strict=True) if holds) for row in each]
    return pd.Series(joined, index=rows.index, dtype=object)


def explained(table: pd.DataFrame) -> tuple[str, ...]:
    """One sentence per shorthand that occurs in a table, to stand above it."""
    cells = " ".join(str(cell) for column in table.select_dtypes(["object", "str"]) for cell in table[column].unique())
    return tuple(f"{mark} {meaning}" for mark, meaning in MEANINGS.items() if mark in cells)
