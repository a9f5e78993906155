"""The style of every chart: where the finding stands, how large text is, what is written at the foot."""

from __future__ import annotations

import html
import re
import textwrap
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from insight.charts.drawing import Attributes, Drawing
from insight.charts.style.palette import ALERT, GROUND, INK, QUIET_INK

FONT = "Inter, Arial, sans-serif"
TITLE, SUBTITLE, BODY, FOOT = 26, 17, 16, 14
"""Sizes in pixels. Nothing is smaller than FOOT."""
EDGE = 20
"""Pixels between the image's edge and its words."""
FOOT_LINE = 19
"""Height in pixels of a line of the foot."""
_REGULAR = 1.15
"""Regular type holds so many times the characters that bold type of its size does."""
WORDS = ("finding", "subtitle", "foot", "demonstration")
"""The names of the texts around a plot: a chart that is laid out for another size writes them anew."""

TELLING = "telling"
"""What the `meta` of a chart calls the order in which its rows stay where there is no room for all."""

SILENT = "says nothing"
"""What stands in a cell of a table for a source that does not ask: a table that is unfolded leaves it out."""


def plain(text: str) -> str:
    """Text from data, safe inside Plotly's markup: an organisation's name is never read as markup."""
    return html.escape(text, quote=False)


def wrapped(text: str, width: int) -> str:
    """Text broken into lines of at most `width` characters, between words; a longer word is broken too.

    A number in brackets, as in "ICBs from April 2026 (36)", stays with what it counts.
    """
    text = re.sub(r" (?=\(\d+\))", "\u00a0", text)
    return "<br>".join(plain(line) for line in textwrap.wrap(text, max(1, width))) or " "


def balanced(text: str, width: int) -> str:
    """As wrapped, in no more lines, but of nearly equal length: a title never leaves one word alone."""
    width = max(1, width)
    lines = len(textwrap.wrap(text, width))
    if lines < 2:
        return wrapped(text, width)
    widths = range(max(map(len, text.split())), width)
    return wrapped(
        text, [*widths, width][bisect_left(widths, True, key=lambda at: len(textwrap.wrap(text, at)) <= lines)]
    )


def foot_height(lines: Sequence[str]) -> int:
    """The bottom margin in pixels that a foot of so many lines needs below the plot."""
    return len(lines) * FOOT_LINE + EDGE


def chart_layout(height: int, margin: dict[str, int]) -> dict[str, Any]:
    """The layout every chart starts from: white ground, our type, quiet axes, nothing that moves when touched."""
    font = {"family": FONT, "size": BODY, "color": INK}
    axis = {"zeroline": False, "fixedrange": True, "tickfont": {"size": BODY, "color": INK}, "automargin": False}
    return {
        "template": "none",
        "autosize": True,
        "height": height,
        "margin": margin | {"pad": 0, "autoexpand": False},
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "font": font,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": GROUND, "bordercolor": QUIET_INK, "align": "left", "font": font},
        "xaxis": axis,
        "yaxis": axis,
    }


def words(finding: str, subtitle: str, foot: Sequence[str], width: int, margin: Mapping[str, Any]) -> list[Attributes]:
    """The finding (broken at `width` characters) and the subtitle at the top left, the foot at the bottom left: annotations of
    a figure with these margins in pixels (`l`, `r`, `t`, `b`)."""
    title, under = _above(finding, subtitle, width)
    left = {
        "x": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "xshift": EDGE - int(margin["l"]), "align": "left",
        "showarrow": False, "borderpad": 0,
    }  # fmt: skip
    return [
        {"name": WORDS[0], "text": f"<b>{title}</b>", **_at_top(margin, EDGE - 4, TITLE, INK), **left},
        {"name": WORDS[1], "text": under, **_at_top(margin, EDGE + _height(title, TITLE), SUBTITLE, QUIET_INK), **left},
        {
            "name": WORDS[2], "text": "<br>".join(map(plain, foot)), "y": 0, "yanchor": "bottom",
            "yshift": 8 - int(margin["b"]), "font": {"size": FOOT, "color": QUIET_INK}, **left,
        },
    ]  # fmt: skip


def words_height(finding: str, subtitle: str, width: int) -> int:
    """How many pixels of the image's height the finding (broken at `width` characters) and the subtitle take."""
    title, under = _above(finding, subtitle, width)
    return EDGE + _height(title, TITLE) + _height(under, SUBTITLE)


@lru_cache(64)
def _above(finding: str, subtitle: str, width: int) -> tuple[str, str]:
    """Finding and subtitle, broken into lines: wanted twice, to make room for them and to write them."""
    return balanced(finding, width), wrapped(subtitle, int(width * TITLE / SUBTITLE * _REGULAR))


def _at_top(margin: Mapping[str, Any], below: int, size: int, colour: str) -> Attributes:
    """`below` pixels under the image's top edge."""
    return {"y": 1, "yanchor": "top", "yshift": int(margin["t"]) - below, "font": {"size": size, "color": colour}}


def _height(text: str, size: int) -> int:
    """Pixels that broken text takes; Plotly sets lines 1.3 times their size apart."""
    return round((text.count("<br>") + 1) * size * 1.3) + 4


def add_demonstration_tag(figure: Drawing) -> None:
    """A tag at the top right that survives every cut-out: these figures are invented."""
    margin = figure.layout["margin"]
    figure.add_annotation(
        name=WORDS[3], text="<b>DEMONSTRATION DATA</b>", x=1, xref="paper", xanchor="right", xshift=int(margin["r"]) - EDGE,
        y=1, yref="paper", yanchor="top", yshift=int(margin["t"]) - 12, showarrow=False,
        font={"size": FOOT, "color": ALERT}, bgcolor=GROUND, bordercolor=ALERT, borderwidth=2, borderpad=5,
    )  # fmt: skip


def file_name(*parts: str) -> str:
    """The name of a saved image or table: its parts in lower case, joined by hyphens."""
    return "-".join(slug for part in parts if (slug := re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")))
