"""Who went where when CCGs and footprints changed: the survey's CCG lookup, and the PCNs of Frimley in April 2026."""

from __future__ import annotations

import re

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.belonging import Word, belongings, news_only
from loaders.sources.register.text import required, with_header

CCG_COLUMNS = {"area": "ccg code", "footprint": "icb code", "name": "icb name"}
"""Published by the GP Patient Survey with its results of 2022."""

PCN_COLUMNS = {"pcn": "pcn_code", "name": "pcn_name", "commissioner": "commissioner_1_april_2026"}
"""ODS, ICB mergers phase 1 change summary, table of PCNs."""


def identify_ccgs(raw: Raw, layout: str, reference: Reference) -> Release:
    """One release: the lookup to the footprints of July 2022."""
    rows = required(with_header(raw), CCG_COLUMNS, raw.name)
    vintage = reference.vintage_of_ods_codes(rows["footprint"])
    if vintage is None:
        raise LayoutChanged(raw.name, "every ICB of one vintage", f"{rows['footprint'].nunique()} codes that fit none")
    return _release("ccg_lookup", layout, "CCG to ICB lookup", vintage)


def ccgs(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per CCG of the past in the ICB its area became, beyond what the code lists say of today's areas."""
    rows = required(with_header(raw), CCG_COLUMNS, raw.name)
    membership = belongings(rows["area"], rows["footprint"], release.details["vintage"], Word.CCG_LOOKUP)
    return {"membership": news_only(membership, reference)}


def identify_pcns(raw: Raw, layout: str, reference: Reference) -> Release:
    """One release: the PCNs of one reorganisation."""
    return _release("pcn_changes", layout, "PCNs and their commissioner", "icb-2026")


def pcns(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per PCN, in its footprint from 1 April 2026."""
    rows = required(with_header(raw), PCN_COLUMNS, raw.name)
    vintage = release.details["vintage"]
    footprint = _footprints(rows["commissioner"], vintage, reference)
    if footprint.isna().any():
        raise LayoutChanged(
            raw.name, f"commissioners of {vintage}", f"also {rows['commissioner'][footprint.isna()].iloc[0]!r}"
        )
    orgs = pd.DataFrame({"code": rows["pcn"], "level": str(Level.PCN), "name": rows["name"]})
    return {"orgs": orgs, "membership": belongings(rows["pcn"], footprint, vintage, Word.ODS_SUMMARY)}


def _footprints(commissioner: pd.Series, vintage: str, reference: Reference) -> pd.Series:
    """The footprint of "NHS <ICB> ICB - <sub-ICB code>", by the code; by the ICB's name where the code is still a placeholder."""
    parts = commissioner.str.upper().str.extract(r"^(?P<icb>.+?) - \[?(?P<area>\w+)\]?$")
    by_name = {_short(name): code for code, name in reference.footprint_names(vintage).items()}
    return parts["area"].map(reference.footprint_of_area(vintage)).fillna(parts["icb"].map(by_name))


def _short(name: str) -> str:
    return re.sub(r"INTEGRATED CARE BOARD$", "ICB", name.upper().strip())


def _release(kind: str, layout: str, title: str, vintage: str) -> Release:
    return Release(
        id=f"register.{kind}.{vintage}", title=f"{title}, {vintage}", details={"layout": layout, "vintage": vintage}
    )
