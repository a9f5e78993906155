"""The smallest pieces of England from which every footprint of every vintage can be put together.

A place is a CCG of 2017, or the part of one that later went another way than the rest (West Birmingham, Glossop,
Oundle, Farnham). Its row in places.csv says which CCG or sub-ICB location it belonged to ever since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from demo import geography

Texts = npt.NDArray[np.str_]
Reals = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

AREAS_FROM = (
    (date(2017, 4, 1), "ccg_2017"),
    (date(2018, 4, 1), "ccg_2018"),
    (date(2019, 4, 1), "ccg_2019"),
    (date(2020, 4, 1), "ccg_2020"),
    (date(2021, 4, 1), "ccg_2021"),
    (date(2022, 7, 1), "sub_icb_2022"),
    (date(2026, 4, 1), "sub_icb_2026"),
)
"""From when each column of places.csv holds; it holds until the next begins."""


@dataclass(frozen=True)
class DemoPlaces:
    """One element per place; `anchors` are points inside it (place number, longitude, latitude), the first its centre."""

    name: Texts
    patients: Reals
    areas: dict[str, Texts]
    anchors: Reals

    @property
    def centre(self) -> Reals:
        """Longitude and latitude, one row per place."""
        numbers, first = np.unique(self.anchors[:, 0], return_index=True)
        assert len(numbers) == len(self.name)
        return self.anchors[first, 1:]

    def postcodes(self, place: Whole, ends: Sequence[str]) -> Texts:
        """A postcode for each org: its place's own sector (no real postcode begins with X), and so the end it is given."""
        sector = [f"X{chr(ord('A') + number // 90)}{10 + number % 90} {number % 9 + 1}" for number in place.tolist()]
        return np.array([f"{each}{end}" for each, end in zip(sector, ends, strict=True)])

    def areas_on(self, day: date) -> Texts:
        """The CCG or sub-ICB location of each place on a day."""
        column = [name for start, name in AREAS_FROM if start <= day][-1]
        return self.areas[column]

    def footprints_on(self, day: date) -> Texts:
        """The footprint of each place on a day, in the vintage then in force."""
        parent = geography.parents(geography.vintage_on(day))
        return np.array([parent[area] for area in self.areas_on(day)])

    def regions_on(self, day: date) -> Texts:
        """The NHS region of each place on a day."""
        known = geography.footprints(geography.vintage_on(day))
        return np.array([known[code].region for code in self.footprints_on(day)])


def read_places() -> DemoPlaces:
    """All places of England."""
    table = geography.rows(geography.OWN / "places.csv")
    number = {row["place"]: index for index, row in enumerate(table)}
    anchors = [
        (number[row["place"]], float(row["longitude"]), float(row["latitude"]))
        for row in geography.rows(geography.OWN / "anchors.csv")
    ]
    return DemoPlaces(
        name=np.array(list(number)),
        patients=np.array([1000.0 * float(row["thousand_patients"]) for row in table]),
        areas={column: np.array([row[column] for row in table]) for _, column in AREAS_FROM},
        anchors=np.array(anchors),
    )
