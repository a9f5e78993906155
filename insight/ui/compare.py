"""The answers of the Compare page: rank, spread, spine, neighbours, practices, and what stands out among them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.funnel import Funnel
from insight.benchmarks.funnel_said import funnel_working, stand_outs_workings
from insight.benchmarks.headlines import headline, worst_first
from insight.benchmarks.ranking import Ranking, ranking
from insight.benchmarks.ranking_said import ranking_sentence, ranking_workings
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.screen import screen
from insight.benchmarks.spine import Vertebra, spine
from insight.benchmarks.standing import Standing
from insight.benchmarks.standouts import stand_outs
from insight.benchmarks.workings import Rule, Working, working
from insight.charts.funnel.chart import draw_funnel
from insight.charts.funnel.standouts import MOST, draw_stand_outs
from insight.charts.ranking.heat import Rows, heat
from insight.charts.ranking.ranked import ranked
from insight.charts.ranking.spine import draw_spine
from insight.charts.ranking.strip import strip
from insight.queries.orgs import Orgs
from insight.queries.part import Comparison
from insight.queries.practices import Practices, headline_ids
from insight.ui.asked import Asked, ask, releases_of
from insight.ui.compare_orgs import one_org
from insight.ui.page import Page


@dataclass(frozen=True)
class _Asked(Asked):
    """What the page is asked, and the means to answer it."""

    practices: Practices


def comparisons(page: Page) -> Iterator[Comparison]:
    """The parts of the page in order, each worked out when its turn comes.

    Where the chosen measure may not be compared at all, one part that says why.
    """
    asked = _ask(page)
    standing = asked.desk.standing(asked.measure, asked.vintage, asked.period)
    refusal = standing.refusal or _nobody_judged(standing, asked.footprint)
    if refusal is not None:
        elsewhere = [("What the footprint's own figures say over time is on the Trends page.", "not compared")]
        yield Comparison("refused", "Why is nothing compared here?", refusal, elsewhere)
        if refusal.reason is not Reason.NOT_FOR_COMPARISON:
            yield from _one_org(page, asked)
        return
    yield from _among_all(asked)
    yield _across_measures(asked)
    yield _beside_neighbours(page, asked)
    if asked.practices.have_figures(_measures(asked)):
        yield from _among_practices(asked)
    yield from _one_org(page, asked)


def _nobody_judged(standing: Standing, footprint: str) -> Refusal | None:
    """Where no footprint at all has a verdict, what the chosen one's says instead of one."""
    row = standing.of(footprint)
    if row is None or standing.judged:
        return None
    return Refusal(Reason(row["reason"]), str(row["sentence"]))


def _among_all(asked: _Asked) -> Iterator[Comparison]:
    """The ranking, and how far it is to the best quarter."""
    found = ranking(asked.desk.standing(asked.measure, asked.vintage, asked.period), asked.footprint)
    question = "Where do we stand among all footprints?"
    if isinstance(found, Refusal):
        yield Comparison("ranked", question, found)
        return
    unfolded = ranking_workings(found)
    told = [(ranking_sentence(found), _word(found))] if found.own is None else [
        (f"{found.name}: {found.own['sentence']}", _word(found)), (ranking_sentence(found), "not compared")
    ]  # fmt: skip
    releases = releases_of(found.table)
    yield Comparison("ranked", question, ranked(found, asked.provenance), told, unfolded[:2], releases)
    yield Comparison(
        "spread", "How far is it to the best?", strip(found, asked.provenance),
        (), unfolded[2:], releases,
    )  # fmt: skip


def _across_measures(asked: _Asked) -> Comparison:
    """The spine: every headline measure of the source, in the period chosen."""
    group = asked.desk.group(asked.vintage)
    found = [headline(asked.desk.measure(id), _until(asked, id), group, asked.footprint) for id in _measures(asked)]
    bones = spine(worst_first(each for each in found if each is not None))
    drawn = draw_spine(bones, asked.footprint, asked.name, asked.provenance)
    said = [
        (f"{b.headline.measure.title}: {b.headline.row['sentence']}", str(b.headline.row["verdict"])) for b in bones
    ]
    releases = releases_of(pd.DataFrame([each.headline.row for each in bones]))
    extremes = [said[0], said[-1]] if len(said) > 1 else said
    return Comparison(
        "spine", "On which measures are we ahead or behind?", drawn, extremes, _spine_workings(bones), releases
    )


