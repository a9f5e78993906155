"""The sentences of the overview: where we stand, what changed, where it hurts and for whom, worst first, each in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.bands import band_word, besides
from insight.benchmarks.change import Change, PeriodChange
from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.footprint_needs import SIZES
from insight.benchmarks.gaps import Gaps
from insight.benchmarks.grammar import counted, listed, mid_sentence, out_of, sentence_case, some, verb
from insight.benchmarks.headlines import Headline, by_comparator, set_apart, without_newer, worst_first
from insight.benchmarks.needs import Need, unlike
from insight.benchmarks.visits import Visits
from insight.benchmarks.wording import figure, figures_beside, period_name, points, topic, up_or_down
from insight.model import Better, Measure
from insight.stats.discovery import expected_false_flags

_NEEDS_TOLD = 5
"""So many needs are told in a sentence, those that set a place apart the most; the page has all."""
NAMED = 3
"""How many measures or places a sentence names before it says how many more there are."""


def named(words: Sequence[str], most: int = NAMED) -> str:
    """The first few by name, and how many more there are: "A, B and C", "A, B, C and 2 more"."""
    more = len(words) - most
    return listed([*words[:most], f"{more} more"] if more > 0 else list(words))


def beside(found: Headline) -> str:
    """A measure with its figure, its period and the figure it is held against."""
    own, benchmark = figures_beside(found.row, found.standing.benchmark, found.measure)
    return f"{topic(found.measure)}, {own} in {found.standing.period} against {benchmark}"


def strength(headlines: Sequence[Headline]) -> Headline | None:
    """The measure on which a footprint is farthest ahead, of today's figures where any is; None where it is ahead on none."""
    ahead = [each for each in worst_first(headlines) if each.row["verdict"] == "better"]
    return max(ahead[::-1], key=lambda each: each.newest, default=None)


def weaknesses(headlines: Sequence[Headline]) -> list[Headline]:
    """The measures on which a footprint is behind, today's figures before older ones, the farthest first."""
    behind = [each for each in worst_first(headlines) if each.row["verdict"] == "worse"]
    return sorted(behind, key=lambda each: not each.newest)


def strength_sentence(found: Headline, asked: Comparator = NATIONAL) -> str:
    """What a footprint does best; `asked` is whom was chosen."""
    return f"Farthest ahead of {_whom(found, asked)}: {beside(found)}."


def _whom(found: Headline, asked: Comparator) -> str:
    """Whom a measure is held against, and that it stands in for whom was chosen where it does."""
    held = found.standing.comparator
    return f"{held.name} (in place of {asked.name})" if asked.codes and not held.codes else held.name


def standing_sentence(headlines: Sequence[Headline], name: str, asked: Comparator = NATIONAL) -> str:
    """On how many measures a footprint is behind, which these are, and on how many it is ahead; `asked` is whom was chosen."""
    compared, _ = by_comparator(headlines)
    if not compared:
        return f"No measure of {name} can be compared: that takes a figure of {name} and one of whom it is compared with in the same year, and how sure both are."
    whom = compared[0].standing.comparator.name
    instead = asked.codes and not compared[0].standing.comparator.codes
    first = f"Too few figures of {asked.name} are loaded to compare with them. " if instead else ""
    behind, ahead = weaknesses(compared), sum(each.row["verdict"] == "better" for each in compared)
    apart = set_apart(headlines)
    rest = f" It is better on {some(ahead)}{f'; {apart}' if apart else '.'}{without_newer(compared)}"
    if not behind:
        which = f"any of {len(compared)} measures" if len(compared) > 1 else "the only measure that can be compared"
        return f"{first}{name} is not worse than {whom} on {which}.{rest}"
    which = named([f"{topic(each.measure)}{each.aside}" for each in behind])
    return f"{first}{name} is worse than {whom} on {out_of(len(behind), len(compared), 'measure')}: {which}.{rest}"


def weakness_sentence(found: Headline, asked: Comparator = NATIONAL) -> str:
    """What a footprint is farthest behind on; `asked` is whom was chosen."""
    return f"Farthest behind {_whom(found, asked)}: {beside(found)}."


def change_sentence(changes: Sequence[tuple[Measure, Change]], name: str) -> str:
    """How many measures got worse and improved since the year before, and since the earliest comparable one, by their years."""
    if not changes:
        return f"No change of {name} can be told yet: two years that may be compared are needed."
    said = f"{sentence_case(_since([each for _, each in changes]))}."
    earliest = [each.since_first for _, each in changes if each.since_first is not None]
    beside = ", the earliest year that may be compared"
    return f"{said} {sentence_case(_since(earliest, beside))}." if earliest else said


def changes_finding(changes: Sequence[tuple[Measure, Change]], name: str) -> str:
    """On how many measures a footprint got worse and improved since the year before, as the title of a chart."""
    return f"{name}: {_since([each for _, each in changes])}"


