"""Everything a visitor may look for by name, former name, code or postcode, as one small file that a browser keeps."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from insight.benchmarks.org_names import written
from insight.charts.wire import packed
from insight.derived import derived_folder, keep_whole
from insight.model import Level
from insight.queries import histories, menu
from insight.queries.place_choice import KINDS
from insight.queries.published import PublishedSet, remembered

_FILE = "search.bin"
KIND_NAMES = {
    "footprint": "Area",
    Level.TRUST: "NHS trust",
    Level.PRACTICE: "GP practice",
    "measure": "Measure",
    Level.SITE: "Hospital site",
    Level.WARD: "Ward",
    Level.LOCATION: "Rated place",
}
"""What can be found, the kind first that most visitors mean."""


@dataclass(frozen=True)
class Entries:
    """Things of one kind, column by column. Texts hold no line ends."""

    kind: str
    codes: Sequence[str]
    names: Sequence[str]
    details: Sequence[str]
    """What tells two of a name apart: the footprint, the hospital, the set of areas, the source."""
    also: Sequence[str]
    """Further words they are found by, never shown: postcode, register's name, names and codes of those they took over, codes of places
    inspected there, codes of areas at the ONS."""
    sets: Sequence[str] = ()
    """The vintage of each footprint."""


@remembered
def search_index(published: PublishedSet) -> bytes:
    """The index of a set as deflated JSON: kinds, and for each their columns as texts with one line an entry.

    Built once for a set and kept beside it, for every process that serves it.
    """
    path = derived_folder(published.store.folder) / _FILE
    if path.exists():
        return path.read_bytes()
    content = packed([_told(each) for each in _entries(published)])
    with contextlib.suppress(OSError):  # a cache that cannot be written is served all the same
        keep_whole(path, partial(_write, content))
    return content


def _write(content: bytes, half: str) -> None:
    Path(half).write_bytes(content)


def _told(entries: Entries) -> dict[str, object]:
    return {
        "kind": entries.kind,
        "title": KIND_NAMES[entries.kind],
        **{
            name: "\n".join(_line(each) for each in getattr(entries, name))
            for name in ("codes", "names", "details", "also", "sets")
        },
    }


def _line(text: object) -> str:
    return " ".join(str(text).split()) if isinstance(text, str) else ""


def _entries(published: PublishedSet) -> Iterator[Entries]:
    yield _footprints(published)
    orgs = _orgs(published)
    for kind in KIND_NAMES:
        if kind == "measure":
            yield _measures(published)
        elif kind in KINDS:
            rows = orgs[orgs["level"] == kind]
            yield Entries(kind, *(rows[name].tolist() for name in ("code", "name", "detail", "also")))


def _footprints(published: PublishedSet) -> Entries:
    store = published.store
    newest_first = {str(id): at for at, id in enumerate(reversed(store.vintages.index))}
    rows = store.footprints[store.footprints["vintage"].isin(newest_first)]
    rows = rows.assign(at=rows["vintage"].map(newest_first)).sort_values(["at", "short_name"])
    titles = store.vintages["title"]
    return Entries(
        "footprint",
        rows["code"].tolist(),
        rows["short_name"].tolist(),
        [str(titles[id]) for id in rows["vintage"]],
        (rows["name"] + " " + rows["ons_codes"].fillna("").str.replace(";", " ")).tolist(),
        rows["vintage"].tolist(),
    )


def _measures(published: PublishedSet) -> Entries:
    rows, options = published.store.measures, menu.measures(published)
    sources = menu.sources(published)
    return Entries(
        "measure",
        list(options),
        [str(rows.at[id, "title"]) for id in options],
        [sources[str(rows.at[id, "source"])] for id in options],
        [f"{rows.at[id, 'short']} {rows.at[id, 'question']}" for id in options],
    )


def _orgs(published: PublishedSet) -> pd.DataFrame:
    """One row per organisation: code, level, name, detail, also. A place inspected in a practice or site is found as that."""
    store = published.store
    orgs = store.orgs[store.orgs["level"].isin(list(KINDS))]
    known = orgs.drop_duplicates(["code", "level"])
    newest = next(iter(menu.vintages(published)), None)
    links = store.membership(newest) if newest else pd.DataFrame({"child": [], "parent": []})
    within = links[
        links["parent"].isin(known.loc[known["level"].isin([Level.PRACTICE, Level.SITE, Level.TRUST]), "code"])
    ]
    level = known.set_index("code")["level"]
    level = level[~level.index.duplicated()]
    of_location = within[within["child"].isin(known.loc[known["level"] == Level.LOCATION, "code"])]
    of_practice = of_location[of_location["parent"].map(level).eq(Level.PRACTICE)]
    codes_inside = of_practice.groupby("parent")["child"].agg(" ".join)
    taken_over = known[known["successor"].notna()]
    before = (taken_over["name"] + " " + taken_over["code"]).groupby(taken_over["successor"]).agg(" ".join)
    called = known[known["level"] == Level.LOCATION].set_index("code")["name"]
    sites = set(known.loc[known["level"] == Level.SITE, "code"])
    gone = known["level"].eq(Level.LOCATION) & (known["code"].isin(of_practice["child"]) | known["code"].isin(sites))
    rows = known[~gone]
    is_site, is_ward = rows["level"].eq(Level.SITE), rows["level"].eq(Level.WARD)
    names = rows["name"].where(is_ward, rows["name"].map(written))
    names = rows["code"].map(called).astype(object).where(is_site).fillna(names)
    above = within.drop_duplicates("child").set_index("child")["parent"]
    hospital = rows["code"].map(above).map(called).astype(object)
    homes = histories.geography(published, newest).homes if newest else pd.Series(dtype=object)
    areas = (
        histories.geography(published, newest).names.set_index("code")["short_name"]
        if newest
        else pd.Series(dtype=object)
    )
    where = rows["code"].map(homes).map(areas).astype(object).fillna("")
    closed = rows["closed"].notna().map({True: "closed", False: ""})
    parts = zip(hospital.where(is_ward).fillna(""), where, closed, strict=True)
    also = zip(
        rows["postcode"].astype(object).fillna(""),
        rows["name"].astype(object).where(is_site).fillna(""),
        rows["code"].map(codes_inside).astype(object).where(rows["level"].eq(Level.PRACTICE)).fillna(""),
        rows["code"].map(before).astype(object).fillna(""),
        strict=True,
    )
    return pd.DataFrame(
        {
            "code": rows["code"],
            "level": rows["level"],
            "name": names,
            "detail": [", ".join(each for each in part if each) for part in parts],
            "also": [" ".join(each for each in words if each) for words in also],
        }
    )
