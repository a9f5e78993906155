"""What a visitor can choose from one published set of tables, in the order and the words of the controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from insight.benchmarks.wording import period_name
from insight.measures.reading import read_measure
from insight.measures.rules import reaches_footprints
from insight.model import Level, Period, Vintage
from insight.queries.published import PublishedSet, remembered

Options = Mapping[str, str]
"""What can be chosen: the plain value that stands in the address, and the words for it."""

_SHAPES = {"true": "True shapes", "hex": "Hexagons"}
_FOLDERS = {"true": "boundaries", "hex": "hexes"}
_ABOVE_FOOTPRINTS = (Level.ENGLAND, Level.REGION)


@remembered
def sources(published: PublishedSet) -> Options:
    """Every source that is loaded, by the publisher's name for the series."""
    return {str(id): str(title) for id, title in published.store.sources["title"].items()}


@remembered
def measures(published: PublishedSet) -> Options:
    """Every measure a footprint can have a figure of, by title, with its source where there are several.

    Those are the measures published for footprints, and those that footprints can be built from the organisations of.
    Sources stand together, in the order of headlines.
    """
    frame, titles = published.store.measures, sources(published)
    levels = published.store.catalogue.groupby("measure")["level"].agg(set)
    reached = [id for id in frame.index if id in levels and reaches_footprints(read_measure(frame.loc[id]), levels[id])]
    frame = frame.loc[reached]
    ids = sorted(frame.index, key=lambda id: published.store.source_order.index(str(frame.at[id, "source"])))
    if frame["source"].nunique() == 1:
        return {id: str(frame.at[id, "title"]) for id in ids}
    return {id: f"{frame.at[id, 'title']} ({titles[str(frame.at[id, 'source'])]})" for id in ids}


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
    catalogue = published.store.catalogue
    held = catalogue[catalogue["measure"] == measure]
    below = held[~held["level"].isin([str(level) for level in _ABOVE_FOOTPRINTS])]
    spans = (held if below.empty else below)[["start", "end"]].drop_duplicates("start")
    latest_first = spans.sort_values("start", ascending=False)
    return [Period(start.date(), end.date()) for start, end in latest_first.itertuples(index=False, name=None)]


def _day(moment: pd.Timestamp) -> date | None:
    return None if pd.isna(moment) else moment.date()
