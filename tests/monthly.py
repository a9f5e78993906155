"""Invented months of patient feedback for tests: one organisation, one figure a month. Nothing here is real."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.model import Better, Measure, Unit

POSITIVE = Measure(
    id="fft.inpatient_positive",
    source="fft",
    title="Inpatient care: positive",
    question="Overall, how was your experience of our service?",
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    additive=True,
)

RELEASES = pd.DataFrame(
    {
        "id": ["fft.invented"],
        "source": ["fft"],
        "title": ["Friends and Family Test"],
        "start": pd.to_datetime(["2022-01-01"]),
        "end": pd.to_datetime(["2022-02-01"]),
        "published": pd.to_datetime(["2022-03-10"]),
        "retrieved": pd.to_datetime(["2022-03-11"]),
        "attribution": ["Source: Friends and Family Test, NHS England."],
        "url": ["https://example.org/fft.xlsx"],
    }
).set_index("id", drop=False)


def months(values: Sequence[float | None], first: str = "2022-01-01", replies: float = 200.0) -> pd.DataFrame:
    """The rows of a series for one org, one a month from `first`; None is a month the publisher hides."""
    starts = pd.date_range(first, periods=len(values), freq="MS")
    shown = pd.Series(values, dtype=float)
    return pd.DataFrame(
        {
            "org": "NN",
            "start": starts,
            "end": starts + pd.offsets.MonthBegin(1),
            "value": shown,
            "lower": float("nan"),
            "upper": float("nan"),
            "numerator": shown * replies / 100,
            "denominator": replies,
            "respondents": replies,
            "effective": replies,
            "status": shown.isna().map({True: "suppressed", False: "ok"}),
            "basis": "published",
            "interval": None,
            "coverage": 1.0,
            "release": "fft.invented",
        }
    )


def wobble(middle: float, count: int, size: float = 1.0) -> list[float]:
    """Months that swing to and fro about a middle and never make a signal."""
    return [middle + (size if at % 2 else -size) for at in range(count)]
