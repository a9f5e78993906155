"""How the areas of a map are coloured: by distance from the comparator, by size, or alike where nobody may be compared; and the key that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.scale import CLASSES, MIDDLE, ClassScale
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import figure
from insight.charts.drawing import Attributes, scatter
from insight.charts.style.layout import BODY
from insight.charts.style.palette import ALIKE, GROUND, HATCHING, INK, QUIET_INK, SIZES
from insight.charts.style.palette import CLASSES as COLOURS
from insight.measures.disclosure import Withheld
from insight.model import Better, Status, Unit

HATCH = {"shape": "/", "fgcolor": HATCHING, "bgcolor": GROUND, "size": 8, "solidity": 0.3}
HIDDEN, MISSING = -2, -1
"""Classes of areas without a figure; those with one count from 0."""
_HIDDEN_STATUS = (Status.SUPPRESSED, Status.NEAR_ZERO, *Withheld)
_ENDS = {
    Better.HIGHER: ("▲ better", "▼ worse"),
    Better.LOWER: ("▼ worse", "▲ better"),
    Better.NEITHER: ("higher", "lower"),
}

_ALIKE = {Reason.NOT_FOR_COMPARISON: "Not for comparison", Reason.A_PART: "Not ranked: more is not worse"}
"""What stands over the key where all areas are of one colour, by the reason."""
_OUR_SCORES = (
    "Each is our mean of its trusts' scores, weighted by those who answered: shown, but compared with nothing."
)
_UNSURE = "None of these figures is judged: colours show distances alone."
_ROW, _SWATCH, _TEXT_AT, _COUNT_AT = 34, 12, 15, 100
_HALF = 0.44
"""Half the height of a swatch, in rows."""


@dataclass(frozen=True, eq=False)
class Colouring:
    """The classes of one map."""

    heading: str
    classes: Mapping[int, str]
    """The words of each class, as they stand in the key from top to bottom."""
    fills: Mapping[int, str]
    places: pd.Series
    """The class of each footprint, in the order of the standing's table."""
    benchmark: int | None = None
    """The class in whose middle the comparator stands."""
    caution: str = ""
    """What must be said in the image."""

    def look(self, place: int) -> dict[str, Any]:
        """How an area of a class is filled and outlined, as Plotly writes it."""
        if place == HIDDEN:
            return {"fillcolor": GROUND, "fillpattern": HATCH, "line": {"color": QUIET_INK, "width": 1}}
        if place == MISSING:
            return {"fillcolor": GROUND, "line": {"color": INK, "width": 1.8, "dash": "dash"}}
        return {"fillcolor": self.fills[place], "line": {"color": QUIET_INK, "width": 0.8}}


def colouring(standing: Standing, scale: ClassScale) -> Colouring | Refusal:
    """The colours that the standing allows: a refusal where there is nothing to colour by."""
    if standing.table["reason"].eq(Reason.OUR_SCORE).any():
        return _alike(standing, "Compared with nothing", _OUR_SCORES)
    if standing.refusal is None:
        return _from_benchmark(standing, scale)
    if standing.refusal.reason is Reason.A_TOTAL:
        return _by_size(standing, scale)
    if standing.refusal.reason in _ALIKE:
        return _alike(standing, _ALIKE[standing.refusal.reason], standing.refusal.sentence)
    return standing.refusal


def _from_benchmark(standing: Standing, scale: ClassScale) -> Colouring:
    """Classes from far above the comparator to far below; called better and worse where anybody is judged to be."""
    measure = standing.measure
    better = measure.better if standing.judged else Better.NEITHER
    high, low = _ENDS[better]
    places = _places(standing, scale.classify(standing.table["gap"]))
    unit = "Points" if measure.unit is Unit.PERCENT else "Distance"
    words = _distances(scale, standing.comparator.short or standing.comparator.name)
    words[CLASSES - 1] += f"   <b>{high}</b>"
    words[0] += f"   <b>{low}</b>"
    return Colouring(
        heading=f"{unit} from {_whom(standing)}",
        classes=words | _without(standing, places),
        fills=dict(enumerate(COLOURS[better])),
        places=places,
        benchmark=MIDDLE,
        caution="" if standing.judged else _UNSURE,
    )


def _whom(standing: Standing) -> str:
    """England with its figure; the longer name of others leaves no room for one."""
    whom = standing.comparator
    return whom.short or whom.name if whom.codes else whom.figure(figure(standing.benchmark, standing.measure))


