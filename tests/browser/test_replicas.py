"""Two replicas over one cache behind the proxy of deploy/nginx.conf: a visitor stays with one, and neither is seen alone."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, expect

from tests.browser.server import ROOT, free_port, serving

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def proxy(invented_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the proxy, in front of two servers."""
    folder = tmp_path_factory.mktemp("proxy")
    with (
        serving(ROOT / "serve.py", invented_cache, folder / "one") as one,
        serving(ROOT / "serve.py", invented_cache, folder / "two") as two,
    ):
        port = free_port()
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        text = re.sub(r"listen 8080;", f"listen 127.0.0.1:{port};", text)
        text = text.replace("127.0.0.1:8501", one.removeprefix("http://"))
        text = text.replace("127.0.0.1:8502", two.removeprefix("http://"))
        whole = folder / "nginx.conf"
        whole.write_text(f"pid {folder}/pid; error_log {folder}/error; events {{}} http {{ access_log off;\n{text}\n}}")
        child = subprocess.Popen(["nginx", "-c", str(whole), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
        try:
            yield _answering(f"http://localhost:{port}")
        finally:
            child.terminate()
            child.wait()


def _answering(address: str) -> str:
    for _ in range(100):
        try:
            requests.get(f"{address}/_stcore/health", timeout=2)
            return address
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {address}")


def test_a_visitor_keeps_the_replica_that_answered_first(proxy: str) -> None:
    first = requests.get(proxy, timeout=10).cookies["insight"]
    again = requests.get(proxy, cookies={"insight": first}, timeout=10)
    assert again.cookies["insight"] == first
    assert requests.get(proxy, timeout=10).cookies["insight"] != first


def test_pages_open_and_work_through_the_proxy(proxy: str, browser: Browser) -> None:
    for _ in range(4):  # several visitors, so that both replicas answer
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{proxy}/map")
        expect(page.locator(".insight-heading h1")).to_have_text("Map", timeout=60_000)
        expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=60_000)
        context.close()


def test_metrics_stay_inside(proxy: str) -> None:
    assert requests.get(f"{proxy}/_stcore/metrics", timeout=10).status_code == 404


def test_in_containers_the_proxy_sends_visitors_to_every_dashboard_by_name() -> None:
    changes = re.findall(r"-e '([^']+)'", (ROOT / "deploy" / "replicas.yaml").read_text())
    command = ["sed", *(part for each in changes for part in ("-e", each)), str(ROOT / "deploy" / "nginx.conf")]
    upstream = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("upstream insight {")[1]
    assert upstream.split("}")[0].split() == ["hash", "$insight_visit;", "server", "dashboard:8501;"]
