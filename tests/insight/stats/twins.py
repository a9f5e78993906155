"""The same statistics written slowly and obviously, one org at a time: what the fast ones are held against."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations


def wilson_by_search(p: float, n: float, z: float) -> tuple[float, float]:
    """The two shares q at which p would lie exactly z standard errors of q away from q."""

    def strays(q: float) -> bool:
        return (p - q) ** 2 > z**2 * q * (1 - q) / n

    def edge(outer: float) -> float:
        inner = p
        for _ in range(200):
            middle = (outer + inner) / 2
            outer, inner = (middle, inner) if strays(middle) else (outer, middle)
        return inner

    return edge(0.0), edge(1.0)


def exact_by_search(x: int, n: int, tail: float) -> tuple[float, float]:
    """The two shares under which as many as x, or as few, come up with a chance of `tail`: single outcomes, added up."""

    def chance(q: float, outcomes: range) -> float:
        return sum(math.comb(n, k) * q**k * (1 - q) ** (n - k) for k in outcomes)

    def edge(outcomes: range, rises: bool) -> float:
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if (chance(middle, outcomes) < tail) == rises else (low, middle)
        return low

    lower = edge(range(x, n + 1), True) if x else 0.0
    return lower, edge(range(x + 1), False) if x < n else 1.0


def ntile_by_dealing(values: Sequence[float], codes: Sequence[str], tiles: int) -> list[int]:
    """Orgs in order of value and code; each group takes its share of those who are left."""
    queue = sorted((v, c, i) for i, (v, c) in enumerate(zip(values, codes, strict=True)) if not math.isnan(v))
    group = [0] * len(values)
    if len(queue) < tiles:
        return group
    for tile in range(1, tiles + 1):
        share = math.ceil(len(queue) / (tiles - tile + 1))
        for _, _, i in queue[:share]:
            group[i] = tile
        queue = queue[share:]
    return group


def rank_range_by_pairs(lower: Sequence[float], upper: Sequence[float], high_is_good: bool) -> list[tuple[int, int]]:
    """Every org against every other, counting the intervals wholly above and wholly below."""
    known = [i for i, pair in enumerate(zip(lower, upper, strict=True)) if not any(map(math.isnan, pair))]
    ranks = [(0, 0)] * len(lower)
    for i in known:
        above = sum(lower[j] > upper[i] for j in known)
        below = sum(upper[j] < lower[i] for j in known)
        better, worse = (above, below) if high_is_good else (below, above)
        ranks[i] = (1 + better, len(known) - worse)
    return ranks


def trend_as_printed(points: Sequence[tuple[float, float, float, float, float]]) -> tuple[int, float, float]:
    """Section 5.1's sums for the points (value, lower, upper, count, denominator): trend (9 cannot tell), b, chi2."""
    valid = [p for p in points if not any(map(math.isnan, p)) and p[2] > p[1]][-5:]
    if len(valid) < 5 or any(count == denominator for *_, count, denominator in valid):
        return 9, math.nan, math.nan

    def slope(left_out: int | None) -> tuple[float, float]:
        s = dict.fromkeys(("w", "wt", "wy", "wty", "wtt"), 0.0)
        for t, (y, low, high, _, _) in enumerate(valid, start=1):
            if t == left_out:
                continue
            w = 1 / ((high - low) / 3.92) ** 2
            s["w"] += w
            s["wt"] += w * t
            s["wy"] += w * y
            s["wty"] += w * t * y
            s["wtt"] += w * t * t
        d = s["w"] * s["wtt"] - s["wt"] ** 2
        return (s["w"] * s["wty"] - s["wt"] * s["wy"]) / d, math.sqrt(s["w"] / d)

    b, error = slope(None)
    chi2 = (b / error) ** 2
    slopes = [b] + [slope(t)[0] for t in range(1, 6)]
    if chi2 > 9.54953570608324 and all(x > 0 for x in slopes):
        return 1, b, chi2
    if chi2 > 9.54953570608324 and all(x < 0 for x in slopes):
        return -1, b, chi2
    return 0, b, chi2


def benjamini_hochberg(p: Sequence[float], q: float) -> set[int]:
    """The places of the first k p-values, k the largest i with p_(i) <= i q/m."""
    order = sorted(range(len(p)), key=lambda i: p[i])
    k = max((i for i, place in enumerate(order, start=1) if p[place] <= i * q / len(p)), default=0)
    return set(order[:k])


def between_variance_as_printed(z: Sequence[float], s: Sequence[float]) -> tuple[float, float]:
    """Section 7.2's phi and tau2 for distances that have been pulled in already."""
    n = len(z)
    phi = sum(v * v for v in z) / n
    if n * phi < n - 1:
        return phi, 0.0
    first, second = sum(1 / v**2 for v in s), sum(1 / v**4 for v in s)
    return phi, max(0.0, (n * phi - (n - 1)) / (first - second / first))


def percentile(values: Sequence[float], share: float) -> float:
    """A quantile by linear interpolation between the two ordered values around it."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def roll_up_one(rows: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float]:
    """One footprint from rows of (weight, proportion, replies, D): proportion, variance, effective base."""
    total = sum(w for w, *_ in rows)
    share = sum(w * p for w, p, *_ in rows) / total
    variance = sum((w / total) ** 2 * d * p * (1 - p) / n for w, p, n, d in rows)
    return share, variance, total**2 / sum(w**2 * d / n for w, _, n, d in rows)


def distance_table(rows: Sequence[Sequence[float]]) -> dict[tuple[int, int], float]:
    """Standardised distances pair by pair; missing counts as average, a variable without spread as nothing."""
    columns = []
    for column in zip(*rows, strict=True):
        present = [v for v in column if not math.isnan(v)]
        mean = sum(present) / len(present) if present else 0.0
        spread = math.sqrt(sum((v - mean) ** 2 for v in present) / len(present)) if present else 0.0
        if max(present, default=0.0) > min(present, default=0.0):
            columns.append([0.0 if math.isnan(v) else (v - mean) / spread for v in column])
    return {(i, j): math.sqrt(sum((c[i] - c[j]) ** 2 for c in columns)) for i, j in combinations(range(len(rows)), 2)}
