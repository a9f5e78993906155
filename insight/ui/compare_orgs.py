"""One practice or trust of the footprint beside those most like it in England: the last part of the Compare page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from insight.benchmarks.bands import band_word
from insight.benchmarks.likeness import Likeness, likeness
from insight.benchmarks.peers import Held, hold_against
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.standing import PUBLISHERS_WORD, Standing, refuse_comparison, standing
from insight.benchmarks.trajectory import Trajectory, trajectory
from insight.benchmarks.working_out import change_working
from insight.benchmarks.workings import Rule, Working, working
from insight.charts.chart import Chart
from insight.charts.similar.among import among_similar
from insight.charts.trend.chart import trend
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.org_figures import org_figures
from insight.measures.received import add_received
from insight.model import Level, Measure
from insight.queries.histories import Desk
from insight.queries.orgs import Orgs
from insight.stats.neighbours import PEERS
from insight.ui.asked import releases_of
from insight.ui.org_choice import OrgChoice, choose_org

_LINE = 2
"""Figures that a line needs."""


@dataclass(frozen=True)
class OneOrg:
    """The answer: a chart or why there is none, what is said, how it came about, and how to choose another."""

    level: Level | None
    chart: Chart | Refusal
    choose: Callable[[], None] | None = None
    sentences: Sequence[tuple[str, str]] = ()
    """Each with the word of its verdict."""
    workings: Sequence[Working] = ()
    releases: Sequence[str] = ()
    over_time: Chart | None = None
    """Its figures through the years; None where there are fewer than two."""
    over_time_workings: Sequence[Working] = ()
    over_time_releases: Sequence[str] = ()


def one_org(
    desk: Desk, orgs: Orgs, *, measure: str, period: pd.Timestamp, vintage: str, footprint: str, asked: str | None
) -> OneOrg:
    """The organisation asked for, or the footprint's own on most replies, among its nearest neighbours in England."""
    level, geography = orgs.level(measure, period), desk.geography(vintage)
    name = geography.name(footprint)
    if level is None:
        title = desk.measure(measure).title
        said = f"{title} is not published of single practices or trusts in this period."
        return OneOrg(None, Refusal(Reason.NOT_AVAILABLE, said))
    facts = orgs.facts(measure, level)
    members = desk.members(vintage, footprint)
    choice = choose_org(asked, level, facts[facts["start"] == period], orgs.names, members=members, footprint=name)
    if choice is None:
        said = f"No {level} of {name} is among those that this measure is published of in this period."
        return OneOrg(level, Refusal(Reason.NOT_AVAILABLE, said))
    found = _beside_its_like(desk, orgs, choice, measure=measure, period=period, vintage=vintage)
    if found.choose is None:
        return found
    told = _through_time(desk, orgs, choice, measure=measure, vintage=vintage, footprint=footprint)
    if told is None:
        return found
    drawn = trend(told, desk.provenance(vintage))
    return replace(
        found,
        over_time=drawn,
        over_time_workings=[change_working(told)],
        over_time_releases=releases_of(told.table),
    )


def _beside_its_like(
    desk: Desk, orgs: Orgs, choice: OrgChoice, *, measure: str, period: pd.Timestamp, vintage: str
) -> OneOrg:
    geography, asked = desk.geography(vintage), desk.measure(measure)
    group = orgs.group(measure, choice.level, period, geography)
    refusal = refuse_comparison(asked, group)
    if refusal is not None:
        return OneOrg(choice.level, refusal)
    needs = orgs.needs(measure, choice.level, period, geography)
    found = likeness(choice.code, needs, group, listed=PEERS)
    codes = [choice.code] if isinstance(found, Refusal) else [choice.code, *found.peers]
    facts = _facts(desk, orgs, asked, choice.level, codes)
    figures = org_figures(facts, asked, desk.history(measure, vintage))
    stands = standing(asked, figures, group.only(codes), period)
    own = stands.table.iloc[0]
    said = [(f"{own['name']}: {own['sentence']}", _word(own))]
    releases = sorted({*stands.table["release"].dropna(), *needs.releases})
    if isinstance(found, Refusal):
        return OneOrg(choice.level, found, choice.draw, said, [_own_working(own)], releases)
    title = f"the {len(found.peers)} most similar {found.who} together"
    held = hold_against(stands, found.code, title, found.peers, figures)
    drawn = among_similar(stands, found, [held], desk.provenance(vintage))
    if isinstance(drawn, Refusal):
        return OneOrg(choice.level, drawn, choice.draw, (), [_own_working(own)], releases)
    said.append((held.sentence or own["sentence"], held.verdict if isinstance(held, Held) else "not compared"))
    return OneOrg(choice.level, drawn, choice.draw, said, _workings(stands, found, held), releases)


def _facts(desk: Desk, orgs: Orgs, measure: Measure, level: Level, codes: Sequence[str]) -> pd.DataFrame:
    """The facts of some organisations, with what stands in for numbers of replies in the years that publish none."""
    facts = orgs.facts(measure.id, level)
    return add_received(facts[facts["org"].isin(list(codes))], measure, desk.received(measure.source))


def _through_time(
    desk: Desk, orgs: Orgs, choice: OrgChoice, *, measure: str, vintage: str, footprint: str
) -> Trajectory | None:
    """All periods of the organisation; None where it has fewer than two figures."""
    asked, name = desk.measure(measure), choice.options[choice.code]
    facts = _facts(desk, orgs, asked, choice.level, [choice.code])
    rows = org_figures(facts, asked, desk.history(measure, vintage), beside=[footprint])
    if rows.loc[rows["org"] == choice.code, "value"].notna().sum() < _LINE:
        return None
    geography = desk.geography(vintage)
    alone = ComparisonGroup(
        f"{choice.level}s",
        choice.level,
        name,
        vintage,
        pd.Series({choice.code: name}),
        orgs.places(choice.level, geography),
    )
    pair = alone.with_one_more(footprint, geography.name(footprint))
    return trajectory(asked, rows, pair, orgs.store.breaks, choice.code)


def _workings(stands: Standing, found: Likeness, held: Held | Refusal) -> list[Working]:
    """How the verdicts came about: the publisher's word, or the peers summed."""
    own = stands.table.iloc[0]
    alike = {each.title.replace(" ", "_"): each.figure(float(found.own[each.id])) for each in found.used}
    peers = f"{len(found.peers)} of {found.candidates:,} other {found.who}"
    farthest = f"{found.table['distance'].max():.2f}"
    return [
        _own_working(own),
        working(
            Rule.PEERS, held.sentence or str(own["sentence"]), Peers=peers, Farthest_peer=farthest,
            **alike, **({"Region": found.region} if found.region else {}),
        ),
    ]  # fmt: skip


def _own_working(own: pd.Series) -> Working:
    """How what is said of the organisation alone came about."""
    rule = Rule.EXPECTED if own["reason"] == PUBLISHERS_WORD else Rule.VERDICT
    answered = "not published" if pd.isna(own["respondents"]) else f"{own['respondents']:,.0f}"
    return working(rule, f"{own['name']}: {own['sentence']}", People_who_answered=answered)


def _word(row: pd.Series) -> str:
    if row["reason"] == PUBLISHERS_WORD and isinstance(row["label"], str):
        return band_word(row["label"])
    return str(row["verdict"])
