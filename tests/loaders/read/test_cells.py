"""A cell that its column cannot hold is shown as it stands in the file, not as a library writes numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from loaders.errors import LayoutChanged
from loaders.read.cells import refuse


@pytest.mark.parametrize(("cells", "shown"), [([20.5, 21.751], "21.751"), ([1, 22], "22"), (["a", "b"], "'b'")])
def test_a_refused_cell_is_shown_as_a_person_reads_it(cells: list[object], shown: str) -> None:
    column = pd.Series(cells, index=[4, 5])
    with pytest.raises(LayoutChanged, match=rf"expected less, found {shown} in line 5$"):
        refuse(column, pd.Series([False, True], index=[4, 5]), "less", "x.csv")
