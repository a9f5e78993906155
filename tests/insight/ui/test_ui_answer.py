"""Answers as a page shows them: what is folded away, and text that is never markup."""

from pathlib import Path
from unittest.mock import MagicMock

import pytest

from insight.benchmarks.explanations import Explanation
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.sizes import A4
from insight.ui import leaving
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


def test_the_table_of_a_chart_is_offered_where_no_picture_of_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = MagicMock()
    shown.selectbox.return_value = A4.id
    for name, instead in {"st": shown, "in_words": MagicMock(), "_mark": MagicMock()}.items():
        monkeypatch.setattr(leaving, name, instead)
    monkeypatch.setattr(leaving, "draw", MagicMock(side_effect=TooSmall(A4)))
    leaving.leave(MagicMock(), [], "sources")
    assert [each.args for each in shown.download_button.call_args_list] == [("Save as CSV",)]
