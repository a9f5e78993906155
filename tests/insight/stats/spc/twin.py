"""A control chart read one point at a time, following the words of methods.md 6.1 to 6.4 and nothing else."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

COMMON, OUTSIDE, TREND, TWO, SHIFT, NOT_JUDGED = 0, 1, 2, 3, 4, -1


@dataclass
class Book:
    screened: bool
    outside_counts: bool
    improvement_wins: bool
    run: int = 7


MDC, R = Book(False, True, True), Book(True, False, False)


def stretches(y, group):
    """Lists of places that follow on from one another: no gap and no change of group inside."""
    found, current = [], []
    for i, value in enumerate(y):
        if current and (math.isnan(value) or group[i] != group[current[-1]] or current[-1] != i - 1):
            found.append(current)
            current = []
        if not math.isnan(value):
            current.append(i)
    return [*found, current] if current else found


def limits(y, group, book, baseline):
    """Per group: (mean, three sigma) as exact fractions, or None when there is no variation to judge."""
    lines = {}
    for g in set(group):
        points = [i for i, v in enumerate(y) if group[i] == g and not math.isnan(v)][:baseline]
        ranges = [
            abs(Fraction(y[b]) - Fraction(y[a]))
            for part in stretches(y, group)
            for a, b in pairwise(part)
            if b in points and group[b] == g
        ]
        if book.screened and ranges:
            average = Fraction(sum(ranges), len(ranges))
            ranges = [r for r in ranges if r < Fraction("3.267") * average]
        if not ranges or sum(ranges) == 0:
            lines[g] = None
            continue
        mean = Fraction(sum(Fraction(y[i]) for i in points), len(points))
        lines[g] = mean, Fraction("2.66") * Fraction(sum(ranges), len(ranges))
    return lines


def runs(y, side, parts, run):
    """Per point: part of a rise, of a fall, of a shift."""
    rising, falling, shift = ([False] * len(y) for _ in range(3))
    for part in parts:
        for start in range(len(part) - run + 1):
            window = part[start : start + run]
            pairs = list(pairwise(window))
            for i in window:
                rising[i] |= all(y[b] > y[a] for a, b in pairs)
                falling[i] |= all(y[b] < y[a] for a, b in pairs)
                shift[i] |= all(side[j] == 1 for j in window) or all(side[j] == -1 for j in window)
    return rising, falling, shift


def two_of_three(side, counts, parts):
    """Per point: one of the counting points among three on one side."""
    two = [False] * len(side)
    for part in parts:
        for start in range(len(part) - 2):
            window = part[start : start + 3]
            same = len({side[j] for j in window}) == 1 and side[window[0]] != 0
            if same and sum(counts[j] for j in window) >= 2:
                for i in window:
                    two[i] |= counts[i]
    return two


def read(y, group, polarity, book, baseline=None):
    """Per point: (label, sign, improvement +1 / concern -1 / 0, high or low); and the distance to the nearest limit."""
    size = len(y)
    line = limits(y, group, book, baseline)
    judged = [not math.isnan(y[i]) and line[group[i]] is not None for i in range(size)]
    away = [Fraction(y[i]) - line[group[i]][0] if judged[i] else None for i in range(size)]
    reach = [line[group[i]][1] if judged[i] else None for i in range(size)]

    side = [0 if a is None else (a > 0) - (a < 0) for a in away]
    outside = [judged[i] and abs(away[i]) > reach[i] for i in range(size)]
    near = [judged[i] and not outside[i] and abs(away[i]) > Fraction(2, 3) * reach[i] for i in range(size)]
    counts = [n or (o and book.outside_counts) for n, o in zip(near, outside, strict=True)]

    parts = [part for part in stretches(y, group) if judged[part[0]]]
    rising, falling, shift = runs(y, side, parts, book.run)
    two = two_of_three(side, counts, parts)

    points = []
    for i in range(size):
        trend = rising[i] - falling[i]
        if rising[i] and falling[i]:
            trend = 1 if y[i + 1] > y[i] else -1
        rules = [
            (OUTSIDE, outside[i], side[i]),
            (TREND, trend, trend),
            (TWO, two[i], side[i]),
            (SHIFT, shift[i], side[i]),
        ]
        label, sign = next(((name, sign) for name, applies, sign in rules if applies), (COMMON, 0))

        special = outside[i] or two[i] or shift[i]
        high = rising[i] or (special and side[i] > 0)
        low = falling[i] or (special and side[i] < 0)
        shown = polarity if book.improvement_wins and polarity and high and low else sign
        points.append((label, sign, shown * polarity, shown) if judged[i] else (NOT_JUDGED, 0, 0, 0))

    distances = [
        abs(abs(a) - factor * r)
        for a, r in zip(away, reach, strict=True)
        if a is not None
        for factor in (1, Fraction(2, 3))
    ]
    return points, min(distances, default=Fraction(1))
