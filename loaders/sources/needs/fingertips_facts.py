"""The figures of Fingertips rows: value, limits, count and denominator held against one another, or the status in their place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.model import EVERYONE, Status, Unit
from loaders.errors import LayoutChanged
from loaders.sources.needs.cells import numbers_or_nothing, refuse
from loaders.sources.needs.declared import measure_id, measures

_APART = 0.25
"""Points. Shares and limits agree with count and denominator to the last digits printed, but for two areas of 2016/17, which
were published up to 0.21 off."""
_Z95 = 1.959963984540054
_SUPPRESSED = "Value suppressed"
"""How the value note of a hidden figure begins; any other empty value is missing in the source."""


def figures(table: pd.DataFrame, file: str, release: str) -> pd.DataFrame:
    """One fact per row, which has our measure, org, level, start and end. Raises LayoutChanged by line for a number that cannot be."""
    cells = {
        name: numbers_or_nothing(table[name], file) for name in ("value", "lower", "upper", "count", "denominator")
    }
    shown, value = table["value"], cells["value"]
    if len(table) and value.isna().all():
        raise LayoutChanged(file, "figures in the column Value", "none")
    kind = {each.id: each.unit for each in measures()}
    ids = table["measure"].map(measure_id)
    share = ids.map(kind).eq(Unit.PERCENT)
    refuse(shown, share & ~value.isna() & ~value.between(0, 100), "a percentage", file)
    refuse(shown, (cells["lower"] > value) | (value > cells["upper"]), "a value within its limits", file)
    _agree(table, cells, share & value.notna(), file)
    hidden = table["note"].str.startswith(_SUPPRESSED)
    refuse(shown, hidden & value.notna(), "no value beside the note that it is suppressed", file)
    status = np.select([hidden, value.isna()], [str(Status.SUPPRESSED), str(Status.NOT_AVAILABLE)], str(Status.OK))
    counted = share & value.notna()
    few = counted & (cells["denominator"] < ids.map({each.id: each.traits.low_base_under for each in measures()}))
    facts = pd.DataFrame(
        {
            "measure": ids,
            "org": table["org"],
            "level": table["level"],
            "start": table["start"],
            "end": table["end"],
            "segment": EVERYONE,
            "value": value,
            "numerator": cells["count"].where(counted),
            "denominator": cells["denominator"].where(counted),
            "lower": cells["lower"].where(counted),
            "upper": cells["upper"].where(counted),
            "label": table["label"].replace(["", "Not compared"], None).where(value.notna(), None),
            "status": np.where(few, str(Status.LOW_BASE), status),
            "release": release,
        }
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
    expected = {"value": share, "lower": (centre - spread) / width, "upper": (centre + spread) / width}
    for name, figure in expected.items():
        apart = (cells[name] - 100 * figure).abs()
        refuse(table[name], due & (apart > _APART), f"the {name} that count and denominator give", file)
