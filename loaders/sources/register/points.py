"""Where trusts have their headquarters: longitude and latitude, for the map."""

from __future__ import annotations

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.text import required, with_header

COLUMNS = {"code": "code", "name": "name", "longitude": "lon", "latitude": "lat"}
HEADER = ("code", "name", "status", "lon", "lat")


def identify(raw: Raw, layout: str, reference: Reference) -> Release:
    """One release."""
    return Release(id="register.trust_points", title="Trust headquarters", details={"layout": layout})


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One org per trust. Its "closed" has no date, so it cannot be told as one: that is left to the ODS's trust report."""
    rows = required(with_header(raw), COLUMNS, raw.name)
    for column in ("longitude", "latitude"):
        rows[column] = pd.to_numeric(rows[column], errors="coerce")
    if rows[["longitude", "latitude"]].isna().any(axis=None):
        raise LayoutChanged(raw.name, "degrees in lon and lat", "something else")
    return {"orgs": rows.assign(level=str(Level.TRUST))}
