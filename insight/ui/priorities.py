"""The answers of the priorities page: what to put right first, for whom, whether the sources agree, and beside whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from insight.benchmarks.deprivation import slope
from insight.benchmarks.drivers import CAUTION, drivers
from insight.benchmarks.gaps import gaps
from insight.benchmarks.importance import OUTCOME
from insight.benchmarks.inspections import movement
from insight.benchmarks.needs import Needs
from insight.benchmarks.peers import Held, comparators
from insight.benchmarks.priorities import Quarter, priorities
from insight.benchmarks.ratings import moved
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.similar import Likeness, likeness
from insight.benchmarks.wording import period_name
from insight.benchmarks.workings import Rule, unfold
from insight.charts.chart import Chart
from insight.charts.deprivation import deprivation_slope
from insight.charts.gaps import group_gaps
from insight.charts.likeness import likeness_strips
from insight.charts.priorities import priorities_grid
from insight.charts.ratings import rating_words
from insight.charts.similar import similar_footprints
from insight.model import ENGLAND, Status
from insight.ui.answers import Answer
from insight.ui.asked import Asked, ask, releases_of
from insight.ui.evidence import RATINGS, Evidence
from insight.ui.inspections import inspected_places
from insight.ui.page import Page
from insight.ui.peers_choice import chosen_peers
from insight.ui.sentences import note

_TONES = {
    Quarter.FIRST: "worse",
    Quarter.WATCH: "worse",
    Quarter.PROTECT: "better",
    Quarter.CARRY_ON: "better",
    Quarter.UNCLEAR: "similar",
}
_SAID = 3


@dataclass(frozen=True)
class _Asked(Asked):
    """What the page is asked, and the means to answer it."""

    evidence: Evidence


def what_matters(page: Page) -> Answer:
    """The grid of importance and performance, in the latest survey up to the period chosen."""
    asked = _ask(page)
    start = _survey(asked)
    standings = [
        asked.desk.standing(id, asked.vintage, start)
        for id in asked.evidence.candidates
        if (asked.desk.history(id, asked.vintage)["start"] == start).any()
    ]
    found = priorities(standings, asked.footprint, asked.name, asked.evidence.associations(start))
    if isinstance(found, Refusal):
        return Answer(found, [], [])
    said = [
        (f"{row['quarter']}. {row['sentence']}", _TONES[quarter])
        for quarter in (Quarter.FIRST, Quarter.PROTECT)
        for row in found.of(quarter).head(2).to_dict("records")
    ]
    return _answer(priorities_grid(found, asked.place), said[:_SAID], releases_of(found.table), Rule.PRIORITY)


def research() -> None:
    """Fold away what research found to go with overall experience, with the papers."""
    with st.expander("What research found to go with a good experience"):
        note(CAUTION)
        rows = [
            {
                "Study": each.study,
                "Aspect of care": each.aspect,
                "Weight": each.coefficient,
                "95% from": each.lower,
                "95% to": each.upper,
                "Published in": each.citation,
            }
            for each in drivers()
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")


def for_whom(page: Page) -> Answer:
    """The gaps between groups on the measure chosen; where nobody publishes them, on one for which somebody does."""
    asked = _ask(page)
    wished = [asked.measure, *(each for each in asked.evidence.with_groups if each != asked.measure)]
    told = []
    for id in wished:
        measure = asked.desk.measure(id)
        found = gaps(measure, asked.evidence.by_group(measure, asked.desk, asked.vintage), asked.footprint, asked.name)
        if not isinstance(found, Refusal):
            said = [(each, "not compared") for each in told]
            rows = found.table[found.table["verdict"].isin(["worse", "lower"])].sort_values("gap")
            said += [(row["sentence"], str(row["verdict"])) for row in rows.head(2).to_dict("records")]
            said += [(found.caution, "not compared")]
            return _answer(group_gaps(found, asked.place), said[:_SAID], releases_of(found.table), Rule.GAP)
        told.append(found.sentence)
    return Answer(Refusal(Reason.NOT_AVAILABLE, told[0]), [], [])


def by_deprivation(page: Page) -> Answer:
    """The slope over deprivation on the measure and period chosen, and England's beside it."""
    asked = _ask(page)
    measure, facts = asked.desk.measure(asked.measure), asked.evidence.practices(asked.measure)
    areas = (
        (asked.name, asked.desk.members(asked.vintage, asked.footprint)),
        ("England", pd.Index(asked.evidence.deprivation["org"].unique())),
    )
    found, england = (
        slope(measure, facts, asked.evidence.deprivation, members, name=name, start=asked.period)
        for name, members in areas
    )
    if isinstance(found, Refusal):
        return Answer(found, [], [])
    said = [(each.sentence, each.verdict) for each in (found, england) if not isinstance(each, Refusal)]
    return _answer(deprivation_slope(found, asked.place), said, list(found.releases), Rule.SLOPE)


