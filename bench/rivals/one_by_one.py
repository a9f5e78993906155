"""The statistics as a careful analyst writes them first: one series, one fact, one practice, one pair at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

Z95, Z998 = 1.959963984540054, 3.090232306167813
RUN, THREE_SIGMA = 7, 2.66


def variation(y: Sequence[float], better: int) -> list[int]:
    """The Variation of every month of one series, by Making Data Count; NaN where a month has no figure."""
    points = [i for i, value in enumerate(y) if not math.isnan(value)]
    moves = [abs(y[i] - y[i - 1]) for i in points if i and not math.isnan(y[i - 1])]
    if not moves or sum(moves) == 0:
        return [-1] * len(y)
    mean = sum(y[i] for i in points) / len(points)
    reach = THREE_SIGMA * sum(moves) / len(moves)

    side = [0] * len(y)
    beyond = [False] * len(y)
    high, low = [False] * len(y), [False] * len(y)
    for i in points:
        away = y[i] - mean
        side[i] = (away > 0) - (away < 0)
        beyond[i] = abs(away) > 2 / 3 * reach
        high[i], low[i] = away > reach, away < -reach

    for part in _unbroken(y):
        for start in range(len(part) - RUN + 1):
            window = part[start : start + RUN]
            steps = [y[b] - y[a] for a, b in pairwise(window)]
            if all(step > 0 for step in steps) or all(side[i] > 0 for i in window):
                for i in window:
                    high[i] = True
            if all(step < 0 for step in steps) or all(side[i] < 0 for i in window):
                for i in window:
                    low[i] = True
        for start in range(len(part) - 2):
            window = part[start : start + 3]
            if sum(beyond[i] for i in window) >= 2 and side[window[0]] == side[window[1]] == side[window[2]]:
                for i in window:
                    high[i] |= beyond[i] and side[i] > 0
                    low[i] |= beyond[i] and side[i] < 0

    found = [-1] * len(y)
    for i in points:
        sign = better if high[i] and low[i] else high[i] - low[i]
        good = sign * better
        found[i] = 0 if sign == 0 else (1 if good > 0 else 3) + (sign < 0)
    return found


def _unbroken(y: Sequence[float]) -> list[list[int]]:
    parts: list[list[int]] = [[]]
    for i, value in enumerate(y):
        if not math.isnan(value):
            parts[-1].append(i)
        elif parts[-1]:
            parts.append([])
    return parts


def verdict(p: float, n: float, comparator: float, better: int) -> int:
    """The Verdict of one fact against its comparator, by its Wilson interval."""
    centre = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 * math.sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2)) / (1 + Z95**2 / n)
    lower = 0.0 if p == 0 else centre - half
    upper = 1.0 if p == 1 else centre + half
    if upper < comparator:
        return -2 * better
    return 2 * better if lower > comparator else 0


def funnel(values: Sequence[float], bases: Sequence[float]) -> list[int]:
    """The FunnelFlag of every practice."""
    middle = sum(p * n for p, n in zip(values, bases, strict=True)) / sum(bases)
    found = []
    for p, n in zip(values, bases, strict=True):
        spread = math.sqrt(middle * (1 - middle) / n)
        if p < max(middle - Z998 * spread, 0):
            found.append(-2)
        elif p < max(middle - Z95 * spread, 0):
            found.append(-1)
        elif p > min(middle + Z998 * spread, 1):
            found.append(2)
        elif p > min(middle + Z95 * spread, 1):
            found.append(1)
        else:
            found.append(0)
    return found


def neighbours(rows: Sequence[Sequence[float]], peers: int) -> list[list[int]]:
    """The most similar footprints of each, the nearest first."""
    scaled = []
    for column in zip(*rows, strict=True):
        mean = sum(column) / len(column)
        spread = math.sqrt(sum((value - mean) ** 2 for value in column) / len(column))
        scaled.append([(value - mean) / spread for value in column])
    found = []
    for i in range(len(rows)):
        apart = [(math.sqrt(sum((c[i] - c[j]) ** 2 for c in scaled)), j) for j in range(len(rows)) if j != i]
        found.append([j for _, j in sorted(apart)[:peers]])
    return found
