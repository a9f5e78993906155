"""What a record must never show: verdicts that another page contradicts, hidden figures that follow from shown ones, bad grammar, absurd rounding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import pandas as pd

from insight.measures.disclosure import published_members
from insight.model import Level
from insight.queries import histories, menu
from insight.queries.published import PublishedSet
from insight.stats.determined import RowSpace
from tests.sweep.views import WHY, Shown


class Fault(NamedTuple):
    """One thing that must not be shown: of which kind, in which view, and what."""

    kind: str
    view: str
    what: str


CONTRADICTED = "verdicts contradicted by another page"
DERIVABLE = "figures of hidden organisations derivable"
GRAMMAR = "sentences that fail the grammar"
ABSURD = "better or worse where rounding makes it absurd"
UNSPOKEN = "words that belong in the explanation"
KINDS = (CONTRADICTED, DERIVABLE, GRAMMAR, ABSURD, UNSPOKEN)

_UNSPOKEN = re.compile(
    r"our construct|\bWilson\b|effective replies|\bphi\b|\becological\b|rank correlation|distance 0\.\d|\bHC3\b|\bEmpirical",
    re.I,
)
_ONE = r"(?<![\d.,–−-])1 (?!in |of |to |and |or |st |January|February|March|April|May|June|July|August|September|October|November|December)"
_STUMBLES: Mapping[str, re.Pattern[str]] = {
    "one of many": re.compile(rf"{_ONE}(?:more )?(?:practices|trusts|places|measures|footprints|gaps|months|years|points|wards|sites|replies|areas|parts|people)\b"),
    "one are": re.compile(rf"{_ONE}(?:more )?(?:are|were|have|lie|do|stand|rest)\b|(?<![\d.,])1 of \d+(?: [a-z]+)? (?:are|were|have|lie)\b"),
    "out of one": re.compile(r"\b(?:[Nn]one|1) of 1 [a-z]"),
    "many is": re.compile(r"(?<![\d.,/–-])(?<!in )(?<!for )(?<!to )(?:[2-9]|[1-9]\d{1,2}) (?:more )?(?:is|was|has|lies|does|stands|rests|practice|trust|place|measure|footprint|month|year)\b(?! (?:survey|group|kind|old))"),
    "none is said as a number": re.compile(r"(?<![\d.,/])0 (?:practices|trusts|places|measures|more)\b"),
    "article": re.compile(r"\b[Aa] (?=[aeio]\w)(?!one\b|once\b|eu)|\b[Aa]n (?=[bcdfgjklmnpqrstvwyz]\w)|\b(?:an|a) (?:an|a|the)\b"),
    "said twice": re.compile(r"\b(the|of|in|is|are|and|to|than|for|on|with|by|at|from) \1\b"),
    "in a day": re.compile(r"\bin \d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"),
    "a hole": re.compile(r"\bnan\b|\bNone\b(?! of)|\bNaT\b|\{\w*\}|\(\)|“”|\bTrue\b(?! shapes)|\bFalse\b"),
    "marks": re.compile(r" [,;:](?!\))|\.\.(?!\.)|[,;:]\.|,,| \.(?!\d|csv|CSV)|(?<=[a-z]{5})\.(?=[A-Z][a-z]+ )"),
    "minus nought": re.compile(r"[-−]0\.0\b(?!\d)"),
    "possessive": re.compile(r"\b(?!(?:James|Thomas|Nicholas|Giles|Charles|Francis|Barnabas)'s)\w*s's\b"),
    "points": re.compile(r"(?<![\d.])1\.0 points\b|(?<![\d.,])1 points\b"),
    "good ease": re.compile(r"would say good", re.I),
}  # fmt: skip
_BESIDE = re.compile(
    r"(?P<value>[\d,]+(?:\.\d+)?)%? \((?P<lower>[\d,]+(?:\.\d+)?) to (?P<upper>[\d,]+(?:\.\d+)?)\)[^.;]{0,40}? is "
    r"(?:above|below|better than|worse than|higher than|lower than) [^.;]{0,60}?(?P<benchmark>\d[\d,]*(?:\.\d+)?)%?(?![\d.]\d|\d)"
)
_CHANGED = re.compile(
    r"95% interval (?P<lower>[-−]?[\d.]+) to (?P<upper>[-−]?[\d.]+)\)?:? (?:improved|got worse)", re.I
)
_NOTHING = re.compile(
    r"(?<![\d.,])0(?:\.0+)? (?:points|score points|ratings) (?:above|below|lower|higher|more|fewer|worse|better)|"
    r"(?:[Ii]mproved|[Gg]ot worse|[Rr]ose|[Ff]ell) since [^.:;]+: (?:neither up nor down|up or down)"
)
_PLAIN_LINE = re.compile(r"^(?:html|markdown|caption|subheader|header|title|text) ")
_COUNT = re.compile(
    r"(?P<name>[^.:;]+?) is worse than (?P<whom>[^.:;]+?) on (?P<count>(?:none|\d+) of \d+ measures?|the only measure)\b"
)
_NAMES = 20
"""Parts from which a line is a list of the names that publishers gave, and no sentence of ours."""
_QUIET = ("selectbox", "multiselect", "segmented_control", "radio", "number_input", "text_input", "EXCEPTION")


def judge(views: Iterable[tuple[str, Shown]], titles: Mapping[str, str]) -> Iterator[Fault]:
    """Everything in the views of a record that must not be there; `titles` are those of the measures, by id.

    Two verdicts on one figure are told when the second comes.
    """
    said: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for view, shown in views:
        yield from _of_view(view, shown)
        for key, verdict in (*_verdicts(shown, titles), *_counts(view, shown)):
            before = said[key]
            if before and verdict not in before:
                yield Fault(
                    CONTRADICTED,
                    f"{' | '.join(before.values())} | {view}",
                    f"{' '.join(key)}: {' or '.join([*before, verdict])}",
                )
            before.setdefault(verdict, view)


def spoken(shown: Shown) -> Iterator[str]:
    """Every sentence a view says in the open: its words, and those of its charts; not what is folded into an explanation."""
    for line in shown["text"]:
        if not line.startswith((WHY, *_QUIET)) and line.count(";") < _NAMES:
            yield _PLAIN_LINE.sub("", line)
    for chart in shown["charts"].values():
        yield from _words(chart)


def derivable(published: PublishedSet) -> Iterator[Fault]:
    """Hidden organisations whose figure follows from those of footprints that we put together, and not already from published ones.

    An estimate is the sum of the organisations that are shown; so it adds an equation in which no hidden one stands. What
    is tested is that no figure of ours is given where it and published ones together leave one hidden organisation.
    """
    for id in menu.measures(published):
        levels = set(published.store.catalogue.query("measure == @id")["level"])
        if not levels & {str(Level.PRACTICE), str(Level.TRUST)}:
            continue
        members = published_members(published.store.facts(id))
        if not members.hidden.any():
            continue
        for vintage in menu.vintages(published):
            geography = histories.geography(published, vintage)
            rows = histories.history(published, id, geography)
            homes = geography.homes.reindex(members.orgs).to_numpy(dtype=object)
            yield from _solved(id, vintage, rows, homes, members)


def _solved(id: str, vintage: str, rows: pd.DataFrame, homes, members) -> Iterator[Fault]:  # type: ignore[no-untyped-def]
    ours = rows[rows["basis"].ne("published") & rows["value"].notna()]
    theirs = rows[rows["basis"].eq("published") & rows["value"].notna()]
    for at, start in enumerate(members.starts):
        hidden, told = members.hidden[:, at], members.told[:, at]
        if not hidden.any():
            continue
        total = [(homes == code) & told for code in theirs.loc[theirs["start"].eq(start), "org"]]
        built = [(homes == code) & told & ~hidden for code in ours.loc[ours["start"].eq(start), "org"]]
        if not total or not built:
            continue
        known = RowSpace.of(total).determined
        both = RowSpace.of([*total, *built]).determined
        for org in members.orgs[both & hidden & ~known]:
            yield Fault(DERIVABLE, f"{id} {vintage} {start:%Y}", str(org))


def _of_view(view: str, shown: Shown) -> Iterator[Fault]:
    for sentence in dict.fromkeys(spoken(shown)):
        for kind, what in _faults(sentence):
            yield Fault(kind, view, what)
    for table in shown["tables"].values():
        for heading in table:
            if _UNSPOKEN.search(heading):
                yield Fault(UNSPOKEN, view, heading)


@cache
def _faults(sentence: str) -> tuple[tuple[str, str], ...]:
    return tuple(_found_in(sentence))


def _found_in(sentence: str) -> Iterator[tuple[str, str]]:
    for name, pattern in _STUMBLES.items():
        if found := pattern.search(sentence):
            yield GRAMMAR, f"{name}: {_around(sentence, found)}"
    if found := _UNSPOKEN.search(sentence):
        yield UNSPOKEN, _around(sentence, found)
    for pattern, absurd in _ROUNDED:
        for found in pattern.finditer(sentence):
            if absurd(found):
                yield ABSURD, _around(sentence, found)


def _inside(found: re.Match[str]) -> bool:
    return _number(found["lower"]) <= _number(found["benchmark"]) <= _number(found["upper"])


def _touches_zero(found: re.Match[str]) -> bool:
    return _number(found["lower"]) <= 0 <= _number(found["upper"])


_ROUNDED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (_BESIDE, _inside),
    (_CHANGED, _touches_zero),
    (_NOTHING, bool),
)


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


def _around(sentence: str, found: re.Match[str]) -> str:
    start, end = max(found.start() - 60, 0), found.end() + 60
    return sentence[start:end]


def _words(chart: object) -> Iterator[str]:
    """Every text of a chart as it travels to the browser, without its marks of type."""
    if isinstance(chart, dict):
        for name, each in chart.items():
            if name not in ("csv", "name", "key", "id", "type", "mode", "symbol", "color", "family"):
                yield from _words(each)
    elif isinstance(chart, list):
        for each in chart:
            yield from _words(each)
    elif isinstance(chart, str) and " " in chart:
        yield " ".join(re.sub(r"<[^>]*>", "", chart.replace("<br>", " ")).split())


def _counts(view: str, shown: Shown) -> Iterator[tuple[tuple[str, ...], str]]:
    """On how many measures a footprint is behind, where its newest figures are asked for."""
    if "period=" in view:
        return
    for sentence in spoken(shown):
        for found in _COUNT.finditer(sentence):
            yield (
                (found["name"].lstrip("▼●▲◆ "), str(shown["address"].get("vintage", "")), found["whom"]),
                found["count"],
            )


def _verdicts(shown: Shown, titles: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Footprint, set of areas, measure, period, comparator and verdict, as far as the tables of a view say all of them."""
    address = shown["address"]
    for table in shown["tables"].values():
        if not {"Code", "Period", "Verdict", "Compared with", "Value"} <= table.keys():
            continue
        rows = pd.DataFrame(table)
        chosen = titles.get(str(address.get("measure", "")), "")
        measures = rows["Measure"] if "Measure" in rows else pd.Series(chosen, index=rows.index)
        for row, measure in zip(rows.to_dict("records"), measures, strict=True):
            if not row["Code"].startswith("own-") and row["Verdict"] != "not compared":
                key = (row["Code"], str(address.get("vintage", "")), str(measure), row["Period"], row["Compared with"])
                yield key, row["Verdict"]
