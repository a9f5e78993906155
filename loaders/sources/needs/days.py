"""The day a list was extracted on, written differently from month to month."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from loaders.errors import LayoutChanged

_FORMS = ("%d%b%Y", "%d-%b-%y", "%d-%b-%Y", "%Y-%m-%d", "%d/%m/%Y")


def list_day(cells: pd.Series, file: str) -> date:
    """The one day of a column. Raises LayoutChanged for none, several, or a form nobody has seen."""
    texts = sorted(set(cells))
    for form in _FORMS if len(texts) == 1 else ():
        try:
            return datetime.strptime(texts[0], form).date()
        except ValueError:
            continue
    raise LayoutChanged(file, "one extract date such as 01APR2026", f"{texts[:3]}")
