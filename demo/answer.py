"""One answer of the demonstration's web server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import PurePosixPath

from demo.site import File, IndexPage, Resource

TYPES = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}
HTML = "text/html; charset=utf-8"
PUBLISHED = format_datetime(datetime(2026, 7, 9, 8, 30, tzinfo=UTC), usegmt=True)

_RANGE = re.compile(r"bytes=(\d+)-")


@dataclass(frozen=True)
class ServedAnswer:
    """Status, headers and body."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(resource: Resource | None) -> ServedAnswer:
    """What a healthy server says to somebody who asks for the first time."""
    if resource is None:
        return ServedAnswer(404, b"<!DOCTYPE html><title>Page not found</title>", {"Content-Type": HTML})
    if isinstance(resource, IndexPage):
        return ServedAnswer(200, resource.html.encode(), {"Content-Type": HTML})
    return _file(resource)


def narrowed(whole: ServedAnswer, asked: Mapping[str, str]) -> ServedAnswer:
    """The same answer to somebody who has the file, or a part of it, already (RFC 9110: 304 and 206).

    `asked` are the headers of the question, their names in lower case.
    """
    etag = whole.headers.get("ETag")
    if whole.status != 200 or etag is None:
        return whole
    if asked.get("if-none-match") == etag:
        return replace(whole, status=304, body=b"")
    wanted = _RANGE.fullmatch(asked.get("range", ""))
    if wanted and asked.get("if-range", etag) in (etag, whole.headers.get("Last-Modified")):
        first, size = int(wanted[1]), len(whole.body)
        if first >= size:
            return replace(whole, status=416, body=b"")
        part = {"Content-Range": f"bytes {first}-{size - 1}/{size}"}
        return replace(whole, status=206, body=whole.body[first:], headers={**whole.headers, **part})
    return whole


def _file(file: File) -> ServedAnswer:
    body = file.path.read_bytes()
    headers = {
        "Content-Type": TYPES.get(PurePosixPath(file.name).suffix.lower(), "application/octet-stream"),
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
        "Last-Modified": PUBLISHED,
        "Accept-Ranges": "bytes",
    }
    return ServedAnswer(200, body, headers)
