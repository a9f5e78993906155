"""The lines of a trend: one organisation strong with its intervals, England dark, the others faint; dashed where estimated."""

from __future__ import annotations

from itertools import pairwise
from math import isnan

import pandas as pd

from insight.benchmarks.covered import with_coverage
from insight.benchmarks.trajectory import NO_STRETCH, Trajectory
from insight.benchmarks.wording import figure, with_span
from insight.charts.drawing import Drawing, scatter
from insight.charts.style.layout import FOOT, plain
from insight.charts.style.palette import CONTEXT, GROUND, HATCHING, QUIET_INK, faded
from insight.charts.style.plotting import write
from insight.model import Basis

_FEW = 15
"""Up to so many periods whiskers are clear; beyond, a band is."""
_DOT = 5
"""Pixels."""
_PAIR = 2
"""So many in a group leave one beside the other."""


def iso(when: pd.Timestamp) -> str:
    """A date as Plotly takes it."""
    return f"{when:%Y-%m-%d}"


def draw_others(chart: Drawing, trajectory: Trajectory) -> None:
    """All others in one faint trace, each stretch on its own; a stretch of one period is a dot.

    Where there is but one other, it is drawn to be seen and named where it begins.
    """
    rows, alone = trajectory.others, len(trajectory.group.names) == _PAIR
    colour, width = (HATCHING, 2.5) if alone else (CONTEXT, 1)
    x, y, text, sizes = [], [], [], []
    for _, stretch in rows[rows["stretch"] != NO_STRETCH].groupby("stretch"):
        x += [*map(iso, stretch["start"]), None]
        y += [*stretch["value"].round(2), None]
        hover = zip(stretch["name"], stretch["value"], strict=True)
        text += [*(f"{plain(name)}: {figure(v, trajectory.measure)}" for name, v in hover), ""]
        sizes += [_DOT if len(stretch) == 1 else 0] * (len(stretch) + 1)
    dots = {"mode": "lines+markers", "marker": {"size": sizes, "color": HATCHING}} if any(sizes) else {"mode": "lines"}
    chart.add_trace(scatter(x=x, y=y, text=text, hoverinfo="text", line={"color": colour, "width": width}, **dots))
    known = rows[rows["value"].notna()]
    if alone and len(known):
        first = known.iloc[0]
        write(
            chart, plain(str(first["name"])), FOOT, QUIET_INK, x=iso(first["start"]), xanchor="left", xshift=6,
            y=first["value"], yanchor="bottom", yshift=4, bgcolor=GROUND, borderpad=1,
        )  # fmt: skip


def draw_england(chart: Drawing, trajectory: Trajectory, colour: str) -> None:
    """England's line, without intervals: as a comparator it counts as known."""
    _draw_joined(chart, trajectory.england, colour, 2.5)
    size = 7 if len(trajectory.england) <= _FEW else 4
    _draw_points(chart, trajectory, trajectory.england, {"color": colour, "size": size, "symbol": "square"})


def draw_comparator(chart: Drawing, trajectory: Trajectory, colour: str) -> None:
    """The pooled line of those compared with, over a band from the lowest of them to the highest."""
    for _, stretch in trajectory.band.groupby("stretch"):
        x = [*map(iso, stretch["start"]), *map(iso, stretch["start"][::-1])]
        y = [*stretch["highest"].round(3), *stretch["lowest"][::-1].round(3)]
        look = {"fill": "toself", "fillcolor": faded(colour, 0.12), "line": {"width": 0}, "mode": "lines"}
        chart.add_trace(scatter(x=x, y=y, hoverinfo="skip", **look))
    for _, stretch in trajectory.pooled[trajectory.pooled["stretch"] != NO_STRETCH].groupby("stretch"):
        x, y = [*map(iso, stretch["start"])], [*stretch["value"].round(3)]
        line = {"color": colour, "width": 3, "dash": "dot"}
        chart.add_trace(scatter(x=x, y=y, mode="lines", hoverinfo="skip", line=line))
    _draw_points(chart, trajectory, trajectory.pooled, {"color": colour, "size": 7, "symbol": "diamond"})


def draw_own(chart: Drawing, trajectory: Trajectory, colour: str) -> None:
    """The line of the organisation in the foreground with whiskers, or a band where there are many periods."""
    own = trajectory.own
    many = len(own) > _FEW
    if many:
        _draw_band(chart, own, colour)
    _draw_joined(chart, own, colour, 4)
    marker = {"color": colour, "size": 6 if many else 11}
    _draw_points(chart, trajectory, own, marker)
    if not many:
        _draw_whiskers(chart, own, colour)


def _draw_joined(chart: Drawing, rows: pd.DataFrame, colour: str, width: float) -> None:
    """Each step between two neighbouring figures of a stretch: solid where both are published, dashed otherwise."""
    paths: dict[str, tuple[list, list]] = {"solid": ([], []), "dash": ([], [])}
    for _, stretch in rows[rows["stretch"] != NO_STRETCH].groupby("stretch"):
        published = stretch["basis"].eq(Basis.PUBLISHED).to_numpy()
        points = zip(map(iso, stretch["start"]), stretch["value"].round(3), strict=True)
        for at, (one, two) in enumerate(pairwise(points)):
            x, y = paths["solid" if published[at] and published[at + 1] else "dash"]
            x += [one[0], two[0], None]
            y += [one[1], two[1], None]
    for dash, (x, y) in paths.items():
        if x:
            line = {"color": colour, "width": width, "dash": dash}
            chart.add_trace(scatter(x=x, y=y, mode="lines", hoverinfo="skip", line=line))


def _draw_points(chart: Drawing, trajectory: Trajectory, rows: pd.DataFrame, marker: dict) -> None:
    known = rows[rows["value"].notna()]
    text = []
    for _, row in known.iterrows():
        value = with_span(row["value"], row["lower"], row["upper"], trajectory.measure)
        basis = f"<br>{with_coverage(row)}" if isinstance(row["basis"], str) else ""
        text.append(f"<b>{plain(row['name'])}</b>, {row['period']}<br>{value}{basis}")
    x, y = [iso(start) for start in known["start"]], known["value"].round(3).tolist()
    chart.add_trace(scatter(x=x, y=y, text=text, mode="markers", hoverinfo="text", marker=marker))


def _draw_whiskers(chart: Drawing, rows: pd.DataFrame, colour: str) -> None:
    x, y = [], []
    for start, lower, upper in zip(rows["start"], rows["lower"], rows["upper"], strict=True):
        if not isnan(lower):
            x += [iso(start), iso(start), None]
            y += [round(lower, 3), round(upper, 3), None]
    if x:
        line = {"color": colour, "width": 2}
        chart.add_trace(scatter(x=x, y=y, mode="lines", hoverinfo="skip", line=line))


def _draw_band(chart: Drawing, rows: pd.DataFrame, colour: str) -> None:
    known = rows[(rows["stretch"] != NO_STRETCH) & rows["lower"].notna()]
    for _, stretch in known.groupby("stretch"):
        chart.add_trace(
            scatter(
                x=[*map(iso, stretch["start"]), *map(iso, stretch["start"][::-1])],
                y=[*stretch["upper"].round(3), *stretch["lower"][::-1].round(3)],
                mode="lines",
                fill="toself",
                fillcolor=faded(colour, 0.18),
                line={"width": 0},
                hoverinfo="skip",
            )
        )
