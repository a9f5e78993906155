"""The practices, trusts, sites, wards and inspected places of a footprint, each over several measures at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from insight.benchmarks import places as benchmark
from insight.benchmarks.change import changes
from insight.benchmarks.places import FIGURES, Places
from insight.benchmarks.refusals import Refusal, refuse_source
from insight.benchmarks.signals import MonthlySignals, signals
from insight.benchmarks.visits import Visits
from insight.benchmarks.wording import figure, period_name, period_names
from insight.measures.spots import spots
from insight.model import EVERYONE, Better, Level, Unit
from insight.queries import histories, single_orgs
from insight.queries.answered import answered_by
from insight.queries.compare_footprints import headline_ids
from insight.queries.menu import Options, newest_of
from insight.queries.place_choice import KINDS, ORDERS, SIZES, PlaceChoice
from insight.queries.place_facts import INSPECTED, homes_of, inspected_of, list_sizes, names_of, ratings_by_code
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question
from insight.queries.staff_beside import service_of, staff_beside, staff_measure
from insight.queries.visits import to_visit
from insight.stats.among import is_among
from insight.traits import Cadence, Theme


@dataclass(frozen=True, eq=False)
class Listed:
    """What the page lists, and what could be listed instead."""

    choice: PlaceChoice
    places: Places
    kinds: Options
    networks: Options
    orders: Options
    note: str
    """Why another measure is shown than the chosen one; empty where it is that one."""


def places(question: Question) -> Listed | None:
    """The places that the address asks for; None where the footprint has none of any kind."""
    choice = PlaceChoice.read(question.selection.places)
    members = _members(question)
    counts = members["level"].value_counts()
    kinds = {str(kind): f"{title} ({counts[kind]:,})" for kind, title in KINDS.items() if kind in counts}
    if not kinds:
        return None
    if choice.kind not in kinds or not question.selection.places:
        asked = (kind for kind in kinds if _has_figures(question, Level(kind)))
        choice = choice.change(kind=next(asked, next(iter(kinds))))
    asked, note = asked_of(question, choice.kind)
    found = _worked_out(asked or question, choice.kind, measured=asked is not None)
    networks = _networks(found.table) if choice.kind is Level.PRACTICE else {}
    if choice.network not in networks:
        choice = choice.change(network="")
    orders = _orders(found)
    if choice.order not in orders:
        choice = choice.change(order=next(iter(orders)))
    table = benchmark.in_order(_within(found.table, choice), choice.order, found.measure)
    return Listed(choice, replace(found, table=table), kinds, networks, orders, note)


def _orders(found: Places) -> Options:
    """The orders that such a list can stand in: none is by what nobody has, and the worst are first only where somebody is judged."""
    goes_by = {"worst": "word", "rating": "rating_value", "month": "month_word", "change": "change", "name": "name"}
    return {order: ORDERS[order] for order, column in goes_by.items() if found.table[column].notna().any()}


def _within(table: pd.DataFrame, choice: PlaceChoice) -> pd.DataFrame:
    if choice.network:
        table = table[table["home_code"] == choice.network]
    if choice.size:
        _, least, under = SIZES[choice.size]
        table = table[table["patients"].ge(least) & table["patients"].lt(under)]
    return table


def _networks(table: pd.DataFrame) -> Options:
    known = table.dropna(subset="home_code").drop_duplicates("home_code").sort_values("home")
    return dict(zip(known["home_code"], known["home"], strict=True))


@answered_by(lambda question: (question.geography, question.footprint, question.period))
def _members(question: Question) -> pd.DataFrame:
    """The members of the footprint that were open in the period: code, level, name."""
    orgs = _kinds(question.published)
    here = orgs[is_among(orgs["code"], pd.Index(question.members))]
    open_then = here["closed"].isna() | here["closed"].gt(question.period)
    rated = here["level"].ne(Level.LOCATION) | is_among(here["code"], ratings_by_code(question.published).index)
    return here[open_then & rated]


@remembered
def _kinds(published: PublishedSet) -> pd.DataFrame:
    orgs = published.store.orgs
    columns = ["code", "level", "name", "closed"]
    return orgs.loc[orgs["level"].isin(list(KINDS)), columns].assign(closed=pd.to_datetime(orgs["closed"]))


@remembered
def _spots(published: PublishedSet, vintage: str, kind: Level) -> pd.DataFrame:
    """Where every place of a kind lies (insight.measures.spots), by code."""
    kinds = _kinds(published)
    places = kinds.loc[kinds["level"] == kind, ["code", "level"]].drop_duplicates("code")
    membership = histories.geography(published, vintage).membership
    return spots(published.store.orgs, membership, places).set_index(pd.Index(places["code"]))


def asked_of(question: Question, kind: Level) -> tuple[Question | None, str]:
    """The question on a measure that such places have, and why it is another one; None where no survey has any."""
    if kind is Level.LOCATION:
        return None, ""  # what is counted of them is their rating, which stands beside them anyway
    if _has_figures(question, kind):
        return question, ""
    catalogue = question.store.catalogue
    of_kind = catalogue[catalogue["level"] == kind]
    for id in _overall(question):
        starts = of_kind.loc[of_kind["measure"] == id, "start"]
        if len(starts):
            found = replace(question, id=id, period=pd.Timestamp(starts.max()))
            ends = of_kind.loc[of_kind["measure"].eq(id) & of_kind["start"].eq(found.period), "end"].max()
            title, who = found.measure.title, KINDS[kind].removeprefix("GP ").lower()
            when = period_name(found.period, ends)
            return found, f"The chosen measure has no figures of {who} in this period. Shown instead: {title}, {when}."
    return None, ""


def _has_figures(question: Question, kind: Level) -> bool:
    """Whether places of a kind have figures of the measure and period asked for."""
    catalogue = question.store.catalogue
    here = catalogue["level"].eq(kind) & catalogue["measure"].eq(question.id) & catalogue["start"].eq(question.period)
    return bool(here.any())


def _overall(question: Question) -> Sequence[str]:
    """The measures that speak of the whole experience and may be compared, in the order of their sources."""
    store = question.store
    ids = [
        each.measure for id in store.source_order for each in store.source(id).themes
        if each.theme is Theme.OVERALL and each.measure in store.measures.index
    ]  # fmt: skip
    return [id for id in ids if store.measures.at[id, "comparable"] and store.measures.at[id, "unit"] != Unit.RATING]


# Two visitors who differ in what they filter share the answer.
@answered_by(lambda question, kind, *, measured: (question.id, question.period, question.whom, kind, measured))
def _worked_out(question: Question, kind: Level, *, measured: bool) -> Places:
    members = _members(question)
    members = members[members["level"] == kind].drop_duplicates("code")
    codes = pd.Index(members["code"])
    found, figures, changed, period = _figures(question, kind, codes) if measured else (None, None, None, "")
    monthly = _monthly(question.published, kind, tuple(map(str, codes)))
    table = pd.DataFrame(
        {"org": codes, "name": list(names_of(question, kind, members)), "closed": list(members["closed"])}, index=codes
    )
    table = table.join(homes_of(question, kind, codes))
    table["patients"] = list_sizes(question.published).reindex(codes) if kind is Level.PRACTICE else float("nan")
    tenths = single_orgs.deprivation_deciles(question.published)
    table["tenth"] = tenths.reindex(codes) if kind is Level.PRACTICE else float("nan")
    for columns, frame in (
        ([*FIGURES, "band"], figures),
        (["change", "change_word", "when"], changed),
        (["also"], _also(question, kind) if measured else None),
        (["workforce", "workforce_release"], _staff(question) if measured and kind is Level.TRUST else None),
        (benchmark.MONTH, benchmark.of_signals(monthly, codes)),
        (INSPECTED, inspected_of(question, kind, codes)),
    ):
        joined = pd.DataFrame(index=codes) if frame is None else frame[~frame.index.duplicated()].reindex(codes)
        table = table.join(joined.reindex(columns=columns))
    table = table.join(_spots(question.published, question.vintage, kind).reindex(codes))
    measure = question.measure if measured else None
    return Places(kind, measure, period, found, table, monthly)


def _figures(
    question: Question, kind: Level, codes: pd.Index
) -> tuple[Visits | Refusal, pd.DataFrame, pd.DataFrame, str]:
    """How the places do on the measure: by probability, else as published; and how they changed."""
    facts, measure = single_orgs.facts(question.published, question.id, kind), question.measure
    found = to_visit(question, kind)
    own = facts[facts["org"].isin(codes) & facts["segment"].eq(EVERYONE)]
    there = own[own["start"] == question.period]
    period = period_name(question.period, facts.loc[facts["start"] == question.period, "end"].max())
    if refuse_source(measure) is not None and measure.better is not Better.NEITHER:
        there = there[:0]  # a list of what is good where high ranks whoever stands in it
    if isinstance(found, Visits):
        newest = newest_of(question.published, measure.source)
        changed = changes(own, measure, question.store.breaks, question.period, newest)
        return found, benchmark.of_visits(found), changed, period
    return (
        found,
        benchmark.as_published(there, measure),
        pd.DataFrame(columns=["change", "change_word", "when"]),
        period,
    )


def _also(question: Question, kind: Level) -> pd.DataFrame:
    """By code: the other headline measures on which it is likely behind, in few words."""
    said: dict[str, list[str]] = {}
    for id in headline_ids(question):
        found = to_visit(replace(question, id=id), kind) if id != question.id else None
        if isinstance(found, Visits):
            title = found.measure.short or found.measure.title
            for each in found.likely:
                said.setdefault(each.org, []).append(title)
    return pd.DataFrame({"also": {org: ", ".join(titles) for org, titles in said.items()}}, dtype=object)


def _staff(question: Question) -> pd.DataFrame | None:
    """By code: what staff of each trust say of its care and the release that says so, where the measure is about the service it is there for."""
    asked, service = staff_measure(question.published), service_of(question)
    if asked is None or service is None:
        return None
    rows = staff_beside(question.published, question.id, question.period, service, question.geography)
    dated = zip(rows["value"], period_names(rows), strict=True)
    told = [f"{asked.short or asked.title}: {figure(value, asked)} ({year})" for value, year in dated]
    return pd.DataFrame({"workforce": told, "workforce_release": rows["release"]}, index=rows.index, dtype=object)


@remembered
def _monthly(published: PublishedSet, kind: Level, codes: Sequence[str]) -> list[MonthlySignals]:
    """The monthly measures of such places with a good direction upwards, each place by its own past."""
    store = published.store
    of_kind = set(store.catalogue.loc[store.catalogue["level"] == kind, "measure"])
    rows = store.measures
    wanted = rows["cadence"].eq(Cadence.MONTHS) & rows["better"].eq(Better.HIGHER) & rows["unit"].eq(Unit.PERCENT)
    read = [(id, store.facts(str(id), [kind], codes)) for id in rows.index[wanted] if id in of_kind]
    found = [signals(facts, store.measure(str(id)), store.breaks) for id, facts in read if len(facts)]
    return [each for each in found if len(each.table)]
