"""What a copy of a release says otherwise than the copy before it: other codes, or other figures nearly throughout.

A correction adds organisations, or withdraws some, or changes figures of some. One that takes organisations out and puts
others in their place, or changes most organisations in one measure, may be right, and looks like codes and figures that have
come apart: somebody should say so. Wards have names and no codes, so they come and go.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from insight.model import Level, Measure
from loaders.build.completeness import SHOWING
from loaders.store.tidied import TidiedFile

_KEY = ["measure", "org", "level", "start", "segment"]
_TOLD = 4
"""A reason names no more than so many organisations or measures."""
_FEWEST = 5
"""Organisations of one level, from which on most of them are more than a few."""


def otherwise(
    copy: TidiedFile, before: TidiedFile, measures: Collection[Measure], successors: Mapping[str, Collection[str]]
) -> str:
    """Why a copy should wait for somebody's word; '' where it only adds, withdraws or corrects.

    `measures` are those of its source, `successors` tell who followed on whom.
    """
    now, then = _figures(copy), _figures(before)
    return _exchanged(now, then, successors) or _changed(now, then, measures)


def _figures(file: TidiedFile) -> pd.DataFrame:
    """One row per figure or rating that is not about a ward: key, value (missing for a rating), and whether it is shown."""
    facts = file.table("facts").select([*_KEY, "value", "status"]).to_pandas()
    ratings = file.table("ratings").select(["org", "level"]).to_pandas()
    figures = pd.concat([facts.assign(shown=facts["status"].isin(SHOWING)), ratings.assign(shown=True)])
    return figures[figures["level"] != str(Level.WARD)]


def _exchanged(now: pd.DataFrame, then: pd.DataFrame, successors: Mapping[str, Collection[str]]) -> str:
    """Who had figures and has none, where others have appeared that are not known as their successors."""
    for level, mine in then.groupby("level", sort=True):
        shown = set(now.loc[(now["level"] == level) & now["shown"], "org"])
        gone, came = set(mine.loc[mine["shown"], "org"]) - shown, shown - set(mine["org"])
        heirs = {org: came & {*successors.get(org, ())} for org in gone}
        gone = {org for org in gone if not heirs[org]}
        came -= {each for those in heirs.values() for each in those}
        if gone and came:
            none, some = ("has none", "have none")[len(gone) > 1], ("has some", "have some")[len(came) > 1]
            return f"{_named(gone)} ({level}) had figures in it and {none} now, while {_named(came)} {some} for the first time"
    return ""


def _changed(now: pd.DataFrame, then: pd.DataFrame, measures: Collection[Measure]) -> str:
    """In which measures most organisations of a level show another figure, by more than the rounding we show it with."""
    both = then[then["shown"]].merge(now[now["shown"]], on=_KEY, suffixes=("_then", "_now")).dropna(subset=["measure"])
    if both.empty:
        return ""
    step = both["measure"].map({each.id: 0.5 * 10.0**-each.decimals for each in measures})
    other = (both["value_now"] - both["value_then"]).abs().gt(step)
    by_org = other.groupby([both["level"], both["measure"], both["org"]]).mean().gt(0.5)
    told = by_org.groupby(["level", "measure"]).agg(["sum", "size"])
    most = told[(told["size"] >= _FEWEST) & (told["sum"] > told["size"] / 2)]
    if most.empty:
        return ""
    said = [
        f"{changed:,} of {every:,} figures of {measure} ({level})"
        for (level, measure), changed, every in most.itertuples(name=None)
    ]
    return f"most figures are others than in it: {_some(said)}"


def _named(orgs: Collection[str]) -> str:
    return _some(sorted(orgs))


def _some(said: Sequence[str]) -> str:
    more = f" and {len(said) - _TOLD:,} more" if len(said) > _TOLD else ""
    return f"{', '.join(said[:_TOLD])}{more}"
