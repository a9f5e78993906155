"""A tiny published set of tables for tests: six invented footprints in a two by three grid, nothing in it is real.

Layout on the ground (each a square of 100 km; Alder in the north west):

    Alder   Birch        icb-2026: Alder and Birch have become one footprint, Aldbirch
    Cedar   Damson
    Elder   Fir
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from insight.generations import COMPLETE
from insight.model import ENGLAND, Status
from insight.schema import TABLES, conform
from loaders.store import silver
from tests.traits import declared, measure_rows, source_columns

FOOTPRINTS = {"QZA": "Alder", "QZB": "Birch", "QZC": "Cedar", "QZD": "Damson", "QZE": "Elder", "QZF": "Fir"}
MERGED = "QZG"
"""Aldbirch, which replaces QZA and QZB in icb-2026."""

VINTAGES = {
    "stp-2016": (date(2016, 3, 15), date(2022, 7, 1)),
    "icb-2022": (date(2022, 7, 1), date(2026, 4, 1)),
    "icb-2026": (date(2026, 4, 1), None),
}
YEARS = range(2019, 2026)
OVERALL, SCORE = "gpps.overall_experience", "inpatient.overall"
SUPPRESSED = ("QZF", 2024)
"""The one footprint and year whose overall experience is hidden."""

BREAK = date(2022, 1, 1)
SIDE = 100_000.0
_SHA = "0" * 62


def publish(cache: Path, *, url: str = "demo:", number: int = 1, higher: float = 0.0) -> Path:
    """Write one generation into a cache and make it current; `higher` shifts every percentage, to tell sets apart."""
    folder = cache / "generations" / f"{number:06d}"
    facts = _facts(higher)
    tables: dict[str, pd.DataFrame] = {
        "sources": _sources(),
        "catalogue": _catalogue(facts),
        "measures": _measures(),
        "breaks": pd.DataFrame(
            [{"measure": OVERALL, "date": BREAK, "reason": "The question changed", "citation": "invented"}]
        ),
        "releases": _releases(url),
        "orgs": _orgs(),
        "vintages": pd.DataFrame(
            [{"id": id, "title": id.replace("-", " ").upper(), "start": s, "end": e} for id, (s, e) in VINTAGES.items()]
        ),
        "footprints": _footprints(),
        "lineage": _lineage(),
        "membership": _membership(),
    }
    for name, frame in tables.items():
        write(frame, name, folder / f"{name}.parquet")
    for source, rows in facts.groupby(facts["measure"].str.partition(".")[0]):
        write(rows, "facts", folder / "facts" / f"{source}.parquet")
    for vintage in VINTAGES:
        write(_outlines(vintage, _square), "boundaries", folder / "boundaries" / f"{vintage}.parquet")
        write(_outlines(vintage, _hexagon), "hexes", folder / "hexes" / f"{vintage}.parquet")
    seal(folder)
    link = cache / "silver"
    link.unlink(missing_ok=True)
    link.symlink_to(folder, target_is_directory=True)
    return folder


def hide_everything(folder: Path) -> None:
    """Have the publishers hide every figure of a set."""
    for path in sorted((folder / "facts").glob("*.parquet")):
        facts = pq.read_table(path).to_pandas(date_as_object=False)
        figures = facts.select_dtypes("number").columns
        write(facts.assign(**dict.fromkeys(figures, math.nan), status=str(Status.SUPPRESSED)), "facts", path)


def footprints_of(vintage: str) -> Mapping[str, str]:
    """Code and short name of every footprint of a vintage."""
    if vintage != "icb-2026":
        return FOOTPRINTS
    kept = {code: name for code, name in FOOTPRINTS.items() if code not in ("QZA", "QZB")}
    return {MERGED: "Aldbirch"} | kept


def place_of(code: str) -> tuple[float, float]:
    """The south-west corner of a footprint's square, in metres of the National Grid."""
    index = list(FOOTPRINTS).index("QZA" if code == MERGED else code)
    return 300_000 + SIDE * (index % 2), 400_000 - SIDE * (index // 2)


def write(frame: pd.DataFrame, table: str, path: Path) -> None:
    """Write one table of silver, or one part of it; a set that is whole already stays so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(conform(frame.reset_index(drop=True), TABLES[table]), path)
    for folder in path.parents[:2]:
        if (folder / COMPLETE).exists():
            seal(folder)


def seal(folder: Path) -> None:
    """Declare the tables in a folder a whole set; those that nobody wrote are empty."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in set(TABLES) - {"facts", "boundaries", "hexes"}:
        if not (path := folder / f"{name}.parquet").exists():
            pq.write_table(TABLES[name].schema.empty_table(), path)
    silver.seal(folder, "invented")


def _measures() -> pd.DataFrame:
    """What the sources declare of the two, under other titles."""
    overall = replace(declared(OVERALL), title="Overall experience of the practice", caveat="Invented for tests.")
    score = replace(declared(SCORE), title="Overall experience in hospital", caveat="")
    return measure_rows(
        replace(overall, question="Overall, how would you describe your experience of your GP practice?"),
        replace(score, question="Overall, how was your experience while you were in the hospital?"),
    )


def _sources() -> pd.DataFrame:
    titles = {"gpps": "GP Patient Survey", "inpatient": "Adult Inpatient Survey"}
    return pd.DataFrame(
        [
            {
                "id": id, "title": title, "publisher": "An invented publisher", "page": "https://example.org/",
                "licence": "Open Government Licence v3.0", "attribution": f"Source: {title}.",
                "cautions": f"Do not quote the {title} of these tests.",
            }
            | source_columns(id)
            for id, title in titles.items()
        ]
    )  # fmt: skip


def _catalogue(facts: pd.DataFrame) -> pd.DataFrame:
    counted = facts.groupby(["measure", "level", "start"], as_index=False).agg(
        end=("end", "max"), facts=("org", "size")
    )
    return counted[["measure", "level", "start", "end", "facts"]]


def _releases(url: str) -> pd.DataFrame:
    titles = {"gpps": "GP Patient Survey", "inpatient": "Adult Inpatient Survey"}
    return pd.DataFrame(
        [
            {
                "id": f"{source}.{year}", "source": source, "title": f"{title} {year}", "start": date(year, 1, 1),
                "end": date(year, 4, 1), "published": date(year, 7, 10), "url": f"{url}{source}_{year}.csv",
                "sha256": f"{_SHA}{year % 100:02d}", "bytes": 1000, "retrieved": datetime(2026, 1, 2, tzinfo=UTC),
                "rows": 40, "licence": "Open Government Licence v3.0", "attribution": f"Source: {title} {year}.",
                "loader_version": 1,
            }
            for source, title in titles.items() for year in YEARS
        ]
    )  # fmt: skip


def _orgs() -> pd.DataFrame:
    rows = [{"code": ENGLAND, "level": "england", "name": "England"}]
    rows += [
        {"code": f"Z{code[-1]}000{i}", "level": "practice", "name": f"{name} Surgery {i}"}
        for code, name in FOOTPRINTS.items()
        for i in range(3)
    ]
    return pd.DataFrame(rows)


def _footprints() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "vintage": v,
                "code": code,
                "name": f"NHS {name} Integrated Care Board",
                "short_name": name,
                "region": "Y99",
            }
            for v in VINTAGES
            for code, name in footprints_of(v).items()
        ]
    )


