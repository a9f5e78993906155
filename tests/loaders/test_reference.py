"""The code lists and hex layouts hold every footprint once, agree with each other and, where they are at hand, with the publishers' files."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
from collections import Counter
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "loaders" / "reference"
SIZES = {"stp-2016": 44, "stp-2020": 42, "icb-2022": 42, "icb-2026": 36}
VINTAGES = list(SIZES)

Rows = list[dict[str, str]]
Cell = tuple[int, int]


def listed(name: str) -> Rows:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(name: str) -> Path:
    folder = Path(os.environ.get("INSIGHT_SHARED_DATA", ROOT.parent / "shared" / "data"))
    path = folder / "geography" / name
    if not path.exists():
        pytest.skip(f"the published file {name} is not at hand (set INSIGHT_SHARED_DATA)")
    return path


def published_rows(name: str) -> Rows:
    path = published(name)
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def footprints(vintage: str) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in listed("footprints") if row["vintage"] == vintage}


def by_ons_code(vintage: str) -> dict[str, str]:
    return {ons: code for code, row in footprints(vintage).items() for ons in row["ons_codes"].split(";")}


def parents(vintage: str) -> dict[str, str]:
    return {row["code"]: row["parent"] for row in listed("areas") if row["vintage"] == vintage}


def links(earlier: str, later: str) -> dict[tuple[str, str], bool]:
    return {
        (row["earlier"], row["later"]): row["same_area"] == "true"
        for row in listed("lineage")
        if (row["earlier_vintage"], row["later_vintage"]) == (earlier, later)
    }


def changed(earlier: str, later: str) -> set[tuple[str, str]]:
    return {pair for pair, same_area in links(earlier, later).items() if not same_area}


# --- code lists: each by itself


def test_vintages_follow_one_another_without_gap_and_one_is_in_force() -> None:
    vintages = listed("vintages")
    assert [row["id"] for row in vintages] == VINTAGES
    assert all(before["end"] == after["start"] for before, after in pairwise(vintages))
    assert [row["id"] for row in vintages if not row["end"]] == ["icb-2026"]


@pytest.mark.parametrize("vintage", VINTAGES)
def test_a_vintage_lists_each_footprint_once(vintage: str) -> None:
    rows = [row for row in listed("footprints") if row["vintage"] == vintage]
    assert len(rows) == len(footprints(vintage)) == SIZES[vintage]
    assert len({row["name"] for row in rows}) == len({row["short_name"] for row in rows}) == len(rows)
    assert all(row["short_name"] == row["short_name"].strip() != "" for row in rows)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_an_ons_code_means_one_footprint_within_a_vintage(vintage: str) -> None:
    codes = [ons for row in footprints(vintage).values() for ons in row["ons_codes"].split(";")]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"E54\d{6}", ons) for ons in codes)


def test_both_numberings_of_the_44_are_known() -> None:
    assert set(by_ons_code("stp-2016")) == {f"E540000{number:02}" for number in range(1, 49)}


def test_every_footprint_lies_in_a_region_open_at_some_time_of_its_vintage() -> None:
    regions = {row["code"]: row for row in listed("regions")}
    for vintage in listed("vintages"):
        for row in footprints(vintage["id"]).values():
            region = regions[row["region"]]
            assert region["opened"] < (vintage["end"] or "9999"), row
            assert not region["closed"] or region["closed"] > vintage["start"], row


def test_region_codes_are_unique() -> None:
    regions = listed("regions")
    assert len({row["code"] for row in regions}) == len(regions) == 10
    codes = [code for row in regions for code in row["ons_codes"].split(";")]
    assert len(codes) == len(set(codes)) == 14


def test_every_area_lies_in_one_footprint_and_every_footprint_has_an_area() -> None:
    counts = Counter(row["vintage"] for row in listed("areas"))
    assert counts == {"stp-2016": 215, "stp-2020": 224, "icb-2022": 106, "icb-2026": 106}
    for vintage in VINTAGES:
        assert len(parents(vintage)) == counts[vintage]
        assert set(parents(vintage).values()) == set(footprints(vintage))


# --- code lists: against each other


def test_lineage_leads_from_and_to_every_footprint() -> None:
    assert len(listed("lineage")) == sum(len(links(*pair)) for pair in pairwise(VINTAGES))
    for earlier, later in pairwise(VINTAGES):
        assert {code for code, _ in links(earlier, later)} == set(footprints(earlier))
        assert {code for _, code in links(earlier, later)} == set(footprints(later))


@pytest.mark.parametrize(
    ("earlier", "later", "unchanged"), [(*VINTAGES[:2], 37), (*VINTAGES[1:3], 34), (*VINTAGES[2:], 29)]
)
def test_an_unchanged_footprint_has_no_other_link(earlier: str, later: str, unchanged: int) -> None:
    pairs = links(earlier, later)
    same = [pair for pair, same_area in pairs.items() if same_area]
    assert len(same) == unchanged
    assert all(before == after for before, after in same)
    touched = Counter(before for before, _ in pairs) + Counter(after for _, after in pairs)
    assert all(touched[code] == 2 for code, _ in same)


@pytest.mark.parametrize(("earlier", "later"), list(pairwise(VINTAGES)))
def test_an_area_that_outlives_its_vintage_follows_the_lineage(earlier: str, later: str) -> None:
    before, after = parents(earlier), parents(later)
    pairs = {(before[code], after[code]) for code in before.keys() & after.keys()}
    assert len(pairs) > 30
    assert pairs <= set(links(earlier, later))


def test_the_three_northern_footprints_became_one() -> None:
    into = {before for before, after in links("stp-2016", "stp-2020") if after == "QHM"}
    assert into == {"QVP", "QT8", "QMK"}


def test_the_footprints_cut_up_in_2026_went_where_the_merger_sent_them() -> None:
    after = parents("icb-2026")
    went = {code: after[code] for code, before in parents("icb-2022").items() if before in {"QJG", "QM7"}}
    assert went == {"06L": "T6Y0W", "07K": "T6Y0W", "06T": "D7T5G", "07H": "D7T5G", "06K": "S1Y5D", "06N": "S1Y5D"}


def test_frimley_was_shared_out_among_three_and_its_area_closed() -> None:
    heirs = {after for before, after in links("icb-2022", "icb-2026") if before == "QNQ"}
    assert heirs == {"S0E4D", "S9B9J", "QRL"}
    assert parents("icb-2022").keys() - parents("icb-2026").keys() == {"D4U1Y"}
    assert parents("icb-2026").keys() - parents("icb-2022").keys() == {"U2G6B"}
    assert parents("icb-2026")["U2G6B"] == "S0E4D"


# --- code lists: against the publishers' files


def test_codes_of_2016_are_the_publishers() -> None:
    ours = {code: row["ons_codes"].split(";") for code, row in footprints("stp-2016").items()}
    theirs = {
        row["STP16CDH"]: list(dict.fromkeys([row["STP16CD"], row["STP17CD"]]))
        for row in published_rows("stp2016_44_names.csv")
    }
    assert ours == theirs


def test_areas_of_2016_are_the_publishers() -> None:
    home = by_ons_code("stp-2016")
    theirs = {row["CCGCDH"]: home[row["STP17CD"]] for row in published_rows("ccg_to_stp17.csv")}
    assert parents("stp-2016") == theirs


def test_codes_and_regions_of_2019_are_the_publishers() -> None:
    theirs = published_rows("stp_apr2019_42_names.csv")
    ours = footprints("stp-2020")
    assert {row["STPCDH"]: row["STPCD"] for row in theirs} == {
        code: row["ons_codes"].split(";")[0] for code, row in ours.items()
    }
    assert all(ours[row["STPCDH"]]["region"] in row["region"] for row in theirs)


def test_areas_of_2019_are_the_publishers() -> None:
    theirs = {row["CCGCDH"]: row["STPCDH"] for row in published_rows("stp_apr2019_ccg.csv")}
    assert len(theirs) == 191
    assert theirs.items() <= parents("stp-2020").items()


def test_areas_of_2022_are_the_publishers_before_and_after_july() -> None:
    stps = {row["CCG_CODE"]: row["STP_CODE"] for row in published_rows("gp-reg-pat-prac-map.csv")}
    assert len(stps) == 106
    assert stps.items() <= parents("stp-2020").items()
    lookup = published_rows("lookup_lsoa11_sicbl22_icb22.csv.gz")
    assert parents("icb-2022") == {row["sicbl22_code_h"]: row["icb22_code_h"] for row in lookup}


def test_areas_of_april_2020_are_all_known() -> None:
    ccgs = {row["CCG_CODE"] for row in published_rows("gp-reg-pat-prac-all.csv")}
    assert len(ccgs) == 135
    assert ccgs <= set(parents("stp-2020"))


def test_names_codes_regions_and_heirs_of_2022_are_the_publishers() -> None:
    ours = footprints("icb-2022")
    for row in published_rows("icb_42_codes.csv"):
        mine = ours.pop(row["ICBCDH"])
        assert mine["name"] == row["ICB23NM"].strip()
        assert mine["ons_codes"].split(";") == list(dict.fromkeys([row["ICB22CD"], row["ICB23CD"]]))
        assert mine["region"] == row["NHSER21CDH"]
        heirs = {after for before, after in links("icb-2022", "icb-2026") if before == row["ICBCDH"]}
        assert heirs == set(re.findall(r"\w+", row["successor_2026_ODS"]))
    assert not ours


def test_names_codes_regions_and_origins_of_2026_are_the_publishers() -> None:
    ours, regions = footprints("icb-2026"), {row["code"]: row["name"] for row in listed("regions")}
    for row in published_rows("icb_36_april2026_codes.csv"):
        mine = ours.pop(row["ICB26CDH"])
        assert (mine["name"], mine["ons_codes"]) == (row["ICB26NM"].strip(), row["ICB26CD"])
        assert regions[mine["region"]] == row["NHSER"]
        origins = {before for before, after in links("icb-2022", "icb-2026") if after == row["ICB26CDH"]}
        assert origins == set(re.findall(r"\w+", row["predecessors_ODS"]))
    assert not ours


def test_ground_that_changed_hands_in_july_2022_is_the_lineage() -> None:
    """All 32,844 small areas: those whose footprint differs between the two ONS lookups, and no others, make the links."""
    home = by_ons_code("stp-2020")
    before = {row["lsoa11_code"]: home[row["stp21_code"]] for row in published_rows("lookup_lsoa11_ccg21_stp21.csv.gz")}
    after = {row["lsoa11_code"]: row["icb22_code_h"] for row in published_rows("lookup_lsoa11_sicbl22_icb22.csv.gz")}
    assert len(before) == 32_844
    moved = Counter((before[code], after[code]) for code in before if before[code] != after[code])
    assert moved == {("QF7", "QT1"): 70, ("QOP", "QJ2"): 21, ("QUA", "QHL"): 92, ("QUE", "QPM"): 9}
    touched = {code for pair in moved for code in pair}
    assert changed("stp-2020", "icb-2022") == set(moved) | {(code, code) for code in touched}


def test_practices_that_changed_footprint_in_april_2020_are_the_lineage() -> None:
    """What the ODS history says of 2019 against the mapping of 2022: three CCGs changed hands as they merged."""
    now = {row["PRACTICE_CODE"]: row["STP_CODE"] for row in published_rows("gp-reg-pat-prac-map.csv")}
    then = {row["CCGCDH"]: row["STPCDH"] for row in published_rows("stp_apr2019_ccg.csv")}
    with published("epcmem.csv").open(encoding="utf-8", newline="") as file:
        spells = [row for row in csv.reader(file) if row[1] in then and row[0] in now]
    in_june_2019 = {row[0]: row[1] for row in spells if row[3] <= "20190601" and (not row[4] or row[4] > "20190601")}
    moved = {(ccg, now[practice]) for practice, ccg in in_june_2019.items() if then[ccg] != now[practice]}
    assert moved == {("03D", "QOQ"), ("03E", "QOQ"), ("09L", "QXU")}
    was = parents("stp-2016")
    assert {(was[ccg], stp) for ccg, stp in moved} <= changed("stp-2016", "stp-2020")


# --- hex layouts


@cache
def cells(vintage: str) -> dict[str, Cell]:
    return {code: (hexagon["q"], hexagon["r"]) for code, hexagon in hexes(vintage).items()}


def hexes(vintage: str) -> dict[str, dict]:
    layout = json.loads((REFERENCE / "hex" / f"{vintage}.hexjson").read_text(encoding="utf-8"))
    assert (layout["layout"], layout["vintage"]) == ("odd-r", vintage)
    return layout["hexes"]


def around(cell: Cell) -> set[Cell]:
    """The six cells that touch a cell: in odd-r an odd row sits half a hexagon to the right."""
    q, r = cell
    right = r % 2
    return {(q - 1, r), (q + 1, r)} | {(q + right - step, r + up) for step in (0, 1) for up in (-1, 1)}


def reached(start: Cell, ground: set[Cell]) -> set[Cell]:
    found, edge = {start}, {start}
    while edge:
        edge = {cell for each in edge for cell in around(each)} & ground - found
        found |= edge
    return found


@pytest.mark.parametrize("vintage", VINTAGES)
def test_a_layout_gives_every_footprint_a_cell_of_its_own(vintage: str) -> None:
    assert set(cells(vintage)) == set(footprints(vintage))
    assert len(set(cells(vintage).values())) == SIZES[vintage]


@pytest.mark.parametrize("vintage", VINTAGES)
def test_labels_fit_a_hexagon_and_tell_footprints_apart(vintage: str) -> None:
    layout = hexes(vintage)
    labels = [hexagon["abbr"] for hexagon in layout.values()]
    assert len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[A-Za-z]{3,6}", label) for label in labels)
    assert {code: hexagon["n"] for code, hexagon in layout.items()} == {
        code: row["short_name"] for code, row in footprints(vintage).items()
    }


@pytest.mark.parametrize("vintage", VINTAGES)
def test_the_land_is_in_one_piece_with_the_sea_all_around(vintage: str) -> None:
    land = set(cells(vintage).values())
    assert reached(min(land), land) == land
    sea = {(q, r) for q in range(-1, 12) for r in range(-1, 14)} - land
    assert reached((-1, -1), sea) == sea


@pytest.mark.parametrize("vintage", VINTAGES)
def test_england_is_recognisable(vintage: str) -> None:
    """Cornwall is the far west and in the last row, Kent the far east of the south, London whole, the north narrow."""
    place = {code: (q + (r % 2) / 2, r) for code, (q, r) in cells(vintage).items()}
    assert min(place, key=lambda code: place[code][0]) == "QT6"
    assert place["QT6"][1] == min(row for _, row in place.values())
    southern_rows = {code: x for code, (x, row) in place.items() if row <= place["QKS"][1]}
    assert max(southern_rows, key=lambda code: southern_rows[code]) == "QKS"
    london = {cells(vintage)[code] for code, row in footprints(vintage).items() if row["region"] == "Y56"}
    assert reached(min(london), london) == london
    north, south = ({x for x, row in place.values() if lower <= row < lower + 3} for lower in (8, 1))
    assert max(north) - min(north) < max(south) - min(south)


def test_footprints_stay_where_they_were_from_vintage_to_vintage() -> None:
    assert cells("stp-2020") == cells("icb-2022")
    newcomer = ("QHM", cells("stp-2020")["QHM"])
    assert cells("stp-2020").items() - cells("stp-2016").items() == {newcomer}
    before, after = cells("icb-2022"), cells("icb-2026")
    moved = {code for code in before.keys() & after.keys() if before[code] != after[code]}
    assert moved == {"QJM", "QPM", "QWE", "QKK", "QKS"}
    one_step = {code for code in moved if after[code] in around(before[code])}
    assert moved - one_step == {"QWE"}
    assert around(after["QWE"]) & around(before["QWE"])


NORTH_2016 = dict.fromkeys(["00L", "00N", "00P", "13T", "99C"], "QVP") | {"01H": "QT8", "16C": "QMK", "84H": "QMK"}
"""The CCGs of 2021 that made up the three northern footprints of 2016, nearly: 84H held North Durham too."""


def borders(file: str, ods_code: str, home: dict[str, str]) -> set[frozenset[str]]:
    """Pairs of footprints that share at least 2.5 km of border: `home` gives the footprint of a polygon's `ods_code`.

    Super-generalised polygons leave gaps of a few hundred metres, so each is widened before the overlap is measured.
    """
    import geopandas  # noqa: PLC0415 - half a second that the tests without published files need not wait

    width = 900 if file.startswith("boundaries_") else 600
    areas = geopandas.read_file(published(file)).to_crs(27700)
    names = areas[ods_code].str.split(" - ").str[-1].map(home)
    areas = areas.assign(footprint=names, geometry=areas.geometry.buffer(0)).dropna(subset=["footprint"])
    wide = areas.dissolve("footprint").geometry.buffer(width / 2)
    return {
        frozenset((one, other))
        for one, other in combinations(wide.index, 2)
        if wide[one].intersects(wide[other]) and wide[one].intersection(wide[other]).area / width > 2500
    }


@pytest.mark.parametrize(
    ("vintage", "file", "column", "floor"),
    [
        ("stp-2016", "boundaries_ccg21.geojson", "ccg21_code", 0.77),
        ("stp-2020", "boundaries_stp21.geojson", "stp21_code", 0.76),
        ("icb-2022", "Integrated_Care_Boards_April_2023_EN_BSC_-187828753279616787.geojson", "ICB23CD", 0.76),
        ("icb-2026", "NHS_SubICB_April_2023_EN_BSC_8040841744469859785.geojson", "SICBL23NM", 0.80),
    ],
)
def test_most_neighbours_stay_neighbours(vintage: str, file: str, column: str, floor: float) -> None:
    """Measured on the ONS boundaries; of 2026 without Frimley's ground, of 2016 with the borders of 2021 inside the north."""
    if vintage == "stp-2016":
        mapping = published_rows("gp-reg-pat-prac-map.csv")
        home = {row["ONS_CCG_CODE"]: NORTH_2016.get(row["CCG_CODE"], row["STP_CODE"]) for row in mapping}
    else:
        home = parents(vintage) if vintage == "icb-2026" else by_ons_code(vintage)
    shared = borders(file, column, home)
    assert {code for pair in shared for code in pair} == set(footprints(vintage))
    touching = {
        frozenset((one, other))
        for one, other in combinations(cells(vintage), 2)
        if cells(vintage)[other] in around(cells(vintage)[one])
    }
    assert len(shared & touching) / len(shared) >= floor
