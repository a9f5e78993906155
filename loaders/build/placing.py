"""Places every practice, network, trust and rated location in the footprints of every vintage, also where no file says so.

Publishers say where an organisation belongs in the vintage of their day. From that we carry it to the others, by what the
code lists know of the ground: network, commissioner, whole footprint; then by its neighbours. The `basis` says which.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd
import pyarrow as pa

from insight.model import Level
from insight.schema import TABLES, conform
from loaders.build.area_placing import areas_by_members
from loaders.build.postcodes import by_postcode
from loaders.build.succession import carried_areas, first_in_line, one_heir

_REGISTER = "ODS register"
"""The basis of what the Organisation Data Service says of all there are, whether or not figures are of them."""
_PLACED = (Level.PRACTICE, Level.TRUST, Level.LOCATION)
_RUN_BY_TRUSTS = (Level.LOCATION, Level.SITE)
_LONGEST_WAY = 3
"""Practice to network to sub-ICB location to footprint: no register goes further."""
_MOST = 0.75
"""What share of the neighbours must lie in one footprint for an organisation to be placed there (ours)."""
_FEWEST = 3
"""Fewer other practices than this say nothing of where one more lies (ours)."""


class Way(StrEnum):
    """How an organisation came to a footprint no file puts it in, the surest first."""

    NETWORK = "ours: through its primary care network"
    AREA = "ours: through its commissioner"
    FOOTPRINT = "ours: through its footprint of another vintage"
    SUCCESSOR = "ours: through the organisation that followed it"
    PEERS = "ours: where the other practices of its network or commissioner are"
    MEMBERS = "ours: where its practices are"
    POSTCODE = "ours: where the practices of its postcode are"
    TRUST = "ours: where the trust that runs it is"


@dataclass(frozen=True)
class _World:
    """What is known when a vintage's turn comes."""

    order: list[str]
    """Vintages, oldest first."""
    links: dict[str, pd.DataFrame]
    """By vintage: child, parent, and the level of the parent ("" where it is a footprint)."""
    stated: dict[str, pd.Series]
    """By vintage: org -> footprint, as files say it."""
    orgs: pd.DataFrame
    """One row per code that may be placed: level, postcode; indexed by code."""
    follows: pd.Series
    """Org -> the one that followed it, where there is one only."""
    lineage: pd.DataFrame
    _parents: dict[tuple[str, Level], pd.Series] = field(default_factory=dict)
    _carried: dict[tuple[str, str], pd.Series] = field(default_factory=dict)

    def nearest(self, vintage: str) -> list[str]:
        """The other vintages, the nearest in time first; of two equally near the later, whose areas are today's."""
        at = self.order.index(vintage)
        others = [each for each in self.order if each != vintage]
        return sorted(others, key=lambda each: (abs(self.order.index(each) - at), -self.order.index(each)))

    def ever_within(self, level: Level) -> pd.DataFrame:
        """Every practice and every org of that level it has been a part of at any time: child, parent."""
        every = pd.concat(self.links.values())
        practices = self.orgs.index[self.orgs["level"] == Level.PRACTICE]
        return every.loc[every["level"].eq(level) & every["child"].isin(practices), ["child", "parent"]]

    def parents(self, vintage: str, level: Level) -> pd.Series:
        """Org -> its parent of that level in a vintage; orgs with several have none."""
        if (vintage, level) not in self._parents:
            links = self.links[vintage]
            mine = links[links["level"] == level].drop_duplicates(["child", "parent"])
            alone = mine.drop_duplicates("child", keep=False)
            self._parents[vintage, level] = alone.set_index("child")["parent"]
        return self._parents[vintage, level]

    def carried(self, there: str, here: str) -> pd.Series:
        """Org -> the commissioner's area of vintage `here` that its ground is in, by its area in `there`."""
        if (there, here) not in self._carried:
            areas = self.parents(there, Level.SUB_ICB)
            self._carried[there, here] = carried_areas(areas, self.orgs["postcode"], self.order, there, here)
        return self._carried[there, here]


def place_everywhere(membership: pa.Table, tables: dict[str, pa.Table], orgs: pa.Table) -> pa.Table:
    """The same memberships, and one row more for each org and vintage that no file places and the ground does.

    `tables` holds vintages, footprints and lineage. What a file says is never overruled.
    """
    world = _read(membership, tables, orgs)
    found = [_place(world, vintage) for vintage in world.order]
    more = [conform(pd.concat(found, ignore_index=True), TABLES["membership"])] if found else []
    order = [("vintage", "ascending"), ("child", "ascending"), ("parent", "ascending")]
    return pa.concat_tables([membership, *more]).sort_by(order)


def _read(membership: pa.Table, tables: dict[str, pa.Table], orgs: pa.Table) -> _World:
    frame, named = membership.to_pandas().astype(object), tables["footprints"].to_pandas()
    order = list(tables["vintages"].to_pandas().sort_values("start")["id"])
    levels = orgs.select(["code", "level"]).to_pandas().drop_duplicates("code").set_index("code")["level"]
    known = orgs.select(["code", "level", "postcode", "successor"]).to_pandas().astype(object)
    follows = known.dropna(subset="successor").drop_duplicates("code").set_index("code")["successor"]
    mine = _to_place(known.drop(columns="successor"), frame)
    links, stated = {}, {}
    for vintage in order:
        footprints = set(named.loc[named["vintage"] == vintage, "code"])
        here = frame[frame["vintage"] == vintage]
        level = here["parent"].map(levels).fillna("").mask(here["parent"].isin(footprints), "")
        links[vintage] = here[["child", "parent"]].assign(level=level)
        stated[vintage] = _reached(here, footprints)
    return _World(order, links, stated, mine, follows, tables["lineage"].to_pandas())


