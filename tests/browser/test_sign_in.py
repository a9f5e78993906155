"""Signing in at an identity server of our own: nothing is shown before, everything after."""

import warnings
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.server import ROOT, free_port, serving

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the identity server is older than the library it stands on
    from oidc_provider_mock import run_server_in_thread


def test_a_page_is_shown_to_those_who_signed_in(browser: Browser, invented_cache: Path, tmp_path: Path) -> None:
    port, secrets = free_port(), tmp_path / "secrets.toml"
    with run_server_in_thread() as provider:
        secrets.write_text(f"""
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "invented, long and random"
client_id = "invented"
client_secret = "invented"
server_metadata_url = "http://localhost:{provider.server_port}/.well-known/openid-configuration"
""")
        options = f"--secrets.files={secrets}"
        with serving(ROOT / "serve.py", invented_cache, tmp_path / "log", options, port=port):
            page = browser.new_context().new_page()
            page.goto(f"http://localhost:{port}/map")
            expect(page.get_by_text("open to people who sign in")).to_be_visible(timeout=60_000)
            assert page.locator(".js-plotly-plot").count() == 0
            page.get_by_role("button", name="Sign in").click()
            page.locator("input[name=sub]").fill("somebody")
            page.locator("[type=submit]").first.click()
            expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=60_000)
            page.context.close()
