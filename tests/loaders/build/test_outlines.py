"""An outline or hexagon under the code of another area is told by files that draw the same land. All shapes are INVENTED."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from insight.schema import FROM_FILES, TABLES, conform
from loaders.build.outlines import displaced, turned, without_strays
from loaders.declared import REFERENCE
from loaders.fetch.places import Files
from loaders.outcome import Fate
from loaders.progress import say_nothing
from loaders.reference import REGION
from loaders.refresh import Refresh
from loaders.source import discover
from loaders.store import tidied
from loaders.store.cache import Cache
from tests.loaders.built_in import LISTS

BUILT_IN = REFERENCE / "hex" / "icb-2022.hexjson"
WHERE = {"QE1": 0, "QOP": 1, "QYG": 2}
"""Three areas of the north-west in a row, whose land is the same in both sets."""


def _file(cache: Cache, vintage: str, places: Mapping[str, float]) -> tidied.TidiedFile:
    """Squares of ten kilometres in a row."""
    rings = {
        code: [
            [10_000.0 * (at + east) if axis == 0 else 10_000.0 * north for east, north in CORNERS for axis in (0, 1)]
        ]
        for code, at in places.items()
    }
    rows = pd.DataFrame({"code": list(rings), "name": list(rings), "rings": list(rings.values())}).assign(
        vintage=vintage
    )
    return tidied.save(cache, vintage, {"boundaries": conform(rows, FROM_FILES["boundaries"])})


CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))


@pytest.mark.parametrize(
    ("places", "said"),
    [(WHERE, ""), ({**WHERE, "QE1": 2, "QYG": 0}, "QE1 not in QE1, QYG not in QYG"), ({"QE1": 2, "QOP": 1}, "QE1 not in QE1")],
    ids=["as before", "two exchanged", "a part of the file"],
)  # fmt: skip
def test_an_area_lies_where_it_did_in_the_set_before(cache: Cache, places: Mapping[str, int], said: str) -> None:
    before, after = _file(cache, "stp-2020", places), _file(cache, "icb-2022", WHERE)
    assert displaced(before, after, LISTS) == said
    assert bool(displaced(after, before, LISTS)) == bool(said)


def test_a_country_that_lies_elsewhere_is_told_though_its_areas_overlap(cache: Cache) -> None:
    there, here = (
        _file(cache, "stp-2020", WHERE),
        _file(cache, "icb-2022", {code: at + 0.3 for code, at in WHERE.items()}),
    )
    said = "England ends 3 km from where it ends in the other, to the east or north"
    assert displaced(here, there, LISTS) == displaced(there, here, LISTS) == said
    near = _file(cache, "icb-2022", {code: at + 0.1 for code, at in WHERE.items()})
    assert displaced(near, there, LISTS) == "", "outlines are generalised"


def test_an_area_lies_in_its_region(cache: Cache) -> None:
    region = _file(cache, REGION, {"Y62": 0, "Y58": 2})
    assert displaced(_file(cache, "icb-2022", {"QE1": 0, "QVV": 2}), region, LISTS) == ""
    assert displaced(_file(cache, "icb-2022", {"QE1": 2}), region, LISTS) == "QE1 not in Y62"
    assert displaced(_file(cache, "icb-2026", {"no such": 2}), region, LISTS) == ""


@pytest.mark.parametrize("exchanged", [False, True])
def test_hexagons_whose_columns_and_rows_are_exchanged_are_held_back(
    tmp_path: Path, cache: Cache, exchanged: bool
) -> None:
    layout = json.loads(BUILT_IN.read_text(encoding="utf-8"))
    for cell in layout["hexes"].values():
        cell["colour"] = "#123456"
        if exchanged:
            cell["q"], cell["r"] = cell["r"], cell["q"]
    path = tmp_path / BUILT_IN.name
    path.write_text(json.dumps(layout), encoding="utf-8")
    refresh = Refresh(cache, {"boundaries": discover()["boundaries"]}, say_nothing)
    (outcome,) = refresh.run(Files((path,), ("boundaries",))).outcomes
    assert outcome.fate is (Fate.HELD if exchanged else Fate.LOADED), outcome
    assert ("columns (q) and rows (r) are exchanged" in outcome.reason) == exchanged


def test_outlines_exchanged_are_held_back_beside_a_file_that_draws_the_same_land(tmp_path: Path, cache: Cache) -> None:
    files = []
    for vintage, exchanged in (("icb-2022", False), ("stp-2020", True)):
        ons = {ods: code for code, ods in LISTS.footprints_by_ons_code(vintage).items()}
        at = {code: place for place, code in enumerate(sorted(ons))}
        if exchanged:
            at["QE1"], at["QYG"] = at["QYG"], at["QE1"]
        features = [
            {
                "type": "Feature",
                "properties": {"CD": ons[code]},
                "geometry": {"type": "Polygon", "coordinates": [_square(place)]},
            }
            for code, place in at.items()
        ]
        path = tmp_path / f"{vintage}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        files.append(path)
    refresh = Refresh(cache, {"boundaries": discover()["boundaries"]}, say_nothing)
    assert [each.fate for each in refresh.run(Files((files[0],), ("boundaries",))).outcomes] == [Fate.LOADED]
    (outcome,) = refresh.run(Files((files[1],), ("boundaries",))).outcomes
    assert outcome.fate is Fate.HELD and "QE1 not in QE1, QYG not in QYG" in outcome.reason, outcome


def _square(place: int) -> list[tuple[float, float]]:
    east, north = 100_000 + 20_000 * (place % 7), 100_000 + 20_000 * (place // 7)
    return [(east + 20_000.0 * x, north + 20_000.0 * y) for x, y in CORNERS]


def test_a_point_far_outside_the_footprint_of_its_place_is_not_shown_and_told() -> None:
    """Half a degree of latitude is 55 km; a place without an outline keeps its point."""
    ring = [edge for east, north in CORNERS for edge in (380_000.0 + 10_000 * east, 400_000.0 + 10_000 * north)]
    maps = pd.DataFrame({"code": ["QOP"], "name": "Invented", "vintage": "icb-2022", "rings": [[ring]]})
    places = [("1-1", -2.24, 53.53), ("1-2", -2.24, 54.03), ("1-3", None, None), ("1-4", 0.5, 51.5)]
    orgs = pd.DataFrame(places, columns=["code", "longitude", "latitude"]).assign(level="location", name="INVENTED")
    homes = pd.DataFrame({"child": ["1-1", "1-2", "1-3", "1-4"], "parent": ["QOP", "QOP", "QOP", "QMF"]})
    tables = [
        conform(frame, TABLES[name])
        for name, frame in (
            ("orgs", orgs),
            ("membership", homes.assign(vintage="icb-2022", basis="CQC")),
            ("boundaries", maps),
        )
    ]
    found, said = without_strays(*tables)
    assert found["longitude"].to_pylist() == [-2.24, None, None, 0.5]
    assert found.drop(["longitude", "latitude"]) == tables[0].drop(["longitude", "latitude"])
    assert said == ["1-2: the point printed lies over 20 km outside the footprint, and is not shown"]
    assert without_strays(tables[0].slice(0, 1), *tables[1:]) == (tables[0].slice(0, 1), [])


@pytest.mark.parametrize(("moved", "told"), [(0, False), (2, False), (5, True)])
def test_hexagons_under_the_codes_of_others_are_told_and_two_may_be_exchanged(
    cache: Cache, moved: int, told: bool
) -> None:
    def layout(name: str, codes: list[str]) -> tidied.TidiedFile:
        rings = [
            [[float(at + east if axis == 0 else north) for east, north in CORNERS for axis in (0, 1)]]
            for at in range(9)
        ]
        rows = pd.DataFrame({"code": codes, "name": codes, "rings": rings, "vintage": "icb-2022"})
        return tidied.save(cache, name, {"hexes": conform(rows, FROM_FILES["hexes"])})

    codes = [f"Q{at:02}" for at in range(9)]
    before, now = layout("before", codes), layout("now", [*codes[1:moved], *codes[:1], *codes[max(moved, 1) :]])
    said = "5 of its 9 hexagons lie where others of them lay in it: Q00, Q01, Q02, Q03 and 1 more"
    assert turned(now, before) == (said if told else "")
