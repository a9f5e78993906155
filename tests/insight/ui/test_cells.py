"""A column of figures reads evenly, and shorthand stays what it is."""

import pandas as pd

from insight.ui.cells import is_figures, readable


def test_one_number_of_decimals_a_column_and_shorthand_untouched() -> None:
    column = pd.Series([72.1, "[x]", 70, float("nan")], dtype=object)
    assert is_figures(column)
    assert list(readable(column)) == ["72.1", "[x]", "70.0", ""]


def test_whole_numbers_have_no_decimals_and_thousands_stand_apart() -> None:
    assert list(readable(pd.Series([1497.0, 1234567.0, "[c]"], dtype=object))) == ["1,497", "1,234,567", "[c]"]


def test_words_and_flags_are_not_figures() -> None:
    assert not is_figures(pd.Series(["better", None, True], dtype=object))
    assert list(readable(pd.Series(["better", None], dtype=object))) == ["better", ""]
