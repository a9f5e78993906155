"""What is written onto a trend: the names at the ends of the lines, the reason for each break, the years that are hidden."""

from __future__ import annotations

from itertools import pairwise

from insight.benchmarks.trajectory import Trajectory
from insight.benchmarks.wording import during, figure
from insight.charts.drawing import Drawing
from insight.charts.style.layout import BODY, FOOT, wrapped
from insight.charts.style.palette import ALERT, ENGLAND, FOOTPRINT, GROUND, INK, PEERS
from insight.charts.style.plotting import iso, mark_date, name_end, write
from insight.measures.disclosure import Withheld
from insight.model import Status

_LABEL_WIDTH = 20
_LINE_HEIGHT = BODY * 1.35
_ROUNDS = 12
"""Three labels have found their places by then."""
_BREAK = "<b>Series breaks</b><br>not comparable across"
_BREAK_HEIGHT = 40
"""Pixels."""
_HIDDEN = {
    Status.SUPPRESSED: "hidden",
    **dict.fromkeys(Withheld, "withheld"),
    Status.NEAR_ZERO: "under 0.5%",
    Status.NOT_AVAILABLE: "no figure",
}


def label_ends(chart: Drawing, trajectory: Trajectory, per_pixel: float) -> None:
    """Name and last figure beside the end of each line, moved apart where they would overlap.

    `per_pixel` is how much of the measure's unit one pixel of the plot's height stands for.
    """
    labels = []
    for rows, colour in ((trajectory.own, FOOTPRINT), (trajectory.england, ENGLAND), (trajectory.pooled, PEERS)):
        known = rows[rows["value"].notna()]
        if len(known):
            last = known.iloc[-1]
            when = "" if last["start"] == rows["start"].max() else f" {during(last['period'])}"
            text = f"{wrapped(last['name'], _LABEL_WIDTH)}<br>{figure(last['value'], trajectory.measure)}{when}"
            labels.append((float(last["value"]), text, colour))
    for (value, text, colour), shift in zip(labels, _apart(labels, per_pixel), strict=True):
        name_end(chart, f"<b>{text}</b>", colour, value, shift)


def mark_breaks(chart: Drawing, trajectory: Trajectory) -> None:
    """A dashed line in the gap of each break, and what it means at its head; the foot of the chart says why."""
    starts = trajectory.table["start"]
    middle = starts.min() + (starts.max() - starts.min()) / 2
    for number, cut in enumerate(trajectory.breaks.drop_duplicates("before").to_dict("records")):
        at = cut["before"] + (cut["after"] - cut["before"]) / 2
        line = {"color": ALERT, "width": 2, "dash": "dash"}
        # Every second one hangs lower, so that neighbours do not cover one another.
        side = "right" if at > middle else "left"
        mark_date(chart, iso(at), _BREAK, line, side=side, down=number % 2 * _BREAK_HEIGHT)


def mark_hidden(chart: Drawing, trajectory: Trajectory) -> None:
    """A word at the bottom of the periods for which the footprint's figure is hidden or missing, in the middle of each run."""
    own = trajectory.own
    word = own["status"].map(_HIDDEN).fillna("no figure").where(own["value"].isna(), "")
    for _, run in own.assign(word=word).groupby((word != word.shift()).cumsum()):
        middle = run.iloc[(len(run) - 1) // 2]
        if not middle["word"]:
            continue
        where = {"x": iso(middle["start"]), "y": 0, "yref": "paper", "yanchor": "bottom", "yshift": 4}
        write(chart, middle["word"], FOOT, INK, textangle=0, bgcolor=GROUND, **where)


def _apart(labels: list[tuple[float, str, str]], per_pixel: float) -> list[float]:
    """How many pixels to move each of a few labels, so that they do not lie on one another: neighbours give way alike."""
    up = [value / per_pixel for value, _, _ in labels]
    heights = [(text.count("<br>") + 1) * _LINE_HEIGHT for _, text, _ in labels]
    order = sorted(range(len(labels)), key=lambda at: -up[at])
    moved = list(up)
    for _ in range(_ROUNDS):
        for above, below in pairwise(order):
            lacking = (heights[above] + heights[below]) / 2 + 6 - (moved[above] - moved[below])
            if lacking > 0:
                moved[above] += lacking / 2
                moved[below] -= lacking / 2
    return [there - here for there, here in zip(moved, up, strict=True)]
