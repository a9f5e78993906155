"""What changed with the last refresh: releases that came, were replaced or went, and the verdicts that are others now."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.benchmarks.briefing import named
from insight.benchmarks.grammar import counted, out_of, sentence_case, verb
from insight.benchmarks.headlines import Headline
from insight.generations import fault
from insight.queries.answered import answered_by
from insight.queries.headlines import headlines_of
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.resolve import resolve
from insight.store import Store

_NAMED = 4


def since_the_refresh(store: Store) -> Sequence[str]:
    """The sentences for the set that is shown beside the one before it; one that says so where there is none before."""
    before = before_it(store)
    if before is None:
        return ["Nothing was loaded before this set, so nothing has changed."]
    return told(before.releases, store.releases)


def before_it(store: Store) -> Store | None:
    """The set that was shown before this one; None where nothing is left of one."""
    earlier = sorted(each for each in store.folder.parent.glob("[0-9]*") if each.name < store.folder.name)
    before = next((each for each in reversed(earlier) if not fault(each)), None)
    return None if before is None else Store(before)


@answered_by(lambda question: question.whom)
def verdicts_changed(question: Question) -> Sequence[tuple[str, str]]:
    """The verdicts on the footprint that have changed since the set before, each with the word of today's; one sentence where none is."""
    before = before_it(question.store)
    was = PublishedSet(before) if before else None
    selection = question.selection.choose(measure=None, period=None, release=None)
    asked = ask(was, resolve(was, selection).selection) if was else None
    if asked is None or asked.footprint != question.footprint or asked.vintage != question.vintage:
        return [(f"The set before this one cannot be asked about {question.name}.", "not compared")]
    now = question.asking(resolve(question.published, selection).selection)
    return flipped(headlines_of(asked), headlines_of(now), question.name)


def flipped(before: Sequence[Headline], now: Sequence[Headline], name: str) -> Sequence[tuple[str, str]]:
    """Each verdict that is another now than before, the worse first; how many of how many goes before them."""
    earlier = {each.measure.id: each for each in before if each.compared}
    both = [(earlier[each.measure.id], each) for each in now if each.compared and each.measure.id in earlier]
    other = [(was, each) for was, each in both if was.row["verdict"] != each.row["verdict"]]
    if not other:
        none = f"{sentence_case(out_of(0, len(both), 'verdict'))} on {name} has changed."
        return [(none if both else f"The two sets have no verdict on {name} in common.", "not compared")]
    head = f"{sentence_case(out_of(len(other), len(both), 'verdict'))} on {name} {verb(len(other), 'has')} changed."
    order = {"worse": 0, "better": 2}
    said = [
        (f"{each.measure.title}: {_judged(was)} before, {_judged(each)} now.", str(each.row["verdict"]))
        for was, each in sorted(other, key=lambda pair: order.get(str(pair[1].row["verdict"]), 1))
    ]
    return [(head, "not compared"), *said]


def _judged(found: Headline) -> str:
    return f"{found.standing.comparator.verdict(str(found.row['verdict']))} in {found.standing.period}"


def told(before: pd.DataFrame, now: pd.DataFrame) -> Sequence[str]:
    """What tells two tables of releases apart, each indexed by id, in sentences."""
    both = now.index.intersection(before.index)
    revised = both[now.loc[both, "sha256"].to_numpy() != before.loc[both, "sha256"].to_numpy()]
    said = [
        _say(now.loc[now.index.difference(before.index), "title"], "", "came"),
        _say(now.loc[revised, "title"], "was", "replaced by the publisher, who may have revised figures"),
        _say(before.loc[before.index.difference(now.index), "title"], "is", "no longer there"),
    ]
    return [each for each in said if each] or ["The last refresh brought the same files as the one before."]


def _say(titles: pd.Series, is_or_was: str, what: str) -> str:
    """How many files are or were what, and which; nothing where there are none."""
    if titles.empty:
        return ""
    number = len(titles)
    said = f"{verb(number, is_or_was)} {what}" if is_or_was else what
    return f"{counted(number, 'file').capitalize()} {said}: {named(list(titles.sort_values()), _NAMED)}."
