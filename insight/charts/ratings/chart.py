"""The four words of the inspectors: how the places of a footprint are rated, beside England's, as shares of rated places."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import pandas as pd

from insight.benchmarks.grammar import counted
from insight.benchmarks.ratings import AGE, WORDS, Found
from insight.benchmarks.refusals import Refusal, unavailable
from insight.charts.chart import Chart
from insight.charts.drawing import Attributes, Drawing, bar
from insight.charts.provenance import foot_of
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.layout import BODY, FOOT, wrapped
from insight.charts.style.palette import GRID, GROUND, INK, ink_on
from insight.charts.style.plotting import BESIDE, KEY, level_line, row_axis, write

_BAR, _LEFT, _RIGHT = 62, 310, 250
_NARROWEST = 5.0
"""Percent of a bar below which its number would not fit."""
COLOURS = {"Outstanding": "#12436D", "Good": "#4F90C6", "Requires improvement": "#F0A872", "Inadequate": "#9A3A04"}
_METHOD = (
    "Share good or outstanding of rated locations, with a 95% interval worked out by us; ratings are never averaged."
)


def rating_words(
    pairs: Sequence[tuple[Found, Found]], period: str, releases: Sequence[str], place: ChartFootprint, measure: str
) -> Chart | Refusal:
    """Two bars per sector, the footprint's and England's; `pairs` are theirs, on the rating `measure`. Fewer than ten places are counted, not barred,
    and England has no bar where no place of it is known.

    Refused where no place of the footprint is rated.
    """
    name, provenance = place.name, place.provenance
    drawn = [pair for pair in pairs if pair[0].rated]
    if not drawn:
        return unavailable(f"No place in {name} has a rating of the Care Quality Commission that is loaded.")
    finding = _finding(drawn, name)
    whole = any(england.rated for _, england in pairs)
    shares = (
        "Shares of rated locations." if whole else "Of the places whose records are loaded, a part of all places here."
    )
    subtitle = f"Overall ratings of the Care Quality Commission, {period}, {provenance.vintage}. {shares}"
    bars = [(who, found) for pair in drawn for who, found in zip((name, "England"), pair, strict=True) if found.rated]
    caption = Caption(finding, subtitle, foot_of(provenance, releases, _METHOD, AGE))
    chart = framed_plot(caption, Room(_LEFT, _RIGHT, 46), len(bars) * _BAR)
    chart.update_layout(
        barmode="stack",
        bargap=0.32,
        xaxis={"range": [0, 100], "ticksuffix": "%", "showgrid": False},
        yaxis=row_axis([f"<b>{wrapped(found.name, 34)}</b><br>{wrapped(who, 34)}" for who, found in bars]),
    )
    for word in WORDS.values():
        chart.add_trace(_segment(word, [found for _, found in bars]))
    for at, (_, found) in enumerate(bars):
        _write_share(chart, at, found)
        if at and found.name != bars[at - 1][1].name:
            level_line(chart, at - 0.5, {"color": GRID, "width": 2})
    _draw_key(chart)
    alt = f"Bars of ratings: {subtitle} {finding}. " + " ".join(f"{who}, {found.sentence}" for who, found in bars)
    named = (measure, place.code, period, place.vintage, "ratings")
    return finished(chart, caption, provenance, alt=alt, table=_table(bars, period), name=named)


def _finding(pairs: Sequence[tuple[Found, Found]], name: str) -> str:
    if not any(england.rated for _, england in pairs):
        good, rated = (sum(counted) for counted in zip(*((here.good, here.rated) for here, _ in pairs), strict=True))
        return f"{name}: {good:,} of {rated:,} rated places good or outstanding, no national list to compare with"
    words = [here.word(england) for here, england in pairs]
    for word in ("worse", "better"):
        sectors = [here.name for (here, _), each in zip(pairs, words, strict=True) if each == word]
        if sectors:
            share = "smaller" if word == "worse" else "larger"
            who = sectors[0] if sectors[0].startswith("GP") else f"{sectors[0][0].lower()}{sectors[0][1:]}"
            return f"{name}: a {share} share good or outstanding than in England, {who}"
    if "similar" not in words:
        return (
            f"{name}: {counted(sum(here.rated for here, _ in pairs), 'rated place')}, too few to hold against England"
        )
    return f"{name}: no clear difference from England in the share rated good or outstanding"


def _segment(word: str, found: Sequence[Found]) -> Attributes:
    colour, counts = COLOURS[word], [each.counts[word] for each in found]
    shares = [100 * each.counts[word] / each.rated if not isnan(each.share) else 0.0 for each in found]
    return bar(
        x=shares,
        y=list(range(len(found))),
        orientation="h",
        marker={"color": colour, "line": {"color": GROUND, "width": 2}},
        text=[f"{count:,}" if share >= _NARROWEST else "" for count, share in zip(counts, shares, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": BODY, "color": ink_on(colour)},
        hoverinfo="text",
        hovertext=[
            f"<b>{word}</b>: {count:,} of {each.rated:,} rated ({share:.1f}%)"
            for each, count, share in zip(found, counts, shares, strict=True)
        ],
    )


def _write_share(chart: Drawing, at: int, found: Found) -> None:
    lower, upper = found.interval
    text = f"<b>{found.share:.1f}%</b> good or outstanding<br>({lower:.1f}\u00a0to\u00a0{upper:.1f})"
    if isnan(found.share):
        text = f"<b>{found.good} of {found.rated}</b> good or outstanding,<br>too few for a share"
    write(chart, text, BODY, INK, y=at, xshift=12, align="left", **BESIDE)


def _draw_key(chart: Drawing) -> None:
    """The words above the bars, each in a box of its colour, in the order of the bars."""
    at = 0
    for word, colour in COLOURS.items():
        write(chart, f"<b>{word}</b>", FOOT, ink_on(colour), xshift=at, yshift=8, bgcolor=colour, borderpad=4, **KEY)
        at += int(len(word) * 8.4 + 30)


def _table(bars: Sequence[tuple[str, Found]], period: str) -> pd.DataFrame:
    shares = ("Good or outstanding (%)", "Lower", "Upper")
    rows = [
        {"Sector": found.name, "Area": who, "Period": period, **found.counts, "Rated": found.rated}
        | {"Without a rating": found.unrated}
        | {
            name: "[x]" if isnan(found.share) else round(share, 1)
            for name, share in zip(shares, (found.share, *found.interval), strict=True)
        }
        for who, found in bars
    ]
    return pd.DataFrame(rows)
