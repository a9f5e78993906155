"""What staff, complaints and needs add to what patients told us: one plain sentence each, where any are held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from insight.benchmarks.footprint_needs import DEPRIVATION
from insight.benchmarks.grammar import mid_sentence
from insight.pack.content import Pack
from insight.queries.briefing import who_lives_here
from insight.queries.headlines import headlines_of
from insight.queries.issues import mixes
from insight.traits import Serves


class Besides(NamedTuple):
    """One sentence and the sources it rests on."""

    sentence: str
    sources: tuple[str, ...]


def besides(pack: Pack) -> list[Besides]:
    """What staff say, what complaints are about, and who lives here, in this order."""
    return [*_staff(pack), *_complaints(pack), *_needs(pack)]


def _staff(pack: Pack) -> Iterator[Besides]:
    """The first question to staff, which sources put what matters most into."""
    for each in headlines_of(pack.question):
        if each.measure.traits.serves is Serves.STAFF and not pd.isna(each.row["value"]):
            against = each.standing.benchmark
            beside = "" if pd.isna(against) else f", {against:.0f} in every 100 in {each.standing.comparator.name}"
            told = f"{each.measure.title}, {each.standing.period}: {each.row['value']:.0f} in every 100 here{beside}."
            yield Besides(told, (each.measure.source,))
            return


def _complaints(pack: Pack) -> Iterator[Besides]:
    """The largest part of the first whole."""
    for each in mixes(pack.question)[:1]:
        first = each.table.iloc[0]
        told = f"{each.whole}, {each.period}: most often {mid_sentence(first['part'])}, {first['value']:.0f} in every 100 mentions."
        yield Besides(told, (each.measures[0].source,))


def _needs(pack: Pack) -> Iterator[Besides]:
    """What sets those who live here apart the most."""
    found = who_lives_here(pack.question)
    for each in found.known[:1]:
        title = mid_sentence(each.need.title)
        when = f"{each.need.when}; higher is poorer" if each.need.id == DEPRIVATION.id else each.need.when
        told = f"Who lives here: {title} {each.own} ({when}). The middle of {found.whom} is {each.middle}."
        releases = pack.question.store.releases
        yield Besides(told, tuple(releases.loc[releases["id"].isin(list(found.releases)), "source"].unique()))
