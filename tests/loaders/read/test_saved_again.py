"""Copies that another program saved again - UTF-16, semicolons, tabs - are read like the file itself, or refused where a number is doubtful."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from demo import ods_workbook
from loaders.outcome import Fate, Outcome
from loaders.read.file_reader import Task, read
from loaders.read.saved_again import as_plain_text
from loaders.source import Raw
from loaders.store.cache import Cache
from tests.loaders.built_in import lists_of
from tests.loaders.sources.published_files import GOLDEN

FILES = {
    "cqc": "INVENTED 01_August_2026_HSCA_Active_Locations.csv",
    "gpps": "INVENTED GPPS 2025 ICS data (weighted).csv",
    "register": "invented_epraccur.csv",
}
FORMS = {
    "semicolons": (";", "utf-8", ""),
    "tabs": ("\t", "utf-8", ""),
    "Unicode text of a spreadsheet program": ("\t", "utf-16", ""),
    "UTF-16 without a mark": (",", "utf-16-le", ""),
    "UTF-16 the other way round": (";", "utf-16-be", ""),
    "a hint for spreadsheet programs": (";", "utf-8", "sep=;\r\n"),
    "a hint beside commas": (",", "utf-8-sig", "sep=,\n"),
    "line ends of an old Mac": (",", "utf-8", ""),
}


def saved_again(text: str, path: Path, form: str) -> Raw:
    separator, encoding, first = FORMS[form]
    out = io.StringIO()
    ends = "\r" if "Mac" in form else "\r\n"
    csv.writer(out, delimiter=separator, lineterminator=ends).writerows(csv.reader(io.StringIO(text)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((first + out.getvalue()).encode(encoding))
    return Raw(path, path.name, f"folder:{path.name}")


def reading(source: str, raw: Raw, cache: Cache) -> Outcome:
    return read(Task(raw, ("cqc", "gpps", "register"), lists_of(source)), cache)


@pytest.mark.parametrize("title", ["Published in May 2026\n", '"A title, with a comma",,\n,,\n'])
def test_a_table_below_a_title_says_the_same(title: str, cache: Cache, tmp_path: Path) -> None:
    good = GOLDEN / "needs" / "INVENTED fingertips 91547 all area types.csv"

    def found(text: str) -> Outcome:
        path = tmp_path / good.name
        path.write_text(text, encoding="utf-8")
        return read(Task(Raw(path, path.name, f"folder:{path.name}"), ("needs",), lists_of("needs")), cache)

    text = good.read_text(encoding="utf-8-sig")
    whole, below = found(text), found(title + text)
    assert (below.fate, below.release, below.rows) == (Fate.LOADED, whole.release, whole.rows)
    assert found((title + text)[:-40]).fate is Fate.FAILED


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("source", FILES)
def test_a_copy_saved_again_says_the_same(source: str, form: str, cache: Cache, tmp_path: Path) -> None:
    good = GOLDEN / source / FILES[source]
    whole = reading(source, Raw(good, good.name, f"folder:{good.name}"), cache)
    copy = saved_again(good.read_text(encoding="utf-8-sig"), tmp_path / "copies" / good.name, form)
    found = reading(source, copy, cache)
    assert (found.fate, found.release, found.rows) == (Fate.LOADED, whole.release, whole.rows)
    assert list(cache.tidied.glob(f"{copy.sha256[:8]}*")), "tables are kept under the fingerprint of what came"


@pytest.mark.parametrize(("cell", "form"), [("0,847", "semicolons"), ("1,204", "semicolons"), ("0,847", "tabs")])
def test_a_number_that_may_be_a_thousand_times_another_is_refused(
    cell: str, form: str, cache: Cache, tmp_path: Path
) -> None:
    good = GOLDEN / "gpps" / FILES["gpps"]
    text = good.read_text(encoding="utf-8-sig").replace(",48014,", f',"{cell}",')
    found = reading("gpps", saved_again(text, tmp_path / good.name, form), cache)
    assert found.fate is Fate.FAILED
    assert f"a point before their decimals, as the publisher writes them, found '{cell}' in line 3" in found.reason


def test_a_copy_that_breaks_off_still_does(cache: Cache, tmp_path: Path) -> None:
    good = GOLDEN / "gpps" / FILES["gpps"]
    copy = saved_again(good.read_text(encoding="utf-8-sig"), tmp_path / good.name, "semicolons")
    copy.path.write_bytes(copy.path.read_bytes()[:-9])
    assert "cut short" in reading("gpps", copy, cache).reason


def test_a_code_list_saved_again_is_refused_because_it_is_read_everywhere(cache: Cache, tmp_path: Path) -> None:
    good = GOLDEN / "register" / "invented_footprints.csv"
    found = reading(
        "register", saved_again(good.read_text(encoding="utf-8"), tmp_path / good.name, "semicolons"), cache
    )
    assert found.fate is Fate.FAILED
    assert "a code list in UTF-8 with commas between cells" in found.reason


@pytest.mark.parametrize(
    "content",
    [
        b"a,b,c\n1;2,3;4,5;6\n1;2,3;4,5;6\n",
        b"PK\x03\x04;;;\n",
        b"one line; of; prose\n",
        b'{"a;b;c": "\\t"}',
        b"a;b\n1;2\n",
    ],
)
def test_all_else_is_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    raw = Raw(path, path.name, "")
    with as_plain_text(raw) as plain:
        assert plain.raw is raw or plain.raw.read() == content


def test_semicolons_within_names_are_no_mark_between_cells(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('code,name,town\nA1,"A; B; C",X\nA2,"D; E; F",Y\n', encoding="utf-8")
    with as_plain_text(Raw(path, path.name, "")) as plain:
        assert plain.raw.path == path


def test_a_note_below_a_table_is_called_one(cache: Cache, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    published = (GOLDEN / "register" / "invented_list_sizes.csv").read_text("utf-8")
    path.write_text(f"{published}\nNote: as of today\n", "utf-8")
    found = reading("register", Raw(path, path.name, f"folder:{path.name}"), cache)
    assert "expected nothing below the table, found 'Note: as of today': remove it if it is a note" in found.reason


NOTES = [["What I did"], [], ["My name", "2026-05-01"], ["Source: the publisher"]]


def workbook(sheets: list[list[list[str]]], path: Path) -> None:
    if path.suffix == ".ods":
        ods_workbook.write(path, [(f"Sheet{at}", rows) for at, rows in enumerate(sheets)])
    else:
        book = openpyxl.Workbook()
        for sheet in (book.worksheets[0], *(book.create_sheet() for _ in sheets[1:])):
            for row in sheets[book.worksheets.index(sheet)]:
                sheet.append(row)
        book.save(path)


@pytest.mark.parametrize("before", [[], [NOTES]], ids=["alone", "behind notes"])
@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
@pytest.mark.parametrize("source", FILES)
def test_a_csv_saved_as_a_workbook_says_the_same(
    source: str, ending: str, before: list[list[list[str]]], cache: Cache, tmp_path: Path
) -> None:
    good = GOLDEN / source / FILES[source]
    whole = reading(source, Raw(good, good.name, f"folder:{good.name}"), cache)
    copy = tmp_path / f"{good.stem}{ending}"
    workbook([*before, list(csv.reader(io.StringIO(good.read_text(encoding="utf-8-sig"))))], copy)
    found = reading(source, Raw(copy, copy.name, f"folder:{copy.name}"), cache)
    assert (found.fate, found.release, found.rows) == (Fate.LOADED, whole.release, whole.rows)


@pytest.mark.parametrize("ending", [".gz", ".zip"])
def test_a_packed_copy_saved_again_says_the_same(ending: str, cache: Cache, tmp_path: Path) -> None:
    good = GOLDEN / "register" / "invented_list_sizes.csv"
    plain = saved_again(good.read_text(encoding="utf-8"), tmp_path / "list.csv", "semicolons").path
    copy = tmp_path / f"list{ending}"
    if ending == ".gz":
        copy.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with zipfile.ZipFile(copy, "w") as archive:
            archive.write(plain, "list.csv")
            archive.writestr("__MACOSX/._list.csv", b"a shadow")
    found = reading("register", Raw(copy, copy.name, f"folder:{copy.name}"), cache)
    assert (found.fate, found.rows) == (Fate.LOADED, {"facts": 2})


@pytest.mark.parametrize("ending", [".gz", ".zip"])
@pytest.mark.parametrize("source", FILES)
def test_a_packed_copy_says_the_same(source: str, ending: str, cache: Cache, tmp_path: Path) -> None:
    good = GOLDEN / source / FILES[source]
    whole = reading(source, Raw(good, good.name, f"folder:{good.name}"), cache)
    copy = tmp_path / f"{good.name}{ending}"
    if ending == ".gz":
        copy.write_bytes(gzip.compress(good.read_bytes()))
    else:
        with zipfile.ZipFile(copy, "w") as archive:
            archive.write(good, good.name)
            archive.writestr("description.pdf", "a description")
            archive.writestr(f"__MACOSX/._{good.name}", b"\x00\x05a Mac's shadow of it")
            archive.writestr(f"._{good.name}", b"\x00\x05another")
    found = reading(source, Raw(copy, copy.name, f"folder:{copy.name}"), cache)
    assert (found.fate, found.release, found.rows) == (Fate.LOADED, whole.release, whole.rows)


@pytest.mark.parametrize(("name", "fate"), [("mac.zip", Fate.LOADED), ("survey of 2019.zip", Fate.LEFT_OUT)])
def test_a_name_that_does_not_tell_what_is_packed_is_weighed_with_the_name_inside(
    name: str, fate: Fate, cache: Cache, tmp_path: Path
) -> None:
    good = GOLDEN / "gpps" / FILES["gpps"]
    copy = tmp_path / name
    with zipfile.ZipFile(copy, "w") as archive:
        archive.write(good, good.name)
    found = reading("gpps", Raw(copy, name, f"folder:{name}"), cache)
    assert (found.fate, found.name) == (fate, name), found


def test_an_archive_that_is_called_otherwise_than_the_file_in_it_is_refused_with_both_years(
    cache: Cache, tmp_path: Path
) -> None:
    copy = tmp_path / "GPPS 2025 ICS data.zip"
    with zipfile.ZipFile(copy, "w") as archive:
        archive.write(GOLDEN / "gpps" / FILES["gpps"], "folder/GPPS_2024_ICS_data.csv")
    found = reading("gpps", Raw(copy, copy.name, f"folder:{copy.name}"), cache)
    said = "its name has 2025, and that of the one file in it, GPPS_2024_ICS_data.csv, 2024: give it the year of what is in it"
    assert (found.fate, found.reason) == (Fate.FAILED, said)


def test_a_workbook_with_last_years_table_beside_this_years_is_refused_with_both_sheets(
    cache: Cache, tmp_path: Path
) -> None:
    good = GOLDEN / "gpps" / FILES["gpps"]
    rows = list(csv.reader(io.StringIO(good.read_text(encoding="utf-8-sig"))))
    copy = tmp_path / f"{good.stem}.xlsx"
    workbook([NOTES, rows, [[*rows[0][:-1], "a new question"], *rows[1:]]], copy)
    found = reading("gpps", Raw(copy, copy.name, f"folder:{copy.name}"), cache)
    assert found.fate is Fate.FAILED
    assert "expected one sheet with such a table, found several, 'Sheet1', 'Sheet2'; save the one" in found.reason


def test_a_packed_copy_that_breaks_off_is_damaged(cache: Cache, tmp_path: Path) -> None:
    packed = gzip.compress((GOLDEN / "register" / FILES["register"]).read_bytes())
    copy = tmp_path / "epraccur.csv.gz"
    copy.write_bytes(packed[: len(packed) // 2])
    found = reading("register", Raw(copy, copy.name, f"folder:{copy.name}"), cache)
    assert found.fate is Fate.FAILED and "gzip" in found.reason, found


def test_a_workbook_that_is_nobodys_is_not_recognised(cache: Cache, tmp_path: Path) -> None:
    path = tmp_path / "rota.xlsx"
    workbook([[["Who", "When"], ["Invented", "Monday"]]], path)
    assert reading("register", Raw(path, path.name, ""), cache).fate is Fate.UNKNOWN
