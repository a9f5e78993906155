"""Which footprints are most like this one in who lives there, whatever their patients say of their care."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.needs import NEEDS, Need, Needs
from insight.benchmarks.refusals import Reason, Refusal
from insight.measures.geography import Geography
from insight.stats.arrays import Floats, floats
from insight.stats.neighbours import PEERS, distances, nearest, standardise

METHOD = (
    "Similar footprints: nearest neighbours. Each variable is put on one scale over all footprints of the set (mean 0, "
    "standard deviation 1), a missing value counts as average, and the distance is the straight line between two "
    "footprints. What patients say of their care is never used."
)


@dataclass(frozen=True, eq=False)
class Likeness:
    """One footprint among all others of its vintage, the most similar first."""

    code: str
    name: str
    used: tuple[Need, ...]
    """The variables that told footprints apart; the others had no values or no spread."""
    own: pd.Series
    """The footprint's own value of each variable, by id."""
    table: pd.DataFrame
    """One row per other footprint, nearest first: code, name, distance, place (1 is the nearest), origin (`similar`,
    `added`, `dropped` or missing), peer, missing (titles of variables that counted as average), and each variable."""
    scaled: pd.DataFrame
    """Each footprint's variables in standard deviations from the mean of the vintage, indexed by code."""
    said: tuple[str, ...]

    @property
    def peers(self) -> list[str]:
        """The codes of the peers, the nearest first."""
        return list(self.table.loc[self.table["peer"], "code"])


def likeness(
    code: str,
    needs: Needs,
    geography: Geography,
    *,
    number: int = PEERS,
    added: Collection[str] = (),
    dropped: Collection[str] = (),
    overlapping: Collection[str] = (),
) -> Likeness | Refusal:
    """The footprint and its peers: the `number` nearest, without `dropped`, with `added`. Nobody takes a dropped place.

    Footprints that share organisations with it, `overlapping`, are left out: they would be compared with themselves.
    Refused where the vintage does not know the footprint, or where nothing tells footprints apart. A footprint is never
    its own peer, and codes the vintage does not know are left out.
    """
    rows = geography.names.merge(needs.table, left_on="code", right_index=True, how="left")
    rows = rows[~rows["code"].isin(list(overlapping))].reset_index(drop=True)
    if code not in set(rows["code"]) or len(rows) < 2:
        return Refusal(Reason.NOT_AVAILABLE, f"{code} is not among {geography.title}, so nothing is like it.")
    columns = [each.id for each in NEEDS]
    if rows[rows["code"] == code][columns].isna().all(axis=None):
        said = f"Nothing is known of who lives in {geography.name(code)}, so no footprint can be called similar."
        return Refusal(Reason.NOT_AVAILABLE, " ".join([said, *needs.said]))

    scaled = standardise(rows[columns].to_numpy(float))
    used = tuple(each for each, kept in zip(NEEDS, scaled.kept, strict=True) if kept)
    if not used:
        return Refusal(Reason.NOT_AVAILABLE, "No variable tells the footprints apart: none can be called similar.")
    at = int(rows.index[rows["code"] == code][0])
    away = distances(scaled.values)
    order = nearest(away, rows["code"].to_numpy(dtype=object), len(rows))[at]

    others = rows.iloc[order].reset_index(drop=True)
    place = np.arange(1, len(others) + 1)
    origin = np.select(
        [others["code"].isin(list(dropped)) & (place <= number), others["code"].isin(list(added)), place <= number],
        [np.asarray(word, dtype=object) for word in ("dropped", "added", "similar")],
        np.asarray(None, dtype=object),
    )
    origin = np.where((place <= number) & (origin == "added"), "similar", origin)
    table = others.assign(
        name=others["short_name"],
        distance=away[at, order],
        place=place,
        origin=origin,
        peer=pd.Series(origin).isin(["similar", "added"]),
        missing=[_titles(scaled.missing[row], used) for row in order],
    )[["code", "name", "distance", "place", "origin", "peer", "missing", *columns]]
    own = rows.iloc[at]
    unused = [each.title.lower() for each in NEEDS if each not in used]
    said = list(needs.said)
    if unused:
        said.append(f"Not used, because unknown or the same everywhere: {', '.join(unused)}.")
    if gaps := _titles(scaled.missing[at], used):
        said.append(f"Of {own['short_name']} itself these are unknown and count as average: {gaps}.")
    return Likeness(
        code, str(own["short_name"]), used, own[columns], table, _scaled(rows, scaled.values, used), tuple(said)
    )


def _titles(missing: np.ndarray, used: Collection[Need]) -> str:
    return ", ".join(each.title for each, gone in zip(NEEDS, missing, strict=True) if gone and each in used)


def _scaled(rows: pd.DataFrame, values: Floats, used: Collection[Need]) -> pd.DataFrame:
    return pd.DataFrame(floats(values), index=pd.Index(rows["code"]), columns=[each.id for each in used])
