"""Schematic boundaries of the invented world, in the layout and under the codes of the Office for National Statistics.

Nobody surveyed them: a footprint is the union of the cells of its places, so neighbours share their border exactly.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from demo import geography
from demo.cells import Polygons, draw
from demo.places import Texts
from demo.world import World

DIGITS = 5
"""Decimals of a degree: a metre."""


@dataclass(frozen=True)
class BoundaryFile:
    """One file: its name, the attributes that hold code and name, and the day whose areas it shows."""

    name: str
    code: str
    title: str
    day: date


FOOTPRINTS = (
    BoundaryFile("STP_Feb_2017_SGCB_in_England_2022", "stp17cd", "stp17nm", date(2017, 4, 1)),
    BoundaryFile(
        "Sustainability_and_Transformation_Partnerships_April_2021_EN_BUC", "STP21CD", "STP21NM", date(2021, 4, 1)
    ),
    BoundaryFile("Integrated_Care_Boards_April_2023_EN_BSC", "ICB23CD", "ICB23NM", date(2023, 4, 1)),
    BoundaryFile("Integrated_Care_Boards_April_2026_Boundaries_EN_BSC", "ICB26CD", "ICB26NM", date(2026, 4, 1)),
)
REGIONS = BoundaryFile("NHS_England_Regions_January_2024_EN_BSC", "NHSER24CD", "NHSER24NM", date(2024, 1, 1))


def publish(world: World, folder: Path) -> None:
    """Write one GeoJSON per vintage of footprints and one of NHS regions."""
    cells, place = draw(world.places)
    for layout in FOOTPRINTS:
        known = geography.footprints(geography.vintage_on(layout.day)).values()
        named = {each.code: (each.ons_codes[-1], each.name) for each in known}
        _write(folder, layout, named, cells, world.places.footprints_on(layout.day)[place])
    _write(folder, REGIONS, geography.regions(), cells, world.places.regions_on(REGIONS.day)[place])


def _write(
    folder: Path, layout: BoundaryFile, named: dict[str, tuple[str, str]], cells: Polygons, owner: Texts
) -> None:
    """One feature per area in the order of ONS codes, with the attributes ONS gives. `owner` is the area of each cell."""
    codes = sorted(np.unique(owner).tolist(), key=lambda code: named[code][0])
    features = [
        _feature(number, layout, *named[code], union(cells[owner == code]))
        for number, code in enumerate(codes, start=1)
    ]
    whole = {
        "type": "FeatureCollection",
        "name": layout.name,
        "description": "DEMONSTRATION DATA: schematic boundaries, not surveyed",
        "crs": {"type": "name", "properties": {"name": "EPSG:4326"}},
        "features": features,
    }
    path = folder / f"{layout.name}.geojson"
    path.write_text(json.dumps(whole, separators=(",", ":")), encoding="utf-8", newline="\n")


def _feature(number: int, layout: BoundaryFile, ons: str, name: str, area: BaseGeometry) -> dict[str, Any]:
    point = area.representative_point()
    properties = {
        "FID": number,
        layout.code: ons,
        layout.title: name,
        "LONG": round(point.x, DIGITS),
        "LAT": round(point.y, DIGITS),
        "GlobalID": str(uuid.uuid5(uuid.NAMESPACE_URL, f"demonstration/{layout.name}/{ons}")),
    }
    return {"type": "Feature", "id": number, "geometry": shapely.geometry.mapping(area), "properties": properties}


def union(cells: Polygons) -> BaseGeometry:
    """One area from its cells, rounded to the metre."""
    joined = shapely.union_all(cells)
    return shapely.set_precision(joined, 10.0**-DIGITS)