def _spine_workings(bones: Sequence[Vertebra]) -> list[Working]:
    """How each place on the spine came about."""
    return [
        working(
            Rule.SPINE, f"{each.headline.measure.title}: {each.headline.row['sentence']}",
            Place_from_minus_1_to_1=f"{each.place:.2f}", Worst=f"{each.worst:.1f}", Best=f"{each.best:.1f}",
            Middle_half=f"{each.spread.first:.1f} to {each.spread.third:.1f}",
        )
        for each in bones
    ]  # fmt: skip


def _beside_neighbours(page: Page, asked: _Asked) -> Comparison:
    """The heat table of the footprints of the same region; all footprints for those who ask."""
    standings = [asked.desk.standing(id, asked.vintage, asked.period) for id in _measures(asked)]
    screened, names = screen(standings), asked.geography.names
    regions = names.set_index("code")["region"]
    region = regions.get(asked.footprint, "")
    near = list(names.loc[names["region"] == region, "code"])
    orgs = page.store.orgs
    title = next(iter(orgs.loc[orgs["code"] == region, "name"]), str(region))
    everyone = heat(screened, Rows(list(names["code"]), asked.footprint, "All footprints"), asked.provenance)
    drawn = heat(screened, Rows(near, asked.footprint, title), asked.provenance) if len(near) > 1 else everyone
    at95, at998 = screened.by_chance
    unfolded = working(
        Rule.SCREEN, f"{screened.comparisons:,} figures are held against England's.",
        Marks_by_chance_at_95_percent=f"about {at95:.0f}", Marks_by_chance_at_99_8_percent=f"about {at998:.1f}",
    )  # fmt: skip
    return Comparison(
        "heat", "How do our neighbours do?", drawn, (), [unfolded], releases_of(screened.table),
        None if drawn is everyone else everyone,
    )  # fmt: skip


def _among_practices(asked: _Asked) -> Iterator[Comparison]:
    """The funnel of practices on the chosen measure, and what stands out in them on any."""
    funnels = asked.practices.funnels(_measures(asked), asked.desk, asked.vintage, asked.footprint, asked.period)
    yield _practices(asked, funnels[asked.measure])
    yield _standing_out(asked, [each for each in funnels.values() if isinstance(each, Funnel)])


def _practices(asked: _Asked, found: Funnel | Refusal) -> Comparison:
    """The funnel of all practices, those of the footprint in the foreground."""
    question = "Which of our practices differ beyond chance?"
    if isinstance(found, Refusal):
        return Comparison("funnel", question, found)
    unfolded = funnel_working(found)
    return Comparison(
        "funnel", question, draw_funnel(found, asked.provenance), (), [unfolded],
        releases_of(found.table),
    )  # fmt: skip


def _standing_out(asked: _Asked, funnels: Sequence[Funnel]) -> Comparison:
    """The list over all headline measures, with the number of comparisons it took."""
    question = "What stands out in our practices, on any measure?"
    found = stand_outs(funnels) if funnels else None
    if found is None or not found.comparisons + found.thin:
        name = f"the practices of {asked.name}"
        period = asked.desk.standing(asked.measure, asked.vintage, asked.period).period
        return Comparison("standouts", question, refuse(Reason.NOT_AVAILABLE, name=name, period=period))
    unfolded, releases = stand_outs_workings(found, MOST), releases_of(pd.concat([each.table for each in funnels]))
    return Comparison("standouts", question, draw_stand_outs(found, asked.provenance), (), unfolded, releases)


def _one_org(page: Page, asked: _Asked) -> Iterator[Comparison]:
    """One practice or trust of the footprint among those most like it in England, and through the years."""
    found = one_org(
        asked.desk, page.recall(Orgs), measure=asked.measure, period=asked.period, vintage=asked.vintage,
        footprint=asked.footprint, asked=page.selection.org,
    )  # fmt: skip
    what = found.level or "organisation"
    yield Comparison(
        "org", f"How does one {what} compare with {what}s like it?", found.chart, found.sentences, found.workings,
        found.releases, choose=found.choose,
    )  # fmt: skip
    if found.over_time is not None:
        question = f"How has the same {what} changed?"
        yield Comparison(
            "org-trend", question, found.over_time, (), found.over_time_workings, found.over_time_releases
        )  # fmt: skip


def _measures(asked: _Asked) -> tuple[str, ...]:
    return headline_ids(asked.desk.store, asked.measure, asked.period)


def _until(asked: _Asked, measure: str) -> pd.DataFrame:
    """The history of a measure up to the period chosen."""
    history = asked.desk.history(measure, asked.vintage)
    return history[history["start"] <= asked.period]


def _word(found: Ranking) -> str:
    return "not compared" if found.own is None else str(found.own["verdict"])


def _ask(page: Page) -> _Asked:
    return _Asked(**vars(ask(page)), practices=page.recall(Practices))
