"""An invented country for tests: three vintages, a handful of footprints, made-up figures. Nothing here is real."""

from __future__ import annotations

from typing import Any

import pandas as pd

from insight.measures.geography import Geography
from insight.model import ENGLAND, Better, Measure, Unit
from insight.traits import Role
from tests.traits import traits_of

OVERALL = Measure(
    id="gpps.overall_experience",
    source="gpps",
    title="Overall experience of GP practice",
    question="Overall, how would you describe your experience of your GP practice?",
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    additive=True,
    traits=traits_of("gpps.overall_experience"),
    roles=(Role.OUTCOME, Role.ASKED_OF_ALL),
)

_VINTAGES = pd.DataFrame(
    {
        "id": ["old", "mid", "new"],
        "title": ["Old plans", "Middle plans", "New plans"],
        "start": pd.to_datetime(["2016-01-01", "2020-07-01", "2024-07-01"]),
        "end": pd.to_datetime(["2020-07-01", "2024-07-01", None]),
    }
)

# North keeps its area throughout; East changes between old and mid and keeps its letters; West and South merge.
_FOOTPRINTS = pd.DataFrame(
    [
        (vintage, code, name, name, f"E{code}", "R1")
        for vintage, orgs in {
            "old": {"NN": "North", "EE": "East", "WW": "West", "SS": "South"},
            "mid": {"NN": "North", "EE": "East", "WW": "West", "SS": "South"},
            "new": {"NN": "North", "EE": "East", "XX": "West and South"},
        }.items()
        for code, name in orgs.items()
    ],
    columns=["vintage", "code", "name", "short_name", "ons_codes", "region"],
)

_LINEAGE = pd.DataFrame(
    [
        ("old", "NN", "mid", "NN", True),
        ("old", "EE", "mid", "EE", False),
        ("old", "WW", "mid", "WW", True),
        ("old", "SS", "mid", "SS", True),
        ("mid", "NN", "new", "NN", True),
        ("mid", "EE", "new", "EE", True),
        ("mid", "WW", "new", "XX", False),
        ("mid", "SS", "new", "XX", False),
    ],
    columns=["earlier_vintage", "earlier", "later_vintage", "later", "same_area"],
)

NO_BREAKS = pd.DataFrame({"measure": [], "date": pd.to_datetime([]), "reason": [], "citation": []})

RELEASES = pd.DataFrame(
    {
        "id": ["gpps.2025"],
        "source": ["gpps"],
        "title": ["GP Patient Survey 2025"],
        "start": pd.to_datetime(["2025-01-01"]),
        "end": pd.to_datetime(["2025-04-01"]),
        "published": pd.to_datetime(["2025-07-10"]),
        "retrieved": pd.to_datetime(["2025-07-11"]),
        "attribution": ["Source: GP Patient Survey 2025, NHS England and Ipsos."],
        "url": ["https://example.org/2025.csv"],
    }
).set_index("id", drop=False)


def geography(vintage: str = "new", homes: dict[str, str] | None = None) -> Geography:
    """One of the invented vintages, with the practices that `homes` places."""
    links = [(child, parent, "invented") for child, parent in (homes or {}).items()]
    return Geography(
        vintage, _VINTAGES, _FOOTPRINTS, _LINEAGE, pd.DataFrame(links, columns=["child", "parent", "basis"])
    )


def fact(org: str, year: int, value: float | None, level: str = "practice", **other: Any) -> dict[str, Any]:
    """One fact of a survey taken in the first quarter of a year; `denominator` and `respondents` default to 100."""
    row: dict[str, Any] = {
        "org": org,
        "level": level,
        "start": pd.Timestamp(year, 1, 1),
        "end": pd.Timestamp(year, 4, 1),
        "segment": "all",
        "value": value,
        "denominator": 100.0,
        "respondents": 100.0,
        "lower": None,
        "upper": None,
        "status": "ok",
        "release": f"gpps.{year}",
    }
    row |= other
    if "numerator" not in other:
        shown = row["value"] is not None and row["denominator"] is not None
        row["numerator"] = row["value"] / 100 * row["denominator"] if shown else None
    return row


def facts(*rows: dict[str, Any]) -> pd.DataFrame:
    """Facts of one measure, typed as the store returns them."""
    frame = pd.DataFrame(list(rows))
    for column in ("value", "numerator", "denominator", "respondents", "lower", "upper"):
        frame[column] = pd.to_numeric(frame[column]).astype(float)
    return frame


def england(year: int, value: float, **other: Any) -> dict[str, Any]:
    """England's published figure, without its base unless told: the few orgs of a test are no tiny part of England."""
    return fact(ENGLAND, year, value, "england", **({"respondents": 700_000.0, "denominator": None} | other))


def footprint(code: str, year: int, value: float | None, **other: Any) -> dict[str, Any]:
    """A footprint's published figure, on 10,000 replies unless told otherwise."""
    return fact(code, year, value, "footprint", **({"respondents": 10_000.0, "denominator": 10_000.0} | other))
