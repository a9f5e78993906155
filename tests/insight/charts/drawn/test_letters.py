"""Our own type has a shape for every character that a chart may write, so that no picture has an empty box in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PIL import ImageFont

import insight
from insight.charts.drawn.letters import BOLD, REGULAR, drawable, font_file

INSIGHT = Path(insight.__file__).parent
WRITTEN_NOWHERE = {"csv_text.py"}
"""What a spreadsheet would take for a formula, never drawn."""


def drawn_texts() -> Iterator[str]:
    """Every text in the code of charts and of what they are told."""
    for folder in ("benchmarks", "charts", "queries"):
        for file in (INSIGHT / folder).rglob("*.py"):
            if file.name not in WRITTEN_NOWHERE:
                tree = ast.walk(ast.parse(file.read_text("utf-8")))
                yield from (
                    node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)
                )


@cache
def shape_of(character: str, weight: int) -> tuple[tuple[int, int], bytes]:
    mask = ImageFont.truetype(str(font_file(weight)), 100, layout_engine=ImageFont.Layout.BASIC).getmask(character)
    return mask.size, bytes(mask)


def lacks(character: str, weight: int) -> bool:
    """Whether the type draws the box that stands for all that it does not have."""
    return not character.isspace() and shape_of(character, weight) == shape_of("\U000f0000", weight)


@pytest.mark.parametrize("weight", [REGULAR, BOLD])
def test_every_character_that_a_chart_may_write_is_in_our_type(weight: int) -> None:
    assert lacks("◇", weight) and not lacks("◆", weight)
    assert {each for text in drawn_texts() for each in drawable(text) if lacks(each, weight)} == set()
