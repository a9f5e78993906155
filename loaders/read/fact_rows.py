"""Figures as rows of facts: what all rows of one file share is written once."""

from __future__ import annotations

import pandas as pd

from insight.model import EVERYONE, Status
from loaders.source import Release


def fact_rows(release: Release, **columns: object) -> pd.DataFrame:
    """One fact per row of these columns: about everyone, the days of the release, and shown, unless a column says otherwise."""
    days = {"start": release.start, "end": release.end}
    shared = {**days, "segment": EVERYONE, "status": str(Status.OK), "release": release.id}
    return pd.DataFrame({**columns, **{name: each for name, each in shared.items() if name not in columns}})
