"""Downloads survive bad servers, are never made twice, and are not believed blindly."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests

from loaders.errors import SourceUnavailable
from loaders.fetch.bounded import BoundedSession
from loaders.fetch.downloads import Drawer
from loaders.fetch.limits import RequestLimits
from loaders.fetch.web import Internet
from tests.loaders.server import Reply, Server


class Time:
    """A clock that moves only when somebody sleeps, and remembers for how long."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def internet(time: Time) -> Internet:
    return Internet(None, time.sleep, time.clock)


def _drawer(tmp_path: Path, url: str) -> Drawer:
    return Drawer(tmp_path / "downloads", url, "published.csv")


BODY = b"practice,percent\n" + b"A00001,70\n" * 5000


def test_a_download_is_complete_and_kept_under_the_publishers_name(
    server: Server, internet: Internet, tmp_path: Path
) -> None:
    drawer = _drawer(tmp_path, server.will("/x.csv", Reply(body=BODY, headers={"ETag": '"1"'})))
    known = internet.download(drawer)
    assert drawer.data.read_bytes() == BODY
    assert drawer.data.name == "published.csv"
    assert known.validators.etag == '"1"' and drawer.known() == known
    agent = server.asked[0][2]["user-agent"]
    assert "PatientInsightBenchmarks" in agent and "Mozilla" not in agent


def test_an_unchanged_file_is_asked_for_but_not_sent(server: Server, internet: Internet, tmp_path: Path) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Thu, 10 Jul 2025 09:30:00 GMT"}
    drawer = _drawer(tmp_path, server.will("/x.csv", Reply(body=BODY, headers=headers), Reply(304)))
    first = internet.download(drawer)
    drawer.release()
    assert internet.download(drawer) == first
    assert server.asked[1][2]["if-none-match"] == '"1"'
    assert server.asked[1][2]["if-modified-since"] == headers["Last-Modified"]


def test_a_broken_download_goes_on_where_it_broke_off(server: Server, internet: Internet, tmp_path: Path) -> None:
    rest = Reply(206, BODY[1000:], {"ETag": '"1"', "Content-Range": f"bytes 1000-{len(BODY) - 1}/{len(BODY)}"})
    drawer = _drawer(tmp_path, server.will("/x.csv", Reply(body=BODY, headers={"ETag": '"1"'}, cut=1000), rest))
    internet.download(drawer)
    assert drawer.data.read_bytes() == BODY
    assert (server.asked[1][2]["range"], server.asked[1][2]["if-range"]) == ("bytes=1000-", '"1"')


@pytest.mark.parametrize(
    "second",
    [
        Reply(206, BODY[900:], {"Content-Range": f"bytes 900-{len(BODY) - 1}/{len(BODY)}"}),
        Reply(416),
        Reply(200, BODY, {"ETag": '"2"'}),
    ],
    ids=["another part", "no such part", "a newer file"],
)
def test_a_continuation_that_does_not_fit_starts_over(
    server: Server, internet: Internet, tmp_path: Path, second: Reply
) -> None:
    url = server.will("/x.csv", Reply(body=b"z" * 2000, headers={"ETag": '"1"'}, cut=1000), second, Reply(body=BODY))
    drawer = _drawer(tmp_path, url)
    internet.download(drawer)
    assert drawer.data.read_bytes() == BODY


def test_a_download_that_always_breaks_off_is_given_up(
    server: Server, internet: Internet, tmp_path: Path, time: Time
) -> None:
    drawer = _drawer(tmp_path, server.will("/x.csv", Reply(body=BODY, cut=10)))
    with pytest.raises(SourceUnavailable, match=r"broke off again and again .*loaders add FILE"):
        internet.download(drawer)
    assert len(server.asked) == 4
    assert not drawer.data.exists()


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"<!DOCTYPE html><html>Sorry</html>", "web page"),
        (b"", "empty"),
        (b"PK\x03\x04" + b"x" * 100, "cut short"),
        (b'{"error": {"code": 400, "message": "Invalid URL"}}', "Invalid URL"),
    ],
)
def test_what_is_not_the_file_is_not_taken_for_it(
    server: Server, internet: Internet, tmp_path: Path, body: bytes, complaint: str
) -> None:
    drawer = _drawer(tmp_path, server.will("/x.csv", Reply(body=body)))
    with pytest.raises(SourceUnavailable, match=complaint):
        internet.download(drawer)
    assert drawer.known() is None and not drawer.data.exists() and not drawer.part.exists()


