"""Who makes a return in the invented country: trusts and their sites, practices, and the commissioners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from demo import geography
from demo.fft.finer import MOST_SITES
from demo.printing import INVENTED
from demo.seeds import stream
from demo.world import World

KINDS = {
    "acute": "Acute",
    "mental health": "Mental Health",
    "community": "Community Provider",
    "ambulance": "Ambulance",
}
BUYERS = 6
"""So many commissioners had complaints about themselves among those of hospitals."""


@dataclass(frozen=True)
class Respondent:
    """One row of a return: its first columns, whose row it is, what kind of care it gives, the footprint, and its size."""

    identity: dict[str, object]
    owner: str
    kind: str
    footprint: str
    size: float


def trusts(world: World, year: int) -> list[Respondent]:
    """One per organisation that returns KO41a: every trust, and a few commissioners."""
    owners, known = world.places.footprints_on(date(year + 1, 3, 31)), _footprints(year)
    size = np.exp(stream("complaints", "trusts").normal(0, 0.5, len(world.trusts.code))).tolist()
    there = zip(world.trusts.code, world.trusts.name, world.trusts.kind, owners[world.trusts.place], strict=True)
    made = [
        _hospital(known[str(owner)], str(code), str(name).title().replace("Nhs", "NHS"), KINDS[str(kind)], size=weight)
        for (code, name, kind, owner), weight in zip(there, size, strict=True)
    ]
    buyers = list(known.values())[:BUYERS]
    return made + [_hospital(each, each.code, each.name, "Integrated Care Board", size=0.03) for each in buyers]


def sites(world: World, year: int) -> list[Respondent]:
    """One per site of each; the first carries its organisation's own code, as some do."""
    chance = stream("complaints", "sites")
    made = []
    for owner in trusts(world, year):
        number = int(chance.integers(1, MOST_SITES + 1)) if owner.kind in KINDS.values() else 1
        for at in range(number):
            code = owner.owner if at == 0 else f"{owner.owner}{at:02d}"
            *before, kind = owner.identity.items()
            named = [("Site_Code", code), ("Site_Name", f"{owner.owner} SITE {at + 1}")]
            made.append(
                Respondent(dict([*before, *named, kind]), owner.owner, owner.kind, owner.footprint, owner.size / number)
            )
    return made


def areas(world: World, year: int) -> list[Respondent]:
    """One per sub-ICB location and return (GP, dental), and one per integrated care board."""
    day = date(year + 1, 3, 31)
    area, owners = world.places.areas_on(day), world.places.footprints_on(day)
    home = dict(zip(area.tolist(), owners.tolist(), strict=True))
    patients = {code: float(world.places.patients[area == code].sum()) for code in home}
    made = [
        Respondent(_primary(year, kind, home[code], code), f"{kind} {code}", kind, home[code], patients[code])
        for code in sorted(home)
        for kind in ("GP", "Dental")
    ]
    whole = sum(patients.values())
    return made + [
        Respondent(_primary(year, "ICB", code, ""), f"ICB {code}", "ICB", code, whole)
        for code in sorted(set(home.values()))
    ]


def practices(world: World, year: int) -> list[Respondent]:
    """One per practice that was open and made a return: one in ten did not. `owner` is that of its area's row."""
    day = date(year + 1, 3, 31)
    known, area, owners = world.practices, world.places.areas_on(day), world.places.footprints_on(day)
    answered = known.open_on(day) & (stream("complaints", "answered", year).random(len(known.code)) > 0.1)
    made = []
    for index in np.flatnonzero(answered).tolist():
        place = int(known.place[index])
        code, footprint = str(area[place]), str(owners[place])
        identity = _primary(year, "GP", footprint, code) | {
            "Organisation Code": str(known.code[index]),
            "Organisation Name": str(known.name[index]),
            "Contract Number": "",
        }
        made.append(Respondent(identity, f"GP {code}", "GP", footprint, float(known.first_list[index])))
    return made


def _footprints(year: int) -> dict[str, geography.Footprint]:
    return geography.footprints(geography.vintage_on(date(year + 1, 3, 31)))


def _hospital(owner: geography.Footprint, code: str, name: str, kind: str, *, size: float) -> Respondent:
    identity: dict[str, object] = {
        "NHS_England_Region_Code": owner.region,
        "NHS_England_Region_Name": geography.regions()[owner.region][1],
        "ICS_Code": owner.code,
        "ICS_Name": owner.short_name,
        "Organisation_Code": code,
        "Organisation_Name": name,
        "Organisation_Type": f"{kind}, {INVENTED}",
    }
    return Respondent(identity, code, kind, owner.code, size)


def _primary(year: int, kind: str, footprint: str, area: str) -> dict[str, object]:
    owner = _footprints(year)[footprint]
    return {
        "Return": kind,
        "NHS England region code": owner.region,
        "NHS England region name": geography.regions()[owner.region][1],
        "ICS Code": owner.code,
        "ICS Name": owner.short_name,
        "Sub ICB Code": area,
        "Sub ICB Name": f"{owner.name} - {area}, {INVENTED}" if area else "",
    }
