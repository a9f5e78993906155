"""How wide text is in our own type, so that lines are broken where they end and not where they are guessed to."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parents[3] / "static" / "fonts"
"""The files of our type: woff2 to travel in a file, ttf to draw with here."""
REGULAR, BOLD = 400, 700
_UNITS = 1000
_DRAWN = str.maketrans({"━": "—", "╍": "- ", "┈": "· ", "┃": "|", "▬": "—"})
"""Marks that our type does not have, and what it draws in their place."""


def font_file(weight: int, ending: str = "ttf") -> Path:
    """The file of one weight of our type."""
    return FONTS / f"inter-latin-{weight}-normal.{ending}"


def drawable(text: str) -> str:
    """The same text in characters that our type has."""
    return text.translate(_DRAWN)


@lru_cache(65536)
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text is, in the unit of `size`."""
    return _face(BOLD if bold else REGULAR).getlength(text) * size / _UNITS


@cache
def _face(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file(weight)), _UNITS, layout_engine=ImageFont.Layout.BASIC)
