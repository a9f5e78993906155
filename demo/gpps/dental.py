"""NHS dental results of the invented survey: a workbook a year for England, its regions and its CCGs, 2018 to 2021.

The practice files carry no dental question, so these workbooks are all there is before 2024. The one of 2022 tells of whole
systems only, which no other map can be put together from; it is not among what is published here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from demo import geography
from demo.gpps import dental_groups
from demo.gpps.answers import Sample, answers
from demo.gpps.identity import fields
from demo.gpps.questions import DemoQuestion, themes
from demo.places import Reals, Whole
from demo.printing import INVENTED
from demo.spreadsheet import SheetRows, Value, write_workbook
from demo.world import World

YEARS = range(2018, 2022)
GROUPED = (2018, 2020)
"""Years whose workbooks tell of groups of patients in the layout that readers know."""

IDENTITY = (
    "ONS Commissioning  Region or CCG code", "Commissioning  Region or CCG code", "Commissioning Region name",
    "Commissioning  Region or CCG name",
)  # fmt: skip
FORMS = ("Total survey forms distributed", "Total completed forms received", "Response rate ")
REMEMBERED = ("Yes", "No", "Can't remember")
EVERYBODY = "Responses include all those completing a questionnaire"
TRIED = "Responses include all those who have tried to get an NHS dental appointment in the last 2 years"
OTHERS = "Responses include all those who have not tried to get an NHS dental appointment in last 2 years"


@dataclass(frozen=True)
class DentalBlock:
    """The columns of one question: a total, a count and a percentage of each option. `shares` where it is not modelled."""

    who: str
    banner: str
    options: tuple[str, ...]
    shares: tuple[float, ...] = ()
    theme: str = ""
    positive: int = 0


BLOCKS = (
    DentalBlock(EVERYBODY, "When did you last try to get an NHS dental appointment for yourself? (Weighted)", (
        "In the last 3 months", "Between 3 and 6 months ago", "Between 6 months and a year ago", "Between 1 and 2 years ago",
        "More than 2 years ago", "Have never tried to get an NHS dental appointment",
    ), (0.19, 0.15, 0.13, 0.1, 0.18, 0.25)),
    DentalBlock(TRIED, "Was the NHS dental appointment you were trying to get with a dental practice you had been to before for "
        "NHS dental care? (Weighted)", REMEMBERED, (0.84, 0.12, 0.04)),
    DentalBlock(TRIED, "Successful in getting an NHS dental appointment? (weighted)", REMEMBERED, theme="dental_success", positive=1),
    DentalBlock(TRIED, "Overall experience of NHS dental services (Weighted)", (
        "Very good", "Fairly good", "Neither good nor poor", "Fairly poor", "Very poor",
    ), theme="dental", positive=2),
    DentalBlock(OTHERS, "Why haven't you tried to get an NHS dental appointment in the last 2 years? (Weighted)", (
        "Haven't needed to visit a dentist", "No longer have any natural teeth", "Haven't had time to visit a dentist",
        "Don't like going to the dentist", "Didn't think could get an NHS dentist", "On a waiting list for an NHS dentist",
        "Stayed with dentist when they changed from NHS to private", "Prefer to go to a private dentist",
        "NHS dental care is too expensive", "Another reason",
    ), (0.2, 0.06, 0.04, 0.08, 0.12, 0.03, 0.16, 0.18, 0.05, 0.08)),
)  # fmt: skip
SUCCESS = 2
"""The place of the block that the tables by group are about."""


@dataclass(frozen=True)
class SampledAreas:
    """England, then its regions, then its CCGs: identity cells, and the position of each practice of the sample among them."""

    identity: list[tuple[str, str, str, str]]
    regions: int
    members: list[Whole]

    def summed(self, values: Reals) -> Reals:
        """The values of all practices added up by area; one row per area."""
        return np.stack([values[members].sum(axis=0) for members in self.members])


def publish(world: World, drawn: Sample, folder: Path) -> None:
    """Write the workbook of the year of a sample."""
    areas = _areas(world, drawn)
    counts = [areas.summed(_answered(world, drawn, block)) for block in BLOCKS]
    forms = areas.summed(np.stack([drawn.distributed, drawn.received], axis=1).astype(float))
    rows: list[list[Value]] = []
    for at, identity in enumerate(areas.identity):
        distributed, received = forms[at].tolist()
        cells: list[Value] = [*identity, int(distributed), int(received), received / distributed]
        for count in counts:
            total = float(count[at].sum())
            cells += [total, *count[at].tolist(), *(count[at] / total).tolist()]
        rows.append(cells)
    name = "Question Responses" if drawn.year < 2019 else "Responses"
    gap: list[list[Value]] = [[]] * (1 if drawn.year < 2019 else 2)
    above = 1 + areas.regions
    sheets = {
        "Contents": SheetRows([[f"{INVENTED}: every organisation and every figure in this workbook is invented."]]),
        name: SheetRows([*_head(drawn.year), *rows[:above], *gap, *rows[above:], [], ["1. Weighted. Invented."]]),
    }
    if drawn.year in GROUPED:
        sheets |= dental_groups.tables(drawn.year, areas.identity, areas.regions, counts[SUCCESS])
    write_workbook(folder / file_name(drawn.year), sheets)


def file_name(year: int) -> str:
    """What the publisher calls the workbook of a year."""
    return f"GP-Patient-Survey-Dental-Results-January-to-March-{year}.xlsx"


def _answered(world: World, drawn: Sample, block: DentalBlock) -> Reals:
    """Weighted answers by practice of the sample and option."""
    if block.theme:
        good = tuple(range(block.positive))
        number = len(block.options)
        question = DemoQuestion(block.theme, block.theme, number, good, (), summary=True, above_practice=True)
        return answers(world, drawn, question, themes()[block.theme]).weighted
    asked = themes()["dental"].asked
    part = {EVERYBODY: 0.97, TRIED: asked, OTHERS: 0.97 - asked}[block.who]
    shares = np.array(block.shares)
    return (drawn.received * drawn.weight * part)[:, None] * (shares / shares.sum())


def _areas(world: World, drawn: Sample) -> SampledAreas:
    known = fields(world, drawn)
    members: list[Whole] = [np.arange(len(drawn.practice))]
    identity = [("", "", "", "ENGLAND")]
    for code in np.unique(known["region"]):
        members.append(np.flatnonzero(known["region"] == code))
        ons, name = geography.regions()[code]
        identity.append((ons, str(code), "", name))
    regions = len(members) - 1
    for code in np.unique(known["area"]):
        members.append(np.flatnonzero(known["area"] == code))
        first = members[-1][0]
        named = geography.regions()[str(known["region"][first])][1]
        title = str(known["area_name"][first])
        title = title if title.upper().endswith("CCG") else f"{title} CCG"
        identity.append((geography.areas()[code].ons_2021, str(code), named, title))
    return SampledAreas(identity, regions, members)


def _head(year: int) -> list[list[Value]]:
    """Title, two rows of banners, and the header, whose labels repeat from block to block."""
    blank: list[Value] = [""] * len(IDENTITY)
    who, banner = [*blank, "", "", ""], [*blank, "Total Survey Response rate (Unweighted)", "", ""]
    header: list[Value] = [*IDENTITY, *FORMS]
    for block in BLOCKS:
        rest: list[Value] = [""] * (2 * len(block.options))
        who += [block.who, *rest]
        banner += [block.banner, *rest]
        header += ["Total responses", *block.options, *(f"% {option}" for option in block.options)]
    return [[f"Results of GP Patient Survey Dental Section - January to March {year}\n"], who, banner, header]
