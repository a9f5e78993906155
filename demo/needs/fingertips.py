"""Fingertips downloads of the invented practices, one indicator and area type a file: England twice, and split by deprivation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np

from demo.gpps.figures import wilson
from demo.needs.people import People
from demo.places import Reals, Whole
from demo.printing import INVENTED, write_lines
from demo.seeds import stream
from demo.world import World

ENGLAND = "E92000001"
YEARS = (2024, 2025, 2026)
_HEAD = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,"
    "Value note,Recent Trend,Compared to England value or percentiles,Compared to percentiles,Time period Sortable,"
    "New data,Compared to goal,Time period range"
)
_BY_AGE = "Proportion of GP registered populations by age group"
_SMOKING = "Smoking prevalence in adults (15+) - current smokers (QOF)"
_MISSING = "Value missing in source data"


def publish(world: World, people: People, england: float, folder: Path) -> None:
    """Write deprivation 2025, ages of three years, and smoking of the year before the last."""
    files = {
        "94240": _deprivation(world, people, england),
        "93468": _ages(world, people),
        "91547": _smoking(world, people),
    }
    for indicator, lines in files.items():
        write_lines(folder / f"fingertips_{indicator}_GPs.csv", chain([_HEAD.split(",")], lines))


def _deprivation(world: World, people: People, england: float) -> Iterator[Sequence[object]]:
    open_then = np.flatnonzero(world.practices.open_on(date(2025, 4, 1)))
    spread = stream("needs", "practices").normal(0, 0.35, len(world.practices.code))
    score = np.exp(3.0 + 0.36 * (people.poverty[world.practices.place] + spread))
    what = _Indicator("94240", "Deprivation score (IMD 2025)", "All ages", "2025")
    for parent in ("", ENGLAND):
        yield _row(what, ENGLAND, "England", parent=parent, value=f"{england:.6f}")
    for tenth in range(1, 11):
        split = ("LSOA11 deprivation deciles in England (IMD trend)", f"Decile {tenth}")
        yield _row(what, ENGLAND, "England", value="21.0", category=split)
    for index in open_then.tolist():
        code, name = str(world.practices.code[index]), str(world.practices.name[index]).title()
        yield _row(what, code, name, value=f"{score[index]:.6f}")


def _ages(world: World, people: People) -> Iterator[Sequence[object]]:
    place = world.practices.place
    chance = stream("needs", "ages")
    own = np.exp(chance.normal(0, 0.18, len(place)))
    shares = {
        "<18": people.under18[place],
        "65+ yrs": people.over65[place] * own,
        "85+ yrs": people.over85[place] * own,
    }
    for year in YEARS:
        lists = world.practices.lists_on(date(year, 4, 1))
        for age, share in shares.items():
            count = np.round(lists * np.clip(share, 0.001, 0.95)).astype(np.int64)
            yield from _shares(_Indicator("93468", _BY_AGE, age, str(year)), world, count, lists)


def _smoking(world: World, people: People) -> Iterator[Sequence[object]]:
    place, lists = world.practices.place, world.practices.lists_on(date(2024, 4, 1))
    adults = np.round(0.84 * lists)
    own = stream("needs", "smoking").normal(0, 0.02, len(place))
    share = np.clip(0.14 + 0.035 * people.poverty[place] + own, 0.03, 0.4)
    count = np.round(adults * share).astype(np.int64)
    yield from _shares(_Indicator("91547", _SMOKING, "15+ yrs", "2023/24"), world, count, adults)


@dataclass(frozen=True)
class _Indicator:
    """What one block of rows is about."""

    id: str
    title: str
    age: str
    period: str


def _shares(what: _Indicator, world: World, count: Whole, base: Reals) -> Iterator[Sequence[object]]:
    """England twice, then every practice open; one in two hundred has sent nothing."""
    whole = (int(count[base > 0].sum()), int(base.sum()))
    for parent in ("", ENGLAND):
        yield _row(what, ENGLAND, "England", parent=parent, counts=whole)
    silent = stream("needs", what.id, what.period).random(len(base)) < 0.005
    england = 100 * whole[0] / whole[1]
    for index in np.flatnonzero(base > 0).tolist():
        code, name = str(world.practices.code[index]), str(world.practices.name[index]).title()
        counts = None if silent[index] else (int(count[index]), int(base[index]))
        apart = 0.0 if counts is None else 100 * counts[0] / counts[1] - england
        label = "Similar" if abs(apart) < 2 else "Higher" if apart > 0 else "Lower"
        note, label = (_MISSING, "Not compared") if counts is None else ("", label)
        yield _row(what, code, name, counts=counts, note=note, label=label)


def _row(
    what: _Indicator, code: str, name: str, *, parent: str = ENGLAND, category: tuple[str, str] = ("", ""), value: str = "",
    counts: tuple[int, int] | None = None, note: str = "", label: str = "Not compared",
) -> Sequence[object]:  # fmt: skip
    kind = "England" if code == ENGLAND else "GPs"
    figures: list[object] = [value, "", "", "", "", "", ""]
    if counts:
        share = np.asarray([counts[0] / counts[1]])
        limits = (f"{100 * limit[0]:.6f}" for limit in wilson(share, np.asarray([float(counts[1])])))
        figures = [f"{100 * counts[0] / counts[1]:.6f}", *limits, "", "", *counts]
    return [
        what.id, what.title, parent, "England" if parent else "", code, name, kind, "Persons", what.age, *category, what.period,
        *figures, note, "", label, "Not compared", f"{what.period[:4]}0000", INVENTED if code == ENGLAND else "", "", "1y",
    ]  # fmt: skip
