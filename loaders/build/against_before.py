"""What a copy of a release says otherwise than the copy before it: other codes, or other figures nearly throughout.

A correction adds organisations, or withdraws some, or changes figures of some. One that puts others in the place of some, gives
organisations what others had, changes most of them in one measure, or words of inspectors under the day they were published, may be
right, and looks like codes and figures that have come apart: somebody should say so. Wards have names and no codes, so they come and go.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from insight.model import EVERYONE, Level, Measure
from loaders.build.completeness import SHOWING
from loaders.grammar import some
from loaders.read.rounding import NOISE, steps
from loaders.store.tidied import TidiedFile

Marks = pd.DataFrame
NO_MARKS: Marks = pd.DataFrame(columns=["figure", "level", "org", "measure", "people", "everyone", "many"])
"""What a file that cannot be read shows."""

_KEY = ["measure", "org", "level", "start", "segment"]
_SHOWN_AS = ["measure", "start", "segment", "value", "numerator", "denominator"]
_FEWEST = 5
"""Organisations of one level, from which on most of them are more than a few."""
_IN_PASSING = 0.01
"""The share of organisations that may go while others come: practices close and open between two copies."""
_REWORDED, _WORDS = 0.05, 20
"""The share of words, of so many at least, that may change under the day they were published."""
_SMALL_AREA = "small area"
_ANOTHER_BASE = 0.1
"""How far a base may lie from that of the copy before: a correction of weights moves it less."""
_ORGANISATIONS, _SOME_ORGS, _FEW_AREAS = 20, 0.1, 0.01
_SAID = (
    ("orgs", ["code", "level"], "name", "another name", _SOME_ORGS),
    ("orgs", ["code", "level"], "postcode", "another postcode", _SOME_ORGS),
    ("membership", ["child", "vintage"], "parent", "another home", _SOME_ORGS),
    ("successions", ["org"], "successor", "another successor", _SOME_ORGS),
    ("small_areas", ["area", "measure", "start"], "share", "another share", _FEW_AREAS),
    ("small_areas", ["area", "measure", "start"], "people", "another number of residents", _FEW_AREAS),
    ("small_area_homes", ["area"], "parent", "another home", _FEW_AREAS),
)
"""Table, of whom, what is said of them and what it is called, and of how many of so many at least it may be otherwise: places move and
are called otherwise one by one, while the small areas of one release do not change at all."""
_COUNTS = ["numerator", "denominator", "respondents"]
_SOME, _MANY, _TWICE = 10, 100, 2
"""People from whom on a figure is counted, from whom on nobody has it again by chance, and organisations that do so no more."""
ENOUGH_TO_RANK, _UNLIKE, _LESS_ALIKE = 30, 0.2, 0.3
"""Organisations that are enough to tell large from small, the rank correlation under which two files do not agree on it, and how much less
alike than two others a file may be."""
_BY_CHANCE, _FEW_FIGURES = 0.9, 20
"""The share of figures, of so many at least, that two periods may have in common with all their counts: zeros and small numbers."""


def otherwise(
    copy: TidiedFile, before: TidiedFile, measures: Collection[Measure], successors: Mapping[str, Collection[str]]
) -> str:
    """Why a copy should wait for somebody's word; '' where it only adds, withdraws or corrects.

    `measures` are those of its source, `successors` tell who followed on whom.
    """
    now, then = _figures(copy), _figures(before)
    rows = _rows(now), _rows(then)
    return (
        _exchanged(now, then, rows, successors)
        or _moved(*rows)
        or _moved(*(_rows(each[each["segment"] == EVERYONE]) for each in (now, then)))
        or _changed(now, then, measures)
        or _based_otherwise(now, then)
        or reworded(copy, before)
        or _turned_round(copy, before)
        or _told_otherwise(copy, before)
    )


def differing(copy: TidiedFile, other: TidiedFile, measures: Collection[Measure]) -> str:
    """How the figures that a file has in common with one of another release are others, for several organisations or nearly all."""
    now, then = _figures(copy), _figures(other)
    both = now.merge(then[_KEY], on=_KEY), then.merge(now[_KEY], on=_KEY)
    return _moved(*map(_rows, both)) or _changed(*both, measures)


def counted(file: TidiedFile, counts: Collection[str] = ()) -> Marks:
    """One row per figure of the newest days a file tells of that rests on a dozen people or more: figure (a fingerprint, days left out),
    level, org (with its level), measure, people (on how many it rests), everyone (whether it is about all of them), many (whether these
    are so many that chance gives it to nobody twice).

    `counts` are the measures whose figure is itself a number of people. A rating or a decile stands for years; how many people
    answered does not.
    """
    facts = file.table("facts", ["measure", "org", "level", "segment"]).to_pandas()
    people = facts[_COUNTS].max(axis="columns").fillna(facts["value"].where(facts["measure"].isin(list(counts))))
    mine = facts[facts["value"].notna() & (people >= _SOME) & facts["start"].eq(facts["start"].max())]
    same = ["measure", "org", "level", "segment", "value", *_COUNTS]
    marks = pd.util.hash_pandas_object(mine[same].round(6), index=False)
    told = mine[["level", "measure"]].astype(str)
    told = told.assign(figure=marks, people=people[mine.index], everyone=mine["segment"].eq(EVERYONE))
    told["org"] = told["level"] + " " + mine["org"].astype(str)
    return told.assign(many=told["people"] >= _MANY).drop_duplicates("figure")


def repeated(mine: Marks, theirs: Marks) -> str:
    """How many figures, or all of how many organisations, are the same in two files about different days; '' where that may be chance."""
    same = np.isin(mine["figure"].to_numpy(), theirs["figure"].to_numpy(), assume_unique=True)
    fewer = min(len(mine), len(theirs))
    if fewer >= _FEW_FIGURES and same.sum() >= _BY_CHANCE * fewer:
        return f"{int(same.sum()):,} of its {len(mine):,} figures are, organisation by organisation,"
    if (same & mine["many"].to_numpy()).sum() < _TWICE * _FEWEST:
        return ""  # as for nearly every pair of files
    many = mine.assign(same=same)[mine["many"]]
    by_measure = many.groupby("measure")["same"].agg(["sum", "size"])
    told = by_measure[(by_measure["size"] >= _FEW_FIGURES) & (by_measure["sum"] >= _BY_CHANCE * by_measure["size"])]
    if len(told):
        return f"{int(told['sum'].iloc[0]):,} of {int(told['size'].iloc[0]):,} figures of {told.index[0]} in it are, organisation by organisation,"
    by_org = many.groupby("org")["same"].agg(["all", "size"])
    orgs = by_org.index[by_org["all"] & (by_org["size"] >= _FEWEST)]
    if len(orgs) < _TWICE:
        return ""
    return f"all figures of {len(orgs):,} of its {len(by_org):,} organisations ({_named(list(orgs))}) are"


def unlike_in_size(mine: Marks, theirs: Sequence[Marks]) -> str:
    """The first measure in which the organisations that are large in one file are not so in others, about other days; '' where there is none.

    `theirs` are one or two files, the nearest first. Who is large stays large: of 4,593 pairs of releases, measures and levels of
    published files and the demonstration none has a rank correlation under 0.47; figures that stand one row down have none, or as
    little as neighbours are alike. Where the two others are more alike than that, so must the file be.
    """
    nearest, *before = map(_sizes, theirs)
    usually = [_alike(nearest, each) for each in before]
    for (measure, level), (alike, many) in _alike(_sizes(mine), nearest).items():
        usual = max((each.get((measure, level), (0.0, 0))[0] for each in usually), default=0.0)
        if alike < max(_UNLIKE, usual - _LESS_ALIKE):
            return f"of {many:,} organisations ({level}) those that are large on {measure} in the one are not so in the other"
    return ""


def _sizes(marks: Marks) -> pd.Series:
    """How many people the figures about everyone rest on, by measure, level and org."""
    key = ["measure", "level", "org"]
    return marks[marks["everyone"].astype(bool)].drop_duplicates(key).set_index(key)["people"].astype(float)


def _alike(one: pd.Series, other: pd.Series) -> Mapping[tuple[str, str], tuple[float, int]]:
    """By measure and level the rank correlation of two files' sizes, and of how many organisations; none of few, or few sizes."""
    both = pd.concat([one, other], axis="columns", join="inner", keys=["now", "then"])
    grouped = both.groupby(level=["measure", "level"])
    return {
        (str(measure), str(level)): (rows["now"].rank().corr(rows["then"].rank()), len(rows))
        for (measure, level), rows in grouped
        if len(rows) >= ENOUGH_TO_RANK and rows.nunique().min() > _FEWEST
    }


