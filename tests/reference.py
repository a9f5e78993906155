"""Slow and obvious twins: the same answers as the product's, worked out with loops and dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

Row = Mapping[str, Any]


def roll_up(rows: Iterable[Row], home: Mapping[str, str], d: float) -> dict[tuple[str, Any], dict[str, float]]:
    """Footprint figures from practices (methods: sum, then divide), one entry per (footprint, period).

    `rows` are practice facts as dictionaries; `home` says which footprint a practice lies in. Each entry holds value
    (percent), numerator, denominator, effective and coverage, before any refusal for low coverage.
    """
    rows = list(rows)
    periods = sorted({row["start"] for row in rows})
    result: dict[tuple[str, Any], dict[str, float]] = {}

    for period in periods:
        there = [row for row in rows if row["start"] == period]
        middle = median(row["denominator"] for row in there if row["denominator"] is not None)
        weight = {row["org"]: middle if row["denominator"] is None else row["denominator"] for row in there}
        placed = sum(weight[row["org"]] for row in there if row["org"] in home) / sum(weight.values())

        for footprint in sorted(set(home.values())):
            members = [row for row in there if home.get(row["org"]) == footprint]
            shown = [row for row in members if row["status"] in ("ok", "low_base")]
            if not members:
                continue
            numerator = sum(row["numerator"] for row in shown)
            denominator = sum(row["denominator"] for row in shown)
            unseen = [weight[row["org"]] for row in members if row not in shown]
            value = 100 * numerator / denominator if shown else float("nan")
            if shown and 1 <= len(unseen) <= 4:  # no closer than it is shown
                value = round(value, 1)
                numerator = value / 100 * denominator
            result[footprint, period] = {
                "value": value,
                "numerator": numerator,
                "denominator": denominator,
                "effective": effective_base(shown, unseen, d) if shown else float("nan"),
                "coverage": placed
                * sum(row["denominator"] for row in shown)
                / sum(weight[row["org"]] for row in members),
            }
    return result


def effective_base(shown: list[Row], unseen: list[float], d: float) -> float:
    """What the practices shown are worth, once the variance between them stands for those nobody may see (methods 23.1)."""
    total = sum(row["denominator"] for row in shown)
    share = sum(row["numerator"] for row in shown) / total
    plain = total**2 / sum(row["denominator"] ** 2 * d / row["respondents"] for row in shown)
    if not unseen or share * (1 - share) <= 0:
        return plain
    precision = [row["respondents"] / (d * share * (1 - share)) for row in shown]
    figures = [row["numerator"] / row["denominator"] for row in shown]
    middle = sum(a * p for a, p in zip(precision, figures, strict=True)) / sum(precision)
    q = sum(a * (p - middle) ** 2 for a, p in zip(precision, figures, strict=True))
    spare = sum(precision) - sum(a**2 for a in precision) / sum(precision)
    tau2 = max(0.0, (q - (len(shown) - 1)) / spare) if len(shown) > 1 else 0.0
    few = sum(w**2 for w in unseen) / sum(unseen) ** 2 + sum(row["denominator"] ** 2 for row in shown) / total**2
    added = tau2 * (sum(unseen) / (total + sum(unseen))) ** 2 * few
    return share * (1 - share) / (share * (1 - share) / plain + added)


def mean_score(rows: Iterable[Row], home: Mapping[str, str]) -> dict[tuple[str, Any], float]:
    """Footprint scores from trusts (methods: mean of scores weighted by respondents), one entry per (footprint, period)."""
    result: dict[tuple[str, Any], float] = {}
    rows = [row for row in rows if row["status"] == "ok" and row["org"] in home]
    for key in sorted({(home[row["org"]], row["start"]) for row in rows}):
        mine = [row for row in rows if (home[row["org"]], row["start"]) == key]
        result[key] = sum(row["value"] * row["respondents"] for row in mine) / sum(row["respondents"] for row in mine)
    return result


def home_of(org: str, links: Iterable[tuple[str, str]], footprints: set[str]) -> str | None:
    """The footprint an org lies in, by the shortest way through its parents; None where there is none, or two as near."""
    links = list(links)
    level = {org}
    for _ in range(3):
        level = {parent for child, parent in links if child in level}
        reached = level & footprints
        if reached:
            return reached.pop() if len(reached) == 1 else None
        level -= footprints
    return None
