"""Copies that another program saved again - UTF-16, semicolons, tabs - are read like the file itself, or refused where a number is doubtful."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

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
}


def saved_again(text: str, path: Path, form: str) -> Raw:
    separator, encoding, first = FORMS[form]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(text)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((first + out.getvalue()).encode(encoding))
    return Raw(path, path.name, f"folder:{path.name}")


def reading(source: str, raw: Raw, cache: Cache) -> Outcome:
    return read(Task(raw, ("cqc", "gpps", "register"), lists_of(source)), cache)


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
