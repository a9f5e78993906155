"""A file is looked at before it is believed."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest

from loaders.fetch.doubt import doubt, is_invented


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


WORKBOOK = _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>" * 50})


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("file", b"", "empty"),
        ("file", b" \r\n\t", "empty"),
        ("file", b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>Access denied</html>", "web page"),
        ("file", b"<HTML><body>404</body>", "web page"),
        ("file", WORKBOOK[:-30], "cut short"),
        ("file", WORKBOOK[: len(WORKBOOK) // 2], "cut short"),
        ("file", b'{"error":{"code":400,"message":"Invalid URL"}}', "Invalid URL"),
        ("file", b"practice,percent\nA00001,70\n", None),
        ("file", b'{"type":"FeatureCollection","features":[]}', None),
        ("file", WORKBOOK, None),
        ("file", b"\xd0\xcf\x11\xe0 an old workbook", None),
        ("file.xlsx", b"\xd0\xcf\x11\xe0 an old workbook under a new name", None),
        ("file.xlsm", b"practice,percent\n", "not the workbook or archive its name promises"),
        ("file.csv", b"%PDF-1.7 a report", "document in place of"),
        ("file.pdf", b"%PDF-1.7 a report", None),
        ("file.csv", b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "document in place of"),
    ],
)
def test_what_is_doubted(tmp_path: Path, name: str, content: bytes, complaint: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    said = doubt(path, path.name)
    assert (said is None) if complaint is None else (complaint in (said or ""))


def test_an_archive_that_would_burst_is_doubted_without_being_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(_zip({"xl/sheet.xml": b"\0" * (300 << 20)}))
    assert path.stat().st_size < 1 << 20
    assert "unpack to 315 MB" in (doubt(path, path.name) or "")


@pytest.mark.parametrize(
    ("begins", "megabytes", "complaint"),
    [
        (b"practice,percent\n", 100, None),
        (b"practice,percent\n", 129, "larger than 128 MB"),
        (b'{"type":"FeatureCollection",', 55, None),
        (b'\n{"type":"FeatureCollection",', 57, "larger than 56 MB.*generalised version"),
    ],
)
def test_what_would_take_too_much_memory_is_refused_by_its_size(
    tmp_path: Path, begins: bytes, megabytes: int, complaint: str | None
) -> None:
    path = tmp_path / "file.csv"
    with path.open("wb") as stream:
        stream.write(begins)
        stream.truncate(megabytes << 20)
    said = doubt(path, path.name)
    assert (said is None) if complaint is None else re.search(complaint, said or "")


def test_what_is_packed_is_judged_by_what_it_holds(tmp_path: Path) -> None:
    large = b"code,name\n" + b"\0" * (129 << 20)
    for name, packed in (("x.csv.gz", gzip.compress(large, 1)), ("x.zip", _zip({"x.csv": large, "y": b""}))):
        path = tmp_path / name
        path.write_bytes(packed)
        assert "would unpack to" in (doubt(path, name) or "")
    whole = gzip.compress(b"code,name\n" * 100)
    (tmp_path / "y.csv.gz").write_bytes(whole)
    assert doubt(tmp_path / "y.csv.gz", "y.csv.gz") is None
    (tmp_path / "y.csv.gz").write_bytes(whole[:-9])
    assert "cut short or damaged" in (doubt(tmp_path / "y.csv.gz", "y.csv.gz") or "")


def test_a_binary_workbook_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(_zip({"xl/workbook.bin": b"\0"}))
    assert "binary workbook" in (doubt(path, path.name) or "")


@pytest.mark.parametrize(
    ("content", "invented"),
    [
        (b"code,DEMONSTRATION DATA\n", True),
        (_zip({"notes.txt": b"DEMONSTRATION DATA"}), True),
        (_zip({"2025.xlsx": _zip({"xl/sharedStrings.xml": b"<si>DEMONSTRATION DATA</si>"})}), True),
        (_zip({"2025.xlsx": WORKBOOK, "notes.txt": b"published"}), False),
        (_zip({"2025.xlsx": WORKBOOK[:-30]}), False),
    ],
    ids=["text", "zip", "workbook in a zip", "published", "cut short"],
)
def test_what_is_invented_says_so_also_in_a_workbook_in_an_archive(
    tmp_path: Path, content: bytes, invented: bool
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert is_invented(path) is invented
