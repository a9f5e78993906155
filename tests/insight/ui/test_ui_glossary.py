"""The glossary is the list of the documentation, all of it, and its sentences are the tips."""

from pathlib import Path

import pytest

from insight.ui.glossary import glossary, with_tip
from insight.ui.own_rows import _TIPS as OWN
from insight.ui.place_rows import _TIPS as PLACES
from tests.silver import publish
from tests.visitor import ROOT, said, visit


def test_every_line_of_the_list_is_a_word() -> None:
    lines = [line for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines() if line.startswith("- ")]
    assert len(glossary()) == len(lines)
    assert all(meaning.endswith(".") for meaning in glossary().values())


def test_the_page_has_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    publish(tmp_path)
    app = visit("glossary")
    assert not app.exception
    assert all(f"<dt>{word}</dt>" in said(app) for word in glossary())


def test_a_word_has_its_sentence_as_a_tip_and_another_none() -> None:
    assert glossary()["interval"] in with_tip("Its figure", "interval")
    assert with_tip("<b>", "no word of ours") == "&lt;b&gt;"


@pytest.mark.parametrize("word", sorted({*OWN.values(), *PLACES.values()}))
def test_every_tip_that_is_shown_is_a_word_of_the_list(word: str) -> None:
    assert word in glossary()