def test_a_file_beyond_all_measure_is_refused_while_it_comes(server: Server, tmp_path: Path) -> None:
    internet = Internet(limits=RequestLimits(largest_file=1000))
    with pytest.raises(SourceUnavailable, match="larger than"):
        internet.download(_drawer(tmp_path, server.will("/x.csv", Reply(body=BODY))))


def test_a_busy_server_is_asked_again_and_its_wishes_are_honoured(
    server: Server, internet: Internet, time: Time
) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    url = server.will(
        "/page", Reply(503), Reply(429, headers={"Retry-After": "33"}), Reply(503, headers={"Retry-After": soon}),
        Reply(body="<a href='x'>Ä</a>".encode(), headers={"Content-Type": "text/html"}),
    )  # fmt: skip
    assert internet.page(url) == "<a href='x'>Ä</a>"
    waits = [seconds for seconds in time.slept if seconds > 0.3]
    assert 1 <= waits[0] <= 1.25
    assert 33 <= waits[1] <= 33 * 1.25
    assert 55 <= waits[2] <= 60 * 1.25
    internet.page(url)
    assert len(server.asked) == 4, "a page is asked for once"


@pytest.mark.parametrize(
    ("status", "said"), [(404, "no such file"), (403, "refuses"), (401, "log-in"), (418, "cannot use")]
)
def test_a_plain_no_is_taken_for_an_answer(server: Server, internet: Internet, status: int, said: str) -> None:
    with pytest.raises(SourceUnavailable, match=said):
        internet.page(server.will("/page", Reply(status)))
    assert len(server.asked) == 1


def test_a_server_that_asks_for_too_long_a_wait_is_not_waited_for(
    server: Server, internet: Internet, time: Time
) -> None:
    with pytest.raises(SourceUnavailable, match="503"):
        internet.page(server.will("/page", Reply(503, headers={"Retry-After": "86400"})))
    assert len(server.asked) == 1 and sum(time.slept) == 0


def test_no_host_is_asked_five_times_a_second(server: Server, internet: Internet, time: Time) -> None:
    for number in range(10):
        internet.page(server.will(f"/{number}", Reply(body=b"x")))
    assert time.now >= 9 * 0.2


