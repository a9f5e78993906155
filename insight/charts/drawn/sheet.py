"""The sheet a chart is drawn on: lines, areas and text at their place, as the plainest SVG there is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from insight.charts.drawn.rich import LINE, Line, height, read, widest
from insight.charts.style.palette import GROUND

_DASHES = {"dash": (9, 9), "dot": (3, 3), "dashdot": (9, 3, 3, 3), "longdash": (15, 15)}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_ASCENT = 0.36
"""How far under its middle a line of text stands, as a share of its size."""
_RGBA = re.compile(r"rgba\(\s*(\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\s*\)")

Says = tuple[str, object]
"""What a mark is, in the markup of our charts, and the code that a click on it chooses, or None."""
Sides = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class DrawnSheet:
    """What has been drawn so far, the lowest first. The origin is at the top left."""

    def __init__(self, told: bool = False) -> None:
        """`told` has marks say what they are, for a screen."""
        self._told = told
        self.marks: list[str] = []
        self._patterns: dict[str, str] = {}
        """The names of patterns by what they are."""
        self._clips: list[str] = []

    def path(
        self, steps: str, *, fill: str = "none", line: Mapping[str, Any] | None = None, opacity: float = 1,
        says: Says | None = None,
    ) -> None:  # fmt: skip
        """A path with its fill and its line (colour, width and dash as the charts write them), and what it says of itself."""
        look = f"{_fill(fill)}{_stroke(line or {})}{'' if opacity == 1 else f' opacity={chr(34)}{opacity:g}{chr(34)}'}"
        if steps:
            self.marks.append(f'<path d="{steps}"{look}{_said(says) if says and self._told else ""}/>')

    def target(self, steps: str, says: Says | None) -> None:
        """A place to point at, where marks are told apart; nothing is to be seen of it."""
        if self._told and says:
            self.path(steps, fill="rgba(255,255,255,0)", says=says)

    def rectangle(self, sides: Sides, fill: str = "none", line: Any = None) -> None:
        """A rectangle by its sides."""
        left, top, right, bottom = sides
        steps = f"M{n(left)} {n(top)}H{n(right)}V{n(bottom)}H{n(left)}Z"
        self.path(steps, fill=fill, line=line)

    def write(  # noqa: PLR0917  # a text is its lines, its place and its look
        self, lines: Sequence[Line], x: float, top: float, size: float, colour: str, towards: str = "left"
    ) -> None:
        """Lines of text from `top` down; `towards` says which end or middle of each lies at `x`."""
        for at, line in enumerate(lines):
            if any(run.text.strip() for run in line):
                y = top + (at + 0.5) * size * LINE + _ASCENT * size
                runs = "".join(_run(run, colour) for run in line)
                place = f'x="{n(x)}" y="{n(y)}" text-anchor="{_ANCHORS[towards]}"'
                self.marks.append(f'<text {place} font-size="{size:g}" fill="{colour}">{runs}</text>')

    def card(self, sides: Sides, look: Mapping[str, Any]) -> None:
        """The ground behind a text: its colour and its edge, as an annotation names them."""
        if look.get("bgcolor") or look.get("bordercolor"):
            edge = {"color": look.get("bordercolor"), "width": look.get("borderwidth", 1)}
            self.rectangle(sides, look.get("bgcolor", "none"), edge if look.get("bordercolor") else None)

    def ground(self, look: Mapping[str, Any]) -> str:
        """The fill of an area of a chart: a colour, a hatching, or none."""
        if look.get("fill") != "toself":
            return "none"
        return self._hatched(look["fillpattern"]) if look.get("fillpattern") else look.get("fillcolor", "none")

    def _hatched(self, pattern: Mapping[str, Any]) -> str:
        colour, ground = pattern.get("fgcolor", "#000"), pattern.get("bgcolor", GROUND)
        steps = f'<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="{colour}"/>'
        inner = f'<rect width="6" height="6" fill="{ground}"/>{steps}'
        return f"url(#{self._patterns.setdefault(inner, f'hatch{len(self._patterns)}')})"

    def clip(self, left: float, top: float, right: float, bottom: float) -> str:
        """The name of a rectangle that what is drawn `within` it does not leave."""
        self._clips.append(f'<rect x="{n(left)}" y="{n(top)}" width="{n(right - left)}" height="{n(bottom - top)}"/>')
        return f"clip{len(self._clips) - 1}"

    @contextmanager
    def within(self, clip: str | None) -> Iterator[None]:
        """What is drawn meanwhile stays inside that rectangle; anywhere, where there is none."""
        if clip:
            self.marks.append(f'<g clip-path="url(#{clip})">')
        yield
        if clip:
            self.marks.append("</g>")

    @property
    def body(self) -> str:
        """All that has been drawn."""
        patterns = "".join(
            f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">{inner}</pattern>'
            for inner, name in self._patterns.items()
        ) + "".join(f'<clipPath id="clip{at}">{inner}</clipPath>' for at, inner in enumerate(self._clips))
        return (f"<defs>{patterns}</defs>" if patterns else "") + "".join(self.marks)


def n(value: float) -> str:
    """A length to a tenth, as short as it can be written."""
    return f"{round(value, 1):g}"


def room_of(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """How wide and how high lines are."""
    return widest(lines, size), height(lines, size)


def _run(run: Any, colour: str) -> str:
    look = ' font-weight="700"' if run.bold else ""
    look += ' font-style="italic"' if run.italic else ""
    look += f' fill="{run.colour}"' if run.colour and run.colour != colour else ""
    text = html.escape(run.text, quote=False)
    return f"<tspan{look}>{text}</tspan>" if look else text


def _said(says: Says) -> str:
    text = "\n".join("".join(run.text for run in line) for line in read(says[0]))
    code = "" if says[1] is None else f' data-code="{html.escape(str(says[1]))}"'
    return f'{code} data-said="{html.escape(text)}"'


def _fill(colour: str) -> str:
    plain, opacity = _parted(colour)
    return f' fill="{plain}"' + ("" if opacity == 1 else f' fill-opacity="{opacity:g}"')


def _stroke(line: Mapping[str, Any]) -> str:
    width = line.get("width", 1)
    if not line.get("color") or not width:
        return ""
    colour, opacity = _parted(line["color"])
    dash = _DASHES.get(line.get("dash", "solid"))
    looks = f' stroke="{colour}" stroke-width="{width:g}"'
    looks += "" if opacity == 1 else f' stroke-opacity="{opacity:g}"'
    looks += f' stroke-dasharray="{",".join(map(str, dash))}"' if dash else ""
    return looks


def _parted(colour: str) -> tuple[str, float]:
    """A colour, and how much of it covers what lies under it."""
    found = _RGBA.fullmatch(colour)
    if not found:
        return colour, 1.0
    red, green, blue = (int(found[at]) for at in (1, 2, 3))
    return f"#{red:02X}{green:02X}{blue:02X}", float(found[4])
