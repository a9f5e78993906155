"""The summary of integrated care boards: a name beside each code, which must be its own. All scores are INVENTED."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from loaders.errors import LayoutChanged
from loaders.sources.needs import icb_summary
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import raw_file

BOARDS = LISTS.footprint_names("icb-2022")
ONS = {code: ons for ons, code in LISTS.footprints_by_ons_code("icb-2022").items()}


def _summary(folder: Path, names: Sequence[str], heading: str = "Integrated Care Board Name (2024)") -> Path:
    rows = pd.DataFrame(
        {
            "Integrated Care Board Code (2024)": [ONS[code] for code in BOARDS],
            heading: names,
            "IMD - Average score": [60.0 - at for at in range(len(BOARDS))],
            "IMD - Rank of average score": range(1, len(BOARDS) + 1),
        }
    )
    path = folder / "INVENTED File_13.xlsx"
    rows.to_excel(path, sheet_name="IMD", index=False)
    return path


def _scores(path: Path) -> int:
    raw = raw_file(path)
    return len(icb_summary.tidy(raw, icb_summary.identify(raw, LISTS), LISTS)["facts"])


def test_codes_beside_the_names_of_others_are_refused_by_row(tmp_path: Path) -> None:
    names = list(BOARDS.values())
    assert _scores(_summary(tmp_path, names)) == 42
    assert _scores(_summary(tmp_path, [f"Unknown {at}" for at in range(42)])) == 42, "names are written in many ways"
    slipped = _summary(tmp_path, [*names[1:], names[0]])
    first, second = list(BOARDS)[:2]
    with pytest.raises(
        LayoutChanged, match=f"the name of {first} beside its code, found .*, which is {second}, in row 2"
    ):
        _scores(slipped)
