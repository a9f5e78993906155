"""What became of an organisation that closed, and of a footprint or a commissioner's area from one vintage to another.

The ground under a code may change, and an organisation may be followed by several: then nothing is carried over.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow as pa

from insight.schema import TABLES, conform

_LONGEST_LINE = 20
"""Successions in a row before we stop following: far more than the register's longest, and an end to circles."""
_WHOLE = "*"
"""In place of postcodes: all of the area went."""


@cache
def exchanges() -> pd.DataFrame:
    """One row per piece of ground that went from one commissioner's area to another between two vintages. Read-only.

    From the LSOA lookups of April 2021 and July 2022, the ODS registers before and after (Oundle, of postcode PE8 4, joined
    78H on 1 July 2022, Wansford, PE8 6, did not), and the ODS change summary of 2025. Where nobody has listed the postcodes
    of a piece they are blank; "*" is the whole area.
    """
    return pd.read_csv(Path(__file__).with_name("exchanges.csv"), dtype=str, keep_default_na=False)


def with_successors(orgs: pa.Table, successions: pa.Table) -> pa.Table:
    """The same organisations; each with the next one of its line that is among them, where every step has one heir only."""
    rows = successions.select(["org", "successor"]).to_pandas().astype(object).drop_duplicates()
    single = rows[rows["org"] != rows["successor"]].drop_duplicates("org", keep=False)
    follows = single.set_index("org")["successor"]
    frame = orgs.to_pandas().astype({"code": object, "successor": object})
    known = pd.Series(frame["code"].unique(), index=frame["code"].unique(), dtype=object)
    frame["successor"] = frame["successor"].fillna(frame["code"].map(first_in_line(follows, known)))
    return conform(frame, TABLES["orgs"])


def first_in_line(follows: pd.Series, answers: pd.Series) -> pd.Series:
    """Org -> the answer of the first organisation in its line of successors that has one; absent where none has.

    `follows` is the successor of each org, `answers` what is known of some orgs. An org is no successor of its own, however
    a circle leads back to it.
    """
    here = follows.dropna()
    found = pd.Series(dtype=object)
    for _ in range(_LONGEST_LINE):
        here = here[here != here.index]
        answer = here.map(answers).dropna()
        found = pd.concat([found, answer])
        here = here.drop(answer.index).map(follows).dropna()
        if here.empty:
            break
    return found


def one_heir(lineage: pd.DataFrame, order: list[str], there: str, here: str) -> dict[str, str]:
    """Footprint of `there` -> the one footprint of `here` that shares its ground; absent where there are several.

    `lineage` is the table of that name, `order` the vintages, oldest first.
    """
    start, end = order.index(there), order.index(here)
    path = order[start : end + 1] if start < end else order[end : start + 1][::-1]
    near, far = ("earlier", "later") if start < end else ("later", "earlier")
    heirs: dict[str, str] | None = None
    for step, onward in pairwise(path):
        links = lineage[(lineage[f"{near}_vintage"] == step) & (lineage[f"{far}_vintage"] == onward)]
        links = links.drop_duplicates(near, keep=False)
        one = dict(zip(links[near], links[far], strict=True))
        heirs = one if heirs is None else {code: one[heir] for code, heir in heirs.items() if heir in one}
    return heirs or {}


def carried_areas(areas: pd.Series, postcodes: pd.Series, order: list[str], there: str, here: str) -> pd.Series:
    """Org -> the commissioner's area its ground is in, in another vintage; missing where an exchange leaves it open.

    `areas` are those of `there`, by org. Codes outlive their ground: the list of exchanges says which postcodes went
    from one area to another; where nobody has listed them, no org can be carried by its area alone.
    """
    start, end = order.index(there), order.index(here)
    forward = start < end
    near, far = ("earlier", "later") if forward else ("later", "earlier")
    first, last = min(start, end), max(start, end)
    rows = exchanges()
    rows = rows[[first <= order.index(one) and order.index(two) <= last for one, two in _steps(rows, order)]]
    carried = areas.copy()
    written = postcodes.reindex(areas.index)
    for row in rows.to_dict("records"):
        within = areas == row[near]
        if row["postcodes"] == _WHOLE:
            # Backwards nobody can tell which of an area's orgs came with the part that joined it.
            carried[within] = row[far] if forward else None
        elif not row["postcodes"]:
            carried[within] = None
        else:
            listed = _lies_in(written[within], row["postcodes"].split(";"))
            carried[listed.index[listed]] = row[far]
            carried[within & written.isna()] = None
    return carried.dropna()


def _steps(rows: pd.DataFrame, order: list[str]) -> list[tuple[str, str]]:
    """The vintages of each exchange; one that is not loaded stands before all, and so on no way."""
    pairs = zip(rows["earlier_vintage"], rows["later_vintage"], strict=True)
    return [(one, two) if one in order and two in order else (order[0], order[-1]) for one, two in pairs]


def _lies_in(postcodes: pd.Series, parts: list[str]) -> pd.Series:
    """Whether each postcode is in one of these districts ("SK13") or sectors ("PE8 4")."""
    text = postcodes.fillna("").str.upper().str.strip()
    districts, sectors = text.str.split(" ").str[0], text.str[:-2]
    return districts.isin(parts) | sectors.isin(parts)
