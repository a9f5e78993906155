"""Answers as a page shows them: what is folded away, and text that is never markup."""

from pathlib import Path

import pytest

from insight.benchmarks.explanations import Explanation
from insight.ui.answer import card
from tests.silver import OVERALL, publish
from tests.visitor import said, visit


def test_parts_are_shown_with_their_explanation_and_their_numbers_folded_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path)
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    app = visit("compare", footprint="QZC", vintage="icb-2022", measure=OVERALL, period="2025-01-01")
    assert not app.exception
    labels = [each.label for each in app.expander]
    assert labels.count("Why: the numbers, the rule and its source") == 3
    assert labels.count("Every number of this chart") == 3
    assert "Where do we stand among all footprints?" in said(app)


def test_an_explanation_is_shown_as_text_never_as_markup() -> None:
    told = card(Explanation("<script>", (("a", "<script>"),), "r", "c"))
    assert "<b>&lt;script&gt;</b>" in told
    assert "<script>" not in told
