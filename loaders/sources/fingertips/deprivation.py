"""How deprived the patients of a practice live (Fingertips 93553): a need to set experience beside, and to find peers by."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from insight.model import ENGLAND, EVERYONE, Better, Bounds, Level, Measure, Status, Unit
from insight.traits import Role
from loaders.errors import LayoutChanged, NotUsable
from loaders.read.plain_tables import required, with_header
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
    """One fact per practice and one for England, which Fingertips prints twice."""
    rows = required(with_header(raw), COLUMNS, raw.name)
    rows = rows[rows["type"].isin(list(LEVELS))].drop_duplicates(["code", "value"])
    value = pd.to_numeric(rows["value"], errors="coerce")
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
    if facts.empty:
        raise LayoutChanged(raw.name, f"area types among {', '.join(LEVELS)}", "none")
    return {"facts": facts.reset_index(drop=True)}
