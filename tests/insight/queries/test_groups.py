"""Gaps between groups as the page For whom tells them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from insight.queries import groups


@pytest.mark.parametrize(("chosen", "told"), [("2025-01-01", True), ("2020-01-01", False)])
def test_groups_of_another_year_than_the_one_chosen_are_said_to_be(
    chosen: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pd.DataFrame({"verdict": ["not compared"], "gap": [-2.0], "sentence": "", "release": "r"})
    found = SimpleNamespace(table=table, start=pd.Timestamp("2020-01-01"), period="2020", caution="No gap is tested.")
    monkeypatch.setattr(groups, "gaps_of", lambda *_: found)
    monkeypatch.setattr(groups, "group_gaps", lambda *_: None)
    question = SimpleNamespace(id="survey.ease", period=pd.Timestamp(chosen), place=None)
    answer = cast("Any", groups.for_whom).__wrapped__(question)
    sentence = "Figures by group are of 2020, the latest there are."
    assert (answer.sentences[0][0] == sentence) is told
