"""A column of figures reads evenly, and shorthand stays what it is."""

import pandas as pd

from insight.charts.cells import is_figures, readable


def read(*cells: object) -> list[str]:
    return list(readable(pd.DataFrame({"A column": pd.Series(cells, dtype=object)}))["A column"])


def test_one_number_of_decimals_a_column_and_shorthand_untouched() -> None:
    assert is_figures(pd.Series([72.1, "[x]"], dtype=object))
    assert read(72.1, "[x]", 70, float("nan")) == ["72.1", "[x]", "70.0", ""]


def test_whole_numbers_have_no_decimals_and_thousands_stand_apart() -> None:
    assert read(1497.0, 1234567.0, "[c]") == ["1,497", "1,234,567", "[c]"]


def test_a_whole_value_has_the_decimals_of_its_limits_and_replies_have_none() -> None:
    table = pd.DataFrame({"Value": [78.0], "Lower": [77.3], "England": [75.0], "Respondents": [22_109.0]})
    assert list(readable(table).iloc[0]) == ["78.0", "77.3", "75.0", "22,109"]


def test_words_and_flags_are_not_figures() -> None:
    assert not is_figures(pd.Series(["better", None, True], dtype=object))
    assert read("better", None) == ["better", ""]
