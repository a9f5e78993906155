"""Where the places of a footprint lie: a mark each on the outline of the footprint, those to look at first named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from insight.benchmarks.grammar import out_of, sentence_case, verb
from insight.benchmarks.place_sentences import first_few
from insight.benchmarks.places import FEW, Places
from insight.benchmarks.refusals import Refusal, unavailable
from insight.benchmarks.visits import Visits
from insight.charts.chart import Chart, Rings
from insight.charts.drawing import Attributes, Drawing
from insight.charts.map.outlines import Extent, area, in_proportion, read_shapes
from insight.charts.places.table import saved_table
from insight.charts.provenance import boundary_credit, foot_of
from insight.charts.ratings.chart import COLOURS
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.labels import Point, layouts, place_names
from insight.charts.style.layout import FOOT, plain
from insight.charts.style.palette import GRID, GROUND, HATCHING, INK, MARKERS, QUIET_INK, SIMILAR, VERDICTS
from insight.charts.style.plotting import KEY, draw_points, name_point, write

_HEIGHT = 600
_ROOM = 0.06
"""Share of the footprint's size kept free around it."""
_WIDTHS = (700, 1100, 1340)
_DOT = 6


def places_map(
    places: Places, outlines: pd.DataFrame, inside: Sequence[str], place: ChartFootprint, finding: str
) -> Chart | Refusal:
    """One mark per place whose spot is known; `inside` are the footprints that are outlined (code, name, rings in `outlines`).

    Refused where nobody knows where any of the places lies.
    """
    known = places.table[places.table["x"].notna()]
    if known.empty:
        return unavailable("No file gives the coordinates of any of these places, so there is no map of them.")
    shapes = read_shapes(outlines) if len(outlines) else None
    rings = shapes.rings if shapes else {}
    left_out = len(places.table) - len(known)
    subtitle = (
        f"{place.provenance.vintage}. {sentence_case(out_of(len(known), len(places.table), 'place'))} {verb(len(known) or 1, 'has')} a known spot"
        + (f"; the other {left_out:,} {verb(left_out, 'is')} listed below." if left_out else ".")
    )
    credit = boundary_credit(place.provenance, place.vintage, pd.Timestamp.today()) if shapes else ""
    lines = foot_of(place.provenance, known["release"].dropna().unique(), credit)
    caption = Caption(finding, subtitle, lines)
    chart = framed_plot(caption, Room(left=20, right=20, above=44, below=24), _HEIGHT)
    box = _extent(rings, [code for code in inside if code in rings], known)
    chart.update_layout(**in_proportion(box))
    for code in sorted(rings, key=lambda code: code in inside):
        chart.add_trace(_ground(code, code in inside))
    groups = marked(places)
    for group in groups:
        _draw_group(chart, group)
    _name_first(chart, places, known, box)
    key = "    ".join(f'<b style="color:{each.colour}">{each.shape}</b> {each.words}' for each in reversed(groups))
    write(chart, key, FOOT, INK, yshift=8, **KEY)
    told = ". ".join(f"{len(each.rows):,} {each.words}" for each in reversed(groups))
    alt = f"Map of places in {place.name}. {finding}. {told}. The list beside it names every one."
    name = ("places", place.code, places.kind, places.period, place.vintage, "map")
    return finished(chart, caption, place.provenance, alt=alt, table=saved_table(places), name=name, shapes=shapes)


def _extent(rings: Mapping[str, Rings], inside: Sequence[str], known: pd.DataFrame) -> Extent:
    """Around the outlined footprints and every mark."""
    x, y = list(known["x"]), list(known["y"])
    for code in inside:
        for ring in rings[code]:
            x += [min(ring[0::2]), max(ring[0::2])]
            y += [min(ring[1::2]), max(ring[1::2])]
    room = _ROOM * max(max(x) - min(x), max(y) - min(y), 10_000.0)
    return Extent(min(x) - room, max(x) + room, min(y) - room, max(y) + room)


def _ground(code: str, inside: bool) -> Attributes:
    """An area behind the marks, which no click chooses."""
    fill, line = (GROUND, {"color": INK, "width": 2}) if inside else ("#F3F3F1", {"color": GRID, "width": 1})
    return area(code, hoverinfo="skip", meta={"shape": code, "ground": True}, fillcolor=fill, line=line)


