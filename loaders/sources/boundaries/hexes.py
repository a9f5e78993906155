"""The map on which every footprint is one hexagon: hexjson layouts, placed where England lies so that both maps swap in place.

Layout "odd-r" of the hexjson format (Open Innovations): rows count from the south, odd rows are shifted half a hexagon east.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin, sqrt
from typing import Any

import pandas as pd

from loaders.declared import REFERENCE
from loaders.errors import LayoutChanged, NotUsable
from loaders.grammar import listed
from loaders.read.json_text import parse_json
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.boundaries.labels import apart, code_list, refuse_another

ENGLAND = (85_000.0, 7_000.0, 656_000.0, 658_000.0)
"""West, south, east, north of England in EPSG:27700, to the kilometre (ONS boundaries of April 2023)."""

FARTHEST = 100
"""Columns or rows from the first: England has some 40 footprints."""

_CORNERS = [(cos(pi / 6 + turn * pi / 3), sin(pi / 6 + turn * pi / 3)) for turn in (*range(6), 0)]
"""A closed pointy-top hexagon of radius 1, anticlockwise."""


def built_in() -> list[str]:
    """File names of the layouts that come with the product, newest vintage first."""
    names = (path.name for path in (REFERENCE / "hex").glob("*.hexjson"))
    return sorted(names, key=lambda name: name.removesuffix(".hexjson")[-4:], reverse=True)


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """A hexjson of one vintage. Two vintages may share all their ODS codes, so the file's own word or its name comes first."""
    start = raw.head(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{") or b'"hexes"' not in start:
        return None
    layout = _layout(raw)
    codes = set(layout["hexes"])
    named = raw.name.removesuffix(".hexjson")  # as the built-in ones are: `stp-2020.hexjson`
    named = named if named in {each.id for each in reference.vintages} else None
    vintage = layout.get("vintage") or named or reference.vintage_of_ods_codes(codes)
    if vintage is None:
        if not codes & set(reference.tables["footprints"]["code"]):
            raise NotUsable(f"{raw.name}: a hexagon layout of something other than footprints.")
        raise LayoutChanged(raw.name, "a hexagon for every footprint of one vintage", f"{len(codes)} that fit none")
    areas = code_list(vintage, reference)
    if codes != areas.names.keys():
        expected = f"a hexagon for every footprint of {vintage}"
        raise LayoutChanged(raw.name, expected, apart(codes, areas.names.keys()))
    refuse_another(_labels(layout["hexes"]), areas, raw.name, reference)
    return Release(
        id=f"boundaries.hex.{vintage}",
        title=f"Hexagon layout of {vintage}",
        details={"table": "hexes", "vintage": vintage, "doubt": _without_label(layout["hexes"])},
    )


def tidy(raw: Raw, release: Release) -> Tables:
    """One row per footprint: one hexagon in EPSG:27700, named by its short label."""
    cells = _layout(raw)["hexes"]
    try:
        places = {code: (_place(cell["q"]), _place(cell["r"])) for code, cell in cells.items()}
    except KeyError as error:
        raise LayoutChanged(raw.name, "a column q and a row r for every hexagon", f"one without {error}") from error
    except (TypeError, ValueError) as error:
        raise LayoutChanged(raw.name, "a column q and a row r for every hexagon", str(error)) from error
    # Centres of cells where hexagons have radius 1.
    centres = {code: (sqrt(3) * (column + (row % 2) / 2), 1.5 * row) for code, (column, row) in places.items()}
    if len(set(centres.values())) < len(centres):
        raise LayoutChanged(raw.name, "one place for every hexagon", "two hexagons in one place")
    rows = pd.DataFrame(
        {
            "vintage": release.details["vintage"],
            "code": list(centres),
            "name": [str(cells[code].get("abbr") or cells[code].get("n") or code) for code in centres],
            "rings": [[ring] for ring in _placed(list(centres.values()))],
        }
    )
    return {"hexes": rows.sort_values("code", ignore_index=True)}


def _layout(raw: Raw) -> dict[str, Any]:
    try:
        layout = parse_json(raw.read())
    except ValueError as error:
        raise LayoutChanged(raw.name, "complete hexjson", f"a file that breaks off or is damaged ({error})") from error
    if layout.get("layout") != "odd-r" or not isinstance(layout.get("hexes"), dict):
        raise LayoutChanged(raw.name, "hexjson in layout odd-r", f"layout {listed([layout.get('layout')])}")
    if not isinstance(layout.get("vintage", ""), str):
        raise LayoutChanged(raw.name, "a vintage such as icb-2026", f"{layout['vintage']!r:.60}")
    return layout


def _labels(cells: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each hexagon says besides its code; a hexagon that is none is refused when it is drawn."""
    return ((code, cell) for code, cell in cells.items() if isinstance(cell, dict))


def _without_label(cells: dict[str, Any]) -> str:
    """The first hexagon without a short label beside others that have one, as a sentence; '' where all or none have."""
    lacking = [code for code, cell in _labels(cells) if not cell.get("abbr")]
    return f"{lacking[0]} has no short label (abbr), and others have one" if 0 < len(lacking) < len(cells) else ""


def _place(value: Any) -> int:
    """A column or row as whole numbers count them, not far from the others. Raises ValueError."""
    if type(value) is not int or abs(value) > FARTHEST:
        raise ValueError(f"{listed([value])} where a whole number up to {FARTHEST} should stand")
    return value


def _placed(centres: list[tuple[float, float]]) -> list[list[float]]:
    """Closed rings of regular hexagons, all of one size, as large as fits England's extent and in the middle of it."""
    xs, ys = zip(*centres, strict=True)
    west, south, east, north = ENGLAND
    width, height = max(xs) - min(xs) + sqrt(3), max(ys) - min(ys) + 2
    radius = min((east - west) / width, (north - south) / height)
    shift_x = (west + east) / 2 - radius * (min(xs) + max(xs)) / 2
    shift_y = (south + north) / 2 - radius * (min(ys) + max(ys)) / 2
    corners = ([(shift_x + radius * (x + dx), shift_y + radius * (y + dy)) for dx, dy in _CORNERS] for x, y in centres)
    return [[round(number) for corner in ring for number in corner] for ring in corners]
