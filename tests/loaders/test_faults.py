"""The demonstration publisher on the web behaves as a publisher should, and misbehaves exactly as it is told to."""

from __future__ import annotations

import http.client
import io
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.answer import ServedAnswer, answer
from demo.server import LOCAL
from demo.site import File, IndexPage
from tests.loaders import faults
from tests.loaders.sick_publisher import Publisher, serving

HOST = "www.example.invalid"
PAGE, TABLE = f"https://{HOST}/data", f"https://{HOST}/files/table.csv"
BODY = b"code,percent\r\n" + b"".join(b"A%05d,70\r\n" % number for number in range(1000))


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    path = tmp_path / "table.csv"
    path.write_bytes(BODY)
    site = {PAGE: IndexPage(f'<a href="{TABLE}">table</a> <a href="/data">again</a>'), TABLE: File(path, "table.csv")}
    with serving(site) as running:
        yield running


def _ask(publisher: Publisher, address: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(LOCAL, publisher.port, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, "/" + address.split("/", 3)[3], headers={"Host": address.split("/")[2], **named})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def test_pages_and_files_come_whole_and_files_with_a_version(publisher: Publisher) -> None:
    assert _ask(publisher, PAGE)[0] == 200
    status, headers, body = _ask(publisher, TABLE)
    assert (status, body) == (200, BODY)
    assert headers["content-type"] == "text/csv" and headers["etag"] and headers["last-modified"].endswith("GMT")
    assert [each.address for each in publisher.asked] == [PAGE, TABLE]


def test_whoever_has_it_gets_nothing_and_whoever_has_a_part_gets_the_rest(publisher: Publisher) -> None:
    etag = _ask(publisher, TABLE)[1]["etag"]
    assert _ask(publisher, TABLE, If_None_Match=etag)[::2] == (304, b"")
    assert _ask(publisher, TABLE, If_None_Match='"another"')[0] == 200
    status, headers, body = _ask(publisher, TABLE, Range="bytes=100-", If_Range=etag)
    assert (status, body) == (206, BODY[100:])
    assert headers["content-range"] == f"bytes 100-{len(BODY) - 1}/{len(BODY)}"
    assert _ask(publisher, TABLE, Range="bytes=100-", If_Range='"another"')[::2] == (200, BODY)
    assert _ask(publisher, TABLE, Range=f"bytes={len(BODY)}-", If_Range=etag)[0] == 416


def test_a_head_tells_the_size_and_sends_nothing(publisher: Publisher) -> None:
    status, headers, body = _ask(publisher, TABLE, "HEAD")
    assert (status, headers["content-length"], body) == (200, str(len(BODY)), b"")


def test_what_is_not_published_is_not_found(publisher: Publisher) -> None:
    assert _ask(publisher, f"https://{HOST}/other")[0] == 404
    assert _ask(publisher, "https://www.elsewhere.invalid/data")[0] == 404


def test_a_fault_lasts_as_long_as_it_should(publisher: Publisher) -> None:
    publisher.ails(TABLE, faults.broken, times=2)
    assert [_ask(publisher, TABLE)[0] for _ in range(3)] == [500, 500, 200]
    publisher.ails(TABLE, faults.refused)
    assert [_ask(publisher, TABLE)[0] for _ in range(3)] == [403, 403, 403]
    publisher.recovers()
    assert _ask(publisher, TABLE)[0] == 200


def test_the_ways_a_download_ends_early(publisher: Publisher) -> None:
    publisher.ails(TABLE, faults.cut_off)
    with pytest.raises(http.client.IncompleteRead) as ended:
        _ask(publisher, TABLE)
    assert len(ended.value.partial) == len(BODY) // 2
    publisher.ails(TABLE, faults.reset)
    with pytest.raises((ConnectionResetError, http.client.IncompleteRead)):
        _ask(publisher, TABLE)
    publisher.ails(TABLE, faults.truncated)
    assert _ask(publisher, TABLE)[::2] == (200, BODY[: len(BODY) // 2])


def test_a_slow_body_is_slow(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    publisher.ails(TABLE, faults.dripping(len(BODY) / 30))
    assert _ask(publisher, TABLE)[2] == BODY
    assert sum(waited) == pytest.approx(30, rel=0.2)


def test_a_browser_finds_every_site_under_its_name_and_stays_on_this_machine(publisher: Publisher) -> None:
    here = publisher.url
    assert f'href="/{HOST}/data"' in _ask(publisher, f"{here}/")[2].decode()
    page = _ask(publisher, f"{here}/{HOST}/data")[2].decode()
    assert page == f'<a href="/{HOST}/files/table.csv">table</a> <a href="/{HOST}/data">again</a>'
    assert _ask(publisher, f"{here}/{HOST}/files/table.csv")[2] == BODY
    assert _ask(publisher, f"{here}/{HOST}/other")[0] == 404


def test_it_listens_to_this_machine_only(publisher: Publisher) -> None:
    with socket.socket() as other:
        other.settimeout(1)
        assert other.connect_ex((LOCAL, publisher.port)) == 0
    assert publisher.url.startswith("http://127.0.0.1:")


TABLE_OF_TWO = ServedAnswer(200, b"code,a,b\r\nX,1,2\r\nY,3,4\r\n", {"ETag": '"1"', "Content-Type": "text/csv"})


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        (faults.renamed_column("a", "c"), b"code,c,b\r\nX,1,2\r\nY,3,4\r\n"),
        (faults.missing_column("a"), b"code,b\r\nX,2\r\nY,4\r\n"),
        (faults.doubled_rows, b"code,a,b\r\nX,1,2\r\nX,1,2\r\nY,3,4\r\nY,3,4\r\n"),
    ],
)
def test_a_changed_table_is_another_version(fault: faults.Fault, body: bytes) -> None:
    changed = fault(TABLE_OF_TWO)
    assert changed.body == body
    assert "ETag" not in changed.headers and changed.headers["Content-Type"] == "text/csv"


def test_a_bomb_is_small_and_says_it_is_large() -> None:
    body = faults.bomb(TABLE_OF_TWO).body
    assert len(body) < 1000
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert sum(member.file_size for member in archive.infolist()) == 10 << 30


def test_a_sheet_is_renamed_or_taken_away() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", '<sheets><sheet name="Notes" r:id="1"/><sheet name="Trusts" r:id="2"/></sheets>'
        )
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    whole = ServedAnswer(200, buffer.getvalue())

    def sheets(changed: ServedAnswer) -> bytes:
        with zipfile.ZipFile(io.BytesIO(changed.body)) as archive:
            assert archive.namelist() == ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]
            return archive.read("xl/workbook.xml")

    assert b'name="Providers"' in sheets(faults.renamed_sheet("Trusts", "Providers")(whole))
    assert b"Trusts" not in sheets(faults.missing_sheet("Trusts")(whole))


def test_nothing_published_is_answered_with_a_page_of_regret() -> None:
    assert answer(None).status == 404 and b"<!DOCTYPE html>" in answer(None).body