def by_chance(changes: Sequence[tuple[Measure, Change]]) -> str:
    """How many of so many changes would look clear though nothing changed."""
    likely = expected_false_flags(len(changes), 0.95)
    told = f"about {likely:.0f}" if likely >= 1 else "less than 1"
    return f"Of {counted(len(changes), 'change')} tested at 95%, {told} can be expected to look clear by chance alone."


def _since(steps: Sequence[PeriodChange], beside: str = "") -> str:
    """How many got worse and improved since when (and what is said of that year), those of most measures first."""
    years = Counter(each.when(beside) for each in steps).most_common()
    words = {when: Counter(each.word for each in steps if each.when(beside) == when) for when, _ in years}
    return "; ".join(f"{when}, {_of_changes(words[when], of, len(steps))}" for when, of in years)


def _of_changes(words: Counter[str], of: int, compared: int) -> str:
    worse, better = words["got worse"], words["improved"]
    if of == 1:
        way = "got worse" if worse else "improved" if better else "did not change clearly"
        return f"{'the only measure that can be compared' if compared == 1 else '1 measure'} {way}"
    if not worse and not better:
        return f"no measure of {of} changed clearly"
    return f"{out_of(worse, of, 'measure')} got worse and {some(better)} improved"


def moved_most(changes: Sequence[tuple[Measure, Change]]) -> tuple[Measure, Change] | None:
    """The measure that got worse the most, else the one that improved the most; since the last year, else the earliest."""

    def steps(found: tuple[Measure, Change], word: str) -> float:
        there = [each for each in (found[1], found[1].since_first) if each is not None and each.word == word]
        return max((abs(each.value) for each in there), default=0.0)

    for word in ("got worse", "improved"):
        most = max(changes, key=lambda each: steps(each, word), default=None)
        if most is not None and steps(most, word) > 0:
            return most
    return None


def moved_sentence(measure: Measure, change: Change) -> str:
    """How one measure moved, since the year before and since the earliest."""
    steps: list[PeriodChange] = [change, *([change.since_first] if change.since_first else [])]
    told = [f"{each.word} {each.when()} ({up_or_down(each.value, measure)})" for each in steps]
    return f"{measure.title}: {', and '.join(told)}."


def visits_sentence(found: Visits, of: int = 0) -> str:
    """Which places to look at first on one measure: the likely ones, else the five nearest to it, and how sure that is.

    Of how many it is known is told where that is fewer than half `of` all.
    """
    known = len(found.entries)
    few = f" Only {known} of {of:,} practices {verb(known, 'has')} a figure." if 2 * known < of else ""
    return f"{_first_to_visit(found)}{few}"


def _first_to_visit(found: Visits) -> str:
    about, way = topic(found.measure), "above" if found.measure.better is Better.LOWER else "below"
    far = f"more than {found.distance:g} points {way} {found.against}"
    likely = [each.name for each in found.likely]
    if likely:
        return f"On {about}, {named(likely, 5)} {verb(len(likely), 'is')} likely {far} ({found.period})."
    if not found.judged:
        return f"On {about}, too few replied in each place to judge any ({found.period})."
    first = [each.name for each in found.judged[:5]]
    return f"On {about}, no place is likely {far} ({found.period}). Nearest to it: {listed(first)}."


def trusts_sentence(measure: Measure, rows: pd.DataFrame, survey: str, of: int) -> tuple[str, str]:
    """Which trusts their survey's publisher calls worse than expected, and the word of it; `rows` has name, label, start, end, others and others_worse (how many other results are judged, and how many are worse).

    `of` is how many trusts there are: those without a figure are no better for it.
    """
    behind = rows[[band_word(label, measure) == "worse" for label in rows["label"]]]
    last = rows.sort_values("start").iloc[-1]
    when = f"({survey}, {period_name(last['start'], last['end'])})"
    known = f": {len(rows):,} of {of:,} trusts {verb(len(rows), 'has')} a figure" if len(rows) < of else ""
    if behind.empty:
        most = rows.sort_values("others_worse").iloc[-1]
        beside = f" Of {most['name']} {besides(most)}." if besides(most) else ""
        return f"On {topic(measure)}, no trust is worse than expected {when}{known}.{beside}", "similar"
    words = behind["label"].str.lower()
    told = [(named([str(each) for each in behind["name"][words == word]], 5), word) for word in words.unique()]
    said = listed([f"{names} {verb((words == word).sum(), 'is')} {word}" for names, word in told])
    return f"On {topic(measure)}, {said} {when}{known}.", "worse"


