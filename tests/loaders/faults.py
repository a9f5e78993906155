"""What publishers' servers and files do to their readers, each as a change of one answer: for tests and rehearsals."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace

from demo.answer import HTML, ServedAnswer

Fault = Callable[[ServedAnswer], ServedAnswer]

_TEN_GIGABYTES = 10 << 30


@dataclass(frozen=True)
class Delivery(ServedAnswer):
    """An answer, and how a sick server delivers it."""

    sent: int | None = None
    """Bytes of the body after which the server falls silent; None sends all."""
    slams: bool = False
    """Whether it then breaks the connection (reset) and does not just close it."""
    pace: float | None = None
    """Bytes a second; None sends as fast as it goes."""


# The server


def missing(_: ServedAnswer) -> ServedAnswer:
    """404: there is no such file."""
    return ServedAnswer(404, b"<!DOCTYPE html><title>Page not found</title>", {"Content-Type": HTML})


def refused(_: ServedAnswer) -> ServedAnswer:
    """403: the server does not like us."""
    return ServedAnswer(403, b"<html>Forbidden</html>", {"Content-Type": HTML})


def busy(seconds: int) -> Fault:
    """429: come back in so many seconds."""
    return lambda _: ServedAnswer(429, b"Too many requests", {"Retry-After": str(seconds)})


def broken(_: ServedAnswer) -> ServedAnswer:
    """500: the server has a bad day."""
    return ServedAnswer(500, b"Internal server error")


def dripping(pace: float) -> Fault:
    """The body comes at so many bytes a second."""
    return lambda whole: _delivered(whole, pace=pace)


def truncated(whole: ServedAnswer) -> ServedAnswer:
    """Half the body comes, and nothing says that there was more."""
    return replace(_without_version(whole), body=whole.body[: len(whole.body) // 2])


def cut_off(whole: ServedAnswer) -> ServedAnswer:
    """Half the body comes, and then the server closes."""
    return _delivered(whole, sent=len(whole.body) // 2)


def reset(whole: ServedAnswer) -> ServedAnswer:
    """Half the body comes, and then the connection breaks."""
    return _delivered(whole, sent=len(whole.body) // 2, slams=True)


def forgetful(fault: Fault) -> Fault:
    """The same fault of a server that gives its files no version, so that nothing can be continued."""
    return lambda whole: fault(_without_version(whole))


def mislabelled(whole: ServedAnswer) -> ServedAnswer:
    """The right bytes, called a web page."""
    return replace(whole, headers={**whole.headers, "Content-Type": HTML})


def document(whole: ServedAnswer) -> ServedAnswer:
    """A PDF in place of the file."""
    return _with_body(whole, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")


def error_page(whole: ServedAnswer) -> ServedAnswer:
    """A web page of regret in place of the file, with status 200."""
    regret = b"<!DOCTYPE html><html><title>Sorry</title><p>Something went wrong. Please try again.</html>"
    return replace(_with_body(whole, regret), headers={"Content-Type": HTML})


def circle(address: str) -> Fault:
    """The address sends its visitors to itself."""
    return lambda _: ServedAnswer(302, b"", {"Location": address})


def _delivered(
    whole: ServedAnswer, *, sent: int | None = None, slams: bool = False, pace: float | None = None
) -> Delivery:
    return Delivery(whole.status, whole.body, whole.headers, sent, slams, pace)


# The file


def bomb(whole: ServedAnswer) -> ServedAnswer:
    """A small archive that says it unpacks to ten gigabytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.filelist[0].file_size = _TEN_GIGABYTES
    return _with_body(whole, buffer.getvalue())


def renamed_column(old: str, new: str) -> Fault:
    """A CSV whose header calls one column by another name."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        return [[new if cell == old else cell for cell in rows[0]], *rows[1:]]

    return _csv(change)


def missing_column(name: str) -> Fault:
    """A CSV without one of its columns."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        at = rows[0].index(name)
        return [row[:at] + row[at + 1 :] for row in rows]

    return _csv(change)


def doubled_rows(whole: ServedAnswer) -> ServedAnswer:
    """A CSV in which every organisation stands twice."""
    return _csv(lambda rows: [rows[0], *(row for row in rows[1:] for _ in range(2))])(whole)


def renamed_sheet(old: str, new: str) -> Fault:
    """An Excel workbook in which one sheet has another name."""
    return _workbook(lambda text: text.replace(f'name="{old}"', f'name="{new}"'))


def missing_sheet(name: str) -> Fault:
    """An Excel workbook without one of its sheets."""
    return _workbook(lambda text: re.sub(rf'<sheet name="{re.escape(name)}"[^>]*/>', "", text))


def _workbook(change: Callable[[str], str]) -> Fault:
    """What is changed is the list of sheets; the sheets themselves stay."""

    def fault(whole: ServedAnswer) -> ServedAnswer:
        after = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(whole.body)) as source,
            zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for member in source.namelist():
                content = source.read(member)
                target.writestr(member, change(content.decode()) if member == "xl/workbook.xml" else content)
        return _with_body(whole, after.getvalue())

    return fault


def _csv(change: Callable[[list[list[str]]], list[list[str]]]) -> Fault:
    def fault(whole: ServedAnswer) -> ServedAnswer:
        rows = list(csv.reader(whole.body.decode("utf-8-sig").splitlines()))
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(change(rows))
        return _with_body(whole, text.getvalue().encode())

    return fault


def _with_body(whole: ServedAnswer, body: bytes) -> ServedAnswer:
    return replace(_without_version(whole), body=body)


def _without_version(whole: ServedAnswer) -> ServedAnswer:
    """Another body is another version: what told the versions apart is not said."""
    said = {name: value for name, value in whole.headers.items() if name not in ("ETag", "Last-Modified")}
    return replace(whole, headers=said)
