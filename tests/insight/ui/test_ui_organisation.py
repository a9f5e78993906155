"""The page of one organisation: reached by its address, and a page of each kind errs nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inspected import publish_inspected
from tests.silver import OVERALL
from tests.visitor import said, visit

VIEW = {"measure": OVERALL, "period": "2025-01-01", "footprint": "QZA", "vintage": "icb-2022"}


@pytest.fixture
def cache(cache: Path) -> Path:
    publish_inspected(cache)
    return cache


def test_an_organisation_has_a_page_of_its_own(cache: Path) -> None:
    app = visit("organisation", **VIEW, org="ZA0000")
    assert not app.exception
    assert "<h2>Alder Surgery 0</h2>" in said(app)
    assert "worse than England" in said(app)
    assert "▼ Inadequate" in said(app)


def test_the_link_of_a_list_leads_to_it_and_keeps_what_is_chosen(cache: Path) -> None:
    app = visit("places", **VIEW)
    assert "measure=gpps.overall_experience" in said(app).partition('href="organisation?')[2].partition('"')[0]


def test_an_organisation_that_is_not_known_is_replaced_with_a_note_that_does_not_repeat_it(cache: Path) -> None:
    app = visit("organisation", **VIEW, org="<script>")
    assert not app.exception
    assert "<script>" not in said(app)
    app = visit("organisation", **VIEW, org="NOBODY")
    assert "NOBODY" not in said(app).replace("org=NOBODY", "")
    assert "not known; showing the first" in said(app)
