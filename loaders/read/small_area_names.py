"""Holds the code of each small area (LSOA) against the name beside it.

The codes of 2001 were given authority by authority, and a name begins with that of the authority (`Hartlepool 010D`): in the
ONS lookup of 2021 and in the Indices of Deprivation of 2019 none of 32,482 names another authority than both its neighbours by
code. Where one does, codes and names have come apart, and nobody knows with which of the two the figures went.
"""

from __future__ import annotations

import re

import pandas as pd

from loaders.read.slips import contradicts

_NAMES = re.compile(r"lsoa\d\dnm|lsoa name \(20\d\d\)|geography")
_NAME, _CODE = r"(.+) \d{3}[A-Z]", r"E(01\d{6})"
_GIVEN_IN_2001 = 1_032_482
"""The last code of 2001: later ones were given wherever areas were split."""
_NEAR = 10
"""Neighbours by code lie no further apart: an extract may lack all others of an authority."""


def misnamed(frame: pd.DataFrame, code: str) -> str:
    """The first code beside the name of another authority, as a sentence; '' where names fit or there are none.

    Columns are called as the publisher does, in lower case; `code` is that of the codes.
    """
    beside = next((name for name in frame.columns if _NAMES.fullmatch(name)), None)
    if beside is None:
        return ""
    number = pd.to_numeric(frame[code].str.extract(f"^{_CODE}$")[0])
    areas = pd.DataFrame({"number": number, "authority": frame[beside].str.extract(f"^{_NAME}$")[0]})
    areas = areas[areas["number"].le(_GIVEN_IN_2001)].dropna().drop_duplicates("number").sort_values("number")
    before, after = areas.shift(1), areas.shift(-1)
    near = after["number"] - before["number"] <= _NEAR
    lone = areas[near & before["authority"].eq(after["authority"]) & areas["authority"].ne(before["authority"])]
    if lone.empty:
        return ""
    first, more = lone.index[0], len(lone) - 1
    who = f"{frame[code][first]} and {more:,} more stand" if more else f"{frame[code][first]} stands"
    return contradicts(
        f"codes and names of small areas, {who} under the name of another authority than those before and after by code, the first "
        f"{frame[beside][first]!r} among those of {before['authority'][first]}"
    )
