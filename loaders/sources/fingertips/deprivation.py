"""How deprived the patients of a practice live (Fingertips 93553): a need to set experience beside, and to find peers by."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from insight.model import ENGLAND, EVERYONE, Better, Bounds, Level, Measure, Status, Unit
from insight.traits import Role
from loaders.errors import LayoutChanged, NotUsable
from loaders.read.plain_tables import required, with_header
from loaders.read.sheets import as_number
from loaders.source import Raw, Release, Tables
from loaders.sources.fingertips.traits import INDEX

DEPRIVATION = Measure(
    id="fingertips.deprivation_score",
    source="fingertips",
    title="Deprivation score",
    question="Index of Multiple Deprivation score of the areas where patients live (higher is more deprived)",
    unit=Unit.SCORE,
    bounds=Bounds(0, 100),
    better=Better.NEITHER,
    additive=False,
    traits=INDEX,
    caveat="Runs from 0 to about 90, not to 10. Practice scores are estimated by OHID from where patients live.",
    decimals=1,
    roles=(Role.DEPRIVATION,),
)

INDICATOR = "93553"
COLUMNS = {
    "indicator": "indicator id", "code": "area code", "type": "area type", "period": "time period", "value": "value",
}  # fmt: skip
LEVELS = {"GP": Level.PRACTICE, "GPs": Level.PRACTICE, "England": Level.ENGLAND}
_PRACTICES = [name for name, level in LEVELS.items() if level is Level.PRACTICE]
_PRACTICE = r"[A-Z]\d{5}"
_CODE = r"[A-Za-z0-9_-]+"
"""Of any area type: E38000247, nE38000247, Cl_L2_1a."""


def fits(header: tuple[str, ...]) -> bool:
    """Whether a header is of a Fingertips download."""
    return set(COLUMNS.values()) <= set(header)


def identify(raw: Raw) -> Release:
    """One release per year of the index. Raises NotUsable for any other Fingertips indicator."""
    rows = required(with_header(raw), COLUMNS, raw.name)
    if set(rows["indicator"]) != {INDICATOR}:
        raise NotUsable(
            f"{raw.name}: a Fingertips indicator other than {INDICATOR}, deprivation score; only that one is loaded."
        )
    periods = sorted(set(rows["period"]))
    if len(periods) != 1 or not re.fullmatch(r"\d{4}", periods[0]):
        raise LayoutChanged(raw.name, "one year", f"{periods[:3]}")
    year = int(periods[0])
    return Release(
        id=f"fingertips.deprivation.{year}",
        title=f"Deprivation score by practice, IMD {year}",
        start=date(year, 1, 1),
        end=date(year + 1, 1, 1),
    )


def tidy(raw: Raw, release: Release) -> Tables:
    """One fact per practice and one for England, which Fingertips prints twice. Raises LayoutChanged by line for a cell that cannot be."""
    rows = required(with_header(raw), COLUMNS, raw.name)
    if not rows["type"].isin(list(LEVELS)).any():
        raise LayoutChanged(raw.name, f"area types among {', '.join(LEVELS)}", f"{sorted(set(rows['type']))[:5]}")
    _refuse(rows["code"], ~rows["code"].str.fullmatch(_CODE), "an area code such as A81001 or E92000001", raw.name)
    odd = rows["code"].str.fullmatch(_PRACTICE) != rows["type"].isin(_PRACTICES)
    _refuse(rows["type"], odd, "the area type of a practice beside its code, and of no other", raw.name)
    rows = rows[rows["type"].isin(list(LEVELS))].drop_duplicates(["code", "value"])
    value = rows["value"].map(as_number).astype(float)
    _refuse(rows["value"], value.isna() & (rows["value"] != ""), "a number or nothing as value", raw.name)
    if value.isna().all():
        raise LayoutChanged(raw.name, "scores in the column value", "none")
    facts = pd.DataFrame(
        {
            "measure": DEPRIVATION.id,
            "org": rows["code"].where(rows["type"] != "England", ENGLAND),
            "level": rows["type"].map({name: str(level) for name, level in LEVELS.items()}),
            "start": release.start,
            "end": release.end,
            "segment": EVERYONE,
            "value": value,
            "status": value.notna().map({True: str(Status.OK), False: str(Status.NOT_AVAILABLE)}),
            "release": release.id,
        }
    )
    return {"facts": facts.reset_index(drop=True)}


def _refuse(cells: pd.Series, odd: pd.Series, expected: str, file: str) -> None:
    """Raise LayoutChanged for the first odd cell, by line; the first line is the header."""
    if odd.any():
        row = cells.index[odd][0]
        raise LayoutChanged(file, expected, f"{cells[row]!r} in line {row + 2}")
