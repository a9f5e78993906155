"""A reorganisation still to come: code lists and maps dropped into a folder become a vintage, with no change of code.

Everything here is invented: three footprints that take the place of the 36 of 2026 on 1 April 2027.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest

from insight.measures.geography import Geography
from insight.measures.reading import read_measure
from insight.measures.series import series
from insight.model import ENGLAND
from insight.store import Store
from loaders.fetch.places import Folder
from loaders.outcome import Fate, Summary
from loaders.progress import say_nothing
from loaders.refresh import Refresh
from loaders.source import Source, discover
from loaders.store.cache import Cache
from tests.loaders.built_in import LISTS

NEW = {"X1N": ("E54000091", "Y63"), "X2M": ("E54000092", "Y60"), "X3S": ("E54000093", "Y59")}
SOUTH = {"Y56", "Y58", "Y59"}


def heir(region: str) -> str:
    return "X3S" if region in SOUTH else "X1N" if region in {"Y62", "Y63"} else "X2M"


def write_lists(folder: Path) -> None:
    """The four lists, for the vintage of 2027 alone but for the end of the one before."""
    old = LISTS.tables["footprints"].query("vintage == 'icb-2026'")
    heirs = {code: heir(region) for code, region in zip(old["code"], old["region"], strict=True)}
    areas = LISTS.tables["areas"].query("vintage == 'icb-2026'")
    lines = {
        "vintages": ["id,title,start,end", "icb-2026,ICBs 2026 to 2027 (36),2026-04-01,2027-04-01",
                     "icb-2027,ICBs from April 2027 (3),2027-04-01,"],
        "footprints": ["vintage,code,name,short_name,ons_codes,region",
                       *(f"icb-2027,{code},NHS {code} ICB,{code},{ons},{region}" for code, (ons, region) in NEW.items())],
        "lineage": ["earlier_vintage,earlier,later_vintage,later,same_area",
                    *(f"icb-2026,{code},icb-2027,{heirs[code]},false" for code in heirs)],
        "areas": ["vintage,code,parent",
                  *(f"icb-2027,{code},{heirs[parent]}" for code, parent in zip(areas["code"], areas["parent"], strict=True))],
    }  # fmt: skip
    for name, rows in lines.items():
        (folder / f"{name} of 2027.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_maps(folder: Path) -> None:
    """Three squares one above the other, and three hexagons."""
    squares = [
        {
            "type": "Feature",
            "properties": {"ICB27CD": ons, "ICB27NM": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[-2, 51 + at], [-1, 51 + at], [-1, 52 + at], [-2, 52 + at], [-2, 51 + at]]],
            },
        }
        for at, (code, (ons, _)) in enumerate(NEW.items())
    ]
    (folder / "a boundary file.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": squares}))
    hexes = {code: {"n": code, "q": 0, "r": row} for row, code in enumerate(NEW)}
    (folder / "hexagons.hexjson").write_text(json.dumps({"layout": "odd-r", "hexes": hexes}))


def write_practices(folder: Path) -> None:
    """A mapping of May 2026 and list sizes: three practices, one to each footprint to come."""
    header = (
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
        "ONS_SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ONS_ICB_CODE,ICB_CODE,ICB_NAME"
    )
    practices = [("Z00001", "16C", "QHM"), ("Z00002", "06H", "S1Y5D"), ("Z00003", "11X", "QSL")]
    rows = [
        f"X,01May2026,{p},INVENTED {p},ZZ1 1ZZ,U,Unallocated,E3800090{at},{area},AREA {at},E5400090{at},{icb},ICB {at}"
        for at, (p, area, icb) in enumerate(practices)
    ]
    (folder / "map.csv").write_text("\n".join([header, *rows, ""]))
    sizes = [f"X,01MAY2026,GP,16C,E38,{p},ZZ1 1ZZ,ALL,ALL,{1000 * n}" for n, (p, _, _) in enumerate(practices, start=1)]
    columns = "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
    (folder / "sizes.csv").write_text("\n".join([columns, *sizes, ""]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "dropped in"
    place.mkdir()
    return place


def fetch(cache: Cache, folder: Path) -> Summary:
    sources = {name: cast(Source, module) for name, module in discover().items() if name in ("register", "boundaries")}
    return Refresh(cache, sources, say_nothing).run(Folder(folder, tuple(sources)))


def geography(store: Store, vintage: str) -> Geography:
    return Geography(vintage, store.vintages, store.footprints, store.lineage, store.membership(vintage))


def test_a_folder_of_lists_and_maps_becomes_a_vintage(folder: Path, cache: Cache) -> None:
    for write in (write_lists, write_maps, write_practices):
        write(folder)
    summary = fetch(cache, folder)
    assert {outcome.fate for outcome in summary.outcomes} == {Fate.LOADED}, summary.outcomes

    store = Store.open(cache.root)
    assert list(store.vintages.index)[-2:] == ["icb-2026", "icb-2027"]
    assert str(store.vintages.loc["icb-2026", "end"])[:10] == "2027-04-01"
    for shape in ("true", "hex"):
        assert set(store.shapes("icb-2027", shape)["code"]) == set(NEW), shape

    place = geography(store, "icb-2027")
    homes = {practice: place.homes[practice] for practice in ("Z00001", "Z00002", "Z00003")}
    assert homes == {"Z00001": "X1N", "Z00002": "X2M", "Z00003": "X3S"}
    measure = read_measure(store.measures.loc["register.registered_patients"])
    rows = series(store.facts(measure.id), measure, place).set_index("org")["value"]
    assert dict(rows) == {"X1N": 1000, "X2M": 2000, "X3S": 3000, ENGLAND: 6000}


def test_lists_loaded_before_are_known_when_the_map_comes_later(folder: Path, cache: Cache) -> None:
    write_lists(folder)
    fetch(cache, folder)
    for path in folder.iterdir():
        path.unlink()
    write_maps(folder)
    assert {outcome.fate for outcome in fetch(cache, folder).outcomes} == {Fate.LOADED}
    assert len(Store.open(cache.root).shapes("icb-2027", "true")) == 3


def test_a_map_of_footprints_nobody_has_listed_is_refused_and_says_what_it_lacks(folder: Path, cache: Cache) -> None:
    write_maps(folder)
    outcomes = {outcome.name: outcome for outcome in fetch(cache, folder).outcomes}
    refused = outcomes["a boundary file.geojson"]
    assert refused.fate is Fate.FAILED
    assert "E54000091" in refused.reason


def test_files_already_loaded_are_read_again_when_the_lists_change(folder: Path, cache: Cache) -> None:
    """A register read before 2027 was known may name footprints of 2027."""
    write_practices(folder)
    fetch(cache, folder)
    before = {path.name for path in cache.tidied.iterdir()}
    write_lists(folder)
    fetch(cache, folder)
    after = {path.name for path in cache.tidied.iterdir()}
    assert not before & after
    assert fetch(cache, folder).published is False, "and only once"


_HEADER = "vintage,code,name,short_name,ons_codes,region"


def _footprints(cache: Cache) -> dict[str, int]:
    rows = Store.open(cache.root).footprints
    return {str(vintage): len(some) for vintage, some in rows.groupby("vintage")}


def test_one_row_of_a_list_that_comes_with_the_product_is_put_right_alone(folder: Path, cache: Cache) -> None:
    fetch(cache, folder)
    (folder / "put right.csv").write_text(f"{_HEADER}\nicb-2026,QOP,A Better Name,Better,E54000057,Y62\n")
    assert fetch(cache, folder).complete
    assert _footprints(cache) == {"icb-2022": 42, "icb-2026": 36, "stp-2016": 44, "stp-2020": 42}
    rows = Store.open(cache.root).footprints.set_index(["vintage", "code"])
    assert rows.loc[("icb-2026", "QOP"), "name"] == "A Better Name"


def test_a_wrong_code_goes_with_the_list_that_takes_its_place(folder: Path, cache: Cache) -> None:
    write_lists(folder)
    write_maps(folder)
    path = folder / "footprints of 2027.csv"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace("X1N,NHS", "X9N,NHS"), encoding="utf-8")
    first = {outcome.name: outcome.fate for outcome in fetch(cache, folder).outcomes}
    assert first["hexagons.hexjson"] is Fate.FAILED
    path.write_text(right, encoding="utf-8")
    second = {outcome.name: outcome.fate for outcome in fetch(cache, folder).outcomes}
    assert second["hexagons.hexjson"] is Fate.LOADED
    assert set(Store.open(cache.root).footprints.query("vintage == 'icb-2027'")["code"]) == set(NEW)


def test_a_row_of_a_list_of_ones_own_does_not_take_the_place_of_all(folder: Path, cache: Cache) -> None:
    write_lists(folder)
    path = folder / "footprints of 2027.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    more = [f"icb-2027,X{at}Y,NHS More {at} ICB,More {at},E5400019{at},Y63" for at in range(5)]
    path.write_text("\n".join([*rows, *more, ""]), encoding="utf-8")
    fetch(cache, folder)
    path.write_text("\n".join([*rows[:2], ""]), encoding="utf-8")
    held = {outcome.name: outcome for outcome in fetch(cache, folder).outcomes}["footprints of 2027.csv"]
    assert held.fate is Fate.HELD and "1 instead of 8 in the code list (icb-2027)" in held.reason
    assert _footprints(cache)["icb-2027"] == 8


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("lineage", None, "icb-2027: the lineage does not say what came before X1N, X2M, X3S"),
        ("areas", ("X3S", "X2M"), "icb-2027: the list of areas has none in X3S"),
        ("areas", ("X3S", "X9S"), "icb-2027: the list of areas places some in X9S, which the list of footprints does not have"),
        ("vintages", ("2026-04-01,2027-04-01", "2026-04-01,"), "icb-2026: the list of vintages has no end of it, though icb-2027 followed"),
    ],
)  # fmt: skip
def test_what_the_lists_lack_of_a_vintage_is_told(
    folder: Path, cache: Cache, name: str, change: tuple[str, str] | None, told: str
) -> None:
    write_lists(folder)
    path = folder / f"{name} of 2027.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(*change), encoding="utf-8") if change else path.unlink()
    assert any(note.startswith(told) for note in fetch(cache, folder).notes)


def test_lists_that_go_together_are_told_of_nothing(folder: Path, cache: Cache) -> None:
    write_lists(folder)
    assert not [note for note in fetch(cache, folder).notes if note.startswith("icb-")]