def _figures(file: TidiedFile) -> pd.DataFrame:
    """One row per figure or rating that is not about a ward: _KEY, what it shows (missing for a rating), and whether it does."""
    facts = file.table("facts").select([*_KEY, "value", "numerator", "denominator", "status"]).to_pandas()
    ratings = file.table("ratings").select(["org", "level"]).to_pandas()
    areas = file.table("small_areas").select(["measure", "area", "start", "share"]).to_pandas()
    areas = areas.assign(org=areas["area"], value=100 * areas["share"], level=_SMALL_AREA, segment="all", shown=True)
    figures = pd.concat([facts.assign(shown=facts["status"].isin(SHOWING)), ratings.assign(shown=True), areas])
    return figures[figures["level"] != str(Level.WARD)]


def _rows(figures: pd.DataFrame) -> pd.Series:
    """A fingerprint of all that each organisation of a level shows, by level and code; none of those that show one figure alone."""
    shown = figures[figures["shown"] & figures["value"].notna()]
    marks = pd.util.hash_pandas_object(shown[_SHOWN_AS].astype({"start": str}), index=False)
    rows = marks.groupby([shown["level"].astype(str), shown["org"].astype(str)]).agg(["sum", "size"])
    return rows.loc[rows["size"] > 1, "sum"]


