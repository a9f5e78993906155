"""The same as pandas says, for any codes."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.among import is_among

_CODES = st.lists(st.sampled_from(["A81001", "B2", "", "é", None, "QE1"]), max_size=8)


@given(_CODES, _CODES, st.booleans())
def test_it_says_what_pandas_says_but_that_a_missing_code_is_never_among_others(
    codes: list[str | None], known: list[str | None], objects: bool
) -> None:
    kind = "object" if objects else "str"
    asked, others = pd.Series(codes, dtype=kind), pd.Index(known, dtype=kind)
    expected = asked.isin([each for each in known if each is not None]) & asked.notna()
    assert is_among(asked, others).tolist() == expected.tolist()
    assert is_among(pd.Index(asked), pd.Series(others)).tolist() == expected.tolist()


def test_a_code_that_is_no_number_is_missing_too():
    codes = pd.Series(["A81001", float("nan")], dtype=object)
    assert is_among(codes, codes).tolist() == [True, False]
