"""Where an organisation lies when only its postcode is known: where the practices of the same street or district belong."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

_FINEST_FIRST: tuple[Callable[[pd.Series], pd.Series], ...] = (
    lambda text: text,
    lambda text: text.str[:-2],
    lambda text: text.str[:-3].str.strip(),
)
"""Unit ("PE8 4JA"), sector ("PE8 4"), district ("PE8")."""


def by_postcode(asked: pd.Series, home: pd.Series, postcodes: pd.Series, most: float) -> pd.Series:
    """Org -> footprint for the orgs in `asked` (postcodes by org) whose surroundings agree.

    `home` says where practices lie, `postcodes` where they stand. The finest part of the postcode that any placed
    practice shares decides, if at least a share `most` of those who share it lie in one footprint.
    """
    written, there = _tidied(asked), _tidied(postcodes.reindex(home.index))
    found: list[pd.Series] = []
    for part in _FINEST_FIRST:
        left = written[~written.index.isin([code for each in found for code in each.index])]
        near = pd.DataFrame({"part": part(there), "home": home.reindex(there.index)}).value_counts().reset_index()
        whole = near.groupby("part")["count"].sum()
        agreed = near[near["count"] >= most * near["part"].map(whole)].set_index("part")["home"]
        mine = part(left)
        # Where those nearest disagree, those further off are not asked.
        found.append(mine.map(agreed)[mine.isin(whole.index)])
    return pd.concat(found).dropna()


def _tidied(postcodes: pd.Series) -> pd.Series:
    """Upper case with one space before the last three characters; what is no postcode is left out."""
    bare = postcodes.dropna().str.upper().str.replace(r"\s+", "", regex=True)
    bare = bare[bare.str.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")]
    return bare.str[:-3] + " " + bare.str[-3:]
