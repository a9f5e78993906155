"""The Places page: the likeliest first with a way to each, a list to sort and keep, all of it in the address."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from tests.inspected import publish_inspected
from tests.silver import OVERALL, write
from tests.visitor import said, visit

VIEW = {"measure": OVERALL, "period": "2025-01-01", "footprint": "QZA", "vintage": "icb-2022"}


def test_the_likeliest_are_named_with_a_way_to_each(cache: Path) -> None:
    publish_inspected(cache)
    app = visit("places", **VIEW)
    assert not app.exception
    assert '<ol class="insight-first">' in said(app)
    assert 'href="organisation?footprint=QZA' in said(app) and "org=ZA0000" in said(app)
    assert "in 100" in said(app) and "partly bad luck" in said(app)


def test_another_order_goes_to_the_address_and_the_list_follows(cache: Path) -> None:
    publish_inspected(cache)
    app = visit("places", **VIEW)
    app.selectbox(key="insight.places.order").select("name").run()
    assert not app.exception
    assert app.query_params["places"] == "practice~~~name"
    text = said(app).partition('<table class="insight-places"')[2]
    assert text.index("Alder Surgery 0") < text.index("Alder Surgery 1") < text.index("Alder Surgery 2")


def test_a_name_is_text_and_never_markup(cache: Path) -> None:
    path = publish_inspected(cache) / "orgs.parquet"
    orgs = pq.read_table(path).to_pandas()
    write(orgs.assign(name=orgs["name"].replace("Alder Surgery 0", "<script>alert(1)</script>")), "orgs", path)
    app = visit("places", **VIEW)
    assert not app.exception
    assert "&lt;script&gt;" in said(app) and "<script>" not in said(app)


def test_a_footprint_whose_members_nobody_knows_says_so(cache: Path) -> None:
    path = publish_inspected(cache) / "membership.parquet"
    write(pq.read_table(path).to_pandas().head(0), "membership", path)
    app = visit("places", **VIEW)
    assert not app.exception
    assert "No file tells which practices" in said(app)
