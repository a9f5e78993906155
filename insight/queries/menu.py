"""What a visitor can choose from one published set of tables, in the order and the words of the controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from insight.benchmarks.themes import TITLES
from insight.benchmarks.wording import period_name
from insight.measures.rules import is_record, reaches_footprints
from insight.model import Level, Measure, Period, Vintage
from insight.queries.published import PublishedSet, remembered
from insight.traits import Counts, Role, Theme

Options = Mapping[str, str]
"""What can be chosen: the plain value that stands in the address, and the words for it."""

_UNWORDED = "not in the file"
"""What sources say in a question whose wording its publisher does not print."""
_THEMES = (TITLES[Theme.OVERALL], *(title for theme, title in TITLES.items() if theme is not Theme.OVERALL))
_OTHER, _FURTHER = "Other questions", "Further questions"
_COMPLAINTS, _NEEDS = "What people complain about", "Who lives here"
_SHAPES = {"true": "True shapes", "hex": "Hexagons"}
_FOLDERS = {"true": "boundaries", "hex": "hexes"}
ABOVE_FOOTPRINTS = (Level.ENGLAND, Level.REGION)


@remembered
def sources(published: PublishedSet) -> Options:
    """Every source that is loaded, by the publisher's name for the series."""
    return {str(id): str(title) for id, title in published.store.sources["title"].items()}


@remembered
def of_areas(published: PublishedSet) -> pd.DataFrame:
    """The rows of the catalogue that areas may be shown or built from."""
    catalogue = published.store.catalogue
    return catalogue[~is_record(catalogue)]


def newest_of(published: PublishedSet, source: str, until: pd.Timestamp | None = None) -> pd.Timestamp:
    """The start of the newest period that areas can have figures of a source in, up to one where it is given."""
    starts = _starts(published)[source]
    return starts.max() if until is None else starts[starts <= until].max()


@remembered
def _starts(published: PublishedSet) -> Mapping[str, pd.DatetimeIndex]:
    """The starts of the periods of every source that areas can have figures of."""
    rows = of_areas(published)
    periods = rows.groupby(rows["measure"].map(published.store.measures["source"]))["start"].unique()
    return {str(source): pd.DatetimeIndex(starts) for source, starts in periods.items()}


@remembered
def measures(published: PublishedSet) -> Options:
    """Every measure a footprint can have a figure of: its theme, its title, the question in full and its source.

    Those are the measures published for footprints, and those that footprints can be built from the organisations of. The
    whole experience comes first, then theme by theme, within each the sources in their order; last the questions whose
    wording nobody knows.
    """
    frame, titles = published.store.measures, sources(published)
    levels = of_areas(published).groupby("measure")["level"].agg(set)
    reached = [id for id in frame.index if id in levels and reaches_footprints(published.store.measure(id), levels[id])]
    themes = _themes(published)
    under = {id: _theme(published.store.measure(id), themes.get(id)) for id in reached}
    order = [*_THEMES, _OTHER, _COMPLAINTS, _NEEDS, _FURTHER]

    def place(id: str) -> tuple[int, int]:
        return order.index(under[id]), published.store.source_order.index(str(frame.at[id, "source"]))

    return {
        id: f"{under[id]} · {frame.at[id, 'title']} ({titles[str(frame.at[id, 'source'])]}): {frame.at[id, 'question']}"
        for id in sorted(reached, key=place)
    }


@remembered
def further(published: PublishedSet) -> frozenset[str]:
    """The measures whose wording nobody knows, and the parts of a whole, which one chart tells together: hundreds of them, which
    would bury the others."""
    rows = published.store.measures
    buried = rows["question"].str.contains(_UNWORDED, regex=False)
    if "part_of" in rows:  # sets of tables made before there were any have no such column
        buried |= rows["part_of"].fillna("").ne("")
    return frozenset(rows.index[buried])


def in_view(published: PublishedSet, chosen: str | None) -> Options:
    """The part of the measures that a menu lists: those most people ask for, or the further ones where one is chosen.

    The way to the other part is its first measure, under a name that says so.
    """
    every, hidden = measures(published), further(published)
    parts = [{id: words for id, words in every.items() if (id in hidden) is which} for which in (False, True)]
    here, there = parts[::-1] if chosen in hidden else parts
    ways = (
        "The questions most people ask for",
        f"{_FURTHER} ({len(there)}): single subjects, or without published wording",
    )
    return here | dict.fromkeys(list(there)[:1], ways[chosen not in hidden])


