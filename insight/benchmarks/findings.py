"""The title of a chart: what it shows, in at most about ten words, and always in which direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isnan

from insight.benchmarks.grammar import counted, listed, out_of, sentence_case, some
from insight.benchmarks.headlines import Headline, by_comparator
from insight.benchmarks.ratings import Moved
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.standing import Standing
from insight.benchmarks.trajectory import Trajectory
from insight.benchmarks.verdicts import side
from insight.benchmarks.wording import during, figure, of_all, topic
from insight.model import Status, Unit

_SHOWN_UNTESTED = (Reason.UNTESTED, Reason.PART_UNTESTED, Reason.MONTHS, Reason.STANDING, Reason.WITHOUT_INTERVALS)
"""What has a latest figure to name, and no test of whether it changed."""


def standing_finding(standing: Standing, code: str | None) -> str:
    """The finding of a map: of one footprint where one is chosen, otherwise of all."""
    row = standing.of(code) if code else None
    if row is None:
        return _all_of_them(standing)
    name, about = row["name"], topic(standing.measure)
    if row["reason"] == Reason.FEW_PLACES:
        return str(row["sentence"]).rstrip(".")
    if isnan(row["value"]):
        return f"No figure for {name} {during(standing.period)}"
    of = of_all(standing.measure)
    if standing.measure.unit is Unit.COUNT or of:
        return f"{name}, {about}: {figure(row['value'], standing.measure)}{of}"
    if row["verdict"] == "not compared":
        return f"{name}, {about}: {figure(row['value'], standing.measure)}, not compared"
    if row["verdict"] == "similar":
        return f"{name}: no clear difference from {standing.comparator.name} on {about}"
    return f"{name} is {side(row['verdict'], row['gap'])} {standing.comparator.name} on {about}"


def _all_of_them(standing: Standing) -> str:
    about = topic(standing.measure)
    rows = standing.table
    compared = rows[rows["verdict"] != "not compared"]
    if compared.empty:
        return f"{standing.measure.title}: footprints are not compared {during(standing.period)}"
    differs = compared[compared["verdict"] != "similar"]
    below, above = int((differs["gap"] < 0).sum()), int((differs["gap"] > 0).sum())
    told = (
        f"{out_of(below, len(compared), 'footprint')} below {standing.comparator.name} on {about}, {some(above)} above"
    )
    return sentence_case(told)


def trajectory_finding(trajectory: Trajectory) -> str:
    """The finding of a trend: the change since the last comparable year, or why there is none to report."""
    name, about, change = trajectory.name, topic(trajectory.measure), trajectory.change
    if isinstance(change, Moved):
        return f"{name}: {change.brief} since {change.earlier}"
    if not isinstance(change, Refusal):
        if change.word == "no clear change":
            return f"{name}: no clear change on {about} {change.when()}"
        return f"{name} {change.word} on {about} {change.when()}"
    if change.reason is Reason.BREAK and not trajectory.apart:
        after = trajectory.breaks["date"].iloc[-1]
        return f"{name}: new series on {about} since {after:%Y}"
    own = trajectory.own
    if not own["status"].isin([Status.OK, Status.LOW_BASE]).any():
        return f"No figure for {name} on {about}"
    if trajectory.apart or change.reason in _SHOWN_UNTESTED:
        latest = trajectory.own.dropna(subset="value").iloc[-1]
        return f"{name}, {about}: {figure(latest['value'], trajectory.measure)} {during(latest['period'])}"
    if change.reason is Reason.FIRST_YEAR:
        return f"{name}: first comparable figure on {about}"
    return f"{name}: change on {about} cannot be told"


def headlines_finding(headlines: Sequence[Headline], name: str) -> str:
    """The finding of the overview: on how many measures a footprint is worse and better than its comparator."""
    compared, _ = by_comparator(headlines)
    if not compared:
        return f"No measure of {name} can be compared"
    return verdicts_finding([each.row["verdict"] for each in compared], name, compared[0].standing.comparator.name)


def verdicts_finding(words: Sequence[str], name: str, whom: str) -> str:
    """On how many measures one is worse and better than `whom`, from the word of each measure that is compared."""
    count, of = Counter(words), len(words)
    worse, better = count["worse"], count["better"]
    if not worse and not better:
        all_of_them = counted(of, "measure") if of > 1 else "the only measure"
        apart = [
            f"{word} than {whom} on {out_of(count[word], of, 'measure')}" for word in ("higher", "lower") if count[word]
        ]
        if apart:  # neither direction is better
            return f"{name} is {listed(apart)}"
        return f"{name}: no clear difference from {whom} on {all_of_them}"
    if not better:
        return f"{name} is worse than {whom} on {out_of(worse, of, 'measure')}"
    if not worse:
        return f"{name} is better than {whom} on {out_of(better, of, 'measure')}"
    return f"{name}: worse than {whom} on {out_of(worse, of, 'measure')}, better on {better}"
