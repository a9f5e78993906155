"""The priorities page as Streamlit runs it: every part answers or says why not, and peers live in the address."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.silver import publish
from tests.visitor import ROOT, said


@pytest.fixture
def cache(cache: Path) -> Path:
    publish(cache)
    return cache


def door(page: str) -> None:
    """An app of this one page."""
    from insight import ui  # noqa: PLC0415  # runs as a script of its own

    ui.front_door({page: "Priorities"}).run()


def run(**query: str) -> AppTest:
    app = AppTest.from_function(door, default_timeout=60, args=(str(ROOT / "pages" / "priorities.py"),))
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_what_cannot_be_told_is_refused_with_its_reason(cache: Path) -> None:
    app = run()
    assert not app.exception
    text = said(app)
    assert "What matters most, and how do we do on it?" in text
    assert "cannot be set side by side. That takes 4 measures with figures of 100 practices" in text
    assert "; no measure has both." in text


@pytest.mark.parametrize("peers", ["", "QZA~QZB", "QZA~<script>", "~~~", "x" * 3000])
def test_hostile_peers_are_answered_politely(cache: Path, peers: str) -> None:
    app = run(peers=peers)
    assert not app.exception
    assert "<script>" not in said(app)


def test_every_vintage_is_answered(cache: Path) -> None:
    for vintage in ("stp-2016", "icb-2022", "icb-2026"):
        assert not run(vintage=vintage).exception
