"""Looks at a file before it is believed: a web page in place of figures, a download cut short, a zip that would burst."""

from __future__ import annotations

import gzip
import json
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import IO

from loaders.read.packed import GZIP, OLD_WORKBOOK, ZIP

_HEAD = 4096
_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<script")
_DOCUMENT = (b"%PDF", b"<?xml")
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".ods", ".zip"})
_MOST_MEMBERS = 20_000
_MOST_UNPACKED = 4 << 30
"""Bytes. The largest published workbooks unpack to some hundred megabytes; far above that is not a workbook."""
_MOST_SWOLLEN, _SMALL = 500, 256 << 20
"""A file may unpack to 500 times its size, as repeated cells of a workbook do, but not when that is above 256 MB."""

_LARGEST, _LARGEST_JSON = 128 << 20, 56 << 20
"""Bytes. The widest survey of all practices has 97 million; a map of that many is drawn no better than a generalised one.

Beyond these, reading would take more than a gigabyte of memory: a register some seven times its size, a map some fifteen times.
"""
_TEXT = (".csv", ".txt", ".json", ".geojson", ".tsv")

INVENTED = b"DEMONSTRATION DATA"
"""What the demonstration publisher writes near the top of every file, as the notes of a workbook or the last heading of a list."""
_TOP = 256 << 10
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error)
"""What a part of an archive can be that nobody can open; its reader says so."""

_DOCUMENTS = frozenset({
    ".md", ".txt", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".htm", ".html", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ppt",
    ".pptx", ".py", ".log", ".ini", ".url", ".lnk",
})  # fmt: skip


def doubt(path: Path, name: str) -> str | None:
    """Why the bytes cannot be a publisher's data file, as the end of a sentence that begins with its name; None if not.

    `name` is what the publisher calls the file, wherever it lies; its ending is a promise of what is in it.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head.strip():
        return "is empty; fetch it again"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_WEB_PAGE):
        return "is a web page in place of a data file; the publisher may have moved it or ask for a log-in"
    json_begins = start.startswith((b"{", b"["))
    most = _LARGEST_JSON if json_begins else _LARGEST
    if path.stat().st_size > most:
        advice = "; of maps take the generalised version (BGC or BSC)" if json_begins else ""
        return f"is larger than {most >> 20} MB, which no published file is that we read{advice}"
    if head.startswith(ZIP):
        return _doubt_zip(path)
    if head.startswith(GZIP):
        return _doubt_gzip(path)
    if start.startswith((b'{"error"', b'{"code"')):
        return f"is an error message of the publisher's server: {_message(head)}"
    if is_document(name):
        return None
    if head.startswith(_DOCUMENT):
        return "is a document in place of a data file; the publisher may have moved it"
    if Path(name).suffix.lower() in _WORKBOOKS and not head.startswith(OLD_WORKBOOK):
        return "is not the workbook or archive its name promises: fetch it again; the publisher may have moved it"
    return None


def is_document(name: str) -> bool:
    """Whether a file's ending says that it is for reading, so that nobody expects figures to be loaded from it."""
    return Path(name).suffix.lower() in _DOCUMENTS


def is_invented(path: Path) -> bool:
    """Whether a file says that its figures are invented, or a workbook in it does, wherever it lies and whatever it is called.

    It is none that `doubt` refuses.
    """
    with path.open("rb") as stream:
        return _says_invented(stream, within=2)


def _says_invented(stream: IO[bytes], within: int) -> bool:
    """`within` is how many archives, one in another, are opened: workbooks are archives too."""
    head = stream.read(_TOP)
    if not within or not head.startswith(ZIP):
        return INVENTED in head
    with suppress(*_UNREADABLE), zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            with archive.open(member) as part:
                if _says_invented(part, within - 1):
                    return True
    return False


def _doubt_zip(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return "is a workbook or archive that was cut short or damaged; fetch it again"
    if any(member.filename.lower().endswith("workbook.bin") for member in members):
        return "is a binary workbook (.xlsb), which nobody publishes; save it as .xlsx"
    unpacked = sum(member.file_size for member in members)
    swollen = unpacked > _SMALL and unpacked > _MOST_SWOLLEN * path.stat().st_size
    swollen |= any(each.file_size > _LARGEST and each.filename.lower().endswith(_TEXT) for each in members)
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED or swollen:
        return f"would unpack to {unpacked / 1e6:,.0f} MB in {len(members):,} parts, which no published workbook does"
    return None


def _doubt_gzip(path: Path) -> str | None:
    unpacked = 0
    try:
        with gzip.open(path) as stream:
            while piece := stream.read(1 << 20):
                unpacked += len(piece)
                if unpacked > _LARGEST:
                    return f"would unpack to more than {_LARGEST >> 20} MB, which no published file does that we read"
    except (EOFError, OSError, zlib.error):
        return "is a gzip file that was cut short or damaged; fetch it again"
    return None


def _message(head: bytes) -> str:
    try:
        said = json.loads(head)
    except ValueError:
        return head[:200].decode("utf-8", "replace")
    inner = said.get("error", said)
    return str(inner.get("message", inner) if isinstance(inner, dict) else inner)[:200]