def test_nobody_there_is_said_with_what_to_do(internet: Internet, time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with pytest.raises(SourceUnavailable, match=r"refused.*loaders add FILE"):
        internet.page("http://127.0.0.1:9/page")
    waited = time.now
    with pytest.raises(SourceUnavailable, match="its server does not answer"):
        internet.page("http://127.0.0.1:9/another")
    assert time.now == waited, "a silent server is waited for once"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x/y", "javascript:alert(1)", "", "http://"])
def test_only_the_web_is_asked(internet: Internet, address: str) -> None:
    with pytest.raises(SourceUnavailable):
        internet.page(address)


def test_a_check_asks_for_the_headers_and_only_where_refused_for_the_file(server: Server, internet: Internet) -> None:
    assert str(internet.answers(server.will("/x", Reply(body=b"x" * 2_500_000)))) == "200, 2.5 MB"
    assert str(internet.answers(server.will("/y", Reply(405), Reply(body=BODY)))) == "200, 0.1 MB"
    assert [asked[0] for asked in server.asked] == ["HEAD", "HEAD", "GET"]
    with pytest.raises(SourceUnavailable, match="no such file"):
        internet.answers(server.will("/z", Reply(404)))


def test_a_page_that_breaks_off_is_asked_for_again(server: Server, internet: Internet) -> None:
    whole = Reply(body=b"<a href='x.csv'>2025</a>")
    assert "2025" in internet.page(server.will("/page", Reply(body=whole.body, cut=5), whole))
    with pytest.raises(SourceUnavailable, match=r"the page broke off again and again .*loaders add FILE"):
        internet.page(server.will("/other", Reply(body=whole.body, cut=5)))


def test_a_page_that_failed_is_not_asked_for_by_the_next_source(server: Server, internet: Internet) -> None:
    url = server.will("/page", Reply(404))
    for _ in range(3):
        with pytest.raises(SourceUnavailable):
            internet.page(url)
    assert len(server.asked) == 1


def test_a_key_goes_to_its_host_only_and_never_into_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CQC_API_KEY", "secret")
    sent: list[dict[str, object]] = []

    class Session(BoundedSession):
        def request(self, method: str, url: str, **how: object) -> requests.Response:  # type: ignore[override]
            sent.append(how)
            response = requests.Response()
            response.status_code, response.url, response.raw = 404, url, io.BytesIO()
            return response

    internet = Internet(Session(), sleep=lambda _: None)
    for url in (
        "https://api.service.cqc.org.uk/public/v1/locations",
        "https://www.cqc.org.uk/",
        "http://api.service.cqc.org.uk/",
    ):
        with pytest.raises(SourceUnavailable) as told:
            internet.page(url)
        assert "secret" not in str(told.value)
    assert [(how["headers"], how["allow_redirects"]) for how in sent] == [
        ({"Ocp-Apim-Subscription-Key": "secret"}, False), ({}, False), ({}, False),
    ]  # fmt: skip
    assert "secret" not in caplog.text


def test_a_publisher_on_this_machine_may_send_us_on_within_it(server: Server, internet: Internet) -> None:
    moved = server.url.replace("127.0.0.1", "localhost") + "/new"
    server.will("/new", Reply(body=b"<a href='x.csv'>2025</a>"))
    assert "2025" in internet.page(server.will("/old", Reply(302, headers={"Location": moved})))


def test_the_key_is_left_behind_when_another_host_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CQC_API_KEY", "secret")
    sent: dict[str, object] = {}

    class Session(BoundedSession):
        def request(self, method: str, url: str, **how: object) -> requests.Response:  # type: ignore[override]
            sent[url] = how["headers"]
            response = requests.Response()
            response.status_code = 404 if sent.keys() & {"https://other.invalid/"} else 302
            response.headers["Location"], response.url, response.raw = "https://other.invalid/", url, io.BytesIO()
            return response

    with pytest.raises(SourceUnavailable, match="404"):
        Internet(Session(), sleep=lambda _: None).page("https://api.service.cqc.org.uk/x")
    assert list(sent.values()) == [{"Ocp-Apim-Subscription-Key": "secret"}, {}]


def test_one_address_that_gives_no_answer_does_not_lose_the_others_of_its_host(
    server: Server, internet: Internet
) -> None:
    hangs_up = Reply(status=99)  # which http.client takes for no answer at all
    for number in range(5):
        with pytest.raises(SourceUnavailable, match="its server does not answer"):
            internet.page(server.will(f"/bad/{number}", hangs_up))
        if number < 2:
            assert internet.page(server.will(f"/good/{number}", Reply(body=b"x"))) == "x"
    assert sum(path.startswith("/bad") for _, path, _ in server.asked) == 5 * 4, "an answer between them counts"
    with pytest.raises(SourceUnavailable, match="its server does not answer"):
        internet.page(server.will("/good/6", Reply(body=b"x")))


@pytest.mark.parametrize(
    "address", ["http://[insert link here]/x", "http://a:b/", "http://x:0/", "https://" + "a" * 70]
)
def test_an_address_that_is_none_is_a_sentence(internet: Internet, address: str) -> None:
    with pytest.raises(SourceUnavailable, match=r"not an address on the web|cannot be asked for|does not answer"):
        internet.page(address)
