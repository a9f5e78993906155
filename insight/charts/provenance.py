"""What is written at the foot of a chart: who published the figures and when, how they came about, for which areas."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.wording import day, period_names
from insight.measures.precision import OUR_LIMITS, PUBLISHED_LIMITS
from insight.model import Basis

DEMONSTRATION = "DEMONSTRATION DATA: these figures are invented and say nothing about any real place."
SCHEMATIC = "Areas are schematic."
HEXAGONS = "One hexagon for each footprint, whatever its size or population; places are approximate."
ONS_LICENCE = "Source: Office for National Statistics licensed under the Open Government Licence v.3.0."
OS_RIGHTS = "Contains OS data © Crown copyright and database right {year}."
_MAP_CREDIT = re.compile(r"Map source: .*?(Contains OS data [^.]*\.)")
_TO = " to "
"""Between the ends of a period of several years in its name."""
LINE = 150
"""Characters in a line of the foot."""


@dataclass(frozen=True, eq=False)
class Provenance:
    """Where the figures of a chart come from."""

    releases: pd.DataFrame
    """The releases table, indexed by id."""
    vintage: str
    """The title of the vintage."""
    demonstration: bool


def foot(provenance: Provenance, drawn: pd.DataFrame, *extra: str) -> list[str]:
    """The lines of the foot, for the rows that are drawn (release, basis, interval as in a series)."""
    words = [*_sources(provenance.releases, drawn), *_methods(drawn), f"Areas: {provenance.vintage}.", *extra]
    # Between words alone, so that the lines joined are the sentences as they were handed over.
    lines = textwrap.wrap(" ".join(word for word in words if word), LINE, break_on_hyphens=False)
    return [*lines, DEMONSTRATION] if provenance.demonstration else lines


def foot_of(provenance: Provenance, releases: Iterable[str], *extra: str) -> list[str]:
    """The same for what is drawn from some releases and has neither basis nor interval."""
    return foot(provenance, pd.DataFrame({"release": list(releases), "basis": None, "interval": None}), *extra)


def boundary_credit(provenance: Provenance, vintage: str, otherwise: pd.Timestamp) -> str:
    """What is written inside every map of true boundaries: the credit that the Office for National Statistics asks for.

    The year is that of the boundaries' release, or of the day they were retrieved, or `otherwise`.
    """
    if provenance.demonstration:
        return SCHEMATIC
    releases = provenance.releases
    mine = releases[releases["source"].eq("boundaries") & releases["id"].str.endswith(vintage)]
    dates = [*mine["published"].dropna(), *mine["retrieved"].dropna(), otherwise] if len(mine) else [otherwise]
    year = pd.Timestamp(dates[0]).year
    return f"Map {ONS_LICENCE[0].lower()}{ONS_LICENCE[1:]} {OS_RIGHTS.format(year=year)}"


def map_credit(foot: str) -> tuple[str, str]:
    """The credit of true boundaries that a foot holds, and of it the sentence that stands beside every map; none on other charts."""
    found = _MAP_CREDIT.search(foot)
    return (found[0], found[1]) if found else ("", "")


def _sources(releases: pd.DataFrame, drawn: pd.DataFrame) -> list[str]:
    used = releases.reindex(drawn["release"].dropna().unique()).dropna(subset="title")
    said = [_sentence(text) for text in used["attribution"].dropna().unique()]
    said += _periods(used)
    return [*said, when] if (when := published_on(used)) else said


def published_on(used: pd.DataFrame) -> str:
    """When releases were published, as a sentence; empty for several sources: one date would be read as that of all."""
    dates = pd.to_datetime(used["published"])
    if used["source"].nunique() != 1 or dates.isna().any():
        return ""
    return f"{'Published' if dates.nunique() == 1 else 'Latest published'} {day(dates.max())}."


def _methods(drawn: pd.DataFrame) -> list[str]:
    bases = {str(basis) for basis in drawn["basis"].dropna()}
    whose = {str(each) for each in drawn["interval"].dropna()}
    said = [_basis(bases)] if bases else []
    if whose == {PUBLISHED_LIMITS}:
        said.append("95% intervals as published.")
    elif whose == {OUR_LIMITS} and Basis.PUBLISHED in bases and len(bases) > 1:
        said.append("95% intervals: worked out by us for every area alike, because not every area has a published one.")
    elif whose == {OUR_LIMITS}:
        said.append("95% intervals: worked out by us.")
    elif whose:
        said.append("95% intervals as published, otherwise worked out by us.")
    return said


def _basis(bases: set[str]) -> str:
    built = " or ".join(sorted(bases - {Basis.PUBLISHED}))
    if not built:
        return "Basis: published for each area."
    if Basis.PUBLISHED in bases:
        return f"Basis: published where the publisher gives the area, otherwise {built}."
    return f"Basis: {built}."


def _periods(used: pd.DataFrame) -> list[str]:
    """Which releases, by the periods they are about."""
    dated = used.dropna(subset=["start", "end"]).sort_values("start")
    if dated.empty:
        return []
    names = list(dict.fromkeys(period_names(dated)))
    if len(names) > 2 or (len(names) == 2 and _TO in "".join(names)):
        last = period_names(dated.sort_values("end", kind="stable").tail(1))[0]
        names = [f"{names[0].split(_TO)[0]}{_TO}{last.split(_TO)[-1]}"]
    return [f"Figures for {' and '.join(names)}."]


def _sentence(text: str) -> str:
    """An attribution as a sentence that says what it is."""
    named = text if text.startswith(("Source", "Contains")) else f"Source: {text}"
    return named if named.endswith(".") else f"{named}."