def gap_sentence(found: Gaps) -> tuple[str, str]:
    """The widest clear gap between groups on a measure, and the word of its verdict."""
    clear = found.table[found.table["verdict"].isin(["worse", "lower"])].sort_values("gap", key=abs, ascending=False)
    about = f"“{found.measure.title}” ({found.period})"
    if not found.compared:
        return _untested(found, about), "not compared"
    if clear.empty:
        tested = f"{counted(found.compared, 'gap')} {verb(found.compared, 'was')} tested"
        return f"No group is clearly worse off on {about}: {tested}.", "similar"
    row = clear.iloc[0]
    block = found.table[found.table["reference"] & found.table["dimension"].eq(row["dimension"])]
    largest = str(block["group"].iloc[0])
    return (
        f"Worst served on {about}: {_who(row)}, "
        f"{figure(row['value'], found.measure)}, {points(row['gap'], found.measure)} "
        f"{'below' if row['gap'] < 0 else 'above'} {mid_sentence(largest)}.",
        str(row["verdict"]),
    )


def _who(row: pd.Series) -> str:
    """A group and what it is a group by, unless its name says so: "16-17 (age)", but "other ethnicity"."""
    group, dimension = mid_sentence(str(row["group"])), str(row["dimension"]).lower()
    return group if dimension in group.lower() else f"{group} ({dimension})"


def _untested(found: Gaps, about: str) -> str:
    """The widest gap where the source does not say how many people of each group replied."""
    rows = found.table[found.table["gap"].notna()]
    if rows.empty:
        return f"No gap between groups is known on {about}."
    behind = rows["gap"] if found.measure.better is Better.LOWER else -rows["gap"]
    row = rows.iloc[int(behind.to_numpy().argmax())]
    block = found.table[found.table["reference"] & found.table["dimension"].eq(row["dimension"])]
    return (
        f"Farthest behind on {about}: {_who(row)}, {figure(row['value'], found.measure)}, "
        f"{points(row['gap'], found.measure)} {'below' if row['gap'] < 0 else 'above'} {mid_sentence(str(block['group'].iloc[0]))}. How sure that is cannot be told: the number of replies of each group is not published."
    )


@dataclass(frozen=True)
class NeedBeside:
    """What is known of who lives in a footprint, and the middle of those it is set beside, as they are written."""

    need: Need
    own: str
    middle: str


def needs_beside(needs: Sequence[Need], own: pd.Series, others: pd.DataFrame) -> list[NeedBeside]:
    """Each need that is known of a footprint (`own`) and of `others`, one row each, by its id; what sets it apart the most first, then
    what reads the same, and last how many patients there are, which is no need."""
    middle = others.median()
    known = [each for each in needs if not pd.isna(own.get(each.id)) and not pd.isna(middle.get(each.id))]
    known = sorted(known, key=lambda each: -unlike(own[each.id], others[each.id]))
    told = [NeedBeside(each, each.figure(own[each.id]), each.figure(middle[each.id])) for each in known]
    return sorted(told, key=lambda each: (each.need.id in SIZES, each.own == each.middle))


def needs_missing(needs: Sequence[Need], own: pd.Series, others: pd.DataFrame, name: str) -> str:
    """Which needs others have a figure of and the footprint has none; empty where it has all."""
    gone = [each for each in needs if pd.isna(own.get(each.id)) and others[each.id].notna().any()]
    if not gone:
        return ""
    titles = listed([mid_sentence(each.title) for each in gone])
    return f"{name} has no figure for {titles}: choose one as the measure of the Map, and it says why."


def needs_sentence(known: Sequence[NeedBeside], whom: str, name: str) -> str:
    """Who lives in a footprint beside who lives in those it is compared with, each figure with its year."""
    if not known:
        return f"Who lives in {name} is not known: a register of patients and its practices is needed."
    told = [
        f"{mid_sentence(each.need.title)} {each.own} against {each.middle} ({each.need.when})"
        for each in known[:_NEEDS_TOLD]
    ]
    return f"{name} against the middle of {whom}: {listed(told)}."


def then_and_now(measure: Measure, then: pd.Series, now: pd.Series | None, name: str, parted: str | None) -> str:
    """What a footprint that is no more was like in its last year, and what the same area is like today.

    `then` and `now` are rows of a series with `benchmark` (the comparator's figure) and `whom`; `parted` is the reason why the
    two may not be compared.
    """
    year = period_name(then["start"], then["end"])
    said = f"{name} in {year}, its last year in this set of areas: {topic(measure)} {_with(measure, then)}."
    if now is None or now["start"] == then["start"]:
        return said
    today = f"The same area in {period_name(now['start'], now['end'])}: {_with(measure, now)}."
    caution = f" The two years may not be compared ({mid_sentence(parted).rstrip('.')})." if parted else ""
    return f"{said} {today}{caution}"


def _with(measure: Measure, row: pd.Series) -> str:
    beside = f" ({row['whom']} {figure(row['benchmark'], measure)})" if not pd.isna(row["benchmark"]) else ""
    return f"{figure(row['value'], measure)}{beside}"
