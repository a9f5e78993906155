"""Where a footprint stands among all others: between which ranks, in which quarter, and how far from the best."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import pandas as pd

from insight.benchmarks.explained_figures import explain_verdict
from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import difference, figure, ordinal, points, span, topic
from insight.model import Better
from insight.stats.arrays import floats
from insight.stats.ranks import Quartiles, quartiles
from insight.traits import Counts

FEWEST = 4
"""Fewer footprints than this have no quarters."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """All footprints of a vintage in order, on one measure in one period, with one of them in the foreground."""

    standing: Standing
    code: str
    name: str
    table: pd.DataFrame
    """One row per footprint that can be ranked, the best first (the highest, where neither direction is better):
    the columns of Standing.table."""
    unranked: pd.DataFrame
    """The others, in order of name, with the sentence that says why."""
    spread: Quartiles
    edge: float
    """The best figure outside the best quarter; missing where neither direction is better."""
    people: float = float("nan")
    """Everybody of the footprint whom the question is asked about; missing where nobody knows or it is not asked of all."""

    @property
    def own(self) -> pd.Series | None:
        """The row of the footprint in the foreground; None where it is not ranked."""
        found = self.table[self.table["code"] == self.code]
        return found.iloc[0] if len(found) else None

    @property
    def best_quarter(self) -> bool:
        """Whether the whole range of the footprint's ranks lies in the best quarter."""
        return self.own is not None and not isnan(self.edge) and int(self.own["worst"]) <= len(self.table) // 4

    @property
    def short(self) -> tuple[float, float, float] | None:
        """How far the footprint is from the edge of the best quarter, with 95% limits; None where it may already be there."""
        own = self.own
        if own is None or isnan(self.edge) or not own["short_lower"] > 0:
            return None
        away = difference(self.edge, own["value"], self.standing.measure)
        return abs(away), float(own["short_lower"]), float(own["short_upper"])


def ranking(standing: Standing, code: str, people: float = float("nan")) -> Ranking | Refusal:
    """Rank the footprints of a standing; refused where nobody may be compared or fewer than four can be ranked.

    A figure without an interval, and one on few replies, is not ranked.
    """
    if standing.refusal is not None:
        return standing.refusal
    ranks = standing.table["best"] > 0
    table = standing.table[ranks]
    if len(table) < FEWEST:
        return refuse(
            Reason.TOO_FEW_FOOTPRINTS, count=f"Only {len(table)}" if len(table) else "None", period=standing.period
        )

    measure = standing.measure
    low_first = measure.better is Better.LOWER
    values = floats(table["value"])
    table = table.sort_values(["value", "code"], ascending=[low_first, True]).reset_index(drop=True)

    spread = quartiles(values)
    edge = float("nan") if measure.better is Better.NEITHER else float(table["value"].iloc[len(table) // 4])
    row = standing.of(code)
    return Ranking(
        standing=standing,
        code=code,
        name=code if row is None else str(row["name"]),
        table=table,
        unranked=standing.table[~ranks].reset_index(drop=True),
        spread=spread,
        edge=edge,
        people=people,
    )


def place(best: int, worst: int, of: int) -> str:
    """A range of ranks: "between 5th and 14th of 42", "5th of 42"."""
    if best == worst:
        return f"{ordinal(best)} of {of}"
    return f"between {ordinal(best)} and {ordinal(worst)} of {of}"


def ranking_finding(ranking: Ranking) -> str:
    """The title of a ranking."""
    about, own = topic(ranking.standing.measure), ranking.own
    if own is None:
        return f"{ranking.name} cannot be ranked on {about}"
    return f"{ranking.name} is {place(int(own['best']), int(own['worst']), int(own['of']))} on {about}"


def ranking_sentence(ranking: Ranking) -> str:
    """What the range of ranks means, and which end is best."""
    own = ranking.own
    if own is None:
        return _why_not(ranking)
    first = "highest" if ranking.standing.measure.better is Better.NEITHER else "best"
    best, worst = int(own["best"]), int(own["worst"])
    rest = f" ({len(ranking.unranked):,} cannot)" if len(ranking.unranked) else ""
    sentence = f"{ranking.name} is {place(best, worst, int(own['of']))} {_footprints(ranking)}{rest}, 1st being {first}"
    far = (
        "Chance alone could move it"
        if ranking.standing.measure.traits.counts is Counts.REPLIES
        else "Its interval reaches"
    )
    return f"{sentence}." if best == worst else f"{sentence}. {far} that far."


def distance_sentence(ranking: Ranking) -> str:
    """The distance to the best quarter, where chance leaves one."""
    measure, own = ranking.standing.measure, ranking.own
    if own is None:
        return _why_not(ranking)
    if isnan(ranking.edge):
        return f"There is no best quarter, because neither direction is better: {topic(measure)}."
    edge = figure(ranking.edge, measure)
    if ranking.best_quarter:
        return f"{ranking.name} is in the best quarter of {_footprints(ranking)}, whose edge is {edge}."
    if ranking.short is None:
        return (
            f"The edge of the best quarter of {_footprints(ranking)} is {edge}; {ranking.name} has {figure(own['value'], measure)}, too near "
            "to tell on which side it lies."
        )
    distance, nearest, farthest = ranking.short
    change = "fewer" if measure.better is Better.LOWER else "more"
    return (
        f"{ranking.name} would need {points(distance, measure)} {change} (95% interval {span(nearest, farthest, measure)}) to reach "
        f"the best quarter of {_footprints(ranking)} ({edge}).{_people(ranking, change)}"
    )


def _footprints(ranking: Ranking) -> str:
    """Among whom it stands: all, or those that are known well enough."""
    return "footprints that can be ranked" if len(ranking.unranked) else "footprints"


def _people(ranking: Ranking, change: str) -> str:
    """The distance in people of this footprint, where everybody was asked and it is known how many they are."""
    if ranking.short is None or isnan(ranking.people):
        return ""
    many, least, most = (float(f"{each / 100 * ranking.people:.2g}") for each in ranking.short)
    return f" That is about {many:,.0f} {change} of its {ranking.people:,.0f} patients who could be asked ({least:,.0f} to {most:,.0f})."


def explain_ranking(ranking: Ranking) -> list[Explanation]:
    """The verdict, the range of ranks and the distance of the footprint, explained; none where it is not ranked."""
    standing, own = ranking.standing, ranking.own
    if own is None:
        return []
    measure = standing.measure
    explanations = [
        explain_verdict(standing, own, str(own["sentence"])),
        explain_by(
            VerdictRule.RANK, ranking_sentence(ranking), Best_possible_rank=str(own["best"]), Worst_possible_rank=str(own["worst"]),
            Footprints_ranked=str(own["of"]),
        ),
    ]  # fmt: skip
    if not isnan(ranking.edge):
        explanations.append(
            explain_by(
                VerdictRule.BEST_QUARTER, distance_sentence(ranking), Figure=figure(own["value"], measure),
                Edge_of_the_best_quarter=figure(ranking.edge, measure),
            )
        )  # fmt: skip
    return explanations


def _why_not(ranking: Ranking) -> str:
    row = ranking.standing.of(ranking.code)
    return f"{ranking.code} is not among these footprints." if row is None else str(row["sentence"])
