"""The icons of a control chart, drawn by us: a letter and a path in a ring, each with its words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from insight.charts.drawing import Drawing
from insight.charts.style.layout import BODY, SUBTITLE
from insight.charts.style.palette import BETTER, GROUND, INK, QUIET_INK, SIMILAR, VERDICTS, WORSE
from insight.charts.style.plotting import write
from insight.stats.spc.assurance import Assurance
from insight.stats.spc.variation import Variation

SIZE = 52
"""Pixels across."""
_RING, _ABOVE = 3, 14
"""Pixels: the width of a ring, and an icon's distance from the top of the plot."""

_WOBBLE = "M12,24 L19,32 L26,21 L33,31 L40,25"
_RISE = "M12,15 L20,17 L28,22 L40,36 M32,36 L40,36 L40,28"
_FALL = "M12,37 L20,35 L28,30 L40,16 M32,16 L40,16 L40,24"
_NONE = "M18,26 L34,26"


@dataclass(frozen=True)
class Icon:
    """What an icon shows; its words say the same to those who cannot see it."""

    letter: str
    words: str
    colour: str
    path: str = ""
    """Within a square of SIZE, the origin at its lower left."""
    filled: bool = False


VARIATIONS: Mapping[Variation, Icon] = {
    Variation.NOT_JUDGED: Icon("", "Variation not judged", QUIET_INK, _NONE),
    Variation.COMMON_CAUSE: Icon("", "Usual variation: no special cause", SIMILAR, _WOBBLE),
    Variation.IMPROVEMENT_HIGH: Icon("H", "Special cause of improvement, high", BETTER, _RISE),
    Variation.IMPROVEMENT_LOW: Icon("L", "Special cause of improvement, low", BETTER, _FALL),
    Variation.CONCERN_HIGH: Icon("H", "Special cause of concern, high", WORSE, _RISE),
    Variation.CONCERN_LOW: Icon("L", "Special cause of concern, low", WORSE, _FALL),
    Variation.NEUTRAL_HIGH: Icon("H", "Special cause, high", VERDICTS["higher"], _RISE),
    Variation.NEUTRAL_LOW: Icon("L", "Special cause, low", VERDICTS["lower"], _FALL),
}
ASSURANCES: Mapping[Assurance, Icon] = {
    Assurance.HIT_OR_MISS: Icon("?", "Target hit or missed by chance", SIMILAR),
    Assurance.CONSISTENTLY_PASSES: Icon("P", "Target passed month after month", BETTER, filled=True),
    Assurance.CONSISTENTLY_FAILS: Icon("F", "Target failed month after month", WORSE, filled=True),
}
"""NO_ICON has none."""


def draw_icon(chart: Drawing, icon: Icon, left: int) -> None:
    """An icon with its words over the plot, `left` pixels from its left edge."""
    at = {
        "xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 1,
    }  # fmt: skip
    ring = {"color": icon.colour, "width": _RING}
    fill = icon.colour if icon.filled else GROUND
    chart.add_shape(
        type="circle", x0=left, x1=left + SIZE, y0=_ABOVE, y1=_ABOVE + SIZE, fillcolor=fill, line=ring, **at
    )
    if icon.path:
        chart.add_shape(type="path", path=_moved(icon.path, left), line={"color": icon.colour, "width": 2.5}, **at)
    place = {"x": 0, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "middle"}
    if icon.letter:
        # The letter keeps clear of the path: a rising one leaves the upper left free, a falling one the lower left.
        down, right = {"H": (15, 18), "L": (37, 18)}.get(icon.letter, (SIZE // 2, SIZE // 2))
        colour = GROUND if icon.filled else icon.colour
        size = BODY if icon.path else SUBTITLE + 6
        shift = {"xshift": left + right, "yshift": _ABOVE + SIZE - down, "xanchor": "center"}
        write(chart, f"<b>{icon.letter}</b>", size, colour, **shift, **place)
    words = {"xshift": left + SIZE + 8, "yshift": _ABOVE + SIZE // 2, "xanchor": "left", "align": "left"}
    write(chart, icon.words.replace(": ", ":<br>").replace(", ", ",<br>"), BODY, INK, **words, **place)


def _moved(path: str, left: int) -> str:
    """The same path with its origin moved."""
    steps = ((step[0], *map(float, step[1:].split(","))) for step in path.split())
    return " ".join(f"{letter}{left + x:g},{_ABOVE + y:g}" for letter, x, y in steps)
