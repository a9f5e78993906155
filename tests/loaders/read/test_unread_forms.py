"""Files in a form that is not read say which form is, and what to do: archives, workbooks and maps that other programs saved, documents."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from loaders.outcome import Fate, Outcome
from loaders.read.file_reader import Task, read
from loaders.read.formulas import without_results
from loaders.read.sheets import open_book
from loaders.source import Raw, discover
from loaders.store.cache import Cache
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import GOLDEN

RETURNS = ("INVENTED KO41a 2024-25 Org Level.csv", "INVENTED KO41a 2024-25 Site Level.csv")


def _read(path: Path, cache: Cache) -> Outcome:
    raw = Raw(path, path.name, f"folder:{path.name}")
    return read(Task(raw, tuple(discover()), LISTS), cache)


@pytest.mark.parametrize(
    ("separator", "encoding", "said"),
    [(";", "utf-8", "with semicolons between cells"), ("\t", "utf-8", "with tabs"), (",", "utf-16", "in UTF-16")],
)
@pytest.mark.parametrize("more", ["", '"Own, note"'])
def test_an_archive_of_csvs_saved_again_is_refused_in_a_sentence(  # noqa: PLR0917
    separator: str, encoding: str, said: str, more: str, cache: Cache, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "CSV zip 2024-25.zip", "w") as archive:
        for name in RETURNS:
            head, _, rows = (GOLDEN / "complaints" / name).read_text(encoding="utf-8").partition("\n")
            text = f"{head},@\n{rows}" if more else f"{head}\n{rows}"
            archive.writestr(name, text.replace(",", separator).replace("@", more).encode(encoding))
    found = _read(tmp_path / "CSV zip 2024-25.zip", cache)
    assert found.fate is not Fate.LOADED
    assert f"saved again, {said}" in found.reason and len(found.reason) < 220


def test_a_workbook_with_formulas_that_nobody_worked_out_says_so(cache: Cache, tmp_path: Path) -> None:
    good = GOLDEN / "fft" / "INVENTED FFT A&E July 2025.xlsm"
    book = openpyxl.Workbook()
    for name in (old := open_book(Raw(good, good.name, ""))).names:
        sheet = book.create_sheet(name)
        for row in old.sheet(name).rows:
            sheet.append([f"={cell}+0" if isinstance(cell, float) else cell for cell in row])
    del book["Sheet"]
    copy = tmp_path / good.with_suffix(".xlsx").name
    book.save(copy)
    found = _read(copy, cache)
    assert found.fate is Fate.FAILED
    assert found.reason.startswith("formulas in it have no results") and "open and save it" in found.reason
    assert not without_results(Raw(good, good.name, ""))


@pytest.mark.parametrize(
    ("cell", "empty"),
    [
        ('<c r="A1"><f>B1</f><v></v></c>', True),
        ('<c r="A1" s="3"><f t="shared" si="0"/></c>', True),
        ('<c r="A1"><f>B1</f><v>3</v></c>', False),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', False),
        ('<c r="A1"><f>B1</f><v>3</v></c><c r="B1" s="3"/>', False),
    ],
)
def test_a_formula_of_a_text_may_give_an_empty_one(cell: str, empty: bool, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f"<row>{cell}</row>")
    assert bool(without_results(Raw(path, path.name, ""))) is empty


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ({"type": "Topology", "objects": {}, "arcs": []}, "TopoJSON"),
        ({"geometryType": "esriGeometryPolygon", "features": []}, "Esri JSON"),
    ],
)
def test_a_map_in_another_form_is_to_be_saved_as_geojson(
    content: dict[str, object], form: str, cache: Cache, tmp_path: Path
) -> None:
    (tmp_path / "map.json").write_text(json.dumps(content), encoding="utf-8")
    found = _read(tmp_path / "map.json", cache)
    assert (found.fate, found.reason) == (
        Fate.UNKNOWN,
        f"a map as {form}, which is not read: save it as GeoJSON",
    )


def test_a_document_says_where_the_figures_are(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_bytes(b"x")
    assert _read(tmp_path / "notes.docx", cache).reason.endswith("the publisher has the figures as CSV or workbook")