def like_us(page: Page) -> Sequence[Answer]:
    """The footprint beside its similar ones, with the choice of peers, and how alike they are."""
    asked = _ask(page)
    stands = asked.desk.standing(asked.measure, asked.vintage, asked.period)
    geography, needs = (
        asked.desk.geography(asked.vintage),
        asked.evidence.needs(asked.vintage, stands.end, asked.desk, asked.footprint),
    )
    across = asked.desk.lies_in(asked.vintage, asked.footprint)
    nearest = likeness(asked.footprint, needs, geography, overlapping=across)
    if isinstance(nearest, Refusal):
        return [Answer(nearest, [], [])]
    known = dict(zip(nearest.table["code"], nearest.table["name"], strict=True))
    wanted = chosen_peers(asked.footprint, known, nearest.peers)
    found = _with_peers(asked, needs, nearest, wanted)
    history = asked.desk.history(asked.measure, asked.vintage)
    held = comparators(stands, asked.footprint, found.peers, geography, series=history, region=_region(page, asked))
    said = [(each.sentence, each.verdict if isinstance(each, Held) else "not compared") for each in held]
    drawn = similar_footprints(stands, found, held, asked.place.provenance)
    shown = stands.table[stands.table["code"].isin([asked.footprint, *found.peers])]
    alike = Answer(likeness_strips(found, needs.releases, asked.place), [], list(needs.releases))
    # What refuses one comparator often refuses the next, and is said once.
    spoken = list(dict.fromkeys(each for each in said if each[0]))
    return [_answer(drawn, spoken, releases_of(shown), Rule.PEERS), alike]


def inspected(page: Page) -> Answer | None:
    """The inspectors' ratings, sector by sector; None where none are loaded."""
    asked = _ask(page)
    if f"{RATINGS}.overall" not in page.store.measures.index:
        return None
    pairs, latest = asked.evidence.ratings(asked.desk, asked.vintage, asked.footprint, f"{RATINGS}.overall")
    if latest.empty:
        return None
    releases = sorted(latest["release"].unique())
    period = period_name(pd.Timestamp(latest["start"].iloc[0]), pd.Timestamp(latest["end"].iloc[0]))
    said = [(here.sentence, here.word(england)) for here, england in pairs if here.rated]
    said = [*said[: _SAID - 1], (_change_in_ratings(asked, inspected_places(page)), "not compared")]
    return _answer(rating_words(pairs, period, releases, asked.place), said, releases, Rule.RATED)


def _answer(drawn: Chart | Refusal, said: Sequence[tuple[str, str]], releases: Sequence[str], rule: Rule) -> Answer:
    """An answer whose sentences all come about by one rule."""
    return Answer(drawn, said, releases, unfold(rule, (sentence for sentence, _ in said)))


def _change_in_ratings(asked: _Asked, places: pd.DataFrame) -> str:
    """Since the rating before each, which may be long ago; with no history loaded, between the first list and the last."""
    if places["step"].notna().any():
        return movement(places)
    return moved(asked.desk.store.facts(f"{RATINGS}.overall"), places["org"]).sentence


def sources_of(answers: Iterable[Answer | None]) -> list[str]:
    """The releases behind several answers, each once."""
    return sorted({release for each in answers if each is not None for release in each.releases})


def _ask(page: Page) -> _Asked:
    return _Asked(**vars(ask(page)), evidence=page.recall(Evidence))


def _survey(asked: _Asked) -> pd.Timestamp:
    """The latest survey of general practice up to the period chosen; the first of all where that is earlier."""
    if OUTCOME not in asked.desk.store.measures.index:
        return asked.period
    history = asked.desk.history(OUTCOME, asked.vintage)
    starts = sorted(history.loc[history["org"].eq(ENGLAND) & history["status"].eq(Status.OK), "start"])
    return next((each for each in reversed(starts) if each <= asked.period), starts[0] if starts else asked.period)


def _with_peers(asked: _Asked, needs: Needs, nearest: Likeness, wanted: Sequence[str]) -> Likeness:
    """The same footprint with the peers that were wished for."""
    found = likeness(
        asked.footprint,
        needs,
        asked.desk.geography(asked.vintage),
        added=[code for code in wanted if code not in nearest.peers],
        dropped=[code for code in nearest.peers if code not in wanted],
        overlapping=asked.desk.lies_in(asked.vintage, asked.footprint),
    )
    assert isinstance(found, Likeness)
    return found


def _region(page: Page, asked: _Asked) -> str:
    names = asked.desk.geography(asked.vintage).names
    code = names.loc[names["code"] == asked.footprint, "region"]
    orgs = page.store.orgs
    found = orgs.loc[orgs["code"].isin(code), "name"]
    return str(found.iloc[0]) if len(found) else ""
