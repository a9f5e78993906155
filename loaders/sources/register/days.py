"""The dates of the monthly practice publications, written differently from year to year: 01Jan2022, 01JAN2021, 01-Sep-20."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from loaders.errors import LayoutChanged

_FORMS = ("%d%b%Y", "%d-%b-%y", "%d-%b-%Y", "%d/%m/%Y", "%Y-%m-%d")


def extract_day(column: pd.Series, file: str) -> date:
    """The one day a file was extracted on. Raises LayoutChanged for none, several, or a form nobody has seen."""
    texts = sorted(set(column))
    if len(texts) == 1:
        for form in _FORMS:
            try:
                return datetime.strptime(texts[0], form).date()
            except ValueError:
                continue
    raise LayoutChanged(file, "one extract date such as 01Jan2022", f"{texts[:3]}")