def _theme(measure: Measure, theme: str | None) -> str:
    """What a measure stands under in the menu."""
    if _UNWORDED in measure.question:
        return _FURTHER
    complaints = measure.traits.counts in (Counts.COMPLAINTS, Counts.RESOLVED, Counts.MENTIONS)
    return theme or (_NEEDS if Role.NEED in measure.roles else _COMPLAINTS if complaints else _OTHER)


def _themes(published: PublishedSet) -> Mapping[str, str]:
    """The theme of every measure that its source gives one."""
    known = (each for id in sources(published) for each in published.store.source(id).themes)
    return {each.measure: TITLES[each.theme] for each in known}


@remembered
def vintages(published: PublishedSet) -> Options:
    """Every vintage that has footprints, newest first."""
    known = set(published.store.footprints["vintage"])
    titles = published.store.vintages["title"]
    return {str(id): str(title) for id, title in titles.iloc[::-1].items() if id in known}


@remembered
def periods(published: PublishedSet, measure: str) -> Options:
    """Every period with a figure below region level (else: any figure) of a measure, latest first."""
    return {
        each.start.isoformat(): period_name(pd.Timestamp(each.start), pd.Timestamp(each.end))
        for each in _periods_held(published, measure)
    }


@remembered
def footprints(published: PublishedSet, vintage: str) -> Options:
    """Every footprint of a vintage by its short name, in alphabetical order."""
    frame = published.store.footprints
    rows = frame[frame["vintage"] == vintage].sort_values("short_name", key=lambda names: names.str.casefold())
    return dict(zip(rows["code"], rows["short_name"], strict=True))


@remembered
def with_figures(published: PublishedSet, measure: str, period: str) -> Sequence[str]:
    """The footprints that a measure is published of in the period that starts on a day, in order of code."""
    facts = published.store.facts(measure, [Level.FOOTPRINT])
    there = facts[(facts["start"] == pd.Timestamp(period)) & facts["value"].notna()]
    return sorted(there["org"].unique())


def shapes(published: PublishedSet, vintage: str) -> Options:
    """The kinds of map that are loaded for a vintage; both where none is, so that the choice is not lost."""
    folder = published.store.folder
    drawn = [kind for kind in _SHAPES if (folder / _FOLDERS[kind] / f"{vintage}.parquet").exists()]
    return {kind: _SHAPES[kind] for kind in drawn or _SHAPES}


def vintage_of(published: PublishedSet, measure: str, period: str) -> str | None:
    """The vintage in force on the last day of a period; the newest there is where none was; None without any."""
    last_day = (end_of(published, measure, period) or date.today()) - timedelta(days=1)
    for vintage in _dated_vintages(published):
        if vintage.in_force(last_day):
            return vintage.id
    return next(iter(vintages(published)), None)


def end_of(published: PublishedSet, measure: str, period: str) -> date | None:
    """The day after the last of the period of a measure that starts on a day; None where it has no such period."""
    return next((each.end for each in _periods_held(published, measure) if each.start.isoformat() == period), None)


def successor(published: PublishedSet, code: str, vintage: str) -> str | None:
    """The footprint of a vintage that a footprint of another one became, or came from; None if none is known."""
    links = published.store.lineage
    forward = zip(links["earlier"], links["later_vintage"], links["later"], strict=True)
    backward = zip(links["later"], links["earlier_vintage"], links["earlier"], strict=True)
    steps = [*forward, *backward]
    reached, seen = [code], {code}
    while reached:
        found = sorted(there for here, when, there in steps if here in reached and when == vintage)
        if found:
            return found[0]
        reached = sorted({there for here, _, there in steps if here in reached} - seen)
        seen.update(reached)
    return None


@remembered
def _dated_vintages(published: PublishedSet) -> Sequence[Vintage]:
    return [
        Vintage(row["id"], row["title"], row["start"].date(), _day(row["end"]))
        for row in published.store.vintages.to_dict("records")
        if row["id"] in vintages(published)
    ]


@remembered
def _periods_held(published: PublishedSet, measure: str) -> Sequence[Period]:
    catalogue = of_areas(published)
    held = catalogue[catalogue["measure"] == measure]
    below = held[~held["level"].isin([str(level) for level in ABOVE_FOOTPRINTS])]
    spans = (held if below.empty else below)[["start", "end"]].drop_duplicates("start")
    latest_first = spans.sort_values("start", ascending=False)
    return [Period(start.date(), end.date()) for start, end in latest_first.itertuples(index=False, name=None)]


def _day(moment: pd.Timestamp) -> date | None:
    return None if pd.isna(moment) else moment.date()
