"""One practice or trust of the footprint beside those most like it in England: the last part of the Compare page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from insight.benchmarks.bands import band_word
from insight.benchmarks.org_standing import PUBLISHERS_WORD, org_standing
from insight.benchmarks.peers import Held, hold, together
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.similar_orgs import OrgLikeness, similar_orgs
from insight.benchmarks.standing import Standing
from insight.benchmarks.trajectory import Trajectory, trajectory
from insight.benchmarks.working_out import change_working
from insight.benchmarks.workings import Rule, Working, working
from insight.charts.chart import Chart
from insight.charts.similar.orgs import among_similar
from insight.charts.trend.org import org_trend
from insight.measures.org_history import org_history, two_of
from insight.measures.reading import read_measure
from insight.measures.received import add_received
from insight.model import BUILT, ENGLAND, Level, Measure, Status, Unit
from insight.queries.histories import Desk
from insight.queries.orgs import Orgs
from insight.ui.asked import releases_of
from insight.ui.org_choice import OrgChoice, choose_org

_LINE = 2
"""Figures that a line needs."""
_NO_SUM = "Scores are neither added up nor averaged over trusts, so these {orgs} have no figure together."


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
        title = read_measure(orgs.store.measures.loc[measure]).title
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
    drawn = org_trend(told, desk.provenance(vintage))
    return replace(
        found,
        over_time=drawn,
        over_time_workings=[change_working(told)],
        over_time_releases=releases_of(told.table),
    )


def _beside_its_like(
    desk: Desk, orgs: Orgs, choice: OrgChoice, *, measure: str, period: pd.Timestamp, vintage: str
) -> OneOrg:
    geography = desk.geography(vintage)
    needs = orgs.needs(measure, choice.level, period, geography)
    found = similar_orgs(choice.code, needs, orgs.names)
    codes = [choice.code] if isinstance(found, Refusal) else [choice.code, *found.peers]
    measure_of = read_measure(orgs.store.measures.loc[measure])
    facts = _facts(desk, orgs, measure_of, choice.level, codes)
    value, england = _england(desk, measure, vintage, period)
    stands = org_standing(facts, measure_of, value, orgs.names, codes=codes, start=period, vintage=vintage)
    if isinstance(stands, Refusal):
        return OneOrg(choice.level, stands)
    own = stands.table.iloc[0]
    said = [(f"{own['name']}: {own['sentence']}", _word(own))]
    releases = sorted({*stands.table["release"].dropna(), *needs.releases})
    if isinstance(found, Refusal):
        return OneOrg(choice.level, found, choice.draw, said, [_own_working(own)], releases)
    if measure_of.unit is Unit.SCORE:
        held = Refusal(Reason.NOT_AVAILABLE, _NO_SUM.format(orgs=found.orgs))
    else:
        held = _against_peers(stands, found, facts)
    drawn = among_similar(
        stands, found, held, desk.provenance(vintage), places=orgs.places(choice.level, geography), england=england
    )
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
    asked, name = read_measure(orgs.store.measures.loc[measure]), choice.options[choice.code]
    facts = _facts(desk, orgs, asked, choice.level, [choice.code])
    rows = org_history(facts, asked, desk.history(measure, vintage), choice.code, footprint)
    if rows.loc[rows["org"] == choice.code, "value"].notna().sum() < _LINE:
        return None
    map_of_two = two_of(desk.geography(vintage), choice.code, name, footprint)
    return trajectory(asked, rows, map_of_two, orgs.store.breaks, choice.code)


def _against_peers(stands: Standing, found: OrgLikeness, facts: pd.DataFrame) -> Held | Refusal:
    """The organisation against its peers together: their figures summed, then divided."""
    title = f"the {len(found.peers)} most similar {found.orgs} together"
    peers = together(title, stands, found.peers, facts)
    return peers if isinstance(peers, Refusal) else hold(stands, found.code, peers)


def _workings(stands: Standing, found: OrgLikeness, held: Held | Refusal) -> list[Working]:
    """How the verdicts came about: the publisher's word, or the peers summed."""
    own = stands.table.iloc[0]
    alike = {each.title.replace(" ", "_"): each.figure(float(found.own[each.id])) for each in found.used}
    peers = f"{len(found.peers)} of {found.candidates:,} other {found.orgs}"
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


def _england(desk: Desk, measure: str, vintage: str, period: pd.Timestamp) -> tuple[float, str]:
    """England's figure as the rest of the page has it, missing where there is none, and what to call it."""
    history = desk.history(measure, vintage)
    row = history[history["org"].eq(ENGLAND) & history["start"].eq(period) & history["status"].eq(Status.OK)]
    if row.empty:
        return float("nan"), "England"
    return float(row["value"].iloc[0]), "England (our construct)" if row["basis"].iloc[0] in BUILT else "England"
