"""A source is one folder and nothing else: two invented surveys, unknown to everything, are loaded, weighed, cautioned and shown on every page.

All figures are INVENTED.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.measures.precision import add_precision
from insight.model import ENGLAND, Better, Level, Measure, Unit
from insight.stats.intervals import wilson_proportion
from insight.store import CACHE_VARIABLE, Store
from insight.traits import Comparability, Traits, weighted
from loaders import intake, names, rereading
from loaders.declared import REFERENCE
from loaders.fetch.places import Folder
from loaders.progress import say_nothing
from loaders.read import file_reader
from loaders.reference import Reference
from loaders.refresh import Refresh
from loaders.source import Raw, Release, SourceInfo, Tables, Wanted, Web, discover
from loaders.store.cache import Cache
from tests.loaders.reading import read_here
from tests.traits import NOTHING, PLAIN
from tests.visitor import said, visit

REPLIES, EFFECT = 4000.0, {"england": 3.0, "footprint": 3.0, "trust": 2.0}
CAUTION = "INVENTED: never read these figures after dark."
WHY, WHO = "Every area asks whom it likes", "Invented Surveys Office"
WEIGHTED = replace(PLAIN, weighting=weighted(**EFFECT), hidden_under=7)
ALONE = replace(WEIGHTED, comparability=Comparability(False, WHY, WHO))


class Throwaway:
    """A weighted survey of trusts and footprints. Its file names itself and the footprints of its day."""

    BREAKS = ()

    def __init__(self, id: str, traits: Traits) -> None:
        self.SOURCE = SourceInfo(
            id, f"Survey {id}", WHO, f"https://example.invalid/{id}", "OGL v3", "Invented", 1, NOTHING, (CAUTION,)
        )
        self.MEASURES = (
            Measure(
                f"{id}.kind", id, f"Kindness {id}", "Kind?", Unit.PERCENT, Better.HIGHER, additive=True, traits=traits
            ),
        )

    def releases(self, web: Web) -> Iterator[Wanted]:
        yield from ()

    def recognise(self, raw: Raw, reference: Reference) -> Release | None:
        if raw.head(99).decode("utf-8", "replace").split("\n")[0] != f"INVENTED,{self.SOURCE.id}":
            return None
        return Release(f"{self.SOURCE.id}.2025", f"Survey {self.SOURCE.id} 2025", date(2025, 1, 1), date(2025, 4, 1))

    def tidy(self, raw: Raw, release: Release, reference: Reference) -> Tables:
        rows = [line.split(",") for line in raw.read().decode().splitlines()[1:]]
        facts = pd.DataFrame(rows, columns=["org", "level", "value"]).assign(
            measure=self.MEASURES[0].id, start=release.start, end=release.end, segment="all", status="ok",
            release=release.id, respondents=REPLIES, denominator=REPLIES,
        )  # fmt: skip
        value = facts["value"].astype(float)
        return {"facts": facts.assign(value=value, numerator=value / 100 * REPLIES)}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A cache into which the ordinary loaders have put the built-in lists of areas and both surveys."""
    published, cache = tmp_path / "published", Cache(tmp_path / "cache")
    shutil.copytree(REFERENCE, published, ignore=shutil.ignore_patterns("*.py", "*.md", "__pycache__"))
    footprints = pd.read_csv(REFERENCE / "footprints.csv", dtype=str).query("vintage == 'icb-2022'")["code"]
    rows = [f"{ENGLAND},england,75", "RZZ,trust,71"]
    rows += [f"{code},footprint,{70 + at % 11}" for at, code in enumerate(footprints)]
    sources = {"throwaway": Throwaway("throwaway", WEIGHTED), "apart": Throwaway("apart", ALONE)}
    for id in sources:
        (published / f"INVENTED {id}.csv").write_text("\n".join([f"INVENTED,{id}", *rows]) + "\n")
    every = {name: discover()[name] for name in ("register", "boundaries")} | sources
    monkeypatch.setattr(file_reader, "discover", lambda: every)
    for module in (intake, names, rereading):
        monkeypatch.setattr(module, "read_files", read_here)
    Refresh(cache, every, say_nothing, None).run(Folder(published, tuple(every)))
    monkeypatch.setenv(CACHE_VARIABLE, str(cache.root))
    return Store.open(cache.root)


def test_replies_are_worth_what_the_surveys_own_design_effect_says(store: Store) -> None:
    measure = store.measure("throwaway.kind")
    assert measure.traits == WEIGHTED
    for level in (Level.FOOTPRINT, Level.TRUST):
        row = add_precision(store.facts(measure.id, [level]), measure).iloc[0]
        limits = wilson_proportion(row["value"] / 100, REPLIES / EFFECT[level])
        assert (row["lower"], row["upper"]) == pytest.approx((100 * limits.lower, 100 * limits.upper))


@pytest.mark.parametrize("page", ["overview", "map", "trends", "compare", "priorities", "data"])
def test_it_is_on_every_page(store: Store, page: str) -> None:
    app = visit(page, measure="throwaway.kind", vintage="icb-2022", period="2025-01-01")
    assert not app.exception
    if page != "data":
        return
    assert CAUTION in " ".join([said(app), *(str(each.value) for each in (*app.markdown, *app.caption, *app.text))])


def test_it_is_compared_where_it_may_be_and_refused_where_its_publisher_says_so(store: Store) -> None:
    compared, apart = (
        said(visit("map", measure=id, vintage="icb-2022", period="2025-01-01"))
        for id in ("throwaway.kind", "apart.kind")
    )
    assert "England" in compared and WHY not in compared
    assert f"{WHY} ({WHO})" in apart
