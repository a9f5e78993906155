"""The break-in suite: hosts, origins, metrics, folders and uploads nobody should get through with."""

import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
import requests

from tests.browser.server import ROOT

PATHS = ["/", "/map", "/_stcore/health", "/app/static/favicon.png", "/nothing/here"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(dashboard: str, path: str) -> None:
    headers = requests.get(dashboard + path, timeout=10).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "user@evil", ""])
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config"])
def test_a_name_that_nobody_configured_is_refused(dashboard: str, host: str, path: str) -> None:
    answer = requests.get(dashboard + path, headers={"Host": host}, timeout=10)
    assert answer.status_code in {400, 421}
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "forged",
    [{"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Origin": "null"},
     {"Host": "evil.example", "Origin": "http://evil.example"}],
)  # fmt: skip
def test_a_web_socket_of_another_site_is_refused(dashboard: str, forged: dict[str, str]) -> None:
    assert _handshake(dashboard, {}) == 101
    assert _handshake(dashboard, forged) in {400, 403, 421}


def test_metrics_are_for_this_machine_alone(dashboard: str) -> None:
    assert requests.get(f"{dashboard}/_stcore/metrics", timeout=10).status_code == 200
    for header in ("X-Forwarded-For", "Forwarded"):
        answer = requests.get(f"{dashboard}/_stcore/metrics", headers={header: "203.0.113.9"}, timeout=10)
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/app/static/../app.py", "/app/static/%2e%2e/app.py", "/app/static/..%2fapp.py", "/app/static//etc/passwd",
     "/app/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/app/static/..\\app.py", "/static/../../app.py", "//etc/passwd"],
)  # fmt: skip
def test_no_file_of_the_server_is_served(dashboard: str, path: str) -> None:
    parts = urlsplit(dashboard)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())
        answer = line.makefile("rb").read()
    assert b"front_door" not in answer
    assert b"root:" not in answer


def test_it_listens_on_this_machine_alone_unless_told_otherwise() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import streamlit as st; from streamlit import config; config.get_config_options(); "
         "print(st.get_option('server.address'), st.get_option('server.allowedHosts'), st.get_option('server.maxUploadSize'))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert said.split() == ["127.0.0.1", "['localhost',", "'127.0.0.1',", "'::1']", "5"]


def test_loads_are_off_for_a_server_that_nobody_told(dashboard: str, browser) -> None:
    page = browser.new_page()
    page.goto(f"{dashboard}/data")
    page.get_by_text("Loading from this page is switched off").wait_for()
    assert page.get_by_role("button", name="Load", exact=True).count() == 0
    page.close()


def _handshake(address: str, forged: dict[str, str]) -> int:
    """The status with which a web socket is answered."""
    parts = urlsplit(address)
    headers = {
        "Host": parts.netloc, "Origin": address, "Upgrade": "websocket", "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13", **forged,
    }  # fmt: skip
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        asked = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        line.sendall(f"GET /_stcore/stream HTTP/1.1\r\n{asked}\r\n".encode())
        return int(line.recv(64).split()[1])
