"""The table beside a funnel: every practice of the footprint, what was to be expected of it, and where it lies."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.funnel import Funnel
from insight.benchmarks.wording import decimals
from insight.stats.funnel import FunnelFlag

_PLACES = {
    FunnelFlag.LOW_998: "below 99.8% line",
    FunnelFlag.LOW_95: "below 95% line",
    FunnelFlag.INSIDE: "inside",
    FunnelFlag.HIGH_95: "above 95% line",
    FunnelFlag.HIGH_998: "above 99.8% line",
    FunnelFlag.NOT_COMPARED: "not compared",
}


def funnel_table(funnel: Funnel) -> pd.DataFrame:
    """One row per practice of the footprint, the farthest out first; figures on few replies carry `[u]`."""
    own, digits = funnel.own.sort_values(["thin", "p", "org"]), decimals(funnel.measure)
    named = {int(flag): place for flag, place in _PLACES.items()}
    return pd.DataFrame(
        {
            "Organisation": own["name"],
            "Code": own["org"],
            "Period": funnel.period,
            "Value": own["value"].round(digits),
            "Expected from": own["low"].round(digits),
            "Expected to": own["high"].round(digits),
            "Average": round(funnel.middle, digits),
            "Respondents": own["respondents"].round(),
            "Replies it is worth": own["effective"].round(1),
            "Usual differences allowed for": own["widened"].map(named),
            "Chance alone": own["plain"].map(named),
            "Note": own["thin"].map({True: "[u]", False: ""}),
        }
    ).reset_index(drop=True)
