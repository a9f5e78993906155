"""What libraries say of damaged files is told in plain words, and an archive within an archive is never half read."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from loaders.outcome import Fate
from loaders.read.damage import is_damage, plainly
from loaders.read.file_reader import Task, read
from loaders.source import Raw, discover
from loaders.store.cache import Cache
from tests.loaders.built_in import LISTS
from tests.loaders.mutations.harness import GOLDEN

RETURNS = GOLDEN / "complaints" / "INVENTED KO41a 2024-25 Org Level.csv"


def _cells(text: str) -> object:
    return list(csv.reader(io.StringIO(text), strict=True))


def _zip(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return content.getvalue()


def _spoilt_member() -> bytes:
    whole = _zip({"a.csv": b"code,name\n" * 100})
    return whole.replace(b"code,name\ncode", b"code,nome\ncode", 1)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda: _cells("x" * 200_000), "a cell longer than any that is published, as where a quotation mark is never closed"),
        (lambda: _cells('a,"b'), "a quotation mark that is never closed"),
        (lambda: _cells('"a"b'), "a quotation mark in the middle of a cell"),
        (lambda: pd.read_csv(io.StringIO("a,b\nc,d\ne,f,g")), "3 cells in line 3, and 2 in those above"),
        (lambda: pd.read_csv(io.StringIO("")), "no line with anything in it"),
        (lambda: json.loads('{"a":\n 1,}'), "it cannot be read from line 2, character 4 on"),
        (lambda: zipfile.ZipFile(io.BytesIO(_spoilt_member())).read("a.csv"), "damaged contents"),
        (lambda: zlib.decompress(b"nothing"), "damaged contents"),
    ],
)  # fmt: skip
def test_a_person_is_told_in_plain_words(broken: Callable[[], object], said: str) -> None:
    with pytest.raises(Exception) as error:
        broken()
    assert plainly(error.value) == said


def test_damage_is_no_fault_of_ours() -> None:
    assert all(map(is_damage, (zipfile.BadZipFile("x"), zlib.error("x"), RuntimeError("password required"))))
    assert not is_damage(ZeroDivisionError("x"))


@pytest.mark.parametrize("beside", [{}, {RETURNS.name: RETURNS.read_bytes()}], ids=["alone", "beside a file of ours"])
def test_an_archive_in_an_archive_is_told_and_nothing_of_it_is_read(
    tmp_path: Path, cache: Cache, beside: dict[str, bytes]
) -> None:
    path = tmp_path / "2024-25.zip"
    path.write_bytes(_zip({**beside, "practices.zip": _zip({"x.csv": b"a,b\n1,2\n"})}))
    outcome = read(Task(Raw(path, path.name, f"folder:{path.name}"), tuple(discover()), LISTS), cache)
    assert outcome.fate is Fate.UNKNOWN
    assert (
        outcome.reason
        == "an archive with another in it (practices.zip): unpack it, and load what is in it file by file"
    )


@pytest.mark.parametrize(
    ("name", "files", "said"),
    [
        (
            "two.zip",
            {"a.csv": b"a,b\n1,2\n", "b.csv": b"a,b\n1,2\n"},
            "an archive of 2 data files that no source publishes as one (a.csv, b.csv)",
        ),
        (
            "FFT_IP_Apr-26.zip",
            {"Inpatient.xlsm": b"PK\x03\x04"},
            "is an archive that no source publishes as one (Inpatient.xlsm): unpack",
        ),
        ("one.zip", {"a.csv": b"a,b\n1,2\n"}, "not a file that any source publishes"),
        ("words.zip", {"read me.txt": b"Words"}, "not a file that any source publishes"),
    ],
)
def test_of_an_archive_that_nobody_knows_it_is_told_that_it_can_be_unpacked(
    tmp_path: Path, cache: Cache, name: str, files: dict[str, bytes], said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(_zip(files))
    outcome = read(Task(Raw(path, path.name, f"folder:{name}"), tuple(discover()), LISTS), cache)
    assert outcome.release is None and outcome.reason.startswith(said), outcome


@pytest.mark.parametrize(
    "inner", [_zip({RETURNS.name: RETURNS.read_bytes()}), gzip.compress(b"a,b\n1,2\n", mtime=0)], ids=["zip", "gzip"]
)
def test_an_archive_in_a_gzip_is_told_and_not_called_damaged(tmp_path: Path, cache: Cache, inner: bytes) -> None:
    path = tmp_path / "inner.packed.gz"
    path.write_bytes(gzip.compress(inner))
    outcome = read(Task(Raw(path, path.name, f"folder:{path.name}"), tuple(discover()), LISTS), cache)
    assert outcome.fate is Fate.UNKNOWN
    assert outcome.reason.startswith("an archive with another in it (inner.packed): unpack it")


def test_a_workbook_that_nobody_can_look_into_is_damaged_and_not_merely_unknown(tmp_path: Path) -> None:
    whole = (GOLDEN / "inpatient" / "INVENTED Adult Inpatient Survey 2022.ods").read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        at = archive.getinfo("content.xml").header_offset + 100
    path = tmp_path / "survey.ods"
    path.write_bytes(whole[:at] + bytes(each ^ 255 for each in whole[at : at + 50]) + whole[at + 50 :])
    outcome = read(Task(Raw(path, path.name, "folder:survey.ods"), tuple(discover()), LISTS), Cache(tmp_path))
    assert outcome.fate is Fate.FAILED
    assert outcome.reason.startswith("it is damaged (content.xml in it cannot be unpacked)")
