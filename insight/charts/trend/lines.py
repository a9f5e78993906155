"""The lines of a trend: one organisation strong with its intervals, England dark, the others faint; dashed where estimated."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from insight.benchmarks.covered import with_coverage
from insight.benchmarks.trajectory import NO_STRETCH, Trajectory
from insight.benchmarks.wording import figure, with_span
from insight.charts.drawing import Drawing, scatter
from insight.charts.style.layout import FOOT, plain
from insight.charts.style.palette import CONTEXT, GROUND, HATCHING, QUIET_INK, faded
from insight.charts.style.plotting import draw_path, draw_paths, draw_points, iso, whiskers_of, write
from insight.model import Basis

_FEW = 15
"""Up to so many periods whiskers are clear; beyond, a band is."""
_DOT = 5
"""Pixels."""
_PAIR = 2
"""So many in a group leave one beside the other."""


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
        _draw_band(chart, stretch, ("highest", "lowest"), faded(colour, 0.12))
    for _, stretch in trajectory.pooled[trajectory.pooled["stretch"] != NO_STRETCH].groupby("stretch"):
        line = {"color": colour, "width": 3, "dash": "dot"}
        draw_path(chart, [*map(iso, stretch["start"])], [*stretch["value"].round(3)], line)
    _draw_points(chart, trajectory, trajectory.pooled, {"color": colour, "size": 7, "symbol": "diamond"})


def draw_own(chart: Drawing, trajectory: Trajectory, colour: str) -> None:
    """The line of the organisation in the foreground with whiskers, or a band where there are many periods."""
    own = trajectory.own
    many, known = len(own) > _FEW, own[own["lower"].notna()]
    for _, stretch in known[known["stretch"] != NO_STRETCH].groupby("stretch") if many else ():
        _draw_band(chart, stretch, ("upper", "lower"), faded(colour, 0.18))
    _draw_joined(chart, own, colour, 4)
    _draw_points(chart, trajectory, own, {"color": colour, "size": 6 if many else 11})
    if not many and (whiskers := whiskers_of(map(iso, known["start"]), known, 3)):
        draw_paths(chart, whiskers, {"color": colour, "width": 2})


def _draw_joined(chart: Drawing, rows: pd.DataFrame, colour: str, width: float) -> None:
    """Each step between two neighbouring figures of a stretch: solid where both are published, dashed otherwise."""
    steps: dict[str, list] = {"solid": [], "dash": []}
    for _, stretch in rows[rows["stretch"] != NO_STRETCH].groupby("stretch"):
        published = stretch["basis"].eq(Basis.PUBLISHED).to_numpy()
        points = zip(map(iso, stretch["start"]), stretch["value"].round(3), strict=True)
        for at, step in enumerate(pairwise(points)):
            steps["solid" if published[at] and published[at + 1] else "dash"].append(step)
    for dash, paths in steps.items():
        if paths:
            draw_paths(chart, paths, {"color": colour, "width": width, "dash": dash})


def _draw_points(chart: Drawing, trajectory: Trajectory, rows: pd.DataFrame, marker: dict) -> None:
    known = rows[rows["value"].notna()]
    text = []
    for _, row in known.iterrows():
        value = with_span(row["value"], row["lower"], row["upper"], trajectory.measure)
        basis = f"<br>{with_coverage(row, trajectory.measure)}" if isinstance(row["basis"], str) else ""
        text.append(f"<b>{plain(row['name'])}</b>, {row['period']}<br>{value}{basis}")
    draw_points(chart, [iso(start) for start in known["start"]], known["value"].round(3).tolist(), marker, text)


def _draw_band(chart: Drawing, stretch: pd.DataFrame, ends: tuple[str, str], colour: str) -> None:
    """The ground between two columns of a stretch, the upper one first."""
    x = [*map(iso, stretch["start"]), *map(iso, stretch["start"][::-1])]
    y = [*stretch[ends[0]].round(3), *stretch[ends[1]][::-1].round(3)]
    draw_path(chart, x, y, {"width": 0}, fill="toself", fillcolor=colour)