def _exchanged(
    now: pd.DataFrame, then: pd.DataFrame, rows: tuple[pd.Series, pd.Series], successors: Mapping[str, Collection[str]]
) -> str:
    """Who had figures and has none, where others have appeared with the same or in numbers, and are not known as their successors."""
    now_rows, then_rows = rows
    for level, mine in then.groupby("level", sort=True):
        shown = set(now.loc[(now["level"] == level) & now["shown"], "org"])
        gone, came = set(mine.loc[mine["shown"], "org"]) - shown, shown - set(mine["org"])
        heirs = {org: came & {*successors.get(org, ())} for org in gone}
        gone = {org for org in gone if not heirs[org]}
        came -= {each for those in heirs.values() for each in those}
        here, before = _alone(now_rows, str(level)), _alone(then_rows, str(level))
        same = here.index.isin(came) & here.isin(before[before.index.isin(gone)])
        if same.any() or min(len(gone), len(came)) > _IN_PASSING * len(shown):
            none, some = ("has none", "have none")[len(gone) > 1], ("has some", "have some")[len(came) > 1]
            return f"{_named(gone)} ({level}) had figures in it and {none} now, while {_named(came)} {some} for the first time"
    return ""


def _alone(rows: pd.Series, level: str) -> pd.Series:
    """The rows of a level that one organisation alone shows: many places are rated Good on everything."""
    here = rows[rows.index.get_level_values(0) == level].droplevel(0)
    return here[~here.duplicated(keep=False)]


def _moved(mine: pd.Series, theirs: pd.Series) -> str:
    """Who shows, figure by figure, what another showed before, and that one alone: the rows of both copies (_rows)."""
    for level in sorted({str(each) for each, _ in theirs.index}):
        here, before = mine[level] if level in mine else mine[:0], theirs[level]
        other = here.index.isin(before.index) & here.ne(before.reindex(here.index))
        others = here[other & here.isin(_alone(theirs, level))]
        if len(others) > 1:
            return f"{len(others):,} of {len(here):,} ({level}) show what another of them showed in it: {_named(others.index)}"
    return ""


def reworded(copy: TidiedFile, before: TidiedFile) -> str:
    """How many words of inspectors are others, though they were published on the same days."""
    key = ["measure", "org", "level", "published"]
    now, then = (each.table("ratings").select([*key, "label"]).to_pandas() for each in (copy, before))
    both = then.merge(now.dropna(subset=["published"]), on=key, suffixes=("_then", "_now"))
    other = int(both["label_then"].ne(both["label_now"]).sum())
    if len(both) < _WORDS or other <= _REWORDED * len(both):
        return ""
    said = "ratings have another word than in it, though they were published on the same days"
    return f"{other:,} of {len(both):,} {said}"


