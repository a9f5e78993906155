"""JSON is read unless it holds what no table can: half a character, or nesting without end."""

from __future__ import annotations

import pytest

from loaders.read.json_text import parse_json


def test_two_halves_that_make_a_whole_character_are_read() -> None:
    assert parse_json(b'\xef\xbb\xbf{"name": "\\ud83d\\ude00"}') == {"name": "\U0001f600"}


@pytest.mark.parametrize("content", [b'{"name": "\\ud800"}', b'{"\\uDFFF": 1}', b"[" * 200_000, b'{"a": '])
def test_what_no_table_can_hold_is_refused(content: bytes) -> None:
    with pytest.raises(
        ValueError,
        match=r"^(characters that are no text|it is nested too deeply|it cannot be read from line 1, character \d+ on)$",
    ):
        parse_json(content)