def _by_size(standing: Standing, scale: ClassScale) -> Colouring:
    """Classes from the largest totals to the smallest."""
    limits = [f"{limit:,.0f}" for limit in scale.sizes]
    top = len(limits) - 1
    places = _places(standing, scale.classify_size(standing.table["value"]))
    return Colouring(
        heading="How many",
        classes={at: f"{limits[at]} or more" if at == top else f"{limits[at]} to {limits[at + 1]}" for at in range(top, -1, -1)}
        | _without(standing, places),
        fills=dict(enumerate(SIZES)),
        places=places,
    )  # fmt: skip


def _alike(standing: Standing, heading: str, because: str) -> Colouring:
    """One class for everybody: colours that differ would compare."""
    places = _places(standing, standing.table["value"].notna().map({True: 0, False: MISSING}))
    return Colouring(
        heading=heading,
        classes={0: "has a figure"} | _without(standing, places),
        fills={0: ALIKE},
        places=places,
        caution=because,
    )


def _places(standing: Standing, classes: Any) -> pd.Series:
    place = pd.Series(classes, index=standing.table.index).astype(int)
    return place.mask(standing.table["status"].isin(_HIDDEN_STATUS), HIDDEN)


def _without(standing: Standing, places: pd.Series) -> dict[int, str]:
    """The words of the classes without a figure, those that some area is in: what is hidden says why, where it has one reason."""
    few = standing.table.loc[places.eq(HIDDEN), "status"].eq(Status.SUPPRESSED).all()
    hidden = f"hidden: too few {standing.measure.traits.counts}" if few else "hidden or withheld"
    return {place: words for place, words in ((HIDDEN, hidden), (MISSING, "no figure")) if places.eq(place).any()}


def _distances(scale: ClassScale, whom: str) -> dict[int, str]:
    first, second, third = (f"{limit:g}" for limit in scale.limits[MIDDLE:])
    return {
        6: f"{third} or more above",
        5: f"{second} to {third} above",
        4: f"{first} to {second} above",
        3: f"within {first} of {whom}",
        2: f"{first} to {second} below",
        1: f"{second} to {third} below",
        0: f"{third} or more below",
    }


def key_height(colours: Colouring) -> int:
    """Pixels: the classes, and a row above them for the heading."""
    return (len(colours.classes) + 1) * _ROW


def key(colours: Colouring, right: float, top: float, plot: int) -> tuple[list[Attributes], Attributes]:
    """The traces of the key and its part of the layout, on the axes x2 and y2.

    `right` is where its columns end and `top` where it begins, in fractions of the plot, which is `plot` pixels high.
    """
    rows, number = list(colours.classes), colours.places.value_counts()
    counts = [(-1, "footprints"), *((at, str(number.get(place, 0))) for at, place in enumerate(rows))]
    traces = [
        *(_swatch(at, colours.look(place)) for at, place in enumerate(rows)),
        _column(0, [(-1, f"<b>{colours.heading}</b>")], "right"),
        _column(_TEXT_AT, list(enumerate(colours.classes.values())), "right"),
        _column(_COUNT_AT, counts, "left"),
    ]
    still = {"visible": False, "fixedrange": True}
    domain = [top - key_height(colours) / plot, top]
    return traces, {
        "xaxis2": {"domain": [0, right], "range": [-0.5, 100], "anchor": "y2", **still},
        "yaxis2": {"domain": domain, "range": [len(rows) - 0.5, -1.5], "anchor": "x2", **still},
        "shapes": [] if colours.benchmark is None else [_benchmark(rows.index(colours.benchmark))],
    }


def _benchmark(at: int) -> Attributes:
    """A dark line through the swatch in whose middle the comparator stands."""
    across = {"x0": _SWATCH / 2, "x1": _SWATCH / 2, "y0": at - _HALF, "y1": at + _HALF}
    return {"type": "line", "xref": "x2", "yref": "y2", "line": {"color": INK, "width": 3}, **across}


def _swatch(at: int, style: dict[str, Any]) -> Attributes:
    top, bottom = at - _HALF, at + _HALF
    corners = {"x": [0, _SWATCH, _SWATCH, 0, 0], "y": [top, top, bottom, bottom, top], "mode": "lines"}
    return scatter(fill="toself", hoverinfo="skip", xaxis="x2", yaxis="y2", **corners, **style)


def _column(x: float, lines: list[tuple[int, str]], towards: str) -> Attributes:
    """A column of text that starts (towards the right) or ends (towards the left) at `x`; each line with its row."""
    rows, texts = zip(*lines, strict=True)
    return scatter(
        x=[x] * len(lines), y=list(rows), text=list(texts), mode="text", textposition=f"middle {towards}", xaxis="x2",
        yaxis="y2", hoverinfo="skip", cliponaxis=False, textfont={"size": BODY, "color": INK},
    )  # fmt: skip
