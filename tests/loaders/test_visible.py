"""What would steer a terminal, a log or the direction of a line is spelt out."""

from __future__ import annotations

import pytest

from loaders.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ä plain name (weighted) £.csv", "Ä plain name (weighted) £.csv"),
        ("a\x1b[31mb\n\x00.csv", "a\\x1b[31mb\\n\\x00.csv"),
        ("\u202efdp.csv", "\\u202efdp.csv"),
        ("cut\udcff\u2028.csv", "cut\\udcff\\u2028.csv"),
    ],
)
def test_only_what_cannot_be_seen_is_spelt(text: str, shown: str) -> None:
    assert visible(text) == shown