def _to_place(orgs: pd.DataFrame, membership: pd.DataFrame) -> pd.DataFrame:
    """The orgs that need a place on every map, by code. Of the tens of thousands of sites only those that figures are of.

    A site is one when a file other than the register says whose it is; one that goes by its trust's code is its trust.
    """
    told = membership.loc[membership["basis"] != _REGISTER, "child"]
    sites = orgs[orgs["level"].eq(Level.SITE) & orgs["code"].isin(told)]
    others = orgs[orgs["level"].isin([*_PLACED, Level.PCN])]
    return pd.concat([others, sites]).drop_duplicates("code").set_index("code")


def _reached(links: pd.DataFrame, footprints: set[str]) -> pd.Series:
    """Org -> footprint by the shortest way; an org with two different ones at that distance is on a border and has none."""
    found: list[pd.DataFrame] = []
    way = links[["child", "parent"]]
    for _ in range(_LONGEST_WAY):
        arrived = way["parent"].isin(footprints)
        found.append(way[arrived].drop_duplicates().drop_duplicates("child", keep=False))
        onward = way[~arrived].merge(links, left_on="parent", right_on="child", suffixes=("", "_next"))
        way = onward[["child", "parent_next"]].rename(columns={"parent_next": "parent"})
    return pd.concat(found).drop_duplicates("child").set_index("child")["parent"]


def _place(world: _World, vintage: str) -> pd.DataFrame:
    """One row per org that no file places in this vintage and that one of our ways does."""
    said = set(world.links[vintage].loc[world.links[vintage]["level"] == "", "child"])
    home = world.stated[vintage]
    waiting = world.orgs[~world.orgs.index.isin(home.index) & ~world.orgs.index.isin(said)]
    rows: list[pd.DataFrame] = []

    def take(found: pd.Series, way: Way) -> None:
        nonlocal home, waiting
        new = found[found.index.isin(waiting.index)].dropna()
        rows.append(pd.DataFrame({"child": new.index, "parent": new.to_numpy(), "vintage": vintage, "basis": str(way)}))
        home, waiting = pd.concat([home, new]), waiting.drop(new.index)

    practices = world.orgs.index[world.orgs["level"] == Level.PRACTICE]
    for other in world.nearest(vintage):
        take(world.parents(other, Level.PCN).map(world.stated[vintage]), Way.NETWORK)
    for other in world.nearest(vintage):
        take(world.carried(other, vintage).map(world.stated[vintage]), Way.AREA)
    for other in world.nearest(vintage):
        heirs = one_heir(world.lineage, world.order, other, vintage)
        take(_without_exchanged(world, other, vintage).map(heirs), Way.FOOTPRINT)
    # A network may itself have come here by its footprint: Frimley's do, in every vintage after 2026.
    for other in world.nearest(vintage):
        take(world.parents(other, Level.PCN).map(home), Way.NETWORK)
    # The ground an organisation stood on goes before that of whoever followed it.
    take(first_in_line(world.follows, home), Way.SUCCESSOR)
    for level in (Level.PCN, Level.SUB_ICB):
        for other in world.nearest(vintage):
            group = world.parents(other, level)
            most = _most_of(home[home.index.isin(practices)], group)
            take(group.map(most[most.index.isin(_sizes(home, group))]), Way.PEERS)
            if level is Level.PCN:
                take(most, Way.MEMBERS)
    practised = home[home.index.isin(practices)]
    take(by_postcode(waiting["postcode"], practised, world.orgs["postcode"], _MOST), Way.POSTCODE)
    run_by_trusts = world.orgs.index[world.orgs["level"].isin(_RUN_BY_TRUSTS)]
    for other in world.nearest(vintage):
        runs = world.parents(other, Level.TRUST)
        take(runs[runs.index.isin(run_by_trusts)].map(home), Way.TRUST)
    areas = areas_by_members(world.ever_within(Level.SUB_ICB), home, str(Way.MEMBERS))
    rows.append(areas[~areas["child"].isin([*home.index, *said])].assign(vintage=vintage))
    return pd.concat(rows, ignore_index=True)


def _without_exchanged(world: _World, there: str, here: str) -> pd.Series:
    """Where files put orgs in another vintage, without those whose area changed hands on the way: their ground may have gone."""
    stated = world.stated[there]
    areas = world.parents(there, Level.SUB_ICB)
    moved = areas.index[(world.carried(there, here).reindex(areas.index) != areas).to_numpy()]
    return stated[~stated.index.isin(moved)]


def _sizes(home: pd.Series, group: pd.Series) -> pd.Index:
    """The groups with enough placed members to speak for another."""
    counts = group[group.index.isin(home.index)].value_counts()
    return counts.index[counts >= _FEWEST]


def _most_of(home: pd.Series, group: pd.Series) -> pd.Series:
    """Group -> the footprint that most of its placed members lie in; groups without such a majority are absent."""
    counts = pd.DataFrame({"group": group, "home": home}).dropna().value_counts().reset_index()
    counts["share"] = counts["count"] / counts.groupby("group")["count"].transform("sum")
    return counts[counts["share"] >= _MOST].set_index("group")["home"]
