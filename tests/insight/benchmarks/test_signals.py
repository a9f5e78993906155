"""The latest month of many organisations at once says what each one's control chart says."""

import pandas as pd
import pytest

from insight.benchmarks.control import Control, control
from insight.benchmarks.control_sentences import MEANINGS
from insight.benchmarks.signals import TOO_FEW, signals
from tests.invented import NO_BREAKS
from tests.monthly import POSITIVE, months, wobble

SERIES = {
    "usual": wobble(94, 21),
    "concern": wobble(94, 14) + wobble(92, 7, 0.3),
    "improvement": wobble(94, 14) + wobble(96, 7, 0.3),
    "gap": [*wobble(94, 10), None, *wobble(94, 9), 80],
    "short": wobble(94, 12),
}
BROKEN = pd.DataFrame(
    {"measure": [POSITIVE.id], "date": pd.to_datetime(["2023-02-01"]), "reason": ["New."], "citation": ["invented"]}
)


def rows() -> pd.DataFrame:
    found = [months(values).assign(org=name, segment="all", level="trust") for name, values in SERIES.items()]
    return pd.concat(found, ignore_index=True)


@pytest.mark.parametrize("breaks", [NO_BREAKS, BROKEN])
def test_each_is_read_as_its_control_chart_reads_it(breaks: pd.DataFrame) -> None:
    found = signals(rows(), POSITIVE, breaks).table
    for name, values in SERIES.items():
        chart = control(months(values), POSITIVE, breaks, name)
        assert isinstance(chart, Control)
        meaning = TOO_FEW if chart.refusal else MEANINGS[chart.variation]
        assert found.at[name, "meaning"] == meaning, name
        assert found.at[name, "value"] == chart.latest["value"]
        assert found.at[name, "period"] == chart.latest["period"]


def test_the_invented_months_say_all_there_is_to_say() -> None:
    assert set(signals(rows(), POSITIVE, NO_BREAKS).table["meaning"]) == {
        "usual variation",
        "concern",
        "improvement",
        TOO_FEW,
    }


def test_months_on_fewer_than_ten_replies_say_nothing() -> None:
    few = months([90.0] * 15, replies=9).assign(org="few", segment="all", level="ward")
    assert signals(few, POSITIVE, NO_BREAKS).table.empty
