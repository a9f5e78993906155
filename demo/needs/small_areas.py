"""The small areas (LSOAs) of the invented country: File 7 and File 13 of the Indices of Deprivation 2025, Census 2021 table TS021,
the Rural Urban Classification 2021, and the lookup that tells in which sub-ICB location of 2023 each lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from demo import geography
from demo.needs.people import People
from demo.places import Reals, Texts, Whole
from demo.printing import INVENTED, write_lines
from demo.seeds import stream
from demo.spreadsheet import SheetRows, write_workbook
from demo.world import World

RESIDENTS_OF_ONE = 60_000
"""One invented small area stands for so many real residents: some thousand keep the files small."""
FEWEST = 3
DAY = date(2023, 4, 1)
_IMD = "Index of Multiple Deprivation (IMD)"
_CLASSES = {
    "UN1": ("Urban: Nearer to a major town or city", "Urban"),
    "UF1": ("Urban: Further from a major town or city", "Urban"),
    "RLN1": ("Larger rural: Nearer to a major town or city", "Rural"),
    "RSF1": ("Smaller rural: Further from a major town or city", "Rural"),
}
_GROUPS = (
    "Asian, Asian British or Asian Welsh",
    "Black, Black British, Black Welsh, Caribbean or African",
    "Mixed or Multiple ethnic groups",
    "Other ethnic group",
    "White",
)


@dataclass(frozen=True)
class SmallAreas:
    """One element per small area; `place` is where each is, `rank` 1 the most deprived, `groups` residents by ethnic group."""

    code: Texts
    name: Texts
    place: Whole
    residents: Whole
    groups: Whole
    score: Reals
    rank: Whole
    rural: np.ndarray

    @property
    def england(self) -> float:
        """The score of England, weighted by residents."""
        return float(np.average(self.score, weights=self.residents))


def invent(world: World, people: People) -> SmallAreas:
    """All small areas, in order of place: the people of a place are spread unevenly over its own."""
    chance, places = stream("needs", "small areas"), world.places
    number = np.maximum(FEWEST, np.round(places.patients / RESIDENTS_OF_ONE)).astype(np.int64)
    place = np.repeat(np.arange(len(number)), number)
    residents = np.round(0.93 * places.patients[place] / number[place] * chance.uniform(0.8, 1.2, len(place)))
    poverty = people.poverty[place] + chance.normal(0, 0.9, len(place))
    score = np.round(np.exp(2.95 + 0.36 * poverty), 3).astype(np.float64)
    order = np.lexsort((np.arange(len(score)), -score))
    rank = np.empty(len(score), dtype=np.int64)
    rank[order] = np.arange(1, len(score) + 1)
    other = np.clip(people.not_white[place] * np.exp(chance.normal(0, 0.35, len(place))), 0.005, 0.9)
    parts = np.array([0.5, 0.22, 0.16, 0.12])
    groups = np.round(residents[:, None] * other[:, None] * parts).astype(np.int64)
    residents = residents.astype(np.int64)
    return SmallAreas(
        code=np.array([f"E0109{index:04d}" for index in range(len(place))]),
        name=np.array([f"{places.name[at].split(' ')[0]} {index:03d}A" for index, at in enumerate(place)]),
        place=place,
        residents=residents,
        groups=np.column_stack([groups, residents - groups.sum(axis=1)]),
        score=score,
        rank=rank,
        rural=chance.random(len(place)) < people.rural[place],
    )


def publish(world: World, areas: SmallAreas, folder: Path) -> None:
    """Write the five files."""
    write_lines(folder / "File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv", _indices(areas))
    write_lines(folder / "census2021-ts021-lsoa.csv", _census(areas))
    write_lines(folder / "LSOA21_RUC21_EW_LU.csv", _classes(areas))
    write_lines(folder / "LSOA21_SICBL23_ICB23_LAD23_EN_LU.csv", _lookup(world, areas))
    write_workbook(
        folder / "File_13_-_IoD2025_Integrated_Care_Board__ICB__Summaries.xlsx",
        {"Notes": SheetRows([[INVENTED]]), "IMD": SheetRows(_summary(world, areas))},
    )


def _indices(areas: SmallAreas) -> Iterable[Sequence[object]]:
    number = len(areas.code)
    yield [
        "LSOA code (2021)", "LSOA name (2021)", "Local Authority District code (2024)",
        "Local Authority District name (2024)", f"{_IMD} Score", f"{_IMD} Rank (where 1 is most deprived)",
        f"{_IMD} Decile (where 1 is most deprived 10% of LSOAs)", "Total population: mid 2022",
    ]  # fmt: skip
    for row in zip(areas.code, areas.name, areas.score, areas.rank.tolist(), areas.residents.tolist(), strict=True):
        code, name, score, rank, residents = row
        yield [code, name, "E06099999", INVENTED, f"{score:.3f}", rank, -(-rank * 10 // number), residents]


def _census(areas: SmallAreas) -> Iterable[Sequence[object]]:
    total = "Ethnic group: Total: All usual residents"
    yield ["date", "geography", "geography code", total, *(f"Ethnic group: {name}" for name in _GROUPS)]
    for row in zip(areas.name, areas.code, areas.residents.tolist(), areas.groups.tolist(), strict=True):
        name, code, residents, groups = row
        yield [2021, name, code, residents, *groups]
    yield [2021, f"{INVENTED} (Wales)", "W01099999", 1000, 10, 10, 10, 10, 960]


def _classes(areas: SmallAreas) -> Iterable[Sequence[object]]:
    yield ["LSOA21CD", "LSOA21NM", "LSOA21NMW", "RUC21CD", "RUC21NM", "Urban_rural_flag", "ObjectId"]
    far = stream("needs", "remote").random(len(areas.code)) < 0.3
    for index, (code, name, rural) in enumerate(zip(areas.code, areas.name, areas.rural, strict=True)):
        of = ("RSF1" if far[index] else "RLN1") if rural else ("UF1" if far[index] else "UN1")
        yield [code, name, "", of, *_CLASSES[of], index + 1]
    yield ["W01099999", f"{INVENTED} (Wales)", "Cymru", "UN1", *_CLASSES["UN1"], len(areas.code) + 1]


def _lookup(world: World, areas: SmallAreas) -> Iterable[Sequence[object]]:
    yield [
        "LSOA21CD", "LSOA21NM", "SICBL23CD", "SICBL23CDH", "SICBL23NM", "ICB23CD", "ICB23CDH", "ICB23NM", "LAD23CD", "LAD23NM",
        "ObjectId",
    ]  # fmt: skip
    known, owners = geography.areas(), geography.footprints(geography.vintage_on(DAY))
    homes, footprints = world.places.areas_on(DAY).tolist(), world.places.footprints_on(DAY).tolist()
    for index, (code, name, place) in enumerate(zip(areas.code, areas.name, areas.place.tolist(), strict=True)):
        area, owner = homes[place], owners[footprints[place]]
        named = f"NHS {owner.short_name} ICB - {area}"
        yield [
            code, name, known[area].ons_2023, area, named, owner.ons_codes[-1], owner.code, owner.name, "E06099999",
            INVENTED, index + 1,
        ]  # fmt: skip


def _summary(world: World, areas: SmallAreas) -> list[list[str | int | float]]:
    """One row per ICB in force when the index came out: its average score and what follows from it."""
    owners = geography.footprints(geography.vintage_on(date(2025, 10, 30)))
    home = world.places.footprints_on(date(2025, 10, 30))[areas.place]
    inside = {code: home == code for code in owners}
    means = {code: np.average(areas.score[at], weights=areas.residents[at]) for code, at in inside.items()}
    scores = {code: round(float(mean), 3) for code, mean in means.items()}
    place = {code: 1 + sum(other > score for other in scores.values()) for code, score in scores.items()}
    head = ["Integrated Care Board Code (2024)", "Integrated Care Board Name (2024)"]
    return [
        [*head, "IMD - Average score", "IMD - Rank of average score"],
        *([each.ons_codes[-1], each.name, scores[code], place[code]] for code, each in owners.items()),
    ]
