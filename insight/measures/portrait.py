"""What a footprint is: where it lies, how many practices and people it holds, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from insight.measures.geography import Geography
from insight.measures.lineage import VintageStep, steps
from insight.model import Level
from insight.stats.among import is_among

_COUNTED = (Level.PCN, Level.PRACTICE, Level.TRUST)
_NETWORKS_FROM = pd.Timestamp("2019-07-01")
"""Primary care networks began on that day (NHS Long Term Plan)."""


@dataclass(frozen=True)
class Portrait:
    """One footprint of one vintage, as far as the registers tell."""

    code: str
    """As publishers know it; none of a footprint of one's own."""
    name: str
    region: str
    counts: Mapping[Level, int]
    """How many orgs of each level lie in it; levels of which none is known are absent."""
    counted_on: pd.Timestamp | None
    """The last day of its set of areas, on which they were counted; None for today's."""
    since: pd.Timestamp | None
    """The day a footprint first had exactly its area; None where the oldest vintage knows it."""
    came_from: tuple[str, ...]
    """Short names of the footprints that it was formed from on that day, with "part of" before those that only gave some."""
    until: pd.Timestamp | None
    """The day from which no footprint has exactly its area any more; None where one of the newest vintage has it."""
    today: tuple[str, ...]
    """Names of the footprints of the newest vintage that hold its area: short ones, and in full where it is still one.
    None where the footprint is of that vintage itself."""


def portrait(code: str, geography: Geography, orgs: pd.DataFrame) -> Portrait:
    """The portrait of one footprint; `orgs` is the table of that name. Raises KeyError for a code the vintage lacks."""
    row = geography.names.set_index("code").to_dict("index")[code]
    members = orgs[is_among(orgs["code"], geography.members(code))].drop_duplicates(["code", "level"])
    found = _open(members, geography)["level"].value_counts()
    since, came_from = _past(code, geography)
    until, today = _future(code, geography)
    return Portrait(
        code="" if geography.own and geography.own.code == code else code,
        name=str(row["name"]),
        region=str(next(iter(orgs.loc[orgs["code"] == row["region"], "name"]), "")),
        counts={level: int(found[level]) for level in _counted(geography) if found.get(level, 0)},
        counted_on=None if pd.isna(end := _end(geography)) else end - pd.Timedelta(days=1),
        since=since,
        came_from=came_from,
        until=until,
        today=today,
    )


def _past(code: str, geography: Geography) -> tuple[pd.Timestamp | None, tuple[str, ...]]:
    """When the area came about, and the short names of the footprints it was formed from."""
    times = geography.timetable
    back = times.vintages[: times.place(geography.vintage) + 1][::-1]
    for nearer, step in zip(back, steps(code, back, geography.lineage), strict=False):
        if not step.same:
            own = geography.name(code)
            named = {
                old: f"the earlier {name}" if name == own else name
                for old, name in _names(step, "short_name", geography).items()
            }
            whole = [name for old, name in named.items() if old not in step.parts]
            parts = [f"part of {name}" for old, name in named.items() if old in step.parts]
            return pd.Timestamp(times.starts[times.place(nearer)]), (*whole, *parts)
    return None, ()


def _future(code: str, geography: Geography) -> tuple[pd.Timestamp | None, tuple[str, ...]]:
    """When the area ceased to be that of one footprint, and the names of those that hold it in the newest vintage."""
    times = geography.timetable
    onward = times.vintages[times.place(geography.vintage) :]
    ahead = steps(code, onward, geography.lineage)
    if not ahead or len(ahead) < len(onward) - 1:
        return None, ()
    changed = next((step for step in ahead if not step.same), None)
    if changed is None:
        return None, tuple(_names(ahead[-1], "name", geography).values())
    ended = pd.Timestamp(times.starts[times.place(changed.vintage)])
    return ended, tuple(_names(ahead[-1], "short_name", geography).values())


def _names(step: VintageStep, column: str, geography: Geography) -> dict[str, str]:
    """What the footprints of a step are called, by code, in order of name."""
    known = geography.footprints.set_index(["vintage", "code"])[column].to_dict()
    named = {code: str(known.get((step.vintage, code), code)) for code in step.codes}
    return dict(sorted(named.items(), key=lambda each: each[1]))


def _open(orgs: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """The organisations that are open; on a set of areas that is no more, those that were open on its last day."""
    end = _end(geography)
    opened, closed = (pd.to_datetime(orgs[column]) for column in ("opened", "closed"))
    return orgs[closed.isna()] if pd.isna(end) else orgs[(closed.isna() | (closed >= end)) & ~(opened >= end)]


def _end(geography: Geography) -> pd.Timestamp:
    """The day from which the set of areas is no more; missing for today's."""
    return pd.to_datetime(geography.vintages.loc[geography.vintages["id"] == geography.vintage, "end"]).max()


def _counted(geography: Geography) -> tuple[Level, ...]:
    """What a footprint had: the networks of today have been placed in older ones too, so that their figures can be summed."""
    if _end(geography) <= _NETWORKS_FROM:
        return tuple(level for level in _COUNTED if level is not Level.PCN)
    return _COUNTED
