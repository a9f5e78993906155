"""Where the PCNs of Frimley went when its footprint was divided in April 2026."""

from __future__ import annotations

import re

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.read.cells import by_line
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.belonging import RegisterAuthority, belongings
from loaders.sources.register.cells import check_cells

COLUMNS = {"pcn": "pcn_code", "name": "pcn_name", "commissioner": "commissioner_1_april_2026"}
"""ODS, ICB mergers phase 1 change summary, table of PCNs."""


def identify(raw: Raw, reference: Reference) -> Release:
    """One release: the PCNs of one reorganisation."""
    return Release(
        id="register.pcn_changes.icb-2026",
        title="PCNs and their commissioner, icb-2026",
        details={"vintage": "icb-2026"},
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per PCN, in its footprint from 1 April 2026."""
    rows = by_line(raw, COLUMNS)
    check_cells(rows, "pcn_changes", raw.name)
    vintage = release.details["vintage"]
    footprint = _footprints(rows["commissioner"], vintage, reference)
    if footprint.isna().any():
        strange = rows["commissioner"][footprint.isna()].iloc[0]
        raise LayoutChanged(raw.name, f"commissioners of {vintage}", f"also {strange!r}")
    orgs = pd.DataFrame({"code": rows["pcn"], "level": str(Level.PCN), "name": rows["name"]})
    return {"orgs": orgs, "membership": belongings(rows["pcn"], footprint, vintage, RegisterAuthority.ODS_SUMMARY)}


def _footprints(commissioner: pd.Series, vintage: str, reference: Reference) -> pd.Series:
    """The footprint of "NHS <ICB> ICB - <sub-ICB code>", by the code; by the ICB's name where the code is still a placeholder."""
    parts = commissioner.str.upper().str.extract(r"^(?P<icb>.+?) - \[?(?P<area>\w+)\]?$")
    by_name = {
        re.sub(r"INTEGRATED CARE BOARD$", "ICB", name.upper().strip()): code
        for code, name in reference.footprint_names(vintage).items()
    }
    return parts["area"].map(reference.footprint_of_area(vintage)).fillna(parts["icb"].map(by_name))
