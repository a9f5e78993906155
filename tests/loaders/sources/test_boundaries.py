"""Boundaries: any vintage by its codes, drawn without gaps or overlaps, and a sentence for every file that cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from insight.schema import TABLES, conform
from loaders.build import code_lists
from loaders.errors import LayoutChanged, LoadingError, NotUsable, SourceUnavailable
from loaders.read.geometry import to_national_grid
from loaders.source import Raw
from loaders.sources import boundaries
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import GOLDEN, published, raw_file

ICB_2023 = "geography/Integrated_Care_Boards_April_2023_EN_BSC_-187828753279616787.geojson"
STP_2021 = "geography/boundaries_stp21.geojson"
REGIONS_2024 = "geography/NHS_England_Regions_January_2024_EN_BSC_7500404208533377417.geojson"


def load(raw: Raw) -> Any:
    """The one table of a file, as a frame that has passed the door of the tidy shape."""
    release = boundaries.recognise(raw, LISTS)
    assert release is not None
    ((name, table),) = boundaries.tidy(raw, release, LISTS).items()
    return conform(table, TABLES[name]).to_pandas()


def polygon(rings: Any) -> Any:
    """One area from its rings: anticlockwise ones are land, clockwise ones holes."""
    pairs = [np.reshape(np.asarray(ring), (-1, 2)) for ring in rings]
    assert all((ring[0] == ring[-1]).all() for ring in pairs), "rings are closed"
    shapes = [shapely.Polygon(ring) for ring in pairs]
    land = [shape for shape in shapes if shape.exterior.is_ccw]
    holes = [shape for shape in shapes if not shape.exterior.is_ccw]
    return shapely.difference(shapely.MultiPolygon(land), shapely.MultiPolygon(holes))


@pytest.fixture
def regions() -> dict[str, Any]:
    """Seven invented squares in degrees, ready to be spoilt."""
    return json.loads((GOLDEN / "boundaries" / "invented_regions.geojson").read_text())


def written(folder: Path, content: dict[str, Any], url: str = "") -> Raw:
    path = folder / "spoilt.geojson"
    path.write_text(json.dumps(content))
    return Raw(path, path.name, url)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content["features"].append("E40000012"),
        lambda content: content["features"].append({"type": "Feature", "properties": "E40000012"}),
        lambda content: content.update(properties="none"),
        lambda content: content.update(name="\ud800"),
    ],
)
def test_what_is_no_feature_is_refused(tmp_path: Path, regions: dict[str, Any], spoil: Any) -> None:
    spoil(regions)
    with pytest.raises(LayoutChanged, match=r"features with properties|characters that are no text"):
        boundaries.recognise(written(tmp_path, regions), LISTS)


def test_regions_are_known_by_the_codes_in_whatever_attribute_holds_them() -> None:
    frame = load(raw_file(GOLDEN / "boundaries" / "invented_regions.geojson"))

    assert list(frame["code"]) == ["Y56", "Y58", "Y59", "Y60", "Y61", "Y62", "Y63"]
    assert set(frame["vintage"]) == {"region"}
    assert frame.set_index("code")["name"]["Y63"] == "North East and Yorkshire"


def test_another_code_beside_the_areas_own_does_not_matter(tmp_path: Path, regions: dict[str, Any]) -> None:
    as_published = load(written(tmp_path, regions))
    for feature in regions["features"]:
        feature["properties"] = {"ctry99cd": "E40000099", **feature["properties"]}
    assert load(written(tmp_path, regions)).equals(as_published)


def test_the_order_of_keys_and_blanks_behind_codes_do_not_matter(tmp_path: Path, regions: dict[str, Any]) -> None:
    as_published = load(written(tmp_path, regions))
    for feature in regions["features"]:
        feature["properties"]["nhser99cd"] += " "
        feature["properties"]["label"] = "of a map so large that what it is stands far below " * 100
    turned_round = dict(reversed(regions.items()))
    assert list(turned_round)[-1] == "type"
    assert load(written(tmp_path, turned_round)).equals(as_published)


def test_eastings_and_northings_are_left_where_they_are(tmp_path: Path, regions: dict[str, Any]) -> None:
    for index, feature in enumerate(regions["features"]):
        x, y = 100_000 + 50_000 * index, 200_000
        corners = [[x, y], [x + 50_000, y], [x + 50_000, y + 50_000], [x, y + 50_000], [x, y]]
        feature["geometry"] = {"type": "Polygon", "coordinates": [corners]}

    shapes = [polygon(rings) for rings in load(written(tmp_path, regions))["rings"]]

    assert shapely.total_bounds(shapes).tolist() == [100_000, 200_000, 450_000, 250_000]
    assert shapely.area(shapes).tolist() == [2.5e9] * 7


@pytest.mark.parametrize("names", [("LONG", "LAT"), ("BNG_E", "BNG_N")])
def test_two_areas_exchanged_under_their_points_are_refused_by_name(
    tmp_path: Path, regions: dict[str, Any], names: tuple[str, str]
) -> None:
    for feature in regions["features"]:
        corners = feature["geometry"]["coordinates"][0]
        middle = np.array([shapely.Polygon(corners).centroid])
        point = middle if names[0] == "LONG" else to_national_grid(middle)
        feature["properties"] |= dict(zip(names, shapely.get_coordinates(point)[0].tolist(), strict=True))
    regions["features"][2]["properties"] |= dict.fromkeys(names)
    as_published = load(written(tmp_path, regions))
    assert len(as_published) == 7, "a point may be missing"
    first, second = regions["features"][0], regions["features"][1]
    first["geometry"], second["geometry"] = second["geometry"], first["geometry"]
    with pytest.raises(LayoutChanged, match=rf"the area of E40000003 around its {names[0]} and {names[1]}.* km away"):
        load(written(tmp_path, regions))


def spoil_code(content: dict[str, Any]) -> None:
    content["features"][0]["properties"]["nhser99cd"] = "E40000099"


def spoil_missing_code(content: dict[str, Any]) -> None:
    del content["features"][0]["properties"]["nhser99cd"]


def spoil_duplicate(content: dict[str, Any]) -> None:
    content["features"].append(content["features"][0])


def spoil_geometry(content: dict[str, Any]) -> None:
    content["features"][2]["geometry"] = None


def spoil_coordinates(content: dict[str, Any]) -> None:
    for feature in content["features"]:
        feature["geometry"]["coordinates"] = [
            [[x * 111_000, y * 130_000] for x, y in feature["geometry"]["coordinates"][0]]
        ]


def spoil_ring(content: dict[str, Any]) -> None:
    content["features"][0]["geometry"]["coordinates"] = [[[-4, 51], [-3, 51]]]


def spoil_vintage(content: dict[str, Any]) -> None:
    for index, feature in enumerate(content["features"]):
        feature["properties"]["nhser99cd"] = f"E5400000{index + 1}"


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (spoil_code, "E40000099"),
        (spoil_missing_code, "1 of 7 without"),
        (spoil_duplicate, "E40000003 more than once"),
        (spoil_geometry, "none for E40000006"),
        (spoil_coordinates, "degrees or in metres"),
        (spoil_ring, "a geometry that is none"),
        (spoil_vintage, "closest to stp-2016: odd none; missing"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, regions: dict[str, Any], spoil: Any, says: str) -> None:
    spoil(regions)
    with pytest.raises(LayoutChanged, match=says):
        load(written(tmp_path, regions))


def test_a_cut_answer_is_refused_wherever_the_flag_stands(tmp_path: Path, regions: dict[str, Any]) -> None:
    with pytest.raises(NotUsable, match="exceededTransferLimit"):
        boundaries.recognise(written(tmp_path, regions | {"exceededTransferLimit": True}), LISTS)
    with pytest.raises(NotUsable, match="exceededTransferLimit"):
        boundaries.recognise(written(tmp_path, regions | {"properties": {"exceededTransferLimit": True}}), LISTS)


def test_earlier_regions_are_not_drawn(tmp_path: Path, regions: dict[str, Any]) -> None:
    regions["features"] = regions["features"][:4]
    with pytest.raises(NotUsable, match="earlier regions"):
        boundaries.recognise(written(tmp_path, regions), LISTS)


def test_a_file_that_breaks_off_and_an_error_message_each_say_so(tmp_path: Path, regions: dict[str, Any]) -> None:
    broken = tmp_path / "broken.geojson"
    broken.write_text(json.dumps(regions)[:900])
    with pytest.raises(LayoutChanged, match="breaks off"):
        boundaries.recognise(raw_file(broken), LISTS)
    error = {"error": {"code": 400, "message": "Invalid URL"}}
    with pytest.raises(SourceUnavailable, match="Invalid URL"):
        boundaries.recognise(written(tmp_path, error, "https://services1.arcgis.com/x"), LISTS)


def test_footprints_by_name_alone_are_refused_and_other_areas_by_name_are_nobodys(
    tmp_path: Path, regions: dict[str, Any]
) -> None:
    for feature in regions["features"]:
        feature["properties"] = {"name": "NHS Invented Hills ICB"}
    with pytest.raises(LayoutChanged, match=r"expected the ONS code.*found names alone.*Invented Hills"):
        boundaries.recognise(written(tmp_path, regions), LISTS)
    for feature in regions["features"]:
        feature["properties"] = {"name": "Invented Council"}
    assert boundaries.recognise(written(tmp_path, regions), LISTS) is None


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"a,b\n1,2\n", b'{"features": 3}', b"{", b"PK\x03\x04"])
def test_other_files_are_left_to_others(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    assert boundaries.recognise(raw_file(path), LISTS) is None


def test_a_hexagon_layout_lies_on_england_in_equal_hexagons_that_do_not_overlap() -> None:
    frame = load(raw_file(GOLDEN / "boundaries" / "invented_regions.hexjson"))
    shapes = [polygon(rings) for rings in frame["rings"]]

    assert set(frame["vintage"]) == {"region"}
    assert list(frame["name"])[:2] == ["I0", "I1"]
    assert np.ptp(shapely.area(shapes)) < 0.001 * shapely.area(shapes).mean()
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(shapely.area(shapes).sum(), rel=1e-4)
    west, south, east, north = shapely.total_bounds(shapes)
    assert west >= 85_000 - 1 and south >= 7_000 - 1 and east <= 656_001 and north <= 658_001
    assert east - west > 570_000 or north - south > 650_000


def test_vintages_that_share_their_letters_are_told_apart_by_the_files_name(tmp_path: Path) -> None:
    cells = {code: {"n": code, "q": at, "r": 0} for at, code in enumerate(LISTS.footprint_names("stp-2020"))}
    for name, vintage in (("stp-2020.hexjson", "stp-2020"), ("anything.hexjson", "icb-2022")):
        (tmp_path / name).write_text(json.dumps({"layout": "odd-r", "hexes": cells}))
        release = boundaries.recognise(raw_file(tmp_path / name), LISTS)
        assert release is not None and release.details["vintage"] == vintage


def test_a_hexagon_layout_of_other_things_or_with_a_hole_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "layout.hexjson"
    path.write_text(json.dumps({"layout": "odd-r", "hexes": {"E14000530": {"q": 0, "r": 0}}}))
    with pytest.raises(NotUsable, match="other than footprints"):
        boundaries.recognise(raw_file(path), LISTS)
    path.write_text(json.dumps({"layout": "odd-r", "vintage": "region", "hexes": {"Y56": {"q": 0, "r": 0}}}))
    with pytest.raises(LayoutChanged, match="Y63"):
        boundaries.recognise(raw_file(path), LISTS)
    path.write_text('{"layout": "odd-r", "hexes": {"Y56"')
    with pytest.raises(LayoutChanged, match="breaks off"):
        boundaries.recognise(raw_file(path), LISTS)


def test_every_vintage_has_a_hexagon_layout_and_a_service() -> None:
    wanted = list(boundaries.releases(None))  # type: ignore[arg-type]
    known = {vintage.id for vintage in LISTS.vintages}

    assert {item.name for item in wanted if item.url.startswith("builtin:")} == {
        f"{vintage}.hexjson" for vintage in known
    }
    assert set(boundaries.SERVICES) == known | {"region"}
    assert all("outSR=4326" in item.url and "f=geojson" in item.url for item in wanted if "arcgis" in item.url)


@pytest.mark.parametrize("vintage", [vintage.id for vintage in LISTS.vintages])
def test_the_built_in_layout_of_each_vintage_loads(vintage: str) -> None:
    frame = load(raw_file(code_lists.REFERENCE / "hex" / f"{vintage}.hexjson"))
    assert set(frame["code"]) == set(LISTS.footprint_names(vintage))
    assert set(frame["vintage"]) == {vintage}


@pytest.mark.parametrize(
    ("file", "vintage", "count", "least", "most"),
    [
        (ICB_2023, "icb-2022", 42, 4_000, 6_000),
        (STP_2021, "stp-2020", 42, 4_000, 6_000),
        (REGIONS_2024, "region", 7, 2_000, 4_000),
    ],
)
def test_the_published_boundaries_make_a_light_map_of_england(
    file: str, vintage: str, count: int, least: int, most: int
) -> None:
    raw = published(file)
    frame = load(raw)
    shapes = np.array([polygon(rings) for rings in frame["rings"]])
    area = shapely.area(shapes).sum() / 1e6

    assert len(frame) == count and set(frame["vintage"]) == {vintage}
    assert least <= shapely.get_num_coordinates(shapes).sum() <= most
    assert area == pytest.approx(130_600, rel=0.01)  # 130,518 to 130,669 square kilometres before simplification
    assert shapely.is_valid(shapes).all()
    assert area - shapely.area(shapely.union_all(shapes)) / 1e6 < 1e-6, "no overlaps"
    assert shapely.coverage_is_valid(shapes), "neighbours share their corners"
    holes = [
        shapely.Polygon(ring).area for part in shapely.get_parts(shapely.union_all(shapes)) for ring in part.interiors
    ]
    assert not holes, "no gaps"


def test_islands_people_live_on_stay_on_the_map() -> None:
    frame = load(published(ICB_2023)).set_index("code")
    cornwall, hampshire = polygon(frame["rings"]["QT6"]), polygon(frame["rings"]["QRL"])

    assert cornwall.intersects(shapely.box(85_000, 5_000, 97_000, 18_000)), "the Isles of Scilly"
    newport = shapely.Point(450_000, 88_000)
    wight = next(part.area for part in shapely.get_parts(hampshire) if part.contains(newport)) / 1e6
    assert wight == pytest.approx(380, rel=0.05), "the Isle of Wight is 380 square kilometres"


def test_neighbours_on_the_ground_are_neighbours_on_the_map() -> None:
    frame = load(published(ICB_2023)).set_index("code")
    shape = {code: polygon(rings) for code, rings in frame["rings"].items()}

    for one, other in [("QT6", "QJK"), ("QNX", "QKS"), ("QMJ", "QRV"), ("QHM", "QOQ"), ("QNQ", "QXU")]:
        assert shape[one].intersection(shape[other]).length > 5_000


@pytest.mark.parametrize(
    "file",
    [
        "geography/NHS_SubICB_April_2023_EN_BSC_8040841744469859785.geojson",
        "geography/boundaries_ccg21.geojson",
    ],
)
def test_published_areas_that_are_not_drawn_say_so(file: str) -> None:
    with pytest.raises(LoadingError, match="drawn"):
        boundaries.recognise(published(file), LISTS)


def _footprints(**second: str) -> dict[str, Any]:
    """All footprints of 2022 as the ONS labels them, without their outlines; the second with other labels."""
    by_ons = {code: ons for ons, code in LISTS.footprints_by_ons_code("icb-2022").items()}
    labels = [
        {"ICB23CD": by_ons[code], "ICB23CDH": code, "ICB23NM": name}
        for code, name in LISTS.footprint_names("icb-2022").items()
    ]
    labels[1].update(second)
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": one} for one in labels]}


@pytest.mark.parametrize("label", ["ICB23CDH", "ICB23NM"])
def test_a_feature_with_the_code_of_one_footprint_and_a_label_of_another_is_refused(tmp_path: Path, label: str) -> None:
    assert boundaries.recognise(written(tmp_path, _footprints()), LISTS) is not None
    first = _footprints()["features"][0]["properties"]
    with pytest.raises(LayoutChanged, match=f"found '{first[label]}', which is {first['ICB23CDH']}"):
        boundaries.recognise(written(tmp_path, _footprints(**{label: first[label]})), LISTS)


def test_a_region_with_the_name_of_another_is_refused(tmp_path: Path, regions: dict[str, Any]) -> None:
    for feature in regions["features"]:
        code = LISTS.regions_by_ons_code[feature["properties"]["nhser99cd"]]
        feature["properties"]["NHSER24NM"] = LISTS.region_names[code]
    assert boundaries.recognise(written(tmp_path, regions), LISTS) is not None
    regions["features"][1]["properties"]["NHSER24NM"] = "London"
    with pytest.raises(LayoutChanged, match="found 'London', which is Y56"):
        boundaries.recognise(written(tmp_path, regions), LISTS)


@pytest.mark.parametrize("label", ["STP21CDH", "ICB23CD", "ICB23NM"])
def test_a_hexagon_under_one_code_with_a_label_of_another_is_refused(tmp_path: Path, label: str) -> None:
    by_ons = {code: ons for ons, code in LISTS.footprints_by_ons_code("icb-2022").items()}
    names = LISTS.footprint_names("icb-2022")
    cells = {
        code: {"q": at, "r": 0, "STP21CDH": code, "ICB23CD": by_ons[code], "ICB23NM": name}
        for at, (code, name) in enumerate(names.items())
    }
    path = tmp_path / "icb-2022.hexjson"
    path.write_text(json.dumps({"layout": "odd-r", "hexes": cells}))
    assert boundaries.recognise(raw_file(path), LISTS) is not None
    first, second = list(cells)[:2]
    cells[second][label] = cells[first][label]
    path.write_text(json.dumps({"layout": "odd-r", "hexes": cells}))
    with pytest.raises(LayoutChanged, match=f"which is {first}"):
        boundaries.recognise(raw_file(path), LISTS)


@pytest.mark.parametrize(
    ("labelled", "doubt"), [(42, ""), (41, "has no short label (abbr), and others have one"), (0, "")]
)
def test_a_hexagon_without_a_short_label_beside_others_with_one_is_asked_about(
    tmp_path: Path, labelled: int, doubt: str
) -> None:
    cells = {
        code: {"q": at, "r": 0} | ({"abbr": f"A{at}"} if at < labelled else {})
        for at, code in enumerate(LISTS.footprint_names("icb-2022"))
    }
    path = tmp_path / "icb-2022.hexjson"
    path.write_text(json.dumps({"layout": "odd-r", "hexes": cells}))
    release = boundaries.recognise(raw_file(path), LISTS)
    assert release and release.details["doubt"].endswith(doubt)
    assert bool(doubt) == bool(release.details["doubt"])
