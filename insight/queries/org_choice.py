"""Which practice or trust of a footprint is looked at: the one asked for, or the one that speaks for most patients."""

from __future__ import annotations

import pandas as pd

from insight.model import EVERYONE, Level
from insight.queries.answer import Choice


def choose_org(
    asked: str | None, level: Level, facts: pd.DataFrame, names: pd.Series, *, members: pd.Index, footprint: str
) -> Choice | None:
    """The organisation asked for if it is one of the footprint's with a row in `facts` (of one period), else the one on
    most replies (the first by name where their numbers are not published); None where the footprint has none.

    `names` by code are of every practice and trust, `members` the footprint's, `footprint` its name.
    """
    rows = facts[facts["org"].isin(members) & facts["segment"].eq(EVERYONE)].drop_duplicates("org")
    if rows.empty:
        return None
    named = pd.Series(rows["org"].map(names).astype(object).fillna(rows["org"]).to_numpy(), rows["org"]).astype(str)
    options = {str(code): name for code, name in sorted(named.items(), key=lambda each: (each[1].casefold(), each[0]))}
    counted = rows["respondents"].notna().any()
    surest = rows.sort_values(["respondents", "org"], ascending=[False, True])["org"].iloc[0]
    first = str(surest) if counted else next(iter(options))
    if asked in options:
        return Choice(str(asked), str(level), options, "")
    because = "because it has most replies" if counted else "in order of name"
    if asked is None:
        return Choice(first, str(level), options, f"{options[first]} is shown first, {because}.")
    why = _why_not(asked, names, facts, whose=f"{level}s of {footprint}", shown=options[first])
    return Choice(first, str(level), options, why)


def _why_not(asked: str, names: pd.Series, facts: pd.DataFrame, *, whose: str, shown: str) -> str:
    """Why another one is shown than was asked for. It never repeats what the address said."""
    if asked not in names.index:
        return f"The link asks for an organisation that is not known; showing {shown}."
    if asked in set(facts["org"]):
        return f"{names[asked]} is not among the {whose}; showing {shown}."
    return f"This measure has no figure of {names[asked]} in this period; showing {shown}."
