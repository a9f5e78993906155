"""The figures of Fingertips rows: value, limits, count and denominator held against one another, or the status in their place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.model import Status, Unit
from loaders.errors import LayoutChanged
from loaders.read.cells import numbers_or_nothing, refuse
from loaders.read.fact_rows import fact_rows
from loaders.source import Release
from loaders.sources.needs.declared import MEASURES, measure_id

_SHARE, _WIDTH = 0.02, 0.25
"""How far a share may lie from its count over its denominator, as a part of it, and a limit from Wilson's, as a part of the width
between both, besides rounding. Of 6,902 shares of the levels we load none is off; two districts of 2016/17 are by up to 1.4 %. The
limits of dementia of 2013/14 are exact ones, which lie up to a twentieth of the width from Wilson's."""
_FINEST = 5
"""Decimals that some years are rounded to; a cell that prints fewer is rounded to these."""
_Z95 = 1.959963984540054
_SUPPRESSED = "Value suppressed"
"""How the value note of a hidden figure begins; any other empty value is missing in the source."""


def figures(table: pd.DataFrame, file: str, release: Release) -> pd.DataFrame:
    """One fact per row, which has our measure, org, level, start and end. Raises LayoutChanged by line for a number that cannot be."""
    cells = {
        name: numbers_or_nothing(table[name], file) for name in ("value", "lower", "upper", "count", "denominator")
    }
    shown, value = table["value"], cells["value"]
    if len(table) and value.isna().all():
        raise LayoutChanged(file, "figures in the column Value", "none")
    kind = {each.id: each.unit for each in MEASURES}
    ids = table["measure"].map(measure_id)
    share = ids.map(kind).eq(Unit.PERCENT)
    refuse(shown, share & ~value.isna() & ~value.between(0, 100), "a percentage", file)
    refuse(shown, (cells["lower"] > value) | (value > cells["upper"]), "a value within its limits", file)
    _agree(table, cells, share & value.notna(), file)
    hidden = table["note"].str.startswith(_SUPPRESSED)
    refuse(shown, hidden & value.notna(), "no value beside the note that it is suppressed", file)
    status = np.select([hidden, value.isna()], [str(Status.SUPPRESSED), str(Status.NOT_AVAILABLE)], str(Status.OK))
    counted = share & value.notna()
    few = counted & (cells["denominator"] < ids.map({each.id: each.traits.low_base_under for each in MEASURES}))
    facts = fact_rows(
        release,
        measure=ids,
        org=table["org"],
        level=table["level"],
        start=table["start"],
        end=table["end"],
        value=value,
        numerator=cells["count"].where(counted),
        denominator=cells["denominator"].where(counted),
        lower=cells["lower"].where(counted),
        upper=cells["upper"].where(counted),
        label=table["label"].replace(["", "Not compared"], None).where(value.notna(), None),
        status=np.where(few, str(Status.LOW_BASE), status),
    )
    return facts.reset_index(drop=True)


def _agree(table: pd.DataFrame, cells: dict[str, pd.Series], due: pd.Series, file: str) -> None:
    """Raise LayoutChanged by line for a share that is not its count over its denominator, or has other limits than Wilson's."""
    count, base = cells["count"], cells["denominator"]
    refuse(table["count"], due & count.isna(), "a count beside the share", file)
    refuse(table["denominator"], due & ~(base > 0), "a denominator above 0 beside the share", file)
    refuse(table["count"], due & ((count < 0) | (count > base)), "a count of 0 to its denominator", file)
    share = count / base
    spread = _Z95 * np.sqrt(share * (1 - share) / base + _Z95**2 / (4 * base**2))
    centre, width = share + _Z95**2 / (2 * base), 1 + _Z95**2 / base
    limit = _WIDTH * 2 * spread / width
    expected = {
        "value": (share, _SHARE * share),
        "lower": ((centre - spread) / width, limit),
        "upper": ((centre + spread) / width, limit),
    }
    for name, (figure, slack) in expected.items():
        apart = (cells[name] - 100 * figure).abs()
        odd = due & (apart > 100 * slack + _rounded(table[name]))
        refuse(table[name], odd, f"the {name} that count and denominator give", file)


def _rounded(cells: pd.Series) -> pd.Series:
    """By how much each cell may have been rounded: one step of the last decimal it prints."""
    decimals = cells.str.extract(r"^\d*\.?(\d*)$")[0].str.len().clip(upper=_FINEST).fillna(_FINEST)
    return 10.0**-decimals
