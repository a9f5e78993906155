"""A ranking in words: never one rank, always the range that chance allows; a distance only where it is clear."""

from __future__ import annotations

from math import isnan

from insight.benchmarks.explained_figures import explain_verdict
from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.ranking import Ranking
from insight.benchmarks.wording import figure, ordinal, points, span, topic
from insight.model import Better


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
    return f"{sentence}." if best == worst else f"{sentence}. Chance alone could move it that far."


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
    return f" That is about {many:,.0f} {change} of its {ranking.people:,.0f} patients ({least:,.0f} to {most:,.0f})."


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
