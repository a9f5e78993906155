"""Which views a sweep visits: pages times measures times sets of footprints, drawn from the published tables alone."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import pandas as pd

OF_A_FOOTPRINT = ("overview", "footprints", "data")
"""Pages that say the same whatever measure is chosen: they are visited for footprints, all others for every measure."""

_MAP = "map"
_ORG = "organisation"
_BELOW = ("practice", "trust")

_T = TypeVar("_T")


@dataclass(frozen=True)
class View:
    """One page at one address."""

    page: str
    query: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.page}?{urlencode(self.query)}"


@dataclass(frozen=True)
class Sample:
    """Which part of the grid is visited: one question in `every` on all its pages, the same ones whatever else is loaded."""

    pages: tuple[str, ...]
    every: int = 1
    footprints: int = 2
    """Footprints a measure and set; other measures take others, so that together they visit most."""

    def holds(self, view: View) -> bool:
        asked = [(name, value) for name, value in view.query if name != "shape"]
        return view.page in self.pages and _draw(urlencode(asked)) % self.every == 0


def groups(silver: Path, sample: Sample, offered: Collection[str]) -> list[list[View]]:
    """Views that belong together (one measure's), because what one works out the next finds ready.

    `offered` are the measures that visitors can choose, by id.
    """
    tables = _Tables(silver)
    together = [list(_of_footprints(tables, sample))]
    together += [list(_of_measure(tables, sample, id)) for id in sorted(offered)]
    kept = [[view for view in views if sample.holds(view)] for views in together]
    return [views for views in kept if views]


class _Tables:
    """The few columns of the published tables that say what there is to visit; their names are fixed by the design."""

    def __init__(self, silver: Path) -> None:
        def read(name: str, *columns: str) -> pd.DataFrame:
            return pd.read_parquet(silver / f"{name}.parquet", columns=list(columns))

        self.footprints = read("footprints", "vintage", "code")
        self.periods = read("catalogue", "measure", "start").drop_duplicates()
        self.membership = read("membership", "child", "parent", "vintage")
        orgs = read("orgs", "code", "level")
        self.orgs: set[str] = set(orgs["code"][orgs["level"].isin(_BELOW)])

    def members(self, vintage: str, footprint: str) -> list[str]:
        """Practices and trusts that lie in a footprint, at any depth."""
        links = self.membership[self.membership["vintage"] == vintage]
        reached, ring = set[str](), {footprint}
        while ring:
            ring = set(links.loc[links["parent"].isin(ring), "child"]) - reached
            reached |= ring
        return sorted(reached & self.orgs)


def _of_footprints(tables: _Tables, sample: Sample) -> Iterator[View]:
    for vintage, rows in tables.footprints.groupby("vintage"):
        codes = sorted(rows["code"])
        for code in drawn(codes, 4 * sample.footprints, str(vintage)):
            yield from _on_pages(sample, measured=False, vintage=str(vintage), footprint=code)
        yield from _on_pages(sample, measured=False, **_own(str(vintage), codes))


def _of_measure(tables: _Tables, sample: Sample, measure: str) -> Iterator[View]:
    starts = sorted(tables.periods.loc[tables.periods["measure"] == measure, "start"])
    for vintage, rows in tables.footprints.groupby("vintage"):
        codes = sorted(rows["code"])
        chosen = drawn(codes, sample.footprints, f"{measure} {vintage}")
        for number, code in enumerate(chosen):
            asked = {"measure": measure, "vintage": str(vintage), "footprint": code}
            asked |= {"shape": ("true", "hex")[number % 2]}
            if number % 2 and starts:  # every other footprint in an earlier period than the latest
                asked |= {"period": f"{drawn(starts, 1, f'{measure} {vintage} {code}')[0]:%Y-%m-%d}"}
            yield from _on_pages(sample, measured=True, **asked)
        for org in drawn(tables.members(str(vintage), chosen[0]), 1, f"{measure} {vintage}"):
            query = {"measure": measure, "vintage": str(vintage), "footprint": chosen[0], "org": org}
            yield View(_ORG, tuple(query.items()))
        yield from _on_pages(sample, measured=True, measure=measure, **_own(str(vintage), codes))


def _on_pages(sample: Sample, *, measured: bool, **query: str) -> Iterator[View]:
    for page in sample.pages:
        if (page in OF_A_FOOTPRINT) != measured:
            asked = query if page == _MAP else {name: value for name, value in query.items() if name != "shape"}
            yield View(page, tuple(asked.items()))


def _own(vintage: str, codes: list[str]) -> dict[str, str]:
    """A footprint of one's own of two neighbours in the list, as links carry it."""
    members = codes[:2]
    told = f"{vintage} {' '.join(f'footprint.{code}' for code in members)}"
    code = f"own-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
    return {"vintage": vintage, "footprint": code, "own": f"1~{vintage}~Swept~f.{'.'.join(members)}"}


def drawn(among: list[_T], count: int, lot: str) -> list[_T]:
    """Some of a list, or all in an order drawn by lot, the same ones each time for the same lot."""
    return sorted(among, key=lambda each: _draw(f"{lot} {each}"))[:count]


def _draw(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