def _draw_group(chart: Drawing, group: Marked) -> None:
    rows = group.rows[group.rows["x"].notna()]
    hollow = {"color": group.colour, "width": 2}
    edge = hollow if "open" in group.symbol else {"color": GROUND, "width": 1}
    marker = {"symbol": group.symbol, "size": group.size, "color": group.colour, "line": edge}
    told = [f"<b>{plain(name)}</b><br>{group.words}" for name in rows["name"]]
    draw_points(chart, rows["x"].tolist(), rows["y"].tolist(), marker, told, customdata=rows["org"].tolist())


def _name_first(chart: Drawing, places: Places, known: pd.DataFrame, box: Extent) -> None:
    """The names of those spoken of first, clear of one another and of the other marks."""
    named = [each for each in first_few(places) if each.org in known.index]
    if not named:
        return
    at = known.loc[[each.org for each in named]]
    others = known.drop(index=at.index)

    def spot(point: Point, width: float) -> Point:
        scale = min(width / (box.east - box.west), _HEIGHT / (box.north - box.south))
        middle, centre = (box.west + box.east) / 2, (box.south + box.north) / 2
        return width / 2 + (point[0] - middle) * scale, _HEIGHT / 2 - (point[1] - centre) * scale

    points, around = (list(zip(rows["x"], rows["y"], strict=True)) for rows in (at, others))
    screens = layouts(_WIDTHS, _HEIGHT, spot, points, around, half=_DOT)
    look = {"borderpad": 1, "bgcolor": "rgba(255,255,255,0.75)"}
    offsets = place_names(screens, [each.name for each in named], FOOT)
    for each, point, offset in zip(named, points, offsets, strict=True):
        name_point(chart, f"<b>{plain(each.name)}</b>", point, offset, **look)


class Marked(NamedTuple):
    """Places drawn alike."""

    words: str
    """What the mark means, for the key."""
    shape: str
    """The mark as text."""
    symbol: str
    colour: str
    rows: pd.DataFrame
    size: int = 12
    """Pixels across."""


_URGENT, _QUIET = 16, 8
_TEXT = {"worse": "▼", "similar": "●", "better": "▲"}


def marked(places: Places) -> Sequence[Marked]:
    """The places in groups that are drawn alike, the most urgent last, so that it lies on top; empty groups are left out."""
    rows = places.table
    if isinstance(places.found, Visits):
        groups = _by_probability(rows, places.found)
    elif rows["word"].notna().any():
        words, band = (
            {"better": "better than expected", "similar": "as expected", "worse": "worse than expected"},
            rows["band"],
        )
        groups = [Marked("no word of the publisher", "○", "circle-open", QUIET_INK, rows[~band.isin(list(words))])]
        groups += [Marked(said, _TEXT[w], MARKERS[w], VERDICTS[w], rows[band == w]) for w, said in words.items()]
    else:
        rating = rows["rating"]
        groups = [Marked("no rating", "○", "circle-open", QUIET_INK, rows[~rating.isin(list(COLOURS))])]
        groups += [Marked(each.lower(), "●", "circle", look, rows[rating == each]) for each, look in COLOURS.items()]
    return [each for each in groups if len(each.rows)]


def _by_probability(rows: pd.DataFrame, found: Visits) -> list[Marked]:
    worse, word = VERDICTS["worse"], rows["word"]
    few = f"fewer than {found.measure.traits.reliable_from} replies"
    return [
        Marked("no figure", "■", "square", QUIET_INK, rows[word.isna()], _QUIET),
        Marked(few, "○", "circle-open", QUIET_INK, rows[word == FEW]),
        Marked("probably not behind", "•", "circle", HATCHING, rows[word == "probably not"], _QUIET),
        Marked("cannot tell", "●", "circle", SIMILAR, rows[word == "cannot tell"]),
        Marked("may be behind", "▽", "triangle-down-open", worse, rows[word == "may be"], _URGENT),
        Marked("likely behind", "▼", "triangle-down", worse, rows[word == "likely"], _URGENT),
    ]
