"""Invented publishers for the tests of the loading engine: a file is one line of identity and one line per practice."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from insight.model import Better, Break, Measure, Unit
from loaders.errors import LayoutChanged, NotUsable
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables, Wanted, Web
from tests.traits import NOTHING, PLAIN


class Toy:
    """A source whose files read `TOY,<source>,<year>,<part>[,<published>]`, then `<practice>,<percent>` per line.

    Some percentages are commands: `broken` is a changed layout, `refused` is not usable, `wide` a cell without end, `bug` is a fault of ours,
    `deadly` ends the process that reads it, `empty` gives no rows. A part `named` is read where the name of the file has the year;
    one that is `dated` is of the year that its name has.
    """

    def __init__(self, name: str, wanted: Sequence[Wanted] = (), version: int = 1) -> None:
        self.SOURCE = SourceInfo(
            name,
            f"Toy survey {name}",
            "Nobody",
            f"https://example.invalid/{name}",
            "OGL v3",
            "Invented",
            version,
            NOTHING,
        )
        self.MEASURES = [
            Measure(
                f"{name}.good", name, "Good", "Was it good?", Unit.PERCENT, Better.HIGHER, additive=True, traits=PLAIN
            ),
            Measure(
                f"{name}.unused",
                name,
                "Unused",
                "Is it used?",
                Unit.PERCENT,
                Better.HIGHER,
                additive=True,
                traits=PLAIN,
            ),
        ]
        self.BREAKS = [Break(f"{name}.good", date(2024, 1, 1), "The question changed.", "Invented")]
        self._wanted = wanted
        self.tidied: list[str] = []

    def releases(self, web: Web) -> Iterable[Wanted]:
        web.page(self.SOURCE.page)
        return list(self._wanted)

    def recognise(self, raw: Raw, reference: Reference) -> Release | None:
        identity = raw.head(200).decode("utf-8", "replace").splitlines()[0].split(",")
        if identity[:2] != ["TOY", self.SOURCE.id]:
            return None
        dated = identity[3] == "dated" and re.search(r"20\d\d", raw.name)
        year = int(dated[0] if dated else identity[2])
        published = date.fromisoformat(identity[4]) if len(identity) > 4 else None
        start, end = date(year, 1, 1), date(year, 4, 1)
        return Release(f"{self.SOURCE.id}.{year}.{identity[3]}", f"Toy {year}", start, end, published)

    def tidy(self, raw: Raw, release: Release, reference: Reference) -> Tables:
        self.tidied.append(raw.name)
        rows = [line.split(",") for line in raw.read().decode().splitlines()[1:]]
        words = {percent for _, percent in rows}
        if "broken" in words:
            raise LayoutChanged(raw.name, "a percentage", "'broken'")
        if "refused" in words:
            raise NotUsable(f"{raw.name}: this is the unweighted version")
        if release.id.endswith("named") and str(release.start.year) not in raw.name:
            raise NotUsable(f"{raw.name}: its name tells no year")
        if "wide" in words:
            raise csv.Error("field larger than field limit (131072)")
        if "bug" in words:
            raise ZeroDivisionError("one over nothing")
        if "empty" in words:
            return {}
        facts = pd.DataFrame(
            {
                "measure": f"{self.SOURCE.id}.good",
                "org": [org for org, _ in rows],
                "level": "practice",
                "start": release.start,
                "end": release.end,
                "segment": "all",
                "value": [float(percent) for _, percent in rows],
                "status": "ok",
                "release": release.id,
            }
        )
        orgs = pd.DataFrame({"code": facts["org"], "level": "practice", "name": facts["org"] + f" in {release.start}"})
        return {"facts": facts, "orgs": orgs}


def write_practices(
    folder: Path, source: str, count: int, *, year: int = 2025, name: str = "", value: int = 70
) -> Path:
    """One published file of a toy source about so many practices, of which every third says `value`, the others 70."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"{source} {year} practice.csv")
    lines = [
        f"TOY,{source},{year},practice",
        *(f"A{number:05},{70 if number % 3 else value}" for number in range(count)),
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def write_toy(
    folder: Path, source: str, year: int, value: object, *, part: str = "practice", name: str = "", published: str = ""
) -> Path:
    """One published file of a toy source, about two practices, named after its release unless told otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"{source} {year} {part}.csv")
    ending = f",{published}" if published else ""
    path.write_text(f"TOY,{source},{year},{part}{ending}\nA00001,{value}\nA00002,50\n")
    return path
