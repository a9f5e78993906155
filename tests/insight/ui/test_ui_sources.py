"""The sources stand side by side as many as speak."""

from __future__ import annotations

from pathlib import Path

from tests.inspected import publish_inspected
from tests.silver import publish
from tests.visitor import unfolded, visit


def test_two_sources_stand_side_by_side_with_the_rule_and_every_number(cache: Path) -> None:
    publish_inspected(cache)
    app = unfolded(visit("sources", footprint="QZA", vintage="icb-2022"), "table.agreement")
    assert not app.exception
    told = next(each.value for each in app.dataframe if "Theme" in each.value)
    assert {"GP Patient Survey", "CQC ratings"} <= set(told["Source"])


def test_where_one_source_is_loaded_it_is_not_set_beside_another(cache: Path) -> None:
    publish(cache)
    app = unfolded(visit("sources", footprint="QZA", vintage="icb-2022"), "table.agreement")
    assert not app.exception
    assert "CQC ratings" not in str([each.value.to_string() for each in app.dataframe])
