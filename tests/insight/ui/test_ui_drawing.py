"""A table on a page shows what a chart holds, shorthand among the numbers included."""

import numpy as np
import pandas as pd

from insight.ui.drawing import readable


def test_numbers_beside_shorthand_become_text_and_nothing_else_changes() -> None:
    table = pd.DataFrame({"Code": ["QZA", "QZB", "QZC"], "Value": [71.5, "[c]", None], "Gap": [1.5, np.nan, -2.0]})
    shown = readable(table)
    assert list(shown["Value"]) == ["71.5", "[c]", ""]
    pd.testing.assert_frame_equal(shown.drop(columns="Value"), table.drop(columns="Value"))
    assert table["Value"].iloc[0] == 71.5
