"""The NHS Staff Survey of the invented world, 2021 to 2025: the national and the organisational workbook of every year.

Beside trusts stand others that take part, as in the published files: integrated care boards as employers of their own
staff, under the codes of their footprints, a support unit and a social enterprise. Question numbers move as they did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from demo import geography
from demo.places import Reals, Texts, Whole
from demo.seeds import stream
from demo.spreadsheet import write_workbook
from demo.staff.answers import StaffAnswers, said
from demo.staff.layout import Row, blocks, workbook
from demo.world import World

YEARS = (2021, 2022, 2023, 2024, 2025)
NATIONAL, ORGANISATIONAL = "National", "Organisational"

GROUPS = {
    "acute": "Acute and Acute & Community Trusts",
    "mental health": "Mental Health & Learning Disability and Mental Health, Learning Disability & Community Trusts",
    "community": "Community Trusts",
    "ambulance": "Ambulance Trusts",
}
"""The benchmarking group of each kind of trust."""
STAFF = {"acute": 5200.0, "mental health": 3400.0, "community": 1900.0, "ambulance": 2600.0}
OTHERS = (("0ZZ", "NHS LARKMEAD CSU", "CSUs"), ("ZY1", "TILLBROOK SOCIAL ENTERPRISE", "Social Enterprises - Community"))
BREAKDOWNS = (
    ("Age", ("16-20", "21-30", "31-40", "41-50", "51-65", "66+"), (-0.01, 0.0, -0.01, 0.0, 0.01, 0.03)),
    ("Gender", ("Female", "Male", "Prefer not to say"), (0.0, 0.0, -0.08)),
    ("Ethnic background (summary)", ("White staff", "Staff from all other ethnic groups combined"), (-0.01, 0.02)),
    (
        "Long lasting health conditions or illnesses",
        ("Staff with one or more long lasting health conditions or illnesses", "Staff without a long lasting health condition or illness"),
        (-0.04, 0.01),
    ),
)  # fmt: skip
"""Breakdowns of England: their groups, and how far each lies from the whole."""


@dataclass(frozen=True)
class Employers:
    """The trusts of one year: who they are, how many work there, and the system and region each was in that autumn."""

    code: Texts
    name: Texts
    kind: Texts
    place: Whole
    staff: Reals
    system: Texts
    region: Texts


def publish(world: World, folder: Path) -> None:
    """Write both workbooks of every year."""
    for year in YEARS:
        trusts = trusts_of(world, year)
        answers = said(world, trusts.place, trusts.staff, year)
        spelt = f"NSS{year % 100} detailed spreadsheets {{}} results.xlsx"
        write_workbook(folder / spelt.format("organisational"), _organisational(world, year, trusts, answers))
        write_workbook(folder / spelt.format("national"), _national(year, trusts, answers))


def trusts_of(world: World, year: int) -> Employers:
    """The trusts that took part in one year."""
    known, day = world.trusts, date(year, 9, 1)
    usual = np.array([STAFF[kind] for kind in known.kind], dtype=np.float64)
    return Employers(
        known.code,
        known.name,
        known.kind,
        known.place,
        np.round(usual * np.exp(stream("staff", "size").normal(0, 0.35, len(usual)))),
        world.places.footprints_on(day)[known.place],
        world.places.regions_on(day)[known.place],
    )


def _organisational(world: World, year: int, trusts: Employers, answers: StaffAnswers) -> dict:
    names, regions = _systems(year), geography.regions()
    who: list[Row] = [
        (
            str(code), str(name), GROUPS[kind], regions[region][1],
            "-" if kind == "ambulance" else names[system], "Occupation Group",
        )
        for code, name, kind, system, region in zip(
            trusts.code, trusts.name, trusts.kind, trusts.system, trusts.region, strict=True
        )
    ]  # fmt: skip
    # One board did not take part; in 2021 there were none yet.
    taking_part = [code for code in names if code != "QE1" and year > 2021]
    others = [*((code, f"NHS {names[code]} ICB".upper(), "ICBs") for code in taking_part), *OTHERS]
    who += [(*each, "-", "-", "Unweighted") for each in others]
    chance = stream("staff", "others", len(others))
    places, sizes = chance.integers(len(world.places.name), size=len(others)), chance.uniform(150, 900, len(others))
    theirs = said(world, places, sizes, year)
    every = [(answers, at) for at in range(len(trusts.code))] + [(theirs, at) for at in range(len(others))]
    order = sorted(range(len(who)), key=lambda at: str(who[at][0]))
    return workbook(year, ORGANISATIONAL, [who[at] for at in order], _told(year, [every[at] for at in order]))


def _national(year: int, trusts: Employers, answers: StaffAnswers) -> dict:
    who, every = zip(*_breakdowns(year, trusts, answers), strict=True)
    return workbook(year, NATIONAL, who, _told(year, [(each, 0) for each in every]))


def _breakdowns(year: int, trusts: Employers, answers: StaffAnswers) -> Iterator[tuple[Row, StaffAnswers]]:
    england = answers.together(np.arange(len(trusts.code)))
    yield (NATIONAL, "", "", "Organisation Size and Occupation Group"), england
    for code in sorted(set(trusts.region)):
        inside = answers.together(np.flatnonzero(trusts.region == code))
        yield (NATIONAL, "Region", geography.regions()[code][1], "Organisation Size"), inside
    # In an order of their own, and without ambulance trusts.
    for code, name in sorted(_systems(year).items(), key=lambda item: item[1][::-1]):
        inside = answers.together(np.flatnonzero((trusts.system == code) & (trusts.kind != "ambulance")))
        yield (NATIONAL, "ICS/STP" if year < 2023 else "ICS", name, "Organisation Size"), inside
    for breakdown, groups, shifts in BREAKDOWNS:
        for group, shift in zip(groups, shifts, strict=True):
            yield (NATIONAL, breakdown, group, "Organisation Size"), _shifted(england, shift, len(groups))


def _shifted(england: StaffAnswers, shift: float, among: int) -> StaffAnswers:
    return StaffAnswers(
        {key: mean + shift for key, mean in england.mean.items()}, england.answered // among, england.staff / among
    )


def _systems(year: int) -> dict[str, str]:
    """The code and name of every system in that autumn; the survey leaves out the words for its kind."""
    known = geography.footprints(geography.vintage_on(date(year, 9, 1)))
    return {code: each.name.removeprefix("NHS ").removesuffix(" Integrated Care Board") for code, each in known.items()}


def _told(year: int, every: Sequence[tuple[StaffAnswers, int]]) -> dict:
    return {block.key: [each.shown(block.key, at) for each, at in every] for block in blocks(year)}