def _changed(now: pd.DataFrame, then: pd.DataFrame, measures: Collection[Measure]) -> str:
    """In which measures most organisations of a level show another figure, by more than we round it, or one copy more than the other."""
    both = then[then["shown"]].merge(now[now["shown"]], on=_KEY, suffixes=("_then", "_now")).dropna(subset=["measure"])
    if both.empty:
        return ""
    rounded = both["measure"].map(_apart(_steps(both, "value_now"), _steps(both, "value_then")))
    step = both["measure"].map({each.id: 0.5 * 10.0**-each.decimals for each in measures}).clip(lower=rounded)
    other = (both["value_now"] - both["value_then"]).abs().gt(step)
    return _most(both, other, "figures")


def _based_otherwise(now: pd.DataFrame, then: pd.DataFrame) -> str:
    """In which measures most organisations of a level have a base that is another by a tenth and more: another unit, or others' bases."""
    both = then.merge(now, on=_KEY, suffixes=("_then", "_now")).dropna(subset=["denominator_then", "denominator_now"])
    apart = (both["denominator_now"] - both["denominator_then"]).abs()
    return _most(both, apart.gt(_ANOTHER_BASE * both["denominator_then"]) & apart.ge(1), "bases")


def _most(both: pd.DataFrame, other: pd.Series, what: str) -> str:
    """Of which measures and groups of people most organisations of a level have another figure; '' for none."""
    by_org = other.groupby([both["level"], both["measure"], both["segment"], both["org"]], observed=True).mean().gt(0.5)
    told = by_org.groupby(["level", "measure", "segment"]).agg(["sum", "size"])
    most = told[(told["size"] >= _FEWEST) & (told["sum"] > told["size"] / 2)]
    said = [
        f"{changed:,} of {every:,} {what} of {measure} ({', '.join([level, segment][: 1 + (segment != EVERYONE)])})"
        for (level, measure, segment), changed, every in most.itertuples(name=None)
    ]
    return f"most {what} are others than in it: {some(said)}" if said else ""


def _turned_round(copy: TidiedFile, before: TidiedFile) -> str:
    """How many organisations follow on those that followed on them in the copy before; '' for none."""
    now, then = (
        set(zip(*(each.table("successions")[name].to_pylist() for name in ("org", "successor")), strict=True))
        for each in (copy, before)
    )
    turned = sorted(org for org, successor in now - then if (successor, org) in then)
    return f"{len(turned):,} are followed by those that they followed in it: {_named(turned)}" if turned else ""


def _told_otherwise(copy: TidiedFile, before: TidiedFile) -> str:
    """What else than figures most organisations, or some small areas, are said to be otherwise: their names, or where they lie."""
    for name, key, told, called, least in _SAID:
        one, other = (each.table(name).select([*key, told]).to_pandas().dropna().astype(str) for each in (copy, before))
        both = other.drop_duplicates(key).merge(one.drop_duplicates(key), on=key, suffixes=("_then", "_now"))
        changed = both[f"{told}_then"].str.casefold().ne(both[f"{told}_now"].str.casefold())
        if len(both) >= _ORGANISATIONS and changed.mean() > least:
            those = both.loc[changed, key[0]]
            return f"{int(changed.sum()):,} of {len(both):,} have {called} than in it: {_named({*those})}"
    return ""


def _steps(figures: pd.DataFrame, column: str) -> Mapping[str, float]:
    """What a copy rounds the figures of each measure to."""
    by_measure = {str(measure): rows.to_numpy(float) for measure, rows in figures.groupby("measure")[column]}
    return dict(zip(by_measure, steps([*by_measure.values()]), strict=True))


def _apart(one: Mapping[str, float], other: Mapping[str, float]) -> Mapping[str, float]:
    """By how much two copies may differ in a measure that one rounds and the other does not; rounded alike, they are the same."""
    pairs = {measure: (step, other[measure]) for measure, step in one.items()}
    return {measure: NOISE + sum(pair) / 2 if pair[0] != pair[1] else 0.0 for measure, pair in pairs.items()}


def _named(orgs: Collection[str]) -> str:
    return some(sorted(orgs))