def _lineage() -> pd.DataFrame:
    rows = [("stp-2016", code, "icb-2022", code, True) for code in FOOTPRINTS]
    rows += [
        ("icb-2022", code, "icb-2026", MERGED if code in ("QZA", "QZB") else code, code not in ("QZA", "QZB"))
        for code in FOOTPRINTS
    ]
    return pd.DataFrame(rows, columns=["earlier_vintage", "earlier", "later_vintage", "later", "same_area"])


def _membership() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "child": f"Z{code[-1]}000{i}",
                "vintage": v,
                "basis": "invented",
                "parent": code if code in footprints_of(v) else MERGED,
            }
            for v in VINTAGES
            for code in FOOTPRINTS
            for i in range(3)
        ]
    )


def _facts(higher: float) -> pd.DataFrame:
    """England, every footprint and three practices each, once a year; scores for footprints only in three years."""
    rows = []
    for year in YEARS:
        for place, code in enumerate(FOOTPRINTS):
            value = 70 + 2.5 * place + (year - 2019) * 0.4 + higher
            rows.append(_fact(OVERALL, code, "footprint", year, value, base=1200))
            rows += [_fact(OVERALL, f"Z{code[-1]}000{i}", "practice", year, value + i - 1, base=400) for i in range(3)]
        rows.append(_fact(OVERALL, ENGLAND, "england", year, 76.25 + (year - 2019) * 0.4 + higher, base=7200))
        if year >= 2023:
            rows += [_fact(SCORE, c, "footprint", year, 8.0 + 0.1 * i, base=300) for i, c in enumerate(FOOTPRINTS)]
            rows.append(_fact(SCORE, ENGLAND, "england", year, 8.25, base=1800))
    return pd.DataFrame(rows)


def _fact(measure: str, org: str, level: str, year: int, value: float, *, base: int) -> dict[str, object]:
    hidden = measure == OVERALL and (org, year) == SUPPRESSED
    half = 1.96 * math.sqrt(value * (100 - value) / base)
    return {
        "measure": measure, "org": org, "level": level, "start": date(year, 1, 1), "end": date(year, 4, 1),
        "segment": "all", "value": None if hidden else round(value, 2),
        "numerator": None if hidden else base * value / 100, "denominator": None if hidden else float(base),
        "respondents": None if hidden else float(base), "lower": None if hidden else value - half,
        "upper": None if hidden else value + half, "status": "suppressed" if hidden else "ok",
        "release": f"{measure.partition('.')[0]}.{year}",
    }  # fmt: skip


def _outlines(vintage: str, shape) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"vintage": vintage, "code": code, "name": name, "rings": [shape(*place_of(code))]}
            for code, name in footprints_of(vintage).items()
        ]
    )


def _square(x: float, y: float) -> list[float]:
    return [x, y, x, y + SIDE, x + SIDE, y + SIDE, x + SIDE, y, x, y]


def _hexagon(x: float, y: float) -> list[float]:
    middle = (x + SIDE / 2, y + SIDE / 2)
    corners = [math.radians(30 + 60 * corner) for corner in range(7)]
    return [middle[axis] + SIDE / 2 * (math.sin, math.cos)[axis](angle) for angle in corners for axis in (0, 1)]
