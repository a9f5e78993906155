"""The colours of every chart, and the arithmetic that shows they can be told apart.

Government Analysis Function categorical and focus palettes (analysisfunction.civilservice.gov.uk); contrast after WCAG
2.2. Worse is orange and better is blue, never red and green; for measures without a better direction teal and purple.
"""

from __future__ import annotations

from collections.abc import Mapping

from insight.model import Better

GROUND = "#FFFFFF"
INK = "#0B0C0C"
"""Text, and the outline of the chosen footprint."""
QUIET_INK = "#505A5F"
"""Foot lines, axis labels and outlines: 7.0 on white."""
FOOTPRINT = "#12436D"
ENGLAND = "#3D3D3D"
PEERS = "#0B625C"
CONTEXT = "#BFBFBF"
"""All other footprints: context only, fainter than anything that carries meaning."""
HATCHING = "#7C868B"
"""Stripes over areas whose figure is hidden: 3.7 on white."""
GRID = "#E3E5E6"
ALERT = "#801650"
"""The demonstration tag, and breaks."""
BETTER, SIMILAR, WORSE = "#12436D", "#505A5F", "#B5480B"
VERDICTS: Mapping[str, str] = {
    "better": BETTER,
    "worse": WORSE,
    "similar": SIMILAR,
    "higher": "#54278F",
    "lower": "#0B625C",
    "not compared": QUIET_INK,
}

_WORSE_TO_BETTER = ("#9A3A04", "#DD7A35", "#F8CDA4", "#E9E9E9", "#B9D6EC", "#4F90C6", "#12436D")
_LOW_TO_HIGH = ("#0B625C", "#3E978F", "#B7DEDA", "#E9E9E9", "#D9CDE8", "#9A7EC2", "#54278F")
CLASSES: Mapping[Better, tuple[str, ...]] = {
    Better.HIGHER: _WORSE_TO_BETTER,
    Better.LOWER: _WORSE_TO_BETTER[::-1],
    Better.NEITHER: _LOW_TO_HIGH,
}
"""Seven colours from far below England to far above, by which direction is good."""
SIZES = ("#E9E9E9", "#C9D3DA", "#94A9B8", "#5F7F96", "#2F526B")
"""Five colours from the smallest totals to the largest: one hue, because more is neither good nor bad."""
ALIKE = "#D3DEE6"
"""Areas that have a figure and are not to be compared."""
_LINEAR_UP_TO = 0.04045
MARKERS: Mapping[str, str] = {
    "better": "triangle-up",
    "worse": "triangle-down",
    "similar": "circle",
    "higher": "triangle-up-open",
    "lower": "triangle-down-open",
    "not compared": "circle-open",
}
"""Plotly's symbol for each word of benchmarks.verdicts.WORDS."""


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours given as #RRGGBB, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(fill: str) -> str:
    """The colour of text that reads better on a fill: ours or white."""
    return max((INK, GROUND), key=lambda ink: contrast(ink, fill))


def faded(colour: str, opacity: float) -> str:
    """The colour with an opacity 0 to 1, as CSS."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= _LINEAR_UP_TO else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
