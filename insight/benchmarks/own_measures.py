"""Every measure of one organisation in its latest period, beside whom it is compared with and its footprint, each judged by the rule of its kind."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from insight.benchmarks.bands import band_word
from insight.benchmarks.change import changes
from insight.benchmarks.verdicts import verdicts
from insight.benchmarks.wording import period_name
from insight.measures.precision import add_precision, replies
from insight.model import EVERYONE, Measure, Status, Unit
from insight.stats.arrays import floats

COLUMNS = (
    "measure", "period", "current", "value", "lower", "upper", "base", "few", "status", "word", "against", "footprint",
    "verdict", "change", "change_word", "when", "release",
)  # fmt: skip
_URGENCY = {"worse": 0, "lower": 1, "higher": 1, "better": 2, "similar": 3, "not compared": 4}


def own_measures(
    facts: pd.DataFrame,
    against: pd.DataFrame,
    footprint: pd.DataFrame,
    measures: Mapping[str, Measure],
    breaks: pd.DataFrame,
    *,
    newest: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """One row per measure in `measures` (by id) that `facts` has figures of, the worst first: COLUMNS.

    The three frames are facts of one organisation each, with `measure`; `against` and `footprint` what is published of those.
    A verdict holds the whole interval against the figure of those; under the replies that a measure is reliable from there is
    none, and scores carry their publisher's word. `current` tells what the latest survey of it still asks, `newest` is the start of the
    source's newest period where that may be another.
    """
    mine = facts[facts["segment"].eq(EVERYONE) & facts["measure"].isin(list(measures))]
    latest = mine.sort_values("start").drop_duplicates("measure", keep="last")
    ends = {(id, start): end for id, start, end in zip(mine["measure"], mine["start"], mine["end"], strict=True)}
    last = latest["start"].max()
    beside = {
        whose: rows[rows["segment"].eq(EVERYONE) & rows["status"].eq(Status.OK)].set_index(["measure", "start"])[
            "value"
        ]
        for whose, rows in (("against", against), ("footprint", footprint))
    }
    rows = [
        _row(
            latest[latest["measure"] == id],
            mine[mine["measure"] == id],
            measures[id],
            breaks,
            newest=newest or last,
            beside={whose: float(found.get((id, start), np.nan)) for whose, found in beside.items()},
        )
        | {"period": period_name(start, ends[id, start]), "current": start == last}
        for id, start in zip(latest["measure"], latest["start"], strict=True)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    order = {id: at for at, id in enumerate(measures)}
    keys = pd.DataFrame({"urgency": table["verdict"].map(_URGENCY), "order": table["measure"].map(order)})
    return table.loc[keys.sort_values(["urgency", "order"]).index].reset_index(drop=True)


def _row(
    row: pd.DataFrame,
    history: pd.DataFrame,
    measure: Measure,
    breaks: pd.DataFrame,
    *,
    newest: pd.Timestamp,
    beside: Mapping[str, float],
) -> dict[str, object]:
    sure = add_precision(row, measure)
    base = float(replies(measure, row)[0])
    few = bool(row["status"].eq(Status.LOW_BASE).any() or base < measure.traits.reliable_from)
    shares = measure.unit is Unit.PERCENT and measure.additive and measure.traits.comparability.allowed
    lower, upper = (np.where(few or not shares, np.nan, floats(sure[name])) for name in ("lower", "upper"))
    label = row["label"].iloc[0]
    scored = measure.unit is Unit.SCORE
    verdict = band_word(label, measure) if scored else verdicts(lower, upper, beside["against"], measure)[0]
    changed = changes(history, measure, breaks, row["start"].iloc[0], newest) if shares else pd.DataFrame()
    return {
        "measure": measure.id,
        "value": float(row["value"].iloc[0]),
        "lower": float(floats(sure["lower"])[0]),
        "upper": float(floats(sure["upper"])[0]),
        "base": base,
        "few": few,
        "status": row["status"].iloc[0],
        "word": str(label).lower() if scored and verdict != "not compared" else "",
        **beside,
        "verdict": verdict,
        "release": row["release"].iloc[0],
        **{str(name): changed[name].iloc[0] for name in changed if len(changed)},
    }
